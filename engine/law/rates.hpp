#pragma once
// Rates over time: spans of days with one yearly rate each, taken from dated tables or fixed by contract.

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "model/law_table.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::law {

using base::Date;
using base::Decimal;

struct RateSpan { // both ends included
    Date from, to;
    Decimal rate; // percent a year
    std::string norm;
    model::Confidence confidence = model::Confidence::confirmed;
};

// Contiguous spans from the first day asked for. The schedule ends where the table ends: a rate is never carried forward (L-123).
struct RateSchedule {
    std::vector<RateSpan> spans;
    std::optional<Date> missing_from; // first day asked for that has no rate

    [[nodiscard]] const RateSpan* at(Date day) const;
    [[nodiscard]] bool covers(Date day) const { return at(day) != nullptr; }
};

// For each day of first..last the first of `keys` that has a row; neighbouring rows of equal rate stay apart (each prints its own norm).
[[nodiscard]] RateSchedule rates_from_tables(const model::LawTables& tables, std::span<const std::string_view> keys, Date first, Date last);
[[nodiscard]] RateSchedule fixed_rate(Decimal rate, std::string norm, Date first, Date last,
                                      model::Confidence confidence = model::Confidence::confirmed);

} // namespace legajo::law
