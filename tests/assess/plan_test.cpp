// Payment plans, two orders of paying several debts, promises, agreements and the debtor's record.

#include "assess/cases.hpp"
#include "assess/plan.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <numeric>

using namespace legajo;
using namespace legajo::test;

namespace {

base::Money total_of(const model::PaymentPlan& plan) {
    base::Money sum;
    for (const auto& instalment : plan.instalments) sum += instalment.amount;
    return sum;
}

model::Case with_offer(model::Case c) {
    add_invoice(c, "1000.00", "2026-02-14");
    c.offer = model::Offer{};
    c.offer->plan = model::PlanOffer{3, day("2026-05-31"), "mensual"};
    return c;
}

} // namespace

TEST_CASE("a plan of three months: cents, working days, no drift") {
    const auto a = assessed(with_offer(business_case()), "2026-05-01");
    REQUIRE(a.plan);
    REQUIRE(a.plan->instalments.size() == 3);
    CHECK(a.plan->total == a.account.totals.total);
    CHECK(a.plan->total.text() == "1061.13"); // 1000.00 + 76 days at 10.15 % + 40.00
    CHECK(a.plan->instalments[0].amount.text() == "353.71");
    CHECK(a.plan->instalments[2].amount.text() == "353.71");
    CHECK(total_of(*a.plan) == a.plan->total);
    CHECK(a.plan->instalments[0].due.iso() == "2026-06-01"); // 31 May is a Sunday
    CHECK(a.plan->instalments[1].due.iso() == "2026-06-30");
    CHECK(a.plan->instalments[2].due.iso() == "2026-07-31"); // from the first date, not from 30 June
    CHECK(a.plan->instalments[2].remaining.is_zero());
}

TEST_CASE("L-906: a consumer's plan carries no interest and no charges") {
    model::Case c = with_offer(consumer_case());
    add_demand(c, "2026-03-21", "2026-03-23");
    const auto a = assessed(c, "2026-05-01");
    CHECK(a.account.totals.interest->is_positive());
    CHECK(a.plan->total.text() == "1000.00");
    CHECK(a.plan->instalments[0].amount.text() == "333.34");
    CHECK(a.plan->instalments[1].amount.text() == "333.33");
}

TEST_CASE("a plan from what the debtor can pay a month") {
    model::Case c = with_offer(consumer_case());
    c.offer->plan.reset();
    c.offer->monthly_capacity = euros("300.00");
    const auto a = assessed(c, "2026-05-01");
    REQUIRE(a.plan->instalments.size() == 4);
    CHECK(a.plan->instalments[3].amount.text() == "100.00");
    CHECK(a.plan->instalments[0].due.iso() == "2026-06-01"); // 31 May is a Sunday
    c.offer->plan = model::PlanOffer{2, day("2026-06-01"), "mensual"}; // 500 a month is more than 300
    CHECK(assessed(c, "2026-05-01").plan->refused_because == std::vector<std::string>{"supera-capacidad"});
}

TEST_CASE("the early-payment discount has its last day") {
    model::Case c = with_offer(consumer_case());
    c.offer->discount = model::Discount{base::Decimal::parse("7.5").value(), day("2026-05-15")};
    const auto a = assessed(c, "2026-05-15");
    CHECK(a.plan->discount->text() == "75.00");
    CHECK(a.plan->discounted_total->text() == "925.00");
    CHECK_FALSE(assessed(c, "2026-05-16").plan->discount);
}

