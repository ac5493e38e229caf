#include "law/working_days.hpp"

#include <algorithm>

namespace legajo::law {
namespace {

using Rows = std::vector<model::LawRow>;

const Rows* rows_of(const model::LawTables& tables, std::string_view key) {
    const auto found = tables.find(key);
    return found == tables.end() ? nullptr : &found->second;
}

const model::LawRow* on(const Rows* rows, base::Date day) {
    if (rows == nullptr) return nullptr;
    const auto row = std::lower_bound(rows->begin(), rows->end(), day, [](const model::LawRow& holiday, base::Date d) { return holiday.from < d; });
    return row != rows->end() && row->from == day ? &*row : nullptr;
}

bool has_year(const Rows* rows, int year) {
    return rows != nullptr && std::any_of(rows->begin(), rows->end(), [&](const model::LawRow& row) { return row.from.year() == year; });
}

} // namespace

WorkingCalendar::WorkingCalendar(const model::LawTables& tables, std::string_view key, std::string_view regional)
    : holidays_(rows_of(tables, key)), regional_(regional.empty() ? nullptr : rows_of(tables, regional)) {}

std::string_view WorkingCalendar::day_off(base::Date day) const {
    if (day.weekday() == 6) return "sábado";
    if (day.weekday() == 7) return "domingo";
    for (const Rows* rows : {holidays_, regional_})
        if (const model::LawRow* holiday = on(rows, day)) return holiday->text.empty() ? std::string_view("festivo") : std::string_view(holiday->text);
    return {};
}

bool WorkingCalendar::is_working_day(base::Date day) const { return day_off(day).empty(); }

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

bool WorkingCalendar::knows_year(int year) const { return has_year(holidays_, year); }
bool WorkingCalendar::knows_region_in(int year) const { return has_year(regional_, year); }

} // namespace legajo::law
