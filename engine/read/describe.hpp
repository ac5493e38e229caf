#pragma once
// The vocabulary told to others: as an XML schema and as the reference of case-format.md. Both are committed; a test compares.

#include <string>

namespace legajo::read {

// schema/legajo-expediente.xsd. Never stricter than the reader; the reader knows more (check digits, sums, dates in order).
[[nodiscard]] std::string make_schema();

// The part of case-format.md below its marker: every element and attribute with its meaning.
[[nodiscard]] std::string make_reference();

} // namespace legajo::read
