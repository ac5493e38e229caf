// Joint debtors: each owes its part, to the cent and no more (CC 1137, 1138; L-411).

#include "assess/cases.hpp"
#include "assess/shares.hpp"
#include "model/totals.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using namespace legajo::test;

namespace {

model::Obligor joint(const char* id, const char* percent = nullptr) {
    model::Obligor o;
    o.role = model::Obligor::Role::co_debtor;
    o.regime = model::LiabilityRegime::joint;
    o.party.id = id;
    o.party.name = id;
    o.party.kind = model::PartyKind::company;
    if (percent) o.share_percent = base::Decimal::parse(percent);
    return o;
}

model::Case shared_case(std::vector<model::Obligor> others, const char* amount = "1000.00") {
    model::Case c = business_case();
    c.debtor.id = "d1";
    add_invoice(c, amount, "2026-05-01");
    c.obligors = std::move(others);
    return c;
}

std::vector<std::string> principals(const model::Case& c) {
    std::vector<std::string> all;
    for (const assess::Share& share : assess::split_shares(c, {})) all.push_back(assessed(share.debt, "2026-06-07").account.totals.principal.text());
    return all;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("the parts of a joint debt: equal unless stated, and they add up") {
    CHECK(principals(shared_case({joint("co1")})) == Texts{"500.00", "500.00"});
    CHECK(principals(shared_case({joint("co1"), joint("co2")})) == Texts{"333.34", "333.33", "333.33"});
    CHECK(principals(shared_case({joint("co1", "25")})) == Texts{"750.00", "250.00"});
    CHECK(principals(shared_case({joint("co1", "40"), joint("co2")})) == Texts{"300.00", "400.00", "300.00"});
    CHECK(principals(shared_case({joint("co1", "33.33"), joint("co2", "33.33")}, "0.05")) == Texts{"0.02", "0.02", "0.01"}); // 33.34 % first: the largest remainders
    auto unsaid = shared_case({joint("co1")});
    unsaid.obligors[0].regime = model::LiabilityRegime::unknown; // joint unless agreed
    CHECK(principals(unsaid) == Texts{"500.00", "500.00"});
    auto solidary = shared_case({joint("co1")});
    solidary.obligors[0].regime = model::LiabilityRegime::solidary;
    CHECK(principals(solidary).empty());
}

TEST_CASE("interest and the 40 EUR of a joint debt fall on each in proportion") {
    const auto shares = assess::split_shares(shared_case({joint("co1"), joint("co2")}), {});
    REQUIRE(shares.size() == 3);
    const auto first = assessed(shares[0].debt, "2026-06-07").account.totals, second = assessed(shares[1].debt, "2026-06-07").account.totals;
    CHECK(first.compensation.text() == "13.34");
    CHECK(second.compensation.text() == "13.33");
    CHECK(second.interest->text() == "3.43"); // 333.33 x 10.15 % x 37 / 365
    CHECK(shares[1].debt.debtor.id == "co1");
    CHECK(shares[1].debt.share->percent.text() == "33.33");
    CHECK(has_doubt(assessed(shares[1].debt, "2026-06-07"), "doubt.joint_share"));
}

TEST_CASE("a payment of a joint debtor pays its part alone, and a letter interrupts against it alone") {
    auto c = shared_case({joint("co1")});
    add_payment(c, "500.00", "2026-05-01", "f1").payer = "co1";
    CHECK(principals(c) == Texts{"500.00", "0.00"});
    auto& letter = add_demand(c, "2026-06-01", "2026-06-02");
    letter.addressee = "co1";
    const auto shares = assess::split_shares(c, {});
    CHECK(shares[0].debt.communications.empty());
    REQUIRE(shares[1].debt.communications.size() == 1);
    CHECK(shares[1].debt.communications[0].addressee.empty());
}

TEST_CASE("letters of the register belong to the joint debtor that got them") {
    model::History history;
    for (const char* to : {"", "co1", "co1"}) {
        model::LetterRecord letter;
        letter.addressee = to;
        history.letters.push_back(letter);
    }
    const auto shares = assess::split_shares(shared_case({joint("co1")}), history);
    CHECK(shares[0].history.letters.size() == 1);
    REQUIRE(shares[1].history.letters.size() == 2);
    CHECK(shares[1].history.letters[0].addressee.empty());
}

TEST_CASE("where the parts cannot be told apart nothing is claimed, and the reason is said") {
    struct Row {
        const char* reason;
        std::function<void(model::Case&)> spoil;
    };
    const std::vector<Row> rows{
        {"mixed", [](auto& c) { c.obligors.push_back(joint("co2")); c.obligors.back().regime = model::LiabilityRegime::solidary; }},
        {"mixed", [](auto& c) { c.obligors.push_back(joint("fi1")); c.obligors.back().role = model::Obligor::Role::guarantor; }},
        {"shares", [](auto& c) { c.obligors[0].share_percent = base::Decimal::parse("100"); }},
        {"payer", [](auto& c) { add_payment(c, "10.00", "2026-05-01", "f1"); }},
        {"payer", [](auto& c) { add_payment(c, "10.00", "2026-05-01", "f1").payer = "nadie"; }},
        {"dealings", [](auto& c) { c.promises.push_back({"pr1", day("2026-05-20"), {}, {}, "p1", {}, {}, {}}); }},
        {"dealings", [](auto& c) { c.negotiations.emplace_back(); }},
        {"insolvency", [](auto& c) { c.holds.emplace_back(); c.holds.back().kind = model::HoldKind::insolvency; c.holds.back().from = day("2026-05-20"); }},
        {"title", [](auto& c) { c.invoices[0].title.emplace(); }},
    };
    for (const Row& row : rows) {
        auto c = shared_case({joint("co1")});
        row.spoil(c);
        CAPTURE(row.reason);
        CHECK(assess::cannot_split(c) == std::string("obstacle.joint_") + row.reason);
        CHECK(assess::split_shares(c, {}).empty());
        CHECK(has_obstacle(assessed(c, "2026-06-07"), std::string("obstacle.joint_") + row.reason));
    }
}

TEST_CASE("what is owed on a later day is what that day's account says") {
    auto c = business_case();
    add_invoice(c, "1234.56", "2026-03-01");
    add_invoice(c, "777.77", "2026-06-20");
    add_payment(c, "200.00", "2026-04-01", "f1");
    const auto now = assessed(c, "2026-06-25");
    for (const char* later : {"2026-06-25", "2026-06-26", "2026-06-30", "2026-07-01", "2026-08-15", "2026-10-20"}) {
        CAPTURE(later);
        const auto then = assessed(c, later);
        for (std::size_t i = 0; i < 2; ++i) CHECK(model::interest_on(now.account.invoices[i], now.control_date, day(later)) == then.account.invoices[i].interest);
    }
    const auto near_end = assessed(c, "2026-12-20");
    CHECK(model::interest_on(near_end.account.invoices[0], near_end.control_date, day("2026-12-31")));
    CHECK_FALSE(model::interest_on(near_end.account.invoices[0], near_end.control_date, day("2027-01-01"))); // H1-2027 is not published
    CHECK_FALSE(has_doubt(near_end, "doubt.rate_unpublished"));
}

TEST_CASE("interest that nobody had claimed is not taken out of a payment; both totals are kept") {
    auto c = business_case();
    add_invoice(c, "1000.00", "2026-03-01");
    add_payment(c, "1000.00", "2026-03-31", "f1");
    model::Pack pack = spanish_pack();
    pack.policy.imputation = model::ImputationPolicy::claimed_interest_first;
    const auto assessed = [&](const model::Case& debt, const char* control) {
        return assess::assess_case(debt, {}, pack, *law::rule_set("es"), {.control_date = day(control), .imputation = {}}).value();
    };
    const auto paid = assessed(c, "2026-06-07").account;
    CHECK(paid.invoices[0].outstanding.text() == "0.00");
    REQUIRE(paid.other_imputation);
    CHECK(paid.other_imputation->principal.text() == "8.34"); // interest first: 30 days at 10.15 %
    add_demand(c, "2026-03-10", "2026-03-11");
    CHECK(assessed(c, "2026-06-07").account.invoices[0].outstanding.text() == "8.34"); // claimed before the payment: CC 1173
}

TEST_CASE("V27: several invoices, 40 EUR for each and not one for all") {
    auto c = business_case();
    for (const char* due : {"2026-03-01", "2026-04-01", "2026-05-01"}) add_invoice(c, "100.00", due);
    CHECK(assessed(c, "2026-06-07").account.totals.compensation.text() == "120.00");
}