TEST_CASE("L-903, L-921, L-620: when a plan is refused") {
    const auto refused = [](auto set) {
        model::Case c = with_offer(business_case());
        set(c);
        const auto a = assessed(c, "2026-05-01");
        CHECK(a.plan->instalments.empty());
        return a.plan->refused_because;
    };
    using Codes = std::vector<std::string>;
    model::Obligor guarantor;
    guarantor.role = model::Obligor::Role::guarantor;
    guarantor.party.id = "fi1";
    CHECK(refused([&](auto& c) { c.obligors = {guarantor}; }) == Codes{"fiador-sin-consentimiento"});
    CHECK(refused([&](auto& c) { c.creditor.insurance = model::CreditInsurance{}; }) == Codes{"credito-asegurado"});
    CHECK(refused([&](auto& c) { c.debtor.kind = model::PartyKind::public_admin; }) == Codes{"administracion"});
    CHECK(refused([&](auto& c) { c.offer->valid_until = day("2026-04-30"); }) == Codes{"oferta-caducada"});
    CHECK(refused([&](auto& c) { c.offer->plan->periodicity = "lunar"; }) == Codes{"periodicidad"});
    CHECK(refused([&](auto& c) { add_payment(c, "5000.00", "2026-03-01"); }) == Codes{"nada-vencido"});
    guarantor.consents_extension = true;
    model::Case c = with_offer(business_case());
    c.obligors = {guarantor};
    CHECK(assessed(c, "2026-05-01").plan->instalments.size() == 3);
}

TEST_CASE("smallest first and costliest first, side by side") {
    model::Case c = with_offer(consumer_case());
    c.offer->monthly_capacity = euros("400.00");
    c.offer->plan.reset();
    c.offer->other_debts = {{"Banco", "tarjeta", euros("3000.00"), base::Decimal::parse("24").value(), euros("100.00")},
                            {"Taller", "T-1", euros("500.00"), {}, {}}};
    const auto a = assessed(c, "2026-05-01");
    REQUIRE(a.repayment);
    const auto& snowball = a.repayment->smallest_first;
    const auto& costliest = a.repayment->costliest_first;
    REQUIRE(snowball.is_possible);
    CHECK(snowball.debts[0].creditor == "Taller");
    CHECK(snowball.debts[0].paid_off_month == 2); // 300 + 200 beside the card's minimum
    CHECK(costliest.debts[0].creditor == "Banco");
    CHECK(costliest.total_interest < snowball.total_interest);
    CHECK(snowball.total_paid == euros("4500.00") + snowball.total_interest);
    CHECK(costliest.total_paid == euros("4500.00") + costliest.total_interest);
    c.offer->monthly_capacity = euros("50.00"); // less than the minimum payment
    CHECK_FALSE(assessed(c, "2026-05-01").repayment->smallest_first.is_possible);
}

TEST_CASE("promises: open, kept, broken") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    c.promises = {{"pr1", day("2026-03-01"), day("2026-03-15"), euros("400.00"), "", {}, {}, {}}};
    CHECK(assessed(c, "2026-03-15").promises.at(0).state == model::PromiseState::open);
    CHECK(assessed(c, "2026-03-16").promises.at(0).state == model::PromiseState::broken);
    CHECK(assessed(c, "2026-02-28").promises.empty());
    add_payment(c, "250.00", "2026-03-10", "f1");
    CHECK(assessed(c, "2026-03-16").promises.at(0).paid_since.text() == "250.00");
    add_payment(c, "150.00", "2026-03-15", "f1");
    CHECK(assessed(c, "2026-03-16").promises.at(0).state == model::PromiseState::kept);
    c.payments[1].returned = day("2026-03-20");
    CHECK(assessed(c, "2026-03-21").promises.at(0).state == model::PromiseState::kept); // it came back after the day promised
    c.payments[1].returned = day("2026-03-15");
    CHECK(assessed(c, "2026-03-21").promises.at(0).state == model::PromiseState::broken);
    c.payments.clear();
    c.promises[0].amount.reset(); // "I pay it all"
    add_payment(c, "999.99", "2026-03-10", "f1").imputation = model::Imputation::principal_first;
    CHECK(assessed(c, "2026-03-16").promises.at(0).state == model::PromiseState::broken);
}

