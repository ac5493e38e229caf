#pragma once
// Amounts, dates, percentages, lists and amounts in words as a reader of the pack's language expects them.
// ICU is asked once, at construction, for separators, names and patterns; afterwards formatting is plain text work. Immutable, may be shared
// by threads, except amount_in_words and list, which use ICU objects: one Formatter per thread.
// Spaces inside an amount, a percentage and a date that must not part at a line end are U+00A0.

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/money.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::fill {

class Formatter {
public:
    // BCP 47, as in the pack ("es-ES"). Throws base::Error fill.language_unknown when ICU has no data of its own for it.
    explicit Formatter(const std::string& language);
    ~Formatter();
    Formatter(const Formatter&) = delete;
    Formatter& operator=(const Formatter&) = delete;

    [[nodiscard]] std::string money(base::Money amount) const;         // 1.234,50 €
    [[nodiscard]] std::string integer(std::int64_t number) const;      // 1.234
    [[nodiscard]] std::string percent(const base::Decimal& rate) const; // 10,40 %: at least two decimals
    [[nodiscard]] std::string plain_percent(const base::Decimal& rate) const; // 50 %, 33,33 %: the decimals it has
    [[nodiscard]] std::string country(const std::string& code) const;  // FR: Francia, França; an unknown code stays
    [[nodiscard]] std::string date(base::Date date) const;             // 21 de noviembre de 2026
    [[nodiscard]] std::string short_date(base::Date date) const;       // 21/11/2026, for tables
    [[nodiscard]] std::string list(const std::vector<std::string>& items) const; // a, b y c; "e" before i
    // "mil doscientos treinta y cuatro euros con cincuenta céntimos". 0 to 999,999,999,999.99; currencies EUR, MXN; languages es, ca.
    [[nodiscard]] std::string amount_in_words(base::Money amount) const;

private:
    struct Icu;
    struct Shape { // how ICU writes 1234567.89
        std::string before, after;
    };
    void learn_numbers(const std::string& language);
    void learn_dates(const std::string& language);
    [[nodiscard]] std::string grouped(std::uint64_t number) const;

    std::string language_;
    std::string group_, decimal_;
    Shape euro_, peso_, percent_;
    std::array<std::array<std::string, 3>, 12> months_; // text before the day, between day and year, after the year
    std::unique_ptr<Icu> icu_;
};

} // namespace legajo::fill
