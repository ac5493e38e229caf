#include "read/value_hints.hpp"

#include "base/date.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace legajo::read {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool are_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// Takes away currency signs and names and blanks of every kind; true when something went.
bool strip_currency(std::string& text) {
    const std::size_t before = text.size();
    for (const std::string_view word : {"€", "$", "EUR", "eur", "Euros", "euros", "MXN", "\u00A0", "\u202F", " "}) text = base::replaced(text, word, "");
    return text.size() != before;
}

// Digits parted by one kind of separator into groups of three, the first of one to three.
bool is_grouped(std::string_view digits, char separator) {
    const auto groups = base::split(digits, separator);
    if (groups.size() < 2 || !are_digits(groups[0]) || groups[0].size() > 3) return false;
    return std::all_of(groups.begin() + 1, groups.end(), [](std::string_view group) { return group.size() == 3 && are_digits(group); });
}

std::string without(std::string_view text, char separator) {
    std::string out(text);
    out.erase(std::remove(out.begin(), out.end(), separator), out.end());
    return out;
}

std::string iso(std::string_view year, std::string_view month, std::string_view day) {
    const auto two = [](std::string_view text) { return text.size() == 1 ? "0" + std::string(text) : std::string(text); };
    return std::string(year) + "-" + two(month) + "-" + two(day);
}

DateHint ordered(std::string_view year, std::string_view month, std::string_view day) {
    std::string suggestion = iso(year, month, day);
    if (!base::Date::parse(suggestion)) return {};
    return {DateFault::order, std::move(suggestion)};
}

} // namespace

AmountHint explain_amount(std::string_view value) {
    std::string text(value);
    const bool had_currency = strip_currency(text);
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.erase(0, 1);
    const std::string sign = is_negative ? "-" : "";

    const std::size_t last = text.find_last_of(".,'");
    if (last == std::string::npos) {
        if (!are_digits(text)) return {};
        return {had_currency ? AmountFault::currency : AmountFault::other, had_currency ? sign + text : ""};
    }
    const std::string_view whole = std::string_view(text).substr(0, last), decimals = std::string_view(text).substr(last + 1);
    const char decimal_sign = text[last];
    const char grouping = decimal_sign == ',' ? '.' : ',';
    if (decimals.size() != 3 && are_digits(decimals) && (are_digits(whole) || is_grouped(whole, grouping) || is_grouped(whole, '\''))) {
        const std::string plain = sign + without(without(whole, grouping), '\'') + "." + std::string(decimals);
        if (decimals.size() > 2) return {AmountFault::decimals, ""};
        if (!are_digits(whole)) return {AmountFault::grouping, plain};
        if (decimal_sign == ',') return {AmountFault::comma, plain};
        return {had_currency ? AmountFault::currency : AmountFault::other, had_currency ? plain : ""};
    }
    if (is_grouped(text, decimal_sign)) return {AmountFault::grouping, sign + without(text, decimal_sign)};
    return {};
}

DateHint explain_date(std::string_view value) {
    const bool has_iso_form = value.size() == 10 && value[4] == '-' && value[7] == '-' && are_digits(value.substr(0, 4)) &&
                              are_digits(value.substr(5, 2)) && are_digits(value.substr(8, 2));
    if (has_iso_form) {
        const std::string_view year = value.substr(0, 4);
        if (year < "1900" || year > "2199") return {DateFault::out_of_range, ""};
        return {DateFault::not_in_calendar, ""};
    }
    if (value.size() == 8 && are_digits(value)) return ordered(value.substr(0, 4), value.substr(4, 2), value.substr(6, 2));
    if (value.size() > 10 && (value[10] == 'T' || value[10] == ' ' || value[10] == 'Z' || value[10] == '+'))
        return ordered(value.substr(0, 4), value.substr(5, 2), value.substr(8, 2));
    for (const char separator : {'/', '-', '.'}) {
        const auto parts = base::split(value, separator);
        if (parts.size() != 3 || !std::all_of(parts.begin(), parts.end(), are_digits)) continue;
        if (parts[0].size() == 4) return ordered(parts[0], parts[1], parts[2]);
        if (parts[2].size() == 4) return ordered(parts[2], parts[1], parts[0]); // day first, as Spain writes
        if (parts[2].size() == 2) return ordered("20" + std::string(parts[2]), parts[1], parts[0]);
    }
    return {};
}

} // namespace legajo::read
