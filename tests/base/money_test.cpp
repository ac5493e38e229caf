#include "base/error.hpp"
#include "base/money.hpp"

#include <catch2/catch.hpp>

using namespace legajo::base;

TEST_CASE("Amounts are read exactly or not at all") {
    struct Row { const char* text; std::int64_t cents; };
    for (const Row& row : {Row{"1210.00", 121000}, {"1210", 121000}, {"0.5", 50}, {"0.01", 1}, {"-3.20", -320}, {"1000000000000000", 100000000000000000}}) {
        INFO(row.text);
        REQUIRE(Money::parse(row.text).value().cents() == row.cents);
    }
    for (const char* text : {"", ".", "1.", ".5", "1,5", "1.234,50", "1.005", "1 000", "+1", "1e3", "0x1", "€5", "--1", "1000000000000000.01", "99999999999999999999"}) {
        INFO(text);
        REQUIRE_FALSE(Money::parse(text));
    }
}

TEST_CASE("Interest is rounded half away from zero, exactly") {
    REQUIRE(simple_interest(Money(125000), *Decimal::parse("10.15"), 37, 365).text() == "12.86");  // V1
    REQUIRE(simple_interest(Money(1000000), *Decimal::parse("12.50"), 15, 365).text() == "51.37"); // V2
    REQUIRE(scaled(Money(1), 1, 2).cents() == 1);
    REQUIRE(scaled(Money(-1), 1, 2).cents() == -1);
    REQUIRE(percent_of(Money(10000), *Decimal::parse("2.5")).cents() == 250);
}

TEST_CASE("Two currencies never meet, and nothing overflows silently") {
    const Money euros(100), pesos(100, *Currency::parse("MXN"));
    REQUIRE_THROWS_AS(euros + pesos, Bug);
    REQUIRE_THROWS_AS(Money(INT64_MAX) + Money(1), Bug);
}

TEST_CASE("Decimals compare by value and print short") {
    REQUIRE(*Decimal::parse("8.00") == *Decimal::parse("8"));
    REQUIRE(*Decimal::parse("3.12") < *Decimal::parse("3.121"));
    REQUIRE(Decimal::parse("10.40")->text() == "10.4");
    REQUIRE(Decimal::parse("-0.05")->text() == "-0.05");
    REQUIRE((*Decimal::parse("2.40") + *Decimal::parse("8")).text() == "10.4");
    REQUIRE((*Decimal::parse("10.40") * *Decimal::parse("0.3")).text() == "3.12");
}
