#pragma once
// What is owed + what happened + policy -> one letter, or none; why; why not every other; and when next. Pure.
// The rules stand in rules_*.cpp as small functions, asked in the order of rule_list(); the README draws the order.

#include "model/assessment.hpp"
#include "model/decision.hpp"
#include "model/history.hpp"
#include "model/pack.hpp"

#include <optional>
#include <string>

namespace legajo::choose {

struct ChooseOptions {
    std::optional<std::string> forced_type; // --type: only this letter; law and holds still decide whether it may go
    bool again = false;                     // --again: a letter already issued may be issued once more
    bool approved = false;                  // a person approves in this very call; otherwise a `proposed` letter must become `approved` first
    // Day on which the letter would go out, when later than the control date: deadlines count from it, nothing else does.
    std::optional<base::Date> issue_date;
    // Only what explain and plan ask: a control date before the last recorded one is no obstacle.
    bool dry = false;
};

// Never throws for what a user can write; a letter that the pack lacks is rejected with "not_in_pack".
[[nodiscard]] model::Decision choose_letter(const model::Case& debt, const model::History& history, const model::Assessment& assessment,
                                            const model::Pack& pack, const ChooseOptions& options = {});

// One decision per addressee: the debtor first, then each guarantor, co-debtor or heir that must get its own copy of the letter.
[[nodiscard]] std::vector<model::Decision> choose_letters(const model::Case& debt, const model::History& history,
                                                          const model::Assessment& assessment, const model::Pack& pack,
                                                          const ChooseOptions& options = {});

// The decision on one letter by name as if nothing stood in its way: what the choice itself would settle (addressee, channel, deadline, last notice)
// for whoever looks at a letter before its day. Never issued. The letter must be of the pack; `addressee`: party id, empty = the letter's usual one.
[[nodiscard]] model::Decision suppose_letter(const model::Case& debt, const model::History& history, const model::Assessment& assessment,
                                             const model::Pack& pack, const std::string& letter, const std::string& addressee = {}, ChooseOptions options = {});

} // namespace legajo::choose
