#pragma once
// Spanish tax identification numbers. Sources: RD 1065/2007 arts. 18-22; Orden EHA/451/2008 (letters of legal persons);
// Orden INT/2058/2008 (letter of natural persons = number mod 23).

#include <optional>
#include <string>
#include <string_view>

namespace legajo::read {

enum class TaxIdHolder { natural, legal, without_personality, public_body };

struct TaxIdVerdict {
    bool has_form = false;   // nine characters of a known pattern
    bool is_valid = false;   // and the control character agrees
    char expected = 0;       // the right control character when only that is wrong
    TaxIdHolder holder = TaxIdHolder::natural;
};

// `id` in capitals without separators: DNI 00000000T, NIE X0000000T, K L M 0000000A, legal persons A0000000 + digit or letter.
[[nodiscard]] TaxIdVerdict check_spanish_tax_id(std::string_view id);

// Capitals, without blanks, dots, hyphens and a leading country prefix "ES".
[[nodiscard]] std::string compact_tax_id(std::string_view text);

} // namespace legajo::read
