#pragma once
// Credit notes and payments of the case as entries of the book, up to the controlling date, and the order in which payments are imputed.
// What is later is left out with a remark; an invoice that the case does not have is an error.

#include "assess/context.hpp"
#include "assess/ledger.hpp"

#include <vector>

namespace legajo::assess {

[[nodiscard]] std::vector<LedgerCredit> gather_credits(Context& context);
// `stated` receives what each payment says of its imputation; `interest_first` is set later, for it is what the two imputations change.
[[nodiscard]] std::vector<LedgerPayment> gather_payments(Context& context, std::vector<model::Imputation>& stated);
[[nodiscard]] model::Imputation default_imputation(const Context& context); // for payments that state none (L-306)
void set_imputation(std::vector<LedgerPayment>& payments, const std::vector<model::Imputation>& stated, model::Imputation otherwise);
[[nodiscard]] bool has_only(const std::vector<LedgerPayment>& payments, bool interest_first);

// Policy «intereses-reclamados»: payments of which nobody stated anything and that came before interest was claimed serve the principal first.
bool spare_unclaimed_interest(const Context& context, std::vector<LedgerPayment>& payments, const std::vector<model::Imputation>& stated);

} // namespace legajo::assess
