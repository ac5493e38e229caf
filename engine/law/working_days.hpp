#pragma once
// Working days: Saturdays, Sundays and the holidays of a table are out (LOPDGDD DA 3, L-702; instalment dates of a plan).

#include "model/law_table.hpp"

#include <string_view>

namespace legajo::law {

class WorkingCalendar {
public:
    // `key` names the holiday rows ("holiday.ES"), one row per day.
    WorkingCalendar(const model::LawTables& tables, std::string_view key);

    [[nodiscard]] bool is_working_day(base::Date day) const;
    [[nodiscard]] base::Date next_working_day(base::Date day) const; // the day itself when it works
    [[nodiscard]] base::Date plus_working_days(base::Date day, int count) const; // start day out
    // False when the table has no row for the year: the count then only leaves out week-ends.
    [[nodiscard]] bool knows_year(int year) const;

private:
    const std::vector<model::LawRow>* holidays_ = nullptr;
};

} // namespace legajo::law
