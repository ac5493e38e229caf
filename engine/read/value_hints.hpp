#pragma once
// What someone probably meant by a value that cannot be taken: for the remedy in a message, never used as the value.

#include <optional>
#include <string>
#include <string_view>

namespace legajo::read {

enum class AmountFault { comma, grouping, currency, decimals, other };
struct AmountHint {
    AmountFault fault = AmountFault::other;
    std::string suggestion; // "1210.00"; empty for `other`
};
[[nodiscard]] AmountHint explain_amount(std::string_view value);

enum class DateFault { order, not_in_calendar, out_of_range, other };
struct DateHint {
    DateFault fault = DateFault::other;
    std::string suggestion; // "2026-01-15" for `order`
};
[[nodiscard]] DateHint explain_date(std::string_view value);

} // namespace legajo::read
