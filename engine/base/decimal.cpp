#include "base/decimal.hpp"

#include "base/error.hpp"
#include "base/wide.hpp"

#include <algorithm>

namespace legajo::base {
namespace {

constexpr int most_decimals = 9;

std::int64_t narrowed(Wide digits) {
    check(digits <= INT64_MAX && digits >= INT64_MIN, "decimal overflow");
    return static_cast<std::int64_t>(digits);
}

Decimal normalised(Wide digits, int scale) {
    while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        --scale;
    }
    check(scale <= most_decimals, "decimal has too many places");
    return {narrowed(digits), scale};
}

} // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    Decimal decimal;
    bool has_point = false;
    int count = 0;
    for (const char c : text) {
        if (c == '.' && !has_point && count > 0) {
            has_point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++count > 18) return std::nullopt;
        decimal.digits = decimal.digits * 10 + (c - '0');
        if (has_point && ++decimal.scale > most_decimals) return std::nullopt;
    }
    if (count == 0 || (has_point && decimal.scale == 0)) return std::nullopt;
    if (is_negative) decimal.digits = -decimal.digits;
    return decimal;
}

std::string Decimal::text() const {
    const Decimal shortest = normalised(digits, scale);
    std::string figures = std::to_string(shortest.digits < 0 ? -shortest.digits : shortest.digits);
    if (shortest.scale > 0) {
        const auto places = static_cast<std::size_t>(shortest.scale);
        if (figures.size() <= places) figures.insert(0, places + 1 - figures.size(), '0');
        figures.insert(figures.size() - places, ".");
    }
    return shortest.digits < 0 ? "-" + figures : figures;
}

Decimal Decimal::rescaled(int new_scale) const {
    check(new_scale >= scale && new_scale <= most_decimals, "a decimal is only rescaled upwards");
    return {narrowed(digits * power_of_ten(new_scale - scale)), new_scale};
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale, b.scale);
    const Wide left = a.digits * power_of_ten(scale - a.scale), right = b.digits * power_of_ten(scale - b.scale);
    return left < right ? std::strong_ordering::less : left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
}

bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == std::strong_ordering::equal; }

Decimal operator+(const Decimal& a, const Decimal& b) {
    const int scale = std::max(a.scale, b.scale);
    return normalised(a.digits * power_of_ten(scale - a.scale) + b.digits * power_of_ten(scale - b.scale), scale);
}

Decimal operator-(const Decimal& a, const Decimal& b) { return a + Decimal{-b.digits, b.scale}; }

Decimal operator*(const Decimal& a, const Decimal& b) { return normalised(static_cast<Wide>(a.digits) * b.digits, a.scale + b.scale); }

} // namespace legajo::base
