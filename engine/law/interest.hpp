#pragma once
// Simple interest by dated segments. Never compound (L-127), never negative (L-305).

#include "base/money.hpp"
#include "law/rates.hpp"

#include <vector>

namespace legajo::law {

using base::Money;

enum class DayBasis { fixed_365, actual }; // actual: 366 in leap years, so segments are cut at year end (L-302, L-303)

struct Segment { // both ends included
    Date from, to;
    std::int64_t days = 0;
    Money base;
    Decimal rate;
    std::string norm;
    int day_basis = 365;
    Money interest; // rounded half-up to cents: one printed line (L-304)
    model::Confidence confidence = model::Confidence::confirmed;
};

// Interest of a constant principal over first..last, cut at each change of rate and, with actual, at year end (L-303). Days without a rate
// end the list: the caller compares the last segment with `last`. Empty when principal <= 0 or last < first.
[[nodiscard]] std::vector<Segment> interest_segments(Money principal, Date first, Date last, const RateSchedule& rates, DayBasis basis);

// Interest of one day, for "and so much per further day"; nullopt when that day has no published rate (L-917).
[[nodiscard]] std::optional<Money> interest_per_day(Money principal, Date day, const RateSchedule& rates, DayBasis basis);

[[nodiscard]] Money sum_of_lines(const std::vector<Segment>& segments, base::Currency currency);

} // namespace legajo::law
