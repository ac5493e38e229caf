#pragma once
// Instalments, and several debts paid in two orders. Arithmetic only, used by plan_payments and by tests.

#include "law/working_days.hpp"
#include "model/assessment.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace legajo::assess {

// `total` in `count` equal instalments; the cents that do not divide go to the first ones, so that they add up. count >= 1, total > 0.
[[nodiscard]] std::vector<base::Money> equal_instalments(base::Money total, int count);
// `total` in instalments of `each`, the last one smaller. each > 0.
[[nodiscard]] std::vector<base::Money> instalments_of(base::Money total, base::Money each);
// k-th date (0 = first) of a period: semanal, quincenal, mensual, bimestral, trimestral, semestral, anual; counted from the first, so that
// short months do not drift. nullopt for an unknown word.
[[nodiscard]] std::optional<base::Date> instalment_date(base::Date first, std::string_view periodicity, int k);

// Monthly sum over several debts: minimum payments everywhere, the rest to the first debt in the order. At most 600 months.
[[nodiscard]] model::RepaymentOrder repay(std::vector<model::RepaymentDebt> debts, const std::vector<base::Money>& minimums, base::Money monthly,
                                          base::Date first_payment);

} // namespace legajo::assess
