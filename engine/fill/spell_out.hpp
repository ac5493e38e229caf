#pragma once
// Whole numbers in words, masculine, in the form that stands before a noun ("veintiún", "vint-i-un").

#include <cstdint>
#include <string>

namespace legajo::fill {

// 0 to 999,999,999,999. ICU's Catalan rules err ("dos-cent trenta-quatre"), so Catalan is spelled here; Spanish too, which keeps the soft
// hyphens of ICU's feminine forms and its "un mil" variants out and costs a hundredth.
[[nodiscard]] std::string spell_spanish(std::uint64_t number);
[[nodiscard]] std::string spell_catalan(std::uint64_t number);

} // namespace legajo::fill
