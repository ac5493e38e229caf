#pragma once
// The tables of an embedded font that a PDF needs beside the font program.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::text {

[[nodiscard]] std::string deflated(std::string_view bytes);
// Inside of /W [ ] (ISO 32000-1 9.7.4.3); advances in 1/100000 em by code.
[[nodiscard]] std::string widths_array(std::span<const std::int32_t> advances);
// ToUnicode CMap (9.10.3) with one entry per code that has a text.
[[nodiscard]] std::string to_unicode_map(std::span<const std::string> texts);
// CIDToGIDMap stream: two bytes a code.
[[nodiscard]] std::string code_to_glyph_map(std::span<const std::uint16_t> glyph_of);

} // namespace legajo::text
