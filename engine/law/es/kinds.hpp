#pragma once
// Small readings of party kinds that several Spanish rules share.

#include "law/rule_set.hpp"

namespace legajo::law::es {

[[nodiscard]] bool is_public_sector(PartyKind kind);     // Administrations and public-sector entities (L-502, L-905)
[[nodiscard]] bool acts_professionally(PartyKind kind);  // L-101: a sole trader counts as a business
[[nodiscard]] bool is_natural(PartyKind kind, PersonKind person); // stated, else by kind
[[nodiscard]] bool is_consumer_debt(const DebtFacts& debt); // the purpose decides over the kind (L-101, L-104)
[[nodiscard]] std::string number(std::int64_t value);

} // namespace legajo::law::es
