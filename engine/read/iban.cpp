#include "read/iban.hpp"

#include <algorithm>
#include <array>

namespace legajo::read {
namespace {

// Two letters and the length, from the SWIFT registry of IBAN formats. Sorted.
constexpr std::string_view lengths =
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 "
    "FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 "
    "LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 "
    "SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

int mod_97(std::string_view rearranged) {
    int rest = 0;
    for (const char c : rearranged) rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    return rest;
}

char control_digit(std::string_view ten_digits) {
    constexpr std::array weights{1, 2, 4, 8, 5, 10, 9, 7, 3, 6};
    int sum = 0;
    for (std::size_t i = 0; i < 10; ++i) sum += weights[i] * (ten_digits[i] - '0');
    const int control = 11 - sum % 11;
    return static_cast<char>('0' + (control == 11 ? 0 : control == 10 ? 1 : control));
}

// bank (4) office (4) control (2) account (10)
bool has_spanish_control(std::string_view inner) {
    if (!std::all_of(inner.begin(), inner.end(), is_digit)) return false;
    const std::string bank_and_office = "00" + std::string(inner.substr(0, 8));
    return control_digit(bank_and_office) == inner[8] && control_digit(inner.substr(10, 10)) == inner[9];
}

} // namespace

std::string compact_iban(std::string_view text) {
    std::string compact;
    for (const char c : text) {
        if (c == ' ' || c == '-') continue;
        compact += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return compact;
}

int iban_length(std::string_view country) {
    for (std::size_t at = 0; at < lengths.size(); at += 5)
        if (lengths.substr(at, 2) == country) return (lengths[at + 2] - '0') * 10 + (lengths[at + 3] - '0');
    return 0;
}

IbanVerdict check_iban(std::string_view iban) {
    if (iban.size() < 5 || !is_capital(iban[0]) || !is_capital(iban[1]) || !is_digit(iban[2]) || !is_digit(iban[3])) return IbanVerdict::bad_form;
    if (!std::all_of(iban.begin(), iban.end(), [](char c) { return is_digit(c) || is_capital(c); })) return IbanVerdict::bad_form;
    const int length = iban_length(iban.substr(0, 2));
    if (length == 0) return IbanVerdict::unknown_country;
    if (static_cast<int>(iban.size()) != length) return IbanVerdict::bad_length;
    if (mod_97(std::string(iban.substr(4)) + std::string(iban.substr(0, 4))) != 1) return IbanVerdict::bad_control;
    if (iban.starts_with("ES") && !has_spanish_control(iban.substr(4))) return IbanVerdict::bad_inner_control;
    return IbanVerdict::valid;
}

} // namespace legajo::read
