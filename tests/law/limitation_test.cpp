// Limitation: published results (V29..V41) and the chain of events.

#include "law/law_tables.hpp"
#include "law/rule_set.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using namespace legajo::law;
using test::day;

namespace {

TermFacts debt(const char* due, ContractObject object = ContractObject::services, PartyKind debtor = PartyKind::company) {
    TermFacts facts;
    facts.debt = {.creditor = PartyKind::company, .debtor = debtor, .object = object};
    facts.due = day(due);
    return facts;
}

TermEvent restart(const char* date, const char* until = "") {
    return {TermEvent::Kind::restart, day(date), *until ? std::optional<Date>(day(until)) : std::nullopt, {"L-410", {{"fecha", date}}}};
}

std::vector<TermCandidate> candidates(const TermFacts& facts) { return rule_set("es")->limitation(facts, test::spanish_tables()).value.value(); }
std::string shortest(const TermFacts& facts) { return candidates(facts).front().result.last_safe_day.iso(); }

} // namespace

TEST_CASE("V29 to V31, L-401, L-402: the general term and its transition") {
    CHECK(shortest(debt("2000-10-06")) == "2015-10-06"); // V29: barred at 07-10-2015
    CHECK(shortest(debt("2003-01-01")) == "2018-01-01"); // V30
    CHECK(shortest(debt("2010-06-15")) == "2020-12-27"); // V31, V35: 28-12 for some, 27-12 is safe
    CHECK(candidates(debt("2010-06-15")).front().less_strict_day->iso() == "2020-12-29");
    CHECK(shortest(debt("2015-10-06")) == "2020-12-27");
    CHECK(shortest(debt("2015-10-07")) == "2020-12-27");
    CHECK(shortest(debt("2017-03-01")) == "2022-05-21"); // 82 days of COVID, 81 relied on
    CHECK(shortest(debt("2020-06-03")) == "2025-06-03");
    CHECK(shortest(debt("2020-06-04")) == "2025-06-04");
    CHECK(shortest(debt("2024-02-29")) == "2029-02-28");
    CHECK(shortest(debt("2021-11-20")) == "2026-11-20"); // L-404
}

TEST_CASE("V34: the COVID suspension has 82 days") { CHECK(base::days_between(day("2020-03-14"), day("2020-06-03")) + 1 == 82); }

TEST_CASE("V33: an acknowledgement of 2012 kept a debt of 2009 alive until 2020") {
    TermFacts facts = debt("2009-05-01");
    facts.events = {restart("2012-04-20")};
    CHECK(shortest(facts) == "2020-12-27");
}

TEST_CASE("V37: a registered letter of 12-12-2014 interrupts") {
    TermFacts facts = debt("2000-12-01"); // 15 years: until 01-12-2015
    CHECK(shortest(facts) == "2015-12-01");
    facts.events = {restart("2014-12-12")};
    CHECK(shortest(facts) == "2020-12-27");
}

TEST_CASE("L-410: events restart the term, in any order, but revive nothing") {
    TermFacts facts = debt("2021-01-10");
    facts.events = {restart("2024-05-02"), restart("2022-03-01")};
    CHECK(shortest(facts) == "2029-05-02");
    facts.events = {restart("2026-01-11")}; // one day after the end
    CHECK(shortest(facts) == "2026-01-10");
    CHECK(candidates(facts).front().result.too_late.size() == 1);
    facts.events = {restart("2026-01-10")};
    CHECK(shortest(facts) == "2031-01-10");
    facts.events = {restart("2021-01-01")}; // before it was due
    CHECK(shortest(facts) == "2026-01-10");
}

TEST_CASE("L-414: a negotiation interrupts from its attempt and the term begins again at its end") {
    TermFacts facts = debt("2021-11-30");
    facts.events = {restart("2026-11-20", "2026-12-22")};
    CHECK(shortest(facts) == "2031-12-22");
}

TEST_CASE("L-403: a restart inside the suspension loses the days that were left of it") {
    TermFacts facts = debt("2018-01-10");
    facts.events = {restart("2020-05-04")}; // 30 days of the suspension were left
    CHECK(shortest(facts) == "2025-06-02"); // 2025-05-04 + 30, less the disputed day
}

