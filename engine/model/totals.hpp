#pragma once
// Sums over invoice accounts: used for the whole case and by whoever writes a letter about some invoices only.

#include "model/assessment.hpp"

#include <span>
#include <string>

namespace legajo::model {

// Totals of the given accounts at `control_date`. Counts invoices that are overdue or owe accessories only; the others add to not_yet_due.
// A reserved or waived item is summed but left out of `total`. `interest` is empty when any counted invoice abstained.
[[nodiscard]] Totals sum_accounts(std::span<const InvoiceAccount* const> accounts, Date control_date, base::Currency currency,
                                  ClaimMode interest_mode, ClaimMode compensation_mode);

// The same for the invoices with these ids (Decision::invoices), with the claim modes of the statement.
[[nodiscard]] Totals totals_for(const Assessment& assessment, std::span<const std::string> invoice_ids);

// What a letter about these invoices asks for: what is disputed stays out, and keeps interest out with it.
struct Claim {
    Totals totals; // with principal = outstanding without the disputed part, total = claimed
    bool has_disputed_part = false, claims_interest = false, claims_compensation = false;
    Money claimed;
};
[[nodiscard]] Claim claim_for(const Assessment& assessment, std::span<const std::string> invoice_ids);

// Accrued and unpaid interest of one invoice on a day from the controlling date on, if nothing more is paid, as its table would print it that day.
// Empty: abstained, or the day lies beyond the last published rate.
[[nodiscard]] std::optional<Money> interest_on(const InvoiceAccount& account, Date control_date, Date day);

} // namespace legajo::model
