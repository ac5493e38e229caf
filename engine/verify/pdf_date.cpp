#include "verify/pdf_date.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace legajo::verify {

namespace {

// The next `count` digits, or `missing` at the end of the text; -1 when something else stands there.
int number(std::string_view& text, std::size_t count, int missing) {
    if (text.empty() || text[0] == 'Z' || text[0] == '+' || text[0] == '-') return missing;
    if (text.size() < count) return -1;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

std::optional<int> offset_minutes(std::string_view text) {
    if (text.empty() || text[0] == 'Z') return 0;
    const int sign = text[0] == '-' ? -1 : text[0] == '+' ? 1 : 0;
    if (sign == 0) return std::nullopt;
    text.remove_prefix(1);
    const int hours = number(text, 2, -1);
    if (!text.empty() && text[0] == '\'') text.remove_prefix(1);
    const int minutes = number(text, 2, 0);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
    return sign * (hours * 60 + minutes);
}

} // namespace

std::optional<base::Instant> parse_pdf_date(std::string_view text) {
    if (text.starts_with("D:")) text.remove_prefix(2);
    const int year = number(text, 4, -1), month = number(text, 2, 1), day = number(text, 2, 1);
    const int hour = number(text, 2, 0), minute = number(text, 2, 0), second = number(text, 2, 0);
    const auto offset = offset_minutes(text);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || !offset || !date.ok())
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return base::Instant{days * 86400 + hour * 3600 + minute * 60 + second - *offset * 60, *offset};
}

std::string pdf_date(base::Instant instant) {
    const std::int64_t local = instant.unix_seconds + std::int64_t{instant.offset_minutes} * 60;
    const std::int64_t days = (local >= 0 ? local : local - 86399) / 86400, seconds = local - days * 86400;
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
    const int offset = instant.offset_minutes < 0 ? -instant.offset_minutes : instant.offset_minutes;
    std::array<char, 64> out{};
    std::snprintf(out.data(), out.size(), "D:%04d%02u%02u%02d%02d%02d%c%02d'%02d'", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60),
                  instant.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
    return out.data();
}

} // namespace legajo::verify
