#include "law/terms.hpp"

#include <algorithm>

namespace legajo::law {
namespace {

// End of the term that starts on `starts`, moved by the days of each suspension that fell inside it. The count begins on the day after.
Date end_with_suspensions(Date starts, const std::function<Date(Date)>& end_of, const std::vector<TermEvent>& suspensions,
                          std::vector<bool>* mattered) {
    Date ends = end_of(starts);
    for (std::size_t i = 0; i < suspensions.size(); ++i) {
        const TermEvent& pause = suspensions[i];
        const Date first_lost = std::max(pause.date, starts.plus_days(1));
        const std::int64_t lost = base::days_between(first_lost, pause.until.value_or(pause.date)) + 1;
        if (lost <= 0 || first_lost > ends) continue;
        ends = ends.plus_days(lost);
        if (mattered) (*mattered)[i] = true;
    }
    return ends;
}

} // namespace

TermResult run_term(Date starts, const std::function<Date(Date)>& end_of, std::vector<TermEvent> events) {
    std::stable_sort(events.begin(), events.end(), [](const TermEvent& a, const TermEvent& b) { return a.date < b.date; });
    const auto first_restart = std::stable_partition(events.begin(), events.end(),
                                                     [](const TermEvent& event) { return event.kind == TermEvent::Kind::suspend; });
    const std::vector<TermEvent> suspensions(events.begin(), first_restart);

    TermResult result;
    result.starts = starts;
    for (auto event = first_restart; event != events.end(); ++event) {
        const Date begins_again = event->until ? std::max(event->date, *event->until) : event->date;
        if (begins_again <= result.starts) continue; // before the term ran
        if (event->date > end_with_suspensions(result.starts, end_of, suspensions, nullptr)) {
            result.too_late.push_back(std::move(event->use));
            continue;
        }
        result.starts = begins_again;
        result.applied.push_back(std::move(event->use));
    }
    std::vector<bool> mattered(suspensions.size(), false);
    result.last_safe_day = end_with_suspensions(result.starts, end_of, suspensions, &mattered);
    for (std::size_t i = 0; i < suspensions.size(); ++i)
        if (mattered[i]) result.applied.push_back(suspensions[i].use);
    return result;
}

} // namespace legajo::law
