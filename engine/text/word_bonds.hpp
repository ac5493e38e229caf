#pragma once
// What a word asks of its neighbours across a plain space, in Spanish and its sister languages (Ortografía de la lengua española, Chicago 9):
// "n.º 12", "art. 5", "Sr. D. Juan", "1.234,50 €", "21 de noviembre". The text is not touched; only the line break is forbidden.

#include <cstdint>
#include <string_view>

namespace legajo::text {

[[nodiscard]] std::uint8_t word_bonds(std::string_view word); // WordBond bits

} // namespace legajo::text
