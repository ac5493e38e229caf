// Published interest figures (V1..V24 of the vector list), half-year borders, leap years, and a second way of counting: day by day.

#include "law/interest.hpp"
#include "law/rates.hpp"
#include "law/law_tables.hpp"
#include "law/rule_set.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <array>

using namespace legajo;
using law::DayBasis;
using test::day;

namespace {

constexpr std::array<std::string_view, 1> late_payment{"late_payment"};
constexpr std::array<std::string_view, 1> legal{"legal"};

base::Money euros(const char* text) { return base::Money::parse(text).value(); }
base::Decimal rate(const char* text) { return base::Decimal::parse(text).value(); }

std::vector<law::Segment> dated(const char* principal, const char* due, const char* until, std::span<const std::string_view> keys = late_payment,
                                DayBasis basis = DayBasis::fixed_365) {
    const base::Date first = day(due).plus_days(1), last = day(until);
    return law::interest_segments(euros(principal), first, last, law::rates_from_tables(test::spanish_tables(), keys, first, last), basis);
}

std::string sum(const std::vector<law::Segment>& segments) { return law::sum_of_lines(segments, {}).text(); }

} // namespace

TEST_CASE("dated interest as published, real rates") {
    CHECK(sum(dated("1250.00", "2026-05-01", "2026-06-07")) == "12.86"); // V1
    const auto v2 = dated("10000.00", "2024-06-15", "2024-07-15");        // V2
    REQUIRE(v2.size() == 2);
    CHECK(v2[0].days == 15);
    CHECK(v2[0].interest.text() == "51.37");
    CHECK(v2[1].days == 15);
    CHECK(v2[1].interest.text() == "50.34");
    CHECK(sum(v2) == "101.71");
    CHECK(sum(dated("10000.00", "2024-06-15", "2024-07-15", late_payment, DayBasis::actual)) == "101.43"); // V2 with 366
    CHECK(sum(dated("0.00", "2024-06-15", "2024-07-15")) == "0.00");      // V3a
    CHECK(dated("1000.00", "2024-06-15", "2024-06-15").empty());          // V3b: 0 on the due date
    CHECK(dated("1000.00", "2024-06-15", "2024-06-01").empty());          // V3b: never before it
}

TEST_CASE("V3c: the half-year border belongs to one side") {
    const auto rates = law::rates_from_tables(test::spanish_tables(), late_payment, day("2024-06-30"), day("2024-07-01"));
    REQUIRE(rates.at(day("2024-06-30")));
    CHECK(rates.at(day("2024-06-30"))->rate.text() == "12.5");
    CHECK(rates.at(day("2024-07-01"))->rate.text() == "12.25"); // 11.65 of a public table is wrong (negative of D)
}

TEST_CASE("V3d: after the last published half-year there is no rate") {
    const auto rates = law::rates_from_tables(test::spanish_tables(), late_payment, day("2026-12-30"), day("2027-01-02"));
    CHECK(rates.covers(day("2026-12-31")));
    CHECK_FALSE(rates.covers(day("2027-01-01")));
    REQUIRE(rates.missing_from);
    CHECK(rates.missing_from->iso() == "2027-01-01");
    CHECK_FALSE(law::interest_per_day(euros("1000.00"), day("2027-01-01"), rates, DayBasis::fixed_365));
}

TEST_CASE("V5: a published table of 12.5 % reproduces with 365") {
    struct Row {
        const char* principal;
        std::array<const char*, 4> interest;
    };
    const std::array<std::int64_t, 4> days{30, 60, 90, 180};
    const std::array<Row, 5> rows{{{"500", {"5.14", "10.27", "15.41", "30.82"}},
                                   {"1000", {"10.27", "20.55", "30.82", "61.64"}},
                                   {"3000", {"30.82", "61.64", "92.47", "184.93"}},
                                   {"5000", {"51.37", "102.74", "154.11", "308.22"}},
                                   {"10000", {"102.74", "205.48", "308.22", "616.44"}}}};
    for (const Row& row : rows)
        for (std::size_t k = 0; k < days.size(); ++k) {
            INFO(row.principal << " x " << days[k]);
            CHECK(base::simple_interest(euros(row.principal), rate("12.5"), days[k], 365).text() == row.interest[k]);
        }
}

TEST_CASE("published examples with rate and days given") {
    struct Row {
        const char* id;
        const char* principal;
        std::int64_t days;
        const char* rate;
        const char* published;
        bool is_right;
    };
    const std::array<Row, 7> rows{{{"V5b", "1000", 30, "12.5", "10.27", true},
                                   {"V7", "1000", 120, "3.75", "12.38", false}, // 12.33
                                   {"V8", "700", 15, "7", "2.01", true},
                                   {"V9", "5000", 365, "3", "150.00", true},
                                   {"V11", "15000", 365, "3.75", "562.50", true},
                                   {"V12", "10000", 180, "5", "250.00", false},     // base 360
                                   {"V13", "50000", 180, "4.75", "1187.50", false}}}; // base 360
    for (const Row& row : rows) {
        INFO(row.id);
        CHECK((base::simple_interest(euros(row.principal), rate(row.rate), row.days, 365).text() == row.published) == row.is_right);
    }
    CHECK(base::simple_interest(euros("1000"), rate("3.75"), 120, 365).text() == "12.33");
    CHECK(base::simple_interest(euros("10000"), rate("5"), 180, 365).text() == "246.58");
    CHECK(base::simple_interest(euros("50000"), rate("4.75"), 180, 365).text() == "1171.23");
    CHECK((base::simple_interest(euros("1000"), rate("12.5"), 30, 365) + euros("1000") + euros("40")).text() == "1050.27"); // V5b
}

