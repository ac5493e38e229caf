#pragma once
// Money: whole cents with a currency. Arithmetic between currencies is our bug (check), overflow too.

#include "base/decimal.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace legajo::base {

struct Currency {
    std::array<char, 3> letters{'E', 'U', 'R'};
    static std::optional<Currency> parse(std::string_view iso4217); // three capital letters
    [[nodiscard]] std::string text() const { return {letters.begin(), letters.end()}; }
    bool operator==(const Currency&) const = default;
};

class Money {
public:
    constexpr Money() = default;
    constexpr explicit Money(std::int64_t cents, Currency currency = {}) : cents_(cents), currency_(currency) {}

    // "1210.00", "1210", "0.5": point, at most two decimals, no grouping, no sign but '-'; otherwise nullopt. Up to 10^15 units.
    static std::optional<Money> parse(std::string_view text, Currency currency = {});

    [[nodiscard]] constexpr std::int64_t cents() const { return cents_; }
    [[nodiscard]] constexpr Currency currency() const { return currency_; }
    [[nodiscard]] std::string text() const; // "1210.00", for data, never for readers
    [[nodiscard]] bool is_zero() const { return cents_ == 0; }
    [[nodiscard]] bool is_positive() const { return cents_ > 0; }
    [[nodiscard]] bool is_negative() const { return cents_ < 0; }

    Money& operator+=(Money other);
    Money& operator-=(Money other);
    friend Money operator+(Money a, Money b) { return a += b; }
    friend Money operator-(Money a, Money b) { return a -= b; }
    Money operator-() const { return Money(-cents_, currency_); }
    bool operator==(const Money&) const = default;
    std::strong_ordering operator<=>(const Money& other) const;

private:
    std::int64_t cents_ = 0;
    Currency currency_{};
};

// amount x numerator / denominator, rounded half away from zero to cents (half-up, L-304). denominator > 0.
Money scaled(Money amount, std::int64_t numerator, std::int64_t denominator);
// amount x percent / 100, half-up.
Money percent_of(Money amount, const Decimal& percent);
// principal x rate/100 x days/day_basis, half-up (L-304). Exact in 128 bits.
Money simple_interest(Money principal, const Decimal& rate_percent, std::int64_t days, std::int64_t day_basis);

} // namespace legajo::base
