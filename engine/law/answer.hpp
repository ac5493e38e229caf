#pragma once
// What a rule set gives back: a value or an abstention, with the rules used and the doubts that a lawyer must see.

#include "base/date.hpp"
#include "model/rule_use.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace legajo::law {

using base::Date;
using model::Doubt;
using model::Facts;
using model::RuleUse;

template <typename T>
struct Answer {
    std::optional<T> value; // absent: abstention; a doubt says why
    std::vector<RuleUse> rules;
    std::vector<Doubt> doubts;

    Answer& because(std::string rule, Facts facts = {}) {
        rules.push_back({std::move(rule), std::move(facts)});
        return *this;
    }
    Answer& doubting(std::string code, std::string rule, Facts facts = {}) {
        doubts.push_back({std::move(code), std::move(rule), std::move(facts)});
        return *this;
    }
    explicit operator bool() const { return value.has_value(); }
};

template <typename T>
Answer<T> abstain(std::string code, std::string rule = {}, Facts facts = {}) {
    Answer<T> answer;
    answer.doubting(std::move(code), std::move(rule), std::move(facts));
    return answer;
}

} // namespace legajo::law
