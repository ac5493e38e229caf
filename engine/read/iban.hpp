#pragma once
// International bank account numbers: ISO 13616 (length per country, mod 97 = 1) and, for Spain, the two control digits of the
// old account number inside.

#include <string>
#include <string_view>

namespace legajo::read {

enum class IbanVerdict { valid, bad_form, unknown_country, bad_length, bad_control, bad_inner_control };

[[nodiscard]] std::string compact_iban(std::string_view text); // capitals, without blanks and hyphens
[[nodiscard]] IbanVerdict check_iban(std::string_view compact);
[[nodiscard]] int iban_length(std::string_view country); // 0: the country has no IBAN

} // namespace legajo::read
