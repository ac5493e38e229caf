#pragma once
// What would fall due in a window of dates, case by case: each letter is supposed sent on its first possible day and the next one is looked for.

#include "report/calendar.hpp"
#include "report/plan.hpp"
#include "run/find_cases.hpp"
#include "run/letter_request.hpp"
#include "run/workshop.hpp"

#include <functional>

namespace legajo::run {

struct PlannedRun {
    report::Plan plan;
    std::vector<report::CalendarEntry> calendar;   // deadlines inside the window
    std::vector<base::Problems> failures;          // one list per case that could not be read or assessed
};

// request: pack, register_file; its dates are not used. Throws base::Error file.*, record.*.
[[nodiscard]] PlannedRun plan_cases(Workshop& workshop, const std::vector<FoundCase>& cases, base::Date from, base::Date to, const LetterRequest& request,
                                    const std::function<void(std::size_t done)>& on_progress);

} // namespace legajo::run