TEST_CASE("V14: day counts, start out and end in") {
    struct Row {
        const char *from, *to;
        std::int64_t days;
    };
    for (const Row& row : std::array<Row, 9>{{{"2026-01-31", "2026-02-01", 1}, {"2026-01-31", "2026-03-02", 30}, {"2025-12-31", "2026-01-01", 1},
                                              {"2028-02-28", "2028-03-01", 2}, {"2027-02-28", "2027-03-01", 1}, {"2024-02-28", "2024-02-29", 1},
                                              {"2024-01-01", "2025-01-01", 366}, {"2026-06-30", "2026-07-01", 1}, {"2020-11-15", "2021-02-15", 92}}})
        CHECK(base::days_between(day(row.from), day(row.to)) == row.days);
}

TEST_CASE("V15: the day of New Year is counted once") {
    const auto fixed = dated("1000.00", "2020-11-15", "2021-02-15", legal);
    std::int64_t days = 0;
    for (const auto& segment : fixed) days += segment.days;
    CHECK(days == 92); // a public calculator says 91
    CHECK(base::simple_interest(euros("1000"), rate("3"), 92, 365).text() == "7.56");
    const auto actual = dated("1000.00", "2020-11-15", "2021-02-15", legal, DayBasis::actual);
    REQUIRE(actual.size() == 2);
    CHECK(actual[0].to.iso() == "2020-12-31");
    CHECK(actual[0].day_basis == 366);
    CHECK(actual[1].from.iso() == "2021-01-01");
    CHECK(actual[1].day_basis == 365);
    CHECK(sum(actual) == "7.55");
}

TEST_CASE("V16 to V24: rates of the table, from their published parts") {
    struct Row {
        const char *id, *on, *ecb, *points, *rate;
    };
    for (const Row& row : std::array<Row, 9>{{{"V16", "2005-03-01", "2.09", "7", "9.09"},
                                              {"V17", "2008-03-01", "4.20", "7", "11.20"},
                                              {"V19", "2013-02-24", "0.75", "8", "8.75"},
                                              {"V19 before", "2013-02-23", "0.75", "7", "7.75"},
                                              {"V20", "2020-03-01", "0.00", "8", "8.00"},
                                              {"V22", "2026-03-01", "2.15", "8", "10.15"},
                                              {"V23", "2026-07-01", "2.40", "8", "10.40"},
                                              {"V24", "2026-12-31", "2.40", "8", "10.40"},
                                              {"H2-2024", "2024-12-31", "4.25", "8", "12.25"}}}) {
        INFO(row.id);
        const auto rates = law::rates_from_tables(test::spanish_tables(), late_payment, day(row.on), day(row.on));
        REQUIRE(rates.covers(day(row.on)));
        CHECK(rates.at(day(row.on))->rate == rate(row.rate));
        CHECK(rate(row.ecb) + rate(row.points) == rate(row.rate));
    }
    CHECK(rate("1.52") + rate("0.88") == rate("2.40")); // V24
    const auto legal_2009 = law::rates_from_tables(test::spanish_tables(), legal, day("2009-03-31"), day("2009-04-01"));
    CHECK(legal_2009.at(day("2009-03-31"))->rate.text() == "5.5");
    CHECK(legal_2009.at(day("2009-04-01"))->rate.text() == "4");
}

TEST_CASE("tables: rows of a key are sorted, do not overlap and, for rates, leave no day out") {
    for (const auto& [key, rows] : test::spanish_tables())
        for (std::size_t i = 1; i < rows.size(); ++i) {
            INFO(key << " " << rows[i].from.iso());
            REQUIRE(rows[i - 1].to);
            CHECK(*rows[i - 1].to < rows[i].from);
            if (key == "legal" || key == "late_payment") CHECK(rows[i - 1].to->plus_days(1) == rows[i].from);
        }
    CHECK(test::spanish_tables().at("legal").size() == 33);
    CHECK(test::spanish_tables().at("late_payment").size() == 50);
    CHECK(test::spanish_tables().count("legal_demora") == 0); // tax interest is no private claim's
}

