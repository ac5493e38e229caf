#include "law/working_days.hpp"

#include <algorithm>

namespace legajo::law {

WorkingCalendar::WorkingCalendar(const model::LawTables& tables, std::string_view key) {
    const auto found = tables.find(key);
    if (found != tables.end()) holidays_ = &found->second;
}

bool WorkingCalendar::is_working_day(base::Date day) const {
    if (day.weekday() >= 6) return false;
    if (!holidays_) return true;
    const auto row = std::lower_bound(holidays_->begin(), holidays_->end(), day,
                                      [](const model::LawRow& holiday, base::Date d) { return holiday.from < d; });
    return row == holidays_->end() || row->from != day;
}

base::Date WorkingCalendar::next_working_day(base::Date day) const {
    while (!is_working_day(day)) day = day.plus_days(1);
    return day;
}

base::Date WorkingCalendar::plus_working_days(base::Date day, int count) const {
    while (count > 0) {
        day = day.plus_days(1);
        if (is_working_day(day)) --count;
    }
    return day;
}

bool WorkingCalendar::knows_year(int year) const {
    return holidays_ && std::any_of(holidays_->begin(), holidays_->end(), [&](const model::LawRow& row) { return row.from.year() == year; });
}

} // namespace legajo::law
