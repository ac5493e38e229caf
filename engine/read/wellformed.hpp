#pragma once
// Whether a text is well-formed XML 1.0 within the limits, without DTD or entities of its own. pugixml accepts much that is not
// (repeated attributes, two roots, control characters, unknown entities, stray text), so this pass comes before it.

#include "read/findings.hpp"
#include "read/read_case.hpp"

#include <string_view>

namespace legajo::read {

// False when the structure cannot be trusted (the parser must not see it); problems that leave the structure whole are reported and
// true comes back, so that the rest of the file is examined too.
// Problems: case.xml_*, case.dtd_refused, case.entity_unknown, case.control_character, case.duplicate_attribute,
// case.limit_depth, case.limit_elements, case.limit_attributes, case.limit_value; remarks on invisible or broken characters.
[[nodiscard]] bool check_well_formed(std::string_view text, const Limits& limits, Findings& findings);

} // namespace legajo::read
