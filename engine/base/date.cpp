#include "base/date.hpp"

#include "base/error.hpp"

#include <array>
#include <cstdio>

namespace legajo::base {
namespace {

using namespace std::chrono;

year_month_day parts(const Date& date) { return year_month_day(date.sys_days()); }

// Exactly `count` digits at `position`; -1 otherwise.
int digits_at(std::string_view text, std::size_t position, std::size_t count) {
    if (position + count > text.size()) return -1;
    int number = 0;
    for (const char c : text.substr(position, count)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::optional<int> offset_of(std::string_view zone) {
    if (zone == "Z") return 0;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
    const int hour = digits_at(zone, 1, 2), minute = digits_at(zone, 4, 2);
    if (hour < 0 || hour > 14 || minute < 0 || minute > 59) return std::nullopt;
    return (zone[0] == '-' ? -1 : 1) * (hour * 60 + minute);
}

} // namespace

Date::Date(int year, unsigned month, unsigned day) {
    const year_month_day ymd{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    check(ymd.ok(), "no such day in the calendar");
    days_ = std::chrono::sys_days(ymd);
}

std::optional<Date> Date::parse(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const int year = digits_at(iso, 0, 4), month = digits_at(iso, 5, 2), day = digits_at(iso, 8, 2);
    if (year < 1900 || year > 2199 || month < 1 || day < 1) return std::nullopt;
    const year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) return std::nullopt;
    return Date(std::chrono::sys_days(ymd));
}

std::string Date::iso() const {
    const year_month_day ymd = parts(*this);
    const auto two_digits = [](std::string& text, std::size_t at, unsigned value) {
        text[at] = static_cast<char>('0' + value / 10 % 10);
        text[at + 1] = static_cast<char>('0' + value % 10);
    };
    const auto whole_year = static_cast<unsigned>(static_cast<int>(ymd.year()));
    std::string text = "0000-00-00";
    two_digits(text, 0, whole_year / 100);
    two_digits(text, 2, whole_year % 100);
    two_digits(text, 5, static_cast<unsigned>(ymd.month()));
    two_digits(text, 8, static_cast<unsigned>(ymd.day()));
    return text;
}

int Date::year() const { return static_cast<int>(parts(*this).year()); }
unsigned Date::month() const { return static_cast<unsigned>(parts(*this).month()); }
unsigned Date::day() const { return static_cast<unsigned>(parts(*this).day()); }
unsigned Date::weekday() const { return std::chrono::weekday(days_).iso_encoding(); }

Date Date::plus_months(int months_to_add) const {
    const auto target = parts(*this) + months(months_to_add);
    if (target.ok()) return Date(std::chrono::sys_days(target));
    return Date(std::chrono::sys_days(target.year() / target.month() / last));
}

bool is_leap_year(int year) { return std::chrono::year(year).is_leap(); }

std::optional<Instant> Instant::parse(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
    const auto date = Date::parse(text.substr(0, 10));
    const int hour = digits_at(text, 11, 2), minute = digits_at(text, 14, 2), second = digits_at(text, 17, 2);
    const auto offset = offset_of(text.substr(19));
    if (!date || !offset || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
    const std::int64_t local = date->sys_days().time_since_epoch().count() * 86400LL + hour * 3600 + minute * 60 + second;
    return Instant{local - *offset * 60LL, *offset};
}

std::string Instant::iso8601() const {
    const std::int64_t local = unix_seconds + offset_minutes * 60LL;
    const std::int64_t day = local >= 0 ? local / 86400 : -((86399 - local) / 86400), rest = local - day * 86400;
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), "T%02d:%02d:%02d", static_cast<int>(rest / 3600), static_cast<int>(rest / 60 % 60),
                  static_cast<int>(rest % 60));
    std::string text = local_date().iso() + time.data();
    if (offset_minutes == 0) return text + "Z";
    const int magnitude = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    std::snprintf(time.data(), time.size(), "%c%02d:%02d", offset_minutes < 0 ? '-' : '+', magnitude / 60, magnitude % 60);
    return text + time.data();
}

Date Instant::local_date() const {
    return Date(std::chrono::floor<days>(std::chrono::sys_seconds(seconds(unix_seconds + offset_minutes * 60LL))));
}

} // namespace legajo::base
