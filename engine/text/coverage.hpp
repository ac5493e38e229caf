#pragma once
// Which letters and which OpenType features a face keeps, by coverage.

#include "text/font_catalogue.hpp"

#include <span>
#include <string_view>
#include <utility>

namespace legajo::text {

using CodePointRange = std::pair<char32_t, char32_t>; // both included

[[nodiscard]] std::span<const CodePointRange> code_points_of(Coverage coverage);
[[nodiscard]] std::span<const std::string_view> features_of(Coverage coverage);
// A line for the catalogue's hash: changes whenever the sets change.
[[nodiscard]] std::string_view coverage_version();

} // namespace legajo::text
