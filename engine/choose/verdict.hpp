#pragma once
// The answer about one letter: it may go (a proposal), or not, and why. Internal to choose/.

#include "choose/view.hpp"

#include <span>

namespace legajo::choose {

struct Proposal {
    int level = 0;
    const model::PolicyStep* step = nullptr;
    model::PartyKind kind = model::PartyKind::unknown;
    std::string addressee, occasion, address;
    model::Channel channel = model::Channel::unknown; // the better one of a repeat; unknown = the step's
    std::vector<std::string> invoices;
    std::vector<model::RuleUse> reasons;
    bool is_repeat = false;
    bool is_last_notice = false;
    bool is_pressing = true;   // counts against the cap of contacts per week
    bool is_urgent = false;    // limitation near: no wait, no cap
    bool goes_to_obligors = false; // guarantors and co-debtors get their own
};

struct Verdict {
    std::string letter;
    std::optional<Proposal> proposal;
    model::Rejected refusal; // when there is no proposal
};

[[nodiscard]] inline Verdict no(std::string letter, std::string rule, std::string reason, Facts facts = {}, std::optional<Date> from = std::nullopt) {
    Verdict verdict;
    verdict.letter = letter;
    verdict.refusal = {std::move(letter), std::move(rule), std::move(reason), std::move(facts), from};
    return verdict;
}

[[nodiscard]] inline Verdict no(std::string letter, const Obstacle& obstacle) {
    return no(std::move(letter), obstacle.rule, obstacle.reason, obstacle.facts, obstacle.until);
}

[[nodiscard]] inline Verdict yes(std::string letter, Proposal proposal) {
    Verdict verdict;
    verdict.letter = std::move(letter);
    verdict.proposal = std::move(proposal);
    return verdict;
}

// Every letter that this folder has a rule for, with the one function that answers for it; the order is the order of precedence.
struct LetterRule {
    const char* letter;
    Verdict (*ask)(const View&);
};

[[nodiscard]] std::vector<Verdict> ask_all(const View& view); // in order of precedence

// beside.cpp
[[nodiscard]] std::span<const LetterRule> rules_before_ladder();
[[nodiscard]] std::span<const LetterRule> rules_after_ladder();
[[nodiscard]] std::span<const LetterRule> rules_on_request();

[[nodiscard]] bool is_merged(const View& view); // steps 3 and 5 are one for so small a debt

// ladder.cpp: after a formal notice of these invoices, one of them may still get a last term of its own (ultimo-plazo).
[[nodiscard]] bool is_last_term_due(const View& view, const std::vector<std::string>& invoices);

// ladder.cpp: one verdict per letter of the ladders that matter here, the highest level first, then `encargo`.
[[nodiscard]] std::vector<Verdict> ask_ladder(const View& view);

} // namespace legajo::choose
