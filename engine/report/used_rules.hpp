#pragma once
// The rules that an explanation rests on, each once, in the order of first use, with what the pack says about them.

#include "report/explain.hpp"

#include <string>
#include <vector>

namespace legajo::report {

struct RuleText {
    std::string id, norm, sentence;
    model::Confidence confidence = model::Confidence::confirmed;
    [[nodiscard]] bool must_be_checked() const { return confidence != model::Confidence::confirmed; }
};

// From reglas.csv; a policy rule ("policy.wait") has its sentence in the catalogue ("reason.policy.wait"); else the id alone.
[[nodiscard]] RuleText rule_text(std::string_view id, const model::Pack& pack, const Catalogue& catalogue);

// "reason.<code>" of the catalogue with the facts filled in, in the reader's form; an unknown code with its facts.
[[nodiscard]] std::string reason_text(std::string_view code, const Arguments& facts, const Catalogue& catalogue);

// A condition code of a group: "reason.vat.plazo" for group "vat", code "plazo".
[[nodiscard]] std::string condition_text(std::string_view group, std::string_view code, const Catalogue& catalogue);

// Law rules (not policy ones) of decision and assessment that decided something.
[[nodiscard]] std::vector<RuleText> used_rules(const Explained& explained, const Catalogue& catalogue);

struct DoubtText {
    std::string code, rule, norm, text; // code is empty when the doubt is the confidence of a rule that was used
    Arguments facts;
};
// Doubts of the assessment, then every used rule of confidence S, I or K.
[[nodiscard]] std::vector<DoubtText> doubts_of(const Explained& explained, const Catalogue& catalogue);

// Data word of a confidence: "confirmada", "fuente-unica", "inferida", "conocida-sin-leer".
[[nodiscard]] std::string_view name_of(model::Confidence confidence);

} // namespace legajo::report
