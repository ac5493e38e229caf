#include "report/human.hpp"

#include <algorithm>
#include <cstdint>

namespace legajo::report {
namespace {

std::string grouped(std::string digits, char separator) {
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), 1, separator);
    return digits;
}

bool is_plain_amount(std::string_view text) { // 1210.00: digits, a point, exactly two decimals
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto point = text.find('.');
    return point != std::string_view::npos && point > 0 && text.size() - point == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); }) && text.rfind('.') == point;
}

} // namespace

std::string Human::amount(base::Money amount) const {
    const std::string text = amount.text(); // "-1210.00"
    const bool is_negative = text.starts_with('-');
    const auto point = text.find('.');
    const auto whole = text.substr(is_negative ? 1 : 0, (point == std::string::npos ? text.size() : point) - (is_negative ? 1 : 0));
    const auto cents = point == std::string::npos ? std::string("00") : text.substr(point + 1);
    return (is_negative ? (is_english_ ? "-" : "−") : "") + grouped(whole, is_english_ ? ',' : '.') + (is_english_ ? "." : ",") + cents;
}

std::string Human::money(base::Money value) const {
    const auto currency = value.currency().text();
    return amount(value) + " " + (currency == "EUR" ? (is_english_ ? "EUR" : "€") : currency);
}

std::string Human::date(base::Date date) const {
    const auto iso = date.iso();
    return is_english_ ? iso : iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string Human::percent(const base::Decimal& rate) const {
    auto text = rate.scale < 2 ? rate.rescaled(2).text() : rate.text();
    if (const auto point = text.find('.'); point == std::string::npos)
        text += ".00";
    else if (text.size() - point == 2)
        text += "0";
    if (!is_english_) std::replace(text.begin(), text.end(), '.', ',');
    return text + " %";
}

std::string Human::count(std::int64_t number) const {
    const bool is_negative = number < 0;
    const auto digits = std::to_string(number).substr(is_negative ? 1 : 0);
    return (is_negative ? "-" : "") + grouped(digits, is_english_ ? ',' : '.');
}

std::string Human::fact(std::string_view value) const {
    if (value.size() == 10)
        if (const auto parsed = base::Date::parse(value)) return date(*parsed);
    if (is_plain_amount(value))
        if (const auto parsed = base::Money::parse(value)) return amount(*parsed);
    return std::string(value);
}

} // namespace legajo::report
