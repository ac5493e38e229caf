#pragma once
// Numbers, strings and names as PDF writes them (ISO 32000-1 7.3).

#include "base/date.hpp"
#include "model/style.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace legajo::draw {

void append_integer(std::string& out, std::int64_t value);
// Thousandths as a decimal number without trailing zeros: 10500 -> "10.5".
void append_thousandths(std::string& out, std::int64_t value);
[[nodiscard]] std::string thousandths(std::int64_t value);
[[nodiscard]] std::string reference(std::uint32_t object); // "12 0 R"
// Text string: as a literal when plain ASCII, else UTF-16BE in hex with a byte order mark.
[[nodiscard]] std::string text_string(std::string_view utf8);
// Byte string as a literal.
[[nodiscard]] std::string literal(std::string_view bytes);
[[nodiscard]] std::string name(std::string_view text); // with the slash
[[nodiscard]] std::string utf16_hex(std::string_view utf8); // <FEFF...>
[[nodiscard]] std::string pdf_date(const base::Instant& instant); // D:20261121100000+01'00'
[[nodiscard]] std::string xmp_date(const base::Instant& instant); // 2026-11-21T10:00:00+01:00
[[nodiscard]] std::string colour_operands(model::Colour colour);

} // namespace legajo::draw
