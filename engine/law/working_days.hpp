#pragma once
// Working days: Saturdays, Sundays and the holidays of a table are out (LOPDGDD DA 3, L-702; instalment dates of a plan).

#include "model/law_table.hpp"

#include <string_view>

namespace legajo::law {

class WorkingCalendar {
public:
    // `key` names the holiday rows ("holiday.ES"), one row per day; `regional` those of a region besides ("holiday.ES-MD"), empty: none.
    WorkingCalendar(const model::LawTables& tables, std::string_view key, std::string_view regional = {});

    [[nodiscard]] bool is_working_day(base::Date day) const;
    [[nodiscard]] base::Date next_working_day(base::Date day) const; // the day itself when it works
    [[nodiscard]] base::Date plus_working_days(base::Date day, int count) const; // start day out
    // False when the table has no row for the year: the count then only leaves out week-ends.
    [[nodiscard]] bool knows_year(int year) const;
    [[nodiscard]] bool knows_region_in(int year) const;
    // What the day is when nobody works: the holiday's name, "sábado", "domingo"; empty on a working day.
    [[nodiscard]] std::string_view day_off(base::Date day) const;

private:
    const std::vector<model::LawRow>* holidays_ = nullptr;
    const std::vector<model::LawRow>* regional_ = nullptr;
};

} // namespace legajo::law
