#include "model/totals.hpp"

#include <algorithm>

namespace legajo::model {

Totals sum_accounts(std::span<const InvoiceAccount* const> accounts, Date control_date, base::Currency currency, ClaimMode interest_mode,
                    ClaimMode compensation_mode) {
    const Money zero(0, currency);
    Totals totals{.principal = zero, .compensation = zero, .total = zero, .of_paid_invoices = zero, .interest = zero, .per_day = zero,
                  .interest_to = control_date, .not_yet_due = zero, .uncontested = zero};
    for (const InvoiceAccount* account : accounts) {
        if (!account->is_due && !account->owes_only_accessories) {
            totals.not_yet_due += account->outstanding;
            continue;
        }
        if (account->is_due) {
            totals.principal += account->outstanding;
            totals.uncontested += account->outstanding - account->disputed;
        } else {
            totals.of_paid_invoices += account->compensation + account->interest.value_or(zero);
        }
        totals.compensation += account->compensation;
        if (account->interest && totals.interest) *totals.interest += *account->interest;
        if (!account->interest) totals.interest.reset();
        if (account->per_day && totals.per_day) *totals.per_day += *account->per_day;
        if (!account->per_day) totals.per_day.reset();
        if (account->interest_is_partial) totals.interest_is_partial = true;
        if (account->interest_to && account->is_in_default) totals.interest_to = std::min(totals.interest_to, *account->interest_to);
    }
    totals.total = totals.principal;
    if (interest_mode == ClaimMode::claim && totals.interest) totals.total += *totals.interest;
    if (compensation_mode == ClaimMode::claim) totals.total += totals.compensation;
    return totals;
}

std::optional<Money> interest_on(const InvoiceAccount& account, Date control_date, Date day) {
    if (!account.interest || day < control_date) return std::nullopt;
    if (day == control_date || !account.per_day || account.per_day->is_zero()) {
        const bool stands_still = day == control_date || (!account.interest_is_partial && account.ahead.empty());
        return stands_still ? account.interest : std::nullopt;
    }
    if (account.ahead.empty() || account.ahead.back().to < day) return std::nullopt;
    Money interest = *account.interest;
    if (account.ahead_reopens_last_line) interest -= account.segments.back().interest;
    for (const RateAhead& span : account.ahead)
        if (span.from <= day)
            interest += base::simple_interest(account.outstanding, span.rate, base::days_between(span.from, std::min(span.to, day)) + 1, span.day_basis);
    return interest;
}

Totals totals_for(const Assessment& assessment, std::span<const std::string> invoice_ids) {
    std::vector<const InvoiceAccount*> chosen;
    for (const InvoiceAccount& account : assessment.account.invoices)
        if (std::find(invoice_ids.begin(), invoice_ids.end(), account.invoice) != invoice_ids.end()) chosen.push_back(&account);
    const StatementOfAccount& statement = assessment.account;
    return sum_accounts(chosen, assessment.control_date, statement.totals.total.currency(), statement.interest_mode, statement.compensation_mode);
}

Claim claim_for(const Assessment& assessment, std::span<const std::string> invoice_ids) {
    const StatementOfAccount& account = assessment.account;
    Claim claim{.totals = totals_for(assessment, invoice_ids), .claimed = {}};
    const Money zero(0, account.totals.total.currency());
    Money outstanding = zero, disputed = zero;
    for (const InvoiceAccount& invoice : account.invoices)
        if (std::find(invoice_ids.begin(), invoice_ids.end(), invoice.invoice) != invoice_ids.end()) {
            outstanding += invoice.outstanding;
            disputed += invoice.disputed;
        }
    // What is not due yet (a notice before the due date) is principal of the letter too.
    claim.totals.principal = outstanding - disputed;
    claim.has_disputed_part = disputed.is_positive();
    claim.claims_interest = account.interest_mode == ClaimMode::claim && !claim.has_disputed_part && claim.totals.interest && claim.totals.interest->is_positive();
    claim.claims_compensation = account.compensation_mode == ClaimMode::claim && claim.totals.compensation.is_positive();
    claim.claimed = claim.totals.principal;
    if (claim.claims_interest) claim.claimed += *claim.totals.interest;
    if (claim.claims_compensation) claim.claimed += claim.totals.compensation;
    claim.totals.total = claim.claimed;
    return claim;
}

} // namespace legajo::model
