// Amounts, dates and percentages as a Spanish, Catalan and Mexican reader expects them. A lawyer can extend the tables.

#include "base/error.hpp"
#include "fill/format.hpp"
#include "fill/spell_out.hpp"

#include <catch2/catch.hpp>

#include <unicode/rbnf.h>

using namespace legajo;

namespace {

std::string plain(std::string text) { // no-break spaces as blanks, so that the tables can be read
    for (std::size_t at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0")) text.replace(at, 2, " ");
    return text;
}
base::Money money(const char* amount, const char* currency = "EUR") { return base::Money::parse(amount, *base::Currency::parse(currency)).value(); }

} // namespace

TEST_CASE("words: amounts in Spanish") {
    const fill::Formatter say("es-ES");
    struct {
        const char *amount, *words;
    } rows[] = {
        {"0.00", "cero euros"},
        {"0.01", "un céntimo"},
        {"0.21", "veintiún céntimos"},
        {"1.00", "un euro"},
        {"1.01", "un euro con un céntimo"},
        {"2.50", "dos euros con cincuenta céntimos"},
        {"16.16", "dieciséis euros con dieciséis céntimos"},
        {"21.00", "veintiún euros"},
        {"22.00", "veintidós euros"},
        {"31.31", "treinta y un euros con treinta y un céntimos"},
        {"100.00", "cien euros"},
        {"101.00", "ciento un euros"},
        {"121.00", "ciento veintiún euros"},
        {"500.00", "quinientos euros"},
        {"700.00", "setecientos euros"},
        {"999.99", "novecientos noventa y nueve euros con noventa y nueve céntimos"},
        {"1000.00", "mil euros"},
        {"1001.00", "mil un euros"},
        {"1234.50", "mil doscientos treinta y cuatro euros con cincuenta céntimos"},
        {"2021.00", "dos mil veintiún euros"},
        {"21000.00", "veintiún mil euros"},
        {"31000.00", "treinta y un mil euros"},
        {"100000.00", "cien mil euros"},
        {"101101.01", "ciento un mil ciento un euros con un céntimo"},
        {"1000000.00", "un millón de euros"},
        {"1000001.00", "un millón un euros"},
        {"1000100.00", "un millón cien euros"},
        {"2000000.00", "dos millones de euros"},
        {"21000000.00", "veintiún millones de euros"},
        {"1000000.50", "un millón de euros con cincuenta céntimos"},
        {"1000000000.00", "mil millones de euros"},
        {"999999999999.99", "novecientos noventa y nueve mil novecientos noventa y nueve millones novecientos noventa y nueve mil novecientos noventa y nueve euros con noventa y nueve céntimos"},
    };
    for (const auto& row : rows) {
        INFO(row.amount);
        CHECK(say.amount_in_words(money(row.amount)) == row.words);
    }
}

TEST_CASE("words: amounts in Catalan") {
    const fill::Formatter say("ca-ES");
    struct {
        const char *amount, *words;
    } rows[] = {
        {"0.01", "un cèntim"},
        {"1.00", "un euro"},
        {"2.02", "dos euros amb dos cèntims"},
        {"21.00", "vint-i-un euros"},
        {"31.00", "trenta-un euros"},
        {"100.00", "cent euros"},
        {"101.00", "cent un euros"},
        {"200.00", "dos-cents euros"},
        {"234.00", "dos-cents trenta-quatre euros"},
        {"1234.50", "mil dos-cents trenta-quatre euros amb cinquanta cèntims"},
        {"21000.00", "vint-i-un mil euros"},
        {"1000000.00", "un milió d’euros"},
        {"2000000.00", "dos milions d’euros"},
        {"1000001.00", "un milió un euros"},
    };
    for (const auto& row : rows) {
        INFO(row.amount);
        CHECK(say.amount_in_words(money(row.amount)) == row.words);
    }
}

TEST_CASE("words: Mexican pesos") {
    const fill::Formatter say("es-MX");
    CHECK(say.amount_in_words(money("1234.50", "MXN")) == "mil doscientos treinta y cuatro pesos con cincuenta centavos");
    CHECK(plain(say.money(money("1234.50", "MXN"))) == "$1,234.50");
}

TEST_CASE("words: ICU spells the same in Spanish, for every number below ten thousand and many above") {
    UErrorCode status = U_ZERO_ERROR;
    icu::RuleBasedNumberFormat rules(icu::URBNF_SPELLOUT, icu::Locale("es"), status);
    REQUIRE(U_SUCCESS(status));
    const icu::UnicodeString rule_set("%spellout-cardinal-masculine");
    for (std::uint64_t number = 0; number < 1'000'000'000; number = number < 10'000 ? number + 1 : number + number / 7 + 13) {
        icu::UnicodeString spelled;
        icu::FieldPosition position;
        rules.format(static_cast<std::int64_t>(number), rule_set, spelled, position, status);
        std::string text;
        spelled.toUTF8String(text);
        for (std::size_t at = text.find("\u00AD"); at != std::string::npos; at = text.find("\u00AD")) text.erase(at, 2);
        INFO(number);
        REQUIRE(fill::spell_spanish(number) == text);
    }
}

TEST_CASE("words: countries and shares") {
    const fill::Formatter spanish("es-ES"), catalan("ca-ES"), mexican("es-MX");
    CHECK(spanish.country("FR") == "Francia");
    CHECK(catalan.country("FR") == "França");
    CHECK(catalan.country("AD") == "Andorra");
    CHECK(mexican.country("US") == "Estados Unidos");
    CHECK(spanish.country("QQ") == "QQ");
    CHECK(plain(spanish.plain_percent(base::Decimal::parse("33.33").value())) == "33,33 %");
    CHECK(plain(catalan.plain_percent(base::Decimal::parse("50").value())) == "50 %");
    CHECK(plain(mexican.plain_percent(base::Decimal::parse("33.33").value())) == "33.33%");
}

TEST_CASE("words: money, percentages and dates") {
    const fill::Formatter say("es-ES");
    CHECK(plain(say.money(money("1234.50"))) == "1.234,50 €");
    CHECK(plain(say.money(money("1000000.00"))) == "1.000.000,00 €");
    CHECK(plain(say.money(money("0.05"))) == "0,05 €");
    CHECK(plain(say.money(-money("1234.50"))) == "-1.234,50 €");
    CHECK(say.money(money("1.00")).find(' ') == std::string::npos); // never parted at a line end
    CHECK(plain(say.percent(base::Decimal::parse("10.4").value())) == "10,40 %");
    CHECK(plain(say.percent(base::Decimal::parse("3").value())) == "3,00 %");
    CHECK(plain(say.percent(base::Decimal::parse("4.0625").value())) == "4,0625 %");
    CHECK(plain(say.percent(base::Decimal::parse("0.5").value())) == "0,50 %");
    CHECK(plain(say.date(base::Date(2026, 11, 21))) == "21 de noviembre de 2026");
    CHECK(say.date(base::Date(2026, 11, 21)) == "21\u00A0de\u00A0noviembre de\u00A02026");
    CHECK(say.short_date(base::Date(2026, 3, 1)) == "01/03/2026");
    CHECK(say.list({"A", "B", "C"}) == "A, B y C");
    CHECK(say.list({"Pérez", "Ibáñez"}) == "Pérez e Ibáñez");
    const fill::Formatter catalan("ca-ES");
    CHECK(plain(catalan.money(money("1234.50"))) == "1.234,50 €");
    CHECK(plain(catalan.date(base::Date(2026, 11, 21))) == "21 de novembre de 2026");
    CHECK(plain(catalan.date(base::Date(2026, 4, 1))) == "1 d’abril de 2026");
    CHECK(catalan.list({"A", "B"}) == "A i B");
}

TEST_CASE("words: a language that ICU lacks is refused, not spoken in English") {
    CHECK_THROWS_AS(fill::Formatter("tlh"), base::Error);
    CHECK_THROWS_AS(fill::Formatter("xx-XX"), base::Error);
}
