// Days on which a bank works: week-ends, the nation's holidays, those of a region.

#include "law/law_tables.hpp"
#include "law/rule_set.hpp"
#include "law/working_days.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using test::day;

TEST_CASE("working days, with the reason why a day is none") {
    const auto& rules = *law::rule_set("es");
    CHECK(rules.regional_holiday_key("28009") == "holiday.ES-MD");
    CHECK(rules.regional_holiday_key("08011") == "holiday.ES-CT");
    CHECK(rules.regional_holiday_key("20018") == "holiday.ES-PV");
    CHECK(rules.regional_holiday_key("52001") == "holiday.ES-ML");
    CHECK(rules.regional_holiday_key("99001").empty());
    CHECK(rules.regional_holiday_key("").empty());
    struct Row {
        const char* date;
        const char* postal_code;
        const char* day_off;
        const char* next;
    };
    for (const Row& row : {Row{"2026-11-20", "28009", "", "2026-11-20"}, Row{"2026-11-21", "28009", "sábado", "2026-11-23"},
                           Row{"2026-11-22", "28009", "domingo", "2026-11-23"}, Row{"2026-12-08", "28009", "Inmaculada Concepción", "2026-12-09"},
                           Row{"2026-12-25", "28009", "Natividad del Señor", "2026-12-28"}, Row{"2026-09-11", "08011", "Diada Nacional de Cataluña", "2026-09-14"},
                           Row{"2026-09-11", "28009", "", "2026-09-11"}, Row{"2026-04-02", "28009", "Jueves Santo", "2026-04-06"},
                           Row{"2026-04-02", "08011", "", "2026-04-02"}, Row{"2026-04-06", "08011", "Lunes de Pascua", "2026-04-07"}}) {
        INFO(row.date << " " << row.postal_code);
        const law::WorkingCalendar calendar(test::spanish_tables(), rules.holiday_key(), rules.regional_holiday_key(row.postal_code));
        CHECK(calendar.day_off(day(row.date)) == row.day_off);
        CHECK(calendar.next_working_day(day(row.date)).iso() == row.next);
    }
    const law::WorkingCalendar nation(test::spanish_tables(), rules.holiday_key());
    CHECK(nation.is_working_day(day("2026-09-11")));
    CHECK_FALSE(nation.knows_region_in(2026));
}
