#pragma once
// The book of a case: principal, interest and compensation of each invoice as credit notes, payments and returns reach it day by day.
// Knows amounts and dates only; what they mean in law is decided before (rates, first day of interest, compensation).

#include "law/interest.hpp"
#include "model/assessment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace legajo::assess {

using base::Date;
using base::Money;

struct LedgerInvoice {
    Money charged;
    Date due;
    bool has_due = true;
    std::optional<Date> interest_from;   // first day that bears interest; absent: none runs
    Date interest_last;                  // no day after this one bears interest
    law::RateSchedule rates;
    Money compensation;                  // owed once the invoice is late
};

struct LedgerPayment {
    std::string id;
    Date date;                           // day on which the creditor has the money
    Money amount;
    std::vector<std::pair<std::size_t, Money>> applications; // to invoices by index
    std::optional<std::size_t> invoice;  // the whole payment goes to this one
    Money elsewhere;                     // part meant for invoices that are not in the book (issued later): stays unapplied
    bool interest_first = false;
    bool is_set_off = false;
    std::optional<Date> returned;
};

struct LedgerCredit {
    std::string id;
    Date date;
    Money amount;
    std::optional<std::size_t> invoice;
};

struct LedgerAccount {
    Money principal, credited, paid, interest_paid, compensation_paid;
    bool was_late = false;               // something was unpaid on the day after the due date, or came back later
    Date counted_to;                     // internal mark: last day for which interest was counted
    std::optional<Date> settled_on;      // day on which the principal became zero
    std::vector<law::Segment> segments;
    std::vector<model::InvoiceMovement> movements;
};

struct LedgerResult {
    std::vector<LedgerAccount> accounts; // as the invoices given
    Money unapplied;                     // payments and credits beyond what was owed
};

// Everything dated after `control_date` must have been left out by the caller. Invoices in the order in which equals are served (due, number).
// Without designation: overdue before others, the most onerous (highest rate) first, equals pro rata (CC 1174); then accessories; then what is
// not yet due.
[[nodiscard]] LedgerResult keep_books(const std::vector<LedgerInvoice>& invoices, std::vector<LedgerCredit> credits,
                                      std::vector<LedgerPayment> payments, Date control_date, law::DayBasis basis, base::Currency currency);

// `amount` split in proportion to `weights`, to the cent: largest remainder, ties by position. Weights >= 0 with a positive sum.
[[nodiscard]] std::vector<Money> split_pro_rata(Money amount, const std::vector<Money>& weights);

} // namespace legajo::assess
