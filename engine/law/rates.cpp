#include "law/rates.hpp"

#include "law/tables.hpp"

#include <algorithm>

namespace legajo::law {
namespace {

// First day after `day` on which a row of `key` begins; bounds a span taken from a later key.
std::optional<Date> next_start(const model::LawTables& tables, std::string_view key, Date day) {
    const auto found = tables.find(key);
    if (found == tables.end()) return std::nullopt;
    for (const model::LawRow& row : found->second)
        if (row.from > day) return row.from;
    return std::nullopt;
}

} // namespace

const RateSpan* RateSchedule::at(Date day) const {
    for (const RateSpan& span : spans)
        if (span.from <= day && day <= span.to) return &span;
    return nullptr;
}

RateSchedule rates_from_tables(const model::LawTables& tables, std::span<const std::string_view> keys, Date first, Date last) {
    RateSchedule schedule;
    Date day = first;
    while (day <= last) {
        const model::LawRow* row = nullptr;
        std::optional<Date> preferred_begins;
        for (const std::string_view key : keys) {
            row = row_at(tables, key, day);
            if (row) break;
            if (const auto start = next_start(tables, key, day); start && (!preferred_begins || *start < *preferred_begins)) preferred_begins = start;
        }
        if (!row) {
            schedule.missing_from = day;
            break;
        }
        Date to = std::min(last, row->to.value_or(last));
        if (preferred_begins) to = std::min(to, preferred_begins->plus_days(-1));
        schedule.spans.push_back({day, to, row->value, row->norm, row->confidence});
        day = to.plus_days(1);
    }
    return schedule;
}

RateSchedule fixed_rate(Decimal rate, std::string norm, Date first, Date last, model::Confidence confidence) {
    RateSchedule schedule;
    if (first <= last) schedule.spans.push_back({first, last, rate, std::move(norm), confidence});
    return schedule;
}

} // namespace legajo::law