TEST_CASE("L-914: contracts older than 24-02-2013 keep seven points for a year") {
    const law::RuleSet& spain = *law::rule_set("es");
    law::RateFacts facts{.regime = model::Regime::business_3_2004, .contract_date = day("2013-02-23"), .agreed = {}, .remuneratory = {},
                         .first = day("2013-02-20"), .last = day("2014-03-01")};
    const auto old_contract = spain.rates(facts, test::spanish_tables());
    REQUIRE(old_contract);
    CHECK(old_contract.value->at(day("2013-02-23"))->rate == rate("7.75"));
    CHECK(old_contract.value->at(day("2013-02-24"))->rate == rate("7.75"));
    CHECK(old_contract.value->at(day("2013-12-31"))->rate == rate("7.50"));
    CHECK(old_contract.value->at(day("2014-02-23"))->rate == rate("7.25"));
    CHECK(old_contract.value->at(day("2014-02-24"))->rate == rate("8.25"));
    facts.contract_date = day("2013-02-24");
    CHECK(spain.rates(facts, test::spanish_tables()).value->at(day("2013-12-31"))->rate == rate("8.50"));
}

// ---- properties

namespace {

base::Date any_day(int low, int high) { return day("2008-01-01").plus_days(*rc::gen::inRange(low, high)); }

// The second implementation: one day at a time, a change of rate or of basis closes the line.
base::Money day_by_day(base::Money principal, base::Date first, base::Date last, DayBasis basis) {
    base::Money total;
    base::Decimal open{};
    int open_basis = 0;
    std::int64_t days = 0;
    const model::LawRow* open_row = nullptr;
    const auto close = [&] {
        if (days > 0) total += base::simple_interest(principal, open, days, open_basis);
        days = 0;
    };
    for (base::Date d = first; d <= last; d = d.plus_days(1)) {
        const model::LawRow* row = nullptr;
        for (const auto& candidate : test::spanish_tables().at("late_payment"))
            if (candidate.from <= d && d <= *candidate.to) row = &candidate;
        const int day_basis = basis == DayBasis::actual && base::is_leap_year(d.year()) ? 366 : 365;
        if (row != open_row || day_basis != open_basis) close();
        open_row = row;
        open = row->value;
        open_basis = day_basis;
        ++days;
    }
    close();
    return total;
}

} // namespace

TEST_CASE("properties of segments") {
    rc::prop("no day is lost or counted twice", [] {
        const base::Date first = any_day(0, 6000), last = first.plus_days(*rc::gen::inRange(0, 900));
        const auto basis = *rc::gen::element(DayBasis::fixed_365, DayBasis::actual);
        const base::Money principal(*rc::gen::inRange(1, 100'000'000));
        const auto rates = law::rates_from_tables(test::spanish_tables(), late_payment, first, last);
        const auto segments = law::interest_segments(principal, first, last, rates, basis);
        base::Date next = first;
        for (const auto& segment : segments) {
            RC_ASSERT(segment.from == next);
            RC_ASSERT(segment.days == base::days_between(segment.from, segment.to) + 1);
            next = segment.to.plus_days(1);
        }
        RC_ASSERT(next == last.plus_days(1));
        RC_ASSERT(law::sum_of_lines(segments, {}) == day_by_day(principal, first, last, basis));
    });
    rc::prop("a split period adds up within the rounding of one more line", [] {
        const base::Date first = any_day(0, 6000), middle = first.plus_days(*rc::gen::inRange(0, 400)), last = middle.plus_days(*rc::gen::inRange(1, 400));
        const base::Money principal(*rc::gen::inRange(1, 100'000'000));
        const auto rates = law::rates_from_tables(test::spanish_tables(), late_payment, first, last);
        const auto whole = law::interest_segments(principal, first, last, rates, DayBasis::fixed_365);
        const auto one = law::interest_segments(principal, first, middle, rates, DayBasis::fixed_365);
        const auto two = law::interest_segments(principal, middle.plus_days(1), last, rates, DayBasis::fixed_365);
        const std::int64_t difference = law::sum_of_lines(whole, {}).cents() - law::sum_of_lines(one, {}).cents() - law::sum_of_lines(two, {}).cents();
        RC_ASSERT(difference >= -1);
        RC_ASSERT(difference <= 1);
    });
    rc::prop("more principal or more days never lower the interest, and actual/actual is never above 365", [] {
        const base::Date first = any_day(0, 6000), last = first.plus_days(*rc::gen::inRange(0, 700));
        const base::Money less(*rc::gen::inRange(1, 10'000'000)), more = less + base::Money(*rc::gen::inRange(0, 1'000'000));
        const auto rates = law::rates_from_tables(test::spanish_tables(), late_payment, first, last.plus_days(1));
        const auto interest = [&](base::Money p, base::Date until, DayBasis basis) {
            return law::sum_of_lines(law::interest_segments(p, first, until, rates, basis), {});
        };
        RC_ASSERT(interest(less, last, DayBasis::fixed_365) <= interest(more, last, DayBasis::fixed_365));
        RC_ASSERT(interest(less, last, DayBasis::fixed_365) <= interest(less, last.plus_days(1), DayBasis::fixed_365));
        const auto lines = static_cast<std::int64_t>(law::interest_segments(less, first, last, rates, DayBasis::actual).size());
        RC_ASSERT(interest(less, last, DayBasis::actual).cents() <= interest(less, last, DayBasis::fixed_365).cents() + lines);
    });
}
