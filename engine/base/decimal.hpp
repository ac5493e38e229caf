#pragma once
// Exact decimals for rates and percentages: digits / 10^scale. No floating point anywhere near an amount.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace legajo::base {

struct Decimal {
    std::int64_t digits = 0;
    int scale = 0; // 0..9

    // "10.15", "-3", "4.0625". Decimal point only, no grouping, at most 9 decimals and 18 digits; otherwise nullopt.
    static std::optional<Decimal> parse(std::string_view text);
    [[nodiscard]] std::string text() const;               // shortest exact form with a point: "10.15", "8"
    [[nodiscard]] Decimal rescaled(int new_scale) const;  // new_scale >= scale
    [[nodiscard]] bool is_zero() const { return digits == 0; }
    [[nodiscard]] bool is_negative() const { return digits < 0; }
};

// Compared by value: 8.0 equals 8.
std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
bool operator==(const Decimal& a, const Decimal& b);
Decimal operator+(const Decimal& a, const Decimal& b);
Decimal operator-(const Decimal& a, const Decimal& b);
Decimal operator*(const Decimal& a, const Decimal& b);

} // namespace legajo::base
