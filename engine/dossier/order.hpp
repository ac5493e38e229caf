#pragma once
// In which order a lawyer cites the exhibits: what founds the debt, delivery, invoices, account, payments, letters, demands, negotiation, the rest.
// Pure.

#include "model/case.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

// 1 contract, order, quote, terms, bill or note · 2 delivery · 3 invoices · 4 account · 5 part payments · 6 correspondence · 7 demands with their proof ·
// 8 negotiation · 9 registry and address · 10 power · 11 anything else.
[[nodiscard]] int group_of(const model::Evidence& evidence);

// By group; inside it by day, exhibits of one `grupo` together, undated ones last; then as in the case file.
[[nodiscard]] std::vector<const model::Evidence*> in_order(const std::vector<model::Evidence>& evidence);

} // namespace legajo::dossier
