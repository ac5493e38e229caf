#include "law/interest.hpp"

#include <algorithm>

namespace legajo::law {
namespace {

int basis_of(Date day, DayBasis basis) { return basis == DayBasis::actual && base::is_leap_year(day.year()) ? 366 : 365; }

} // namespace

std::vector<Segment> interest_segments(Money principal, Date first, Date last, const RateSchedule& rates, DayBasis basis) {
    std::vector<Segment> segments;
    if (!principal.is_positive()) return segments;
    Date day = first;
    while (day <= last) {
        const RateSpan* span = rates.at(day);
        if (!span) break;
        Date to = std::min(last, span->to);
        if (basis == DayBasis::actual) to = std::min(to, Date(day.year(), 12, 31));
        const std::int64_t days = base::days_between(day, to) + 1;
        const int day_basis = basis_of(day, basis);
        segments.push_back({day, to, days, principal, span->rate, span->norm, day_basis,
                            base::simple_interest(principal, span->rate, days, day_basis), span->confidence});
        day = to.plus_days(1);
    }
    return segments;
}

std::optional<Money> interest_per_day(Money principal, Date day, const RateSchedule& rates, DayBasis basis) {
    if (!principal.is_positive()) return Money(0, principal.currency());
    const RateSpan* span = rates.at(day);
    if (!span) return std::nullopt;
    return base::simple_interest(principal, span->rate, 1, basis_of(day, basis));
}

Money sum_of_lines(const std::vector<Segment>& segments, base::Currency currency) {
    Money sum(0, currency);
    for (const Segment& segment : segments) sum += segment.interest;
    return sum;
}

} // namespace legajo::law
