#include "base/date.hpp"

#include <catch2/catch.hpp>

using namespace legajo::base;

TEST_CASE("Days are counted start out, end in (V14)") {
    struct Row { const char *from, *to; int days; };
    for (const Row& row : {Row{"2026-01-31", "2026-02-01", 1}, {"2026-01-31", "2026-03-02", 30}, {"2025-12-31", "2026-01-01", 1},
                           {"2028-02-28", "2028-03-01", 2}, {"2027-02-28", "2027-03-01", 1}})
        REQUIRE(days_between(*Date::parse(row.from), *Date::parse(row.to)) == row.days);
}

TEST_CASE("Only dates of the calendar are dates") {
    for (const char* text : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "21-03-2026", "2026/03/21", "1899-12-31", "2200-01-01", "2026-03-21 ", ""}) {
        INFO(text);
        REQUIRE_FALSE(Date::parse(text));
    }
    REQUIRE(Date::parse("2028-02-29")->iso() == "2028-02-29");
}

TEST_CASE("Months go date to date and stop at the month's end") {
    REQUIRE(Date(2024, 2, 29).plus_years(5).iso() == "2029-02-28");
    REQUIRE(Date(2026, 1, 31).plus_months(1).iso() == "2026-02-28");
    REQUIRE(Date(2026, 3, 15).plus_months(-13).iso() == "2025-02-15");
    REQUIRE(Date(2026, 11, 21).weekday() == 6);
}

TEST_CASE("Instants keep their offset") {
    const auto instant = Instant::parse("2026-11-21T00:30:05+01:00").value();
    REQUIRE(instant.iso8601() == "2026-11-21T00:30:05+01:00");
    REQUIRE(instant.local_date().iso() == "2026-11-21");
    REQUIRE(Instant{instant.unix_seconds, 0}.iso8601() == "2026-11-20T23:30:05Z");
    REQUIRE_FALSE(Instant::parse("2026-11-21T00:30:05"));
    REQUIRE(Instant::parse("1969-12-31T23:59:59Z")->iso8601() == "1969-12-31T23:59:59Z");
}
