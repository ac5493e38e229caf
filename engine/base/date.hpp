#pragma once
// Calendar dates (no time of day, no zone) and instants (UTC seconds with the offset in which they are shown).

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace legajo::base {

class Date {
public:
    constexpr Date() = default;
    constexpr explicit Date(std::chrono::sys_days days) : days_(days) {}
    Date(int year, unsigned month, unsigned day); // must exist in the calendar (check)

    static std::optional<Date> parse(std::string_view iso); // "2026-03-21", years 1900..2199

    [[nodiscard]] std::string iso() const;
    [[nodiscard]] int year() const;
    [[nodiscard]] unsigned month() const;
    [[nodiscard]] unsigned day() const;
    [[nodiscard]] unsigned weekday() const; // 1 Monday .. 7 Sunday
    [[nodiscard]] constexpr std::chrono::sys_days sys_days() const { return days_; }

    [[nodiscard]] Date plus_days(std::int64_t days) const { return Date(days_ + std::chrono::days(days)); }
    [[nodiscard]] Date plus_months(int months) const; // date to date; a missing day becomes the month's last (CC 5.1)
    [[nodiscard]] Date plus_years(int years) const { return plus_months(12 * years); }

    auto operator<=>(const Date&) const = default;

private:
    std::chrono::sys_days days_{};
};

// Start day out, end day in (L-301): 2026-01-31 to 2026-02-01 is 1. Negative when to < from.
[[nodiscard]] inline std::int64_t days_between(Date from, Date to) { return (to.sys_days() - from.sys_days()).count(); }
[[nodiscard]] bool is_leap_year(int year);

// A moment: UTC, with the offset (minutes east) of the place that issues.
struct Instant {
    std::int64_t unix_seconds = 0;
    int offset_minutes = 0;
    static std::optional<Instant> parse(std::string_view iso8601); // "2026-11-21T10:00:00Z" or +01:00; offset required
    [[nodiscard]] std::string iso8601() const;
    [[nodiscard]] Date local_date() const;
    bool operator==(const Instant&) const = default;
};

} // namespace legajo::base
