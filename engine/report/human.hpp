#pragma once
// Figures as a clerk reads them. Letters have their own, finer formatting in fill/; here columns must align.

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/money.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace legajo::report {

// "es": 1.234,50 € · 31/12/2026 · 10,15 %     "en": 1,234.50 EUR · 2026-12-31 · 10.15 %
class Human {
public:
    explicit Human(std::string_view language) : is_english_(language.starts_with("en")) {}

    [[nodiscard]] std::string money(base::Money amount) const;
    [[nodiscard]] std::string amount(base::Money amount) const; // without the currency, for columns
    [[nodiscard]] std::string date(base::Date date) const;
    [[nodiscard]] std::string percent(const base::Decimal& rate) const;
    [[nodiscard]] std::string count(std::int64_t number) const;
    // A fact as the stages write it (ISO dates, plain decimals) in the reader's form; other text as it is.
    [[nodiscard]] std::string fact(std::string_view value) const;

private:
    bool is_english_;
};

} // namespace legajo::report
