#include "law/es/kinds.hpp"

namespace legajo::law::es {

bool is_public_sector(PartyKind kind) { return kind == PartyKind::public_admin || kind == PartyKind::public_entity; }

bool acts_professionally(PartyKind kind) {
    return kind == PartyKind::company || kind == PartyKind::self_employed || kind == PartyKind::public_entity;
}

bool is_natural(PartyKind kind, PersonKind person) {
    if (person != PersonKind::unknown) return person == PersonKind::natural;
    return kind == PartyKind::consumer || kind == PartyKind::self_employed;
}

bool is_consumer_debt(const DebtFacts& debt) {
    switch (debt.debtor) {
    case PartyKind::consumer: return debt.purpose != Purpose::resale;
    case PartyKind::owners_community: return true;
    case PartyKind::company:
    case PartyKind::self_employed: return debt.purpose == Purpose::private_use;
    default: return false;
    }
}

std::string number(std::int64_t value) { return std::to_string(value); }

} // namespace legajo::law::es
