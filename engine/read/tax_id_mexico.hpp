#pragma once
// Mexican RFC (tax id) and CLABE (bank account). Sources: Anexo 20 of the SAT for the form of the RFC and its verification
// digit; Banco de México's rule for the CLABE (weights 3, 7, 1).

#include <string_view>

namespace legajo::read {

struct RfcVerdict {
    bool has_form = false;  // 12 characters (company) or 13 (person) with a possible date
    bool is_valid = false;  // and the verification digit agrees
    char expected = 0;
    bool is_person = false;
};
[[nodiscard]] RfcVerdict check_rfc(std::string_view rfc);     // capitals, without separators; Ñ as UTF-8

[[nodiscard]] bool is_valid_clabe(std::string_view digits);   // 18 digits

} // namespace legajo::read
