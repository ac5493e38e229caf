#pragma once
// Case + history + rule set + controlling date -> Assessment: what is owed, since when, which clocks run, what stands in the way.
// Pure and deterministic: no clock, no locale, no order of file; nothing dated after the controlling date is used, so that an old letter can
// be made again from a newer case. Thread-safe: everything is read-only. From here on no amount changes.

#include "base/problem.hpp"
#include "law/rule_set.hpp"
#include "model/assessment.hpp"
#include "model/case.hpp"
#include "model/history.hpp"
#include "model/pack.hpp"

#include <optional>

namespace legajo::assess {

struct AssessOptions {
    base::Date control_date;
    bool actual_day_basis = false;                // actual/actual (366 in leap years) in place of 365 (L-302)
    std::optional<model::Imputation> imputation;  // for payments that state none; absent: by kind of debt (L-306)
    bool with_other_imputation = true;            // also compute the other way, for the lawyer
};

// Remarks: assess.payment_after_control, assess.invoice_after_control, assess.credit_after_control, assess.unapplied_payment,
// assess.interest_partial, assess.abstained. Errors: assess.unknown_invoice (a payment or credit note names an invoice that is not there).
[[nodiscard]] base::Result<model::Assessment> assess_case(const model::Case& debt, const model::History& history, const model::Pack& pack,
                                                          const law::RuleSet& rules, const AssessOptions& options);

// The case's offer for these invoices alone: the same terms, the sum of what a letter about them asks for. nullopt: the case has no offer.
[[nodiscard]] std::optional<model::PaymentPlan> plan_for(const model::Case& debt, const model::Assessment& assessment, const model::Pack& pack,
                                                         const law::RuleSet& rules, const std::vector<std::string>& invoice_ids);

} // namespace legajo::assess
