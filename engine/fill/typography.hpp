#pragma once
// What Spanish and Catalan typography asks of finished text: NFC, and no line end inside "n.º 3", "10 %", "Sr. D.", "art. 7", "21 de noviembre".

#include "base/problem.hpp"
#include "model/document.hpp"

#include <optional>
#include <string>

namespace legajo::fill {

// UTF-8 in, NFC out. Text that is NFC already comes back untouched.
[[nodiscard]] std::string normalised(std::string text);

// A value from the case as it may be printed: tabs and line ends become blanks, blanks at the ends go. nullopt when it holds what must not be
// printed: control characters, direction overrides, noncharacters, private use, invalid UTF-8.
[[nodiscard]] std::optional<std::string> printable(std::string_view value);

// U+00A0 where a line must not end.
[[nodiscard]] std::string with_fixed_spaces(std::string_view text);
void fix_spaces(model::Document& document);

} // namespace legajo::fill
