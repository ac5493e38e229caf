#include "base/money.hpp"

#include "base/error.hpp"
#include "base/wide.hpp"

namespace legajo::base {
namespace {

// Half away from zero: what a clerk does by hand, and what the published Spanish examples do (L-304).
std::int64_t divided_half_up(Wide numerator, Wide denominator) {
    check(denominator > 0, "denominator must be positive");
    const bool is_negative = numerator < 0;
    const Wide magnitude = is_negative ? -numerator : numerator;
    const Wide rounded = (2 * magnitude + denominator) / (2 * denominator);
    check(rounded <= INT64_MAX, "amount overflow");
    return static_cast<std::int64_t>(is_negative ? -rounded : rounded);
}

} // namespace

std::optional<Currency> Currency::parse(std::string_view iso4217) {
    if (iso4217.size() != 3) return std::nullopt;
    Currency currency;
    for (std::size_t i = 0; i < 3; ++i) {
        if (iso4217[i] < 'A' || iso4217[i] > 'Z') return std::nullopt;
        currency.letters[i] = iso4217[i];
    }
    return currency;
}

std::optional<Money> Money::parse(std::string_view text, Currency currency) {
    const auto decimal = Decimal::parse(text);
    if (!decimal || decimal->scale > 2) return std::nullopt;
    const Wide cents = static_cast<Wide>(decimal->digits) * power_of_ten(2 - decimal->scale);
    constexpr Wide limit = static_cast<Wide>(100) * 1'000'000'000'000'000;
    if (cents > limit || cents < -limit) return std::nullopt;
    return Money(static_cast<std::int64_t>(cents), currency);
}

std::string Money::text() const {
    const std::int64_t magnitude = cents_ < 0 ? -cents_ : cents_;
    std::string figures = std::to_string(magnitude);
    if (figures.size() < 3) figures.insert(0, 3 - figures.size(), '0');
    figures.insert(figures.size() - 2, ".");
    return cents_ < 0 ? "-" + figures : figures;
}

Money& Money::operator+=(Money other) {
    check(currency_ == other.currency_, "amounts of two currencies");
    check(!__builtin_add_overflow(cents_, other.cents_, &cents_), "amount overflow");
    return *this;
}

Money& Money::operator-=(Money other) {
    check(currency_ == other.currency_, "amounts of two currencies");
    check(!__builtin_sub_overflow(cents_, other.cents_, &cents_), "amount overflow");
    return *this;
}

std::strong_ordering Money::operator<=>(const Money& other) const {
    check(currency_ == other.currency_, "amounts of two currencies");
    return cents_ <=> other.cents_;
}

Money scaled(Money amount, std::int64_t numerator, std::int64_t denominator) {
    return Money(divided_half_up(static_cast<Wide>(amount.cents()) * numerator, denominator), amount.currency());
}

Money percent_of(Money amount, const Decimal& percent) {
    return Money(divided_half_up(static_cast<Wide>(amount.cents()) * percent.digits, 100 * power_of_ten(percent.scale)), amount.currency());
}

Money simple_interest(Money principal, const Decimal& rate_percent, std::int64_t days, std::int64_t day_basis) {
    Wide numerator = 0;
    check(!__builtin_mul_overflow(static_cast<Wide>(principal.cents()) * rate_percent.digits, static_cast<Wide>(days), &numerator),
          "interest overflow");
    return Money(divided_half_up(numerator, 100 * power_of_ten(rate_percent.scale) * day_basis), principal.currency());
}

} // namespace legajo::base
