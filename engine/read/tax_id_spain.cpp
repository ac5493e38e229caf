#include "read/tax_id_spain.hpp"

#include <algorithm>

namespace legajo::read {
namespace {

constexpr std::string_view natural_letters = "TRWAGMYFPDXBNJZSQVHLCKE";
constexpr std::string_view legal_letters = "JABCDEFGHI";
constexpr std::string_view legal_kinds = "ABCDEFGHJNPQRSUVW";
constexpr std::string_view kinds_with_letter = "NPQRSW"; // control is a letter; A B E H a digit; the others either

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool are_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

int number_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

TaxIdVerdict natural_verdict(int number, char given) {
    const char expected = natural_letters[static_cast<std::size_t>(number % 23)];
    return {true, expected == given, expected, TaxIdHolder::natural};
}

TaxIdHolder holder_of(char kind) {
    if (kind == 'P' || kind == 'Q' || kind == 'S') return TaxIdHolder::public_body;
    if (kind == 'E' || kind == 'H' || kind == 'J' || kind == 'U') return TaxIdHolder::without_personality;
    return TaxIdHolder::legal;
}

TaxIdVerdict legal_verdict(std::string_view id) {
    int sum = 0;
    for (std::size_t i = 1; i <= 7; ++i) {
        const int digit = id[i] - '0';
        if (i % 2 == 0) sum += digit;
        else sum += digit * 2 / 10 + digit * 2 % 10;
    }
    const int control = (10 - sum % 10) % 10;
    const char kind = id[0], given = id[8];
    const char as_digit = static_cast<char>('0' + control);
    const char as_letter = legal_letters[static_cast<std::size_t>(control)];
    const bool wants_letter = kinds_with_letter.find(kind) != std::string_view::npos;
    const bool wants_digit = kind == 'A' || kind == 'B' || kind == 'E' || kind == 'H';
    const bool is_valid = (given == as_digit && !wants_letter) || (given == as_letter && !wants_digit);
    return {true, is_valid, wants_letter ? as_letter : as_digit, holder_of(kind)};
}

} // namespace

std::string compact_tax_id(std::string_view text) {
    std::string id;
    for (const char c : text) {
        if (c == ' ' || c == '-' || c == '.' || c == '/') continue;
        id += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (id.size() == 11 && id.starts_with("ES")) id.erase(0, 2);
    return id;
}

TaxIdVerdict check_spanish_tax_id(std::string_view id) {
    if (id.size() != 9) return {};
    const std::string_view middle = id.substr(1, 7);
    if (!are_digits(middle)) return {};
    const bool ends_in_letter = id[8] >= 'A' && id[8] <= 'Z';
    if (is_digit(id[0]) && ends_in_letter) return natural_verdict(number_of(id.substr(0, 8)), id[8]);
    if (id[0] >= 'X' && id[0] <= 'Z' && ends_in_letter) return natural_verdict((id[0] - 'X') * 10'000'000 + number_of(middle), id[8]);
    if ((id[0] == 'K' || id[0] == 'L' || id[0] == 'M') && ends_in_letter) return natural_verdict(number_of(middle), id[8]);
    if (legal_kinds.find(id[0]) != std::string_view::npos && (ends_in_letter || is_digit(id[8]))) return legal_verdict(id);
    return {};
}

} // namespace legajo::read