TEST_CASE("L-420 to L-425, V39, V40: the shorter terms, the shortest first") {
    struct Row {
        const char* what;
        TermFacts facts;
        std::size_t count;
        const char *rule, *last;
    };
    const auto with = [](TermFacts facts, auto set) {
        set(facts);
        return facts;
    };
    const std::vector<Row> rows{
        {"services between businesses: 5", debt("2024-01-10"), 1, "L-401", "2029-01-10"},
        {"supplies for own use, B2B: 3 and 5", with(debt("2024-01-10", ContractObject::supply), [](auto& f) { f.debt.purpose = Purpose::own_use; }), 2, "L-420", "2027-01-10"},
        {"goods for resale: 5", with(debt("2024-01-10", ContractObject::goods), [](auto& f) { f.debt.purpose = Purpose::resale; }), 1, "L-401", "2029-01-10"},
        {"goods, purpose unknown: both", debt("2024-01-10", ContractObject::goods), 2, "L-420", "2027-01-10"},
        {"fees: 3, from the end of the services", with(debt("2024-01-10", ContractObject::fees), [](auto& f) { f.service_end = day("2024-03-01"); }), 2, "L-420", "2027-03-01"},
        {"consumer goods: 3", debt("2024-01-10", ContractObject::goods, PartyKind::consumer), 2, "L-420", "2027-01-10"},
        {"lease: 5", debt("2024-01-10", ContractObject::lease), 1, "L-421", "2029-01-10"},
        {"community fees: 5", debt("2024-01-10", ContractObject::community_fees, PartyKind::consumer), 1, "L-425", "2029-01-10"},
        {"Administration: 4", debt("2024-01-10", ContractObject::works, PartyKind::public_admin), 1, "L-424", "2028-01-10"},
        {"V40 carriage: 1 year from 3 months after the contract", with(debt("2024-01-10", ContractObject::carriage), [](auto& f) { f.contract_date = day("2024-01-01"); }), 1,
         "L-422", "2025-04-01"},
        {"V40 trap: not 3 months after the due date", with(debt("2024-06-10", ContractObject::carriage), [](auto& f) { f.contract_date = day("2024-01-01"); }), 1, "L-422",
         "2025-06-10"},
        {"V39 Catalonia, services: 3", with(debt("2024-01-10"), [](auto& f) { f.law = ContractLaw::catalonia; }), 1, "L-430", "2027-01-10"},
        {"Catalonia, goods between businesses: 10 or 5", with(debt("2024-01-10", ContractObject::goods), [](auto& f) { f.law = ContractLaw::catalonia; f.debt.purpose = Purpose::resale; }),
         2, "L-401", "2029-01-10"},
        {"a party in Catalonia, no law stated: both", with(debt("2024-01-10"), [](auto& f) { f.touches_catalonia = true; }), 2, "L-433", "2027-01-10"},
        {"a party in Catalonia, common law stated", with(debt("2024-01-10"), [](auto& f) { f.touches_catalonia = true; f.law = ContractLaw::common; }), 1, "L-401", "2029-01-10"},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        const auto found = candidates(row.facts);
        CHECK(found.size() == row.count);
        CHECK(found.front().rule == row.rule);
        CHECK(found.front().result.last_safe_day.iso() == row.last);
        for (std::size_t i = 1; i < found.size(); ++i) CHECK(found[i - 1].result.last_safe_day <= found[i].result.last_safe_day);
    }
}

TEST_CASE("L-423: the action of a bill is shown but does not decide") {
    TermFacts facts = debt("2025-01-10");
    facts.title_due = day("2025-01-10");
    const auto found = candidates(facts);
    REQUIRE(found.size() == 2);
    CHECK(found[0].decides);
    CHECK(found[0].rule == "L-401");
    CHECK_FALSE(found[1].decides);
    CHECK(found[1].result.last_safe_day.iso() == "2028-01-10");
}

TEST_CASE("V38: a loan without a term: the time starts with the demand") {
    TermFacts facts = debt("2015-01-10", ContractObject::loan);
    facts.is_loan_without_term = true;
    facts.demand = day("2023-05-04");
    CHECK(candidates(facts).front().rule == "L-405");
    CHECK(shortest(facts) == "2028-05-04");
}

TEST_CASE("Under the law of Navarre no term is stated; a party there without a stated law is a doubt") {
    auto facts = debt("2026-01-01");
    facts.law = ContractLaw::navarre;
    const auto answer = rule_set("es")->limitation(facts, test::spanish_tables());
    CHECK_FALSE(answer);
    REQUIRE(answer.doubts.size() == 1);
    CHECK(answer.doubts[0].code == "doubt.navarre_law");
    facts.law.reset();
    facts.touches_navarre = true;
    const auto common = rule_set("es")->limitation(facts, test::spanish_tables());
    REQUIRE(common);
    CHECK(std::any_of(common.doubts.begin(), common.doubts.end(), [](const auto& doubt) { return doubt.code == "doubt.navarre_possible"; }));
}
