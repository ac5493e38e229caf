#pragma once
// Walks the parsed XML by the rules of the vocabulary and fills the model. Knows nothing of what the values mean together.

#include "model/case.hpp"
#include "read/findings.hpp"
#include "read/value_context.hpp"

#include <string>

namespace legajo::read {

inline constexpr std::string_view case_namespace = "urn:legajo:expediente:1";

struct ReadTree {
    model::Case data;
    std::vector<GivenId> ids;
    std::vector<Reference> references;
    std::string parsed; // the text as the parser changed it; ids and references point into it
    Jurisdiction jurisdiction = Jurisdiction::spain;
};

// `text` is well-formed. Problems: case.unknown_element, case.unknown_attribute, case.missing_*, case.duplicate_element, case.empty_value,
// case.unexpected_text, case.namespace_*, case.not_a_case and those of single values (value_context.hpp).
[[nodiscard]] ReadTree read_tree(std::string_view text, Findings& findings);

} // namespace legajo::read
