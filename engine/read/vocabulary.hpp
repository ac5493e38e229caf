#pragma once
// The parts of the vocabulary, one rule per element; case_rule() (rules.hpp) joins them. Each .cpp holds one chapter.

#include "read/rules.hpp"

namespace legajo::read::vocabulary {

// vocabulary_party.cpp
extern const ElementRule creditor, debtor, guarantor, co_debtor, heir, lawyer, agency, address;
// vocabulary_debt.cpp
extern const ElementRule contract, invoice, credit_note, payment, set_off, recovery_cost;
// vocabulary_dealings.cpp
extern const ElementRule promise, agreement, communication, negotiation, hold, offer;
// vocabulary_file.cpp
extern const ElementRule limitation_event, lawsuit, assignment, evidence, policy, consultation, data_protection;

} // namespace legajo::read::vocabulary
