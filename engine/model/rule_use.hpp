#pragma once
// What decided, and what could not be decided: the trace that `explain` and the lawyer read.

#include <string>
#include <utility>
#include <vector>

namespace legajo::model {

using Facts = std::vector<std::pair<std::string, std::string>>; // words a clerk reads: "vencimiento" -> "2026-02-14"

struct RuleUse { // a rule that decided something, with the facts it used
    std::string rule; // "L-120"
    Facts facts;
};

struct Doubt { // shown to the lawyer
    std::string code; // stable: "doubt.limitation_term"
    std::string rule;
    Facts facts;
};

} // namespace legajo::model
