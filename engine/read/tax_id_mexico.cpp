#include "read/tax_id_mexico.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace legajo::read {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Ñ counts as one character; '&' and Ñ have values of their own.
constexpr char enye = '\x01';
std::string one_byte_each(std::string_view rfc) {
    std::string out;
    for (std::size_t i = 0; i < rfc.size(); ++i) {
        if (rfc.substr(i, 2) == "\xC3\x91") {
            out += enye;
            ++i;
        } else {
            out += rfc[i];
        }
    }
    return out;
}

int value_of(char c) {
    if (is_digit(c)) return c - '0';
    if (c == '&') return 24;
    if (c == ' ') return 37;
    if (c == enye) return 38;
    return c <= 'N' ? c - 'A' + 10 : c - 'O' + 25;
}

bool is_possible_date(std::string_view yymmdd) {
    if (!std::all_of(yymmdd.begin(), yymmdd.end(), is_digit)) return false;
    const int month = (yymmdd[2] - '0') * 10 + (yymmdd[3] - '0');
    const int day = (yymmdd[4] - '0') * 10 + (yymmdd[5] - '0');
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

} // namespace

RfcVerdict check_rfc(std::string_view text) {
    const std::string rfc = one_byte_each(text);
    if (rfc.size() != 12 && rfc.size() != 13) return {};
    const std::size_t letters = rfc.size() - 9;
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || c == '&' || c == enye; };
    if (!std::all_of(rfc.begin(), rfc.begin() + static_cast<std::ptrdiff_t>(letters), is_letter)) return {};
    if (!is_possible_date(std::string_view(rfc).substr(letters, 6))) return {};
    const auto is_part = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
    if (!std::all_of(rfc.end() - 3, rfc.end(), is_part)) return {};

    const std::string padded = rfc.size() == 12 ? " " + rfc : rfc; // a company's RFC is one character shorter
    int sum = 0;
    for (std::size_t i = 0; i < 12; ++i) sum += value_of(padded[i]) * static_cast<int>(13 - i);
    const int rest = 11 - sum % 11;
    const char expected = rest == 11 ? '0' : rest == 10 ? 'A' : static_cast<char>('0' + rest);
    const bool is_generic = text == "XAXX010101000" || text == "XEXX010101000"; // general public, foreigners
    return {true, is_generic || padded[12] == expected, expected, rfc.size() == 13};
}

bool is_valid_clabe(std::string_view digits) {
    if (digits.size() != 18 || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
    constexpr std::array weights{3, 7, 1};
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (digits[i] - '0') * weights[i % 3] % 10;
    return (10 - sum % 10) % 10 == digits[17] - '0';
}

} // namespace legajo::read