TEST_CASE("agreements: kept, missed, fulfilled") {
    model::Case c = business_case();
    add_invoice(c, "900.00", "2026-02-14");
    model::Agreement agreement;
    agreement.id = "ac1";
    agreement.date = day("2026-03-01");
    for (const char* due : {"2026-04-01", "2026-05-01", "2026-06-01"}) agreement.instalments.push_back({day(due), euros("300.00"), {}, {}, {}});
    c.agreements = {agreement};
    const auto fresh = assessed(c, "2026-04-01").agreements.at(0);
    CHECK(fresh.state == model::PlanState::kept); // the day itself is still in time
    CHECK(fresh.next_due->iso() == "2026-04-01");
    const auto missed = assessed(c, "2026-04-02").agreements.at(0);
    CHECK(missed.state == model::PlanState::missed);
    CHECK(missed.missed_on->iso() == "2026-04-01");
    CHECK(missed.missed_amount->text() == "300.00");
    add_payment(c, "300.00", "2026-04-01", "f1");
    const auto kept = assessed(c, "2026-04-15").agreements.at(0);
    CHECK(kept.state == model::PlanState::kept);
    CHECK(kept.next_due->iso() == "2026-05-01");
    add_payment(c, "600.00", "2026-05-01", "f1");
    CHECK(assessed(c, "2026-05-02").agreements.at(0).state == model::PlanState::fulfilled);
    c.payments.clear();
    c.agreements[0].instalments[0].paid_date = day("2026-03-30"); // as the case says
    CHECK(assessed(c, "2026-04-15").agreements.at(0).state == model::PlanState::kept);
    CHECK(assessed(c, "2026-02-28").agreements.empty());
}

TEST_CASE("L-906: a consumer's interest stops while a plan is in force") {
    model::Case c = consumer_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_demand(c, "2026-03-21", "2026-03-23");
    model::Agreement agreement;
    agreement.id = "ac1";
    agreement.date = day("2026-04-02");
    c.agreements = {agreement};
    const auto a = assessed(c, "2026-06-01");
    CHECK(a.account.totals.interest->text() == "0.89"); // ten days
    CHECK(a.account.totals.per_day->is_zero());
    c.agreements[0].state = model::AgreementState::broken;
    CHECK(assessed(c, "2026-06-01").account.totals.interest->text() == "6.23");
}

TEST_CASE("the debtor's record") {
    model::Case c = business_case();
    add_invoice(c, "100.00", "2026-02-14");
    add_invoice(c, "100.00", "2026-02-14");
    add_invoice(c, "100.00", "2026-02-14");
    add_payment(c, "100.00", "2026-02-10", "f1");
    add_payment(c, "100.00", "2026-02-24", "f2").imputation = model::Imputation::principal_first;
    add_demand(c, "2026-03-21", "2026-03-23");
    const auto record = assessed(c, "2026-04-01").record;
    CHECK(record.invoices_paid_on_time == 1);
    CHECK(record.invoices_paid_late == 1);
    CHECK(record.average_days_late == 5);
    CHECK(record.letters_unanswered == 1);
}

TEST_CASE("properties of instalments") {
    rc::prop("equal instalments add up and differ by at most one cent", [] {
        const base::Money total(*rc::gen::inRange<std::int64_t>(1, 1'000'000'000));
        const int count = *rc::gen::inRange(1, 120);
        const auto parts = assess::equal_instalments(total, count);
        RC_ASSERT(std::accumulate(parts.begin(), parts.end(), base::Money{}) == total);
        RC_ASSERT(parts.front().cents() - parts.back().cents() <= 1);
    });
    rc::prop("instalments of a fixed sum add up and none exceeds it", [] {
        const base::Money total(*rc::gen::inRange<std::int64_t>(1, 10'000'000)), each(*rc::gen::inRange<std::int64_t>(50'000, 1'000'000));
        const auto parts = assess::instalments_of(total, each);
        RC_ASSERT(std::accumulate(parts.begin(), parts.end(), base::Money{}) == total);
        for (const auto& part : parts) RC_ASSERT(part <= each && part.is_positive());
    });
}
