#pragma once
// Joint (mancomunados) debtors: their debts are as many and as distinct as they are (CC 1137, 1138; L-411). The case is split into one case for each:
// its part of every amount, the payments it made, the letters it got. What follows (account, limitation, choice, letter) sees an ordinary case.

#include "model/case.hpp"
#include "model/history.hpp"

#include <string>
#include <vector>

namespace legajo::assess {

struct Share {
    model::Case debt;       // its debtor is the joint debtor; `share` is set; no obligors, no offer
    model::History history; // its own letters, addressee empty
};

// A co-debtor that is not said to be solidary owes its part only (CC 1137: joint unless agreed).
[[nodiscard]] bool has_joint_debtors(const model::Case& debt);

// Why the parts cannot be told apart, "" when they can: obstacle.joint_mixed (guarantors, heirs or solidary co-debtors besides), _shares (the parts do
// not make a whole), _payer (a payment of nobody knows whom), _dealings (promises, agreements, negotiations or suits of nobody knows whom), _insolvency
// (of nobody knows whom), _title (a bill or note has signatories, not parts). Then a person decides; nothing is claimed.
[[nodiscard]] std::string cannot_split(const model::Case& debt);

// One share per joint debtor, the case's debtor first. Equal parts unless `cuota` says otherwise. The parts of each amount add up to it, to the cent;
// the odd cent is the earlier debtor's. Empty: no joint debtors, or cannot_split.
[[nodiscard]] std::vector<Share> split_shares(const model::Case& debt, const model::History& history);

// The part of `amount` (also negative) that falls to `share`.
[[nodiscard]] base::Money part_of(base::Money amount, const model::JointShare& share);

} // namespace legajo::assess
