#pragma once
// What a letter must and must not say, by clause id and over the template's own words, never over substituted text (law.md's rules; the clauses
// are data: letter.xml and common.xml). Run on every filled document before it is signed, and over a pack by `legajo template lint`.

#include "base/problem.hpp"
#include "model/document.hpp"
#include "model/pack.hpp"

#include <string>
#include <unordered_set>
#include <vector>

namespace legajo::fill {

// A contract's rules with their phrases in comparable form: made once per letter of the pack.
struct LintRule {
    model::ClauseRule rule;
    std::string phrase; // empty for a rule by clause id
};
[[nodiscard]] std::vector<LintRule> lint_rules(const model::LetterContract& contract);
[[nodiscard]] base::Problems lint_document(const model::Document& document, const std::vector<LintRule>& rules, model::PartyKind kind);

// Letters of one template say mostly the same words of its own: what was found without fault is not searched again. Bounded. Not thread-safe.
class LintMemory {
public:
    [[nodiscard]] base::Problems lint(const model::Document& document, const std::vector<LintRule>& rules, model::PartyKind kind);

private:
    static constexpr std::size_t most_ = 512;
    std::unordered_set<std::string> faultless_; // rules, kind, clauses and words
};

// Problems: lint.clause_missing, lint.clause_forbidden, lint.words_missing, lint.words_forbidden, each with `regla`.
[[nodiscard]] base::Problems lint_document(const model::Document& document, const model::LetterContract& contract, model::PartyKind kind);

// Over templates alone, without a case: what no filling could mend. Forbidden words and clauses of a variant's kinds that stand in its text
// outside every section (inside one they may never show), required clauses that stand nowhere. Same codes, with file and line.
[[nodiscard]] base::Problems lint_pack(const model::Pack& pack);

} // namespace legajo::fill
