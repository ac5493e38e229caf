// The statement of account: what is owed on a day, as a debtor or a clerk would check it.

#include "assess/cases.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using namespace legajo::test;

TEST_CASE("V1: a business debt of one invoice") {
    model::Case c = business_case();
    add_invoice(c, "1250.00", "2026-05-01");
    const auto a = assessed(c, "2026-06-07");
    const auto& account = a.account.invoices.at(0);
    CHECK(account.days_late == 37);
    CHECK(account.is_due);
    CHECK(account.default_from.iso() == "2026-05-02");
    CHECK(account.interest->text() == "12.86");
    CHECK(account.compensation.text() == "40.00");
    CHECK(account.per_day->text() == "0.35");
    CHECK(a.account.totals.total.text() == "1302.86");
    REQUIRE(account.segments.size() == 1);
    CHECK(account.segments[0].from.iso() == "2026-05-02");
    CHECK(account.segments[0].to.iso() == "2026-06-07");
    CHECK(a.account.imputation == model::Imputation::interest_first);
}

TEST_CASE("V2 and V3b: two half-years, and nothing on the due date") {
    model::Case c = business_case();
    add_invoice(c, "10000.00", "2024-06-15");
    CHECK(assessed(c, "2024-07-15").account.totals.interest->text() == "101.71");
    const auto on_due = assessed(c, "2024-06-15");
    CHECK_FALSE(on_due.account.invoices[0].is_due);
    CHECK(on_due.account.totals.total.text() == "0.00");
    CHECK(on_due.account.totals.not_yet_due.text() == "10000.00");
    CHECK(on_due.account.invoices[0].compensation.text() == "0.00");
}

TEST_CASE("V3d, L-917: an unpublished half-year stops the figure, not the letter") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-12-21");
    const auto last_known = assessed(c, "2026-12-31");
    CHECK(last_known.account.totals.interest->text() == "2.85");
    CHECK_FALSE(last_known.account.totals.interest_is_partial);
    CHECK_FALSE(last_known.account.totals.per_day); // the next day has no rate
    const auto result = assess_on(c, "2027-01-15");
    const auto& totals = result->account.totals;
    CHECK(totals.interest->text() == "2.85");
    CHECK(totals.interest_is_partial);
    CHECK(totals.interest_to.iso() == "2026-12-31");
    CHECK_FALSE(totals.per_day);
    CHECK(has_doubt(*result, "doubt.rate_unpublished", "L-917"));
    CHECK(result.problems().at(0).code == "assess.interest_partial");
    model::Case later = business_case();
    add_invoice(later, "1000.00", "2027-01-05");
    CHECK(assessed(later, "2027-01-15").account.totals.interest->text() == "0.00");
    CHECK(assessed(later, "2027-01-15").account.totals.interest_is_partial);
}

TEST_CASE("V25: 73 late invoices, 40 EUR each, also when paid late") {
    model::Case c = business_case();
    for (int i = 0; i < 73; ++i) {
        add_invoice(c, "100.00", "2026-02-14");
        add_payment(c, "100.00", "2026-03-01", c.invoices.back().id.c_str()).imputation = model::Imputation::principal_first;
    }
    const auto a = assessed(c, "2026-03-10");
    CHECK(a.account.totals.compensation.text() == "2920.00");
    CHECK(a.account.totals.principal.text() == "0.00");
    CHECK(a.account.invoices[0].owes_only_accessories);
    CHECK(a.account.totals.of_paid_invoices == *a.account.totals.interest + a.account.totals.compensation);
}

TEST_CASE("V28, L-201: a consumer owes legal interest from the receipt of the demand, and never 40 EUR") {
    model::Case c = consumer_case();
    add_invoice(c, "1000.00", "2026-02-14");
    const auto before = assessed(c, "2026-06-01");
    CHECK(before.account.totals.total.text() == "1000.00");
    CHECK(before.account.invoices[0].is_due);
    CHECK_FALSE(before.account.invoices[0].is_in_default);
    CHECK(before.account.totals.per_day->text() == "0.00");
    add_demand(c, "2026-03-21", "2026-03-23");
    const auto after = assessed(c, "2026-06-01");
    CHECK(after.account.invoices[0].default_from.iso() == "2026-03-24");
    CHECK(after.account.invoices[0].demand_received->iso() == "2026-03-23");
    CHECK(after.account.totals.interest->text() == "6.23"); // 70 days at 3.25 %
    CHECK(after.account.totals.compensation.text() == "0.00");
    CHECK(after.account.imputation == model::Imputation::principal_first);
    CHECK(assessed(c, "2026-03-22").account.totals.interest->text() == "0.00"); // not yet delivered on that day
}

TEST_CASE("a demand received before the due date puts no consumer in default") {
    model::Case c = consumer_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_demand(c, "2026-02-10", "2026-02-12");
    CHECK(assessed(c, "2026-06-01").account.totals.interest->is_zero());
    add_demand(c, "2026-03-21", "2026-03-23");
    CHECK(assessed(c, "2026-06-01").account.totals.interest->text() == "6.23");
}

TEST_CASE("an assigned invoice is not this creditor's to claim") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14").assigned_to = "Factor, E.F.C.";
    CHECK(assessed(c, "2026-05-01").account.invoices[0].is_held);
    CHECK(has_doubt(assessed(c, "2026-05-01"), "doubt.assigned_invoice"));
    c.creditor.id = "ac1";
    c.invoices[0].assigned_to = "ac1";
    CHECK_FALSE(assessed(c, "2026-05-01").account.invoices[0].is_held);
}

TEST_CASE("a demand not collected does not start a consumer's interest, a refused one does") {
    model::Case c = consumer_case();
    add_invoice(c, "1000.00", "2026-02-14");
    auto& sent = add_demand(c, "2026-03-21", "2026-03-23");
    sent.result = model::DispatchResult::not_collected;
    CHECK(assessed(c, "2026-06-01").account.totals.interest->is_zero());
    c.communications[0].result = model::DispatchResult::refused;
    CHECK(assessed(c, "2026-06-01").account.totals.interest->text() == "6.23");
}

TEST_CASE("a register letter counts as demand only once it was delivered") {
    model::Case c = consumer_case();
    add_invoice(c, "1000.00", "2026-02-14");
    model::History history;
    model::LetterRecord letter;
    letter.number = 7;
    letter.letter = "requerimiento";
    letter.state = model::LetterState::sent;
    letter.channel = model::Channel::burofax;
    letter.sent_on = day("2026-03-21");
    history.letters = {letter};
    CHECK(assessed(c, "2026-06-01", history).account.totals.interest->is_zero());
    history.letters[0].state = model::LetterState::delivered;
    history.letters[0].delivered_on = day("2026-03-23");
    CHECK(assessed(c, "2026-06-01", history).account.totals.interest->text() == "6.23");
    history.letters[0].letter = "recordatorio"; // a friendly letter is no demand
    CHECK(assessed(c, "2026-06-01", history).account.totals.interest->is_zero());
}

TEST_CASE("L-306: part payments both ways, both totals kept") {
    model::Case c = business_case();
    add_invoice(c, "1210.00", "2026-02-14");
    add_payment(c, "200.00", "2026-03-01", "f1");
    const auto a = assessed(c, "2026-03-31");
    const auto& account = a.account.invoices[0];
    // 15 days on 1210.00 at 10.15 %: 5.05; the payment covers it, the rest lowers the principal.
    REQUIRE(account.movements.size() == 1);
    CHECK(account.movements[0].to_interest.text() == "5.05");
    CHECK(account.movements[0].to_principal.text() == "194.95");
    CHECK(account.outstanding.text() == "1015.05");
    REQUIRE(account.segments.size() == 2);
    CHECK(account.segments[0].to.iso() == "2026-03-01");
    CHECK(account.segments[1].from.iso() == "2026-03-02");
    CHECK(account.segments[1].interest.text() == "8.47"); // 30 days on 1015.05
    CHECK(account.interest->text() == "8.47");
    CHECK(account.accrued_interest.text() == "13.52");
    CHECK(a.account.totals.total.text() == "1063.52");
    REQUIRE(a.account.other_imputation);
    CHECK(a.account.other_imputation->principal.text() == "1010.00");
    CHECK(a.account.other_imputation->interest->text() == "13.48"); // 5.05 + 8.43
    CHECK(a.account.other_imputation->total.text() == "1063.48");
    CHECK(has_doubt(a, "doubt.imputation", "L-306"));
}

TEST_CASE("what the payment itself states prevails over the default") {
    model::Case c = business_case();
    add_invoice(c, "1210.00", "2026-02-14");
    add_payment(c, "200.00", "2026-03-01", "f1").imputation = model::Imputation::principal_first;
    CHECK(assessed(c, "2026-03-31").account.totals.principal.text() == "1010.00");
}

TEST_CASE("a payment before the due date lowers the principal and bears no interest") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_payment(c, "400.00", "2026-02-01", "f1");
    const auto a = assessed(c, "2026-02-24");
    CHECK(a.account.totals.principal.text() == "600.00");
    CHECK(a.account.totals.interest->text() == "1.67");
    CHECK(a.account.invoices[0].segments.size() == 1);
}

TEST_CASE("paid in full on the last day: nothing is owed, nor 40 EUR") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_payment(c, "1000.00", "2026-02-14", "f1");
    const auto a = assessed(c, "2026-05-01");
    CHECK(a.account.totals.total.is_zero());
    CHECK_FALSE(a.account.invoices[0].owes_only_accessories);
    CHECK(a.record.invoices_paid_on_time == 1);
}

TEST_CASE("the value date counts, not the day of the order") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_payment(c, "1000.00", "2026-02-13", "f1").value_date = day("2026-02-16");
    CHECK(assessed(c, "2026-05-01").account.totals.compensation.text() == "40.00");
}

TEST_CASE("a credit note counts from its date; one for the whole invoice annuls it") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    model::CreditNote note;
    note.id = "ab1";
    note.invoice = "f1";
    note.date = day("2026-03-06");
    note.amount = euros("300.00");
    c.credit_notes = {note};
    const auto a = assessed(c, "2026-03-26");
    CHECK(a.account.invoices[0].credited.text() == "300.00");
    REQUIRE(a.account.invoices[0].segments.size() == 2);
    CHECK(a.account.invoices[0].segments[0].base.text() == "1000.00");
    CHECK(a.account.invoices[0].segments[1].base.text() == "700.00");
    CHECK(assessed(c, "2026-03-01").account.totals.principal.text() == "1000.00"); // the past stays as it was
    c.credit_notes[0].amount = euros("1000.00");
    const auto annulled = assessed(c, "2026-03-26");
    CHECK(annulled.account.totals.total.is_zero());
    CHECK(annulled.account.totals.compensation.is_zero());
}

TEST_CASE("a returned payment is undone on the day it comes back") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_payment(c, "1000.00", "2026-02-10", "f1").returned = day("2026-02-25");
    CHECK(assessed(c, "2026-02-20").account.totals.total.is_zero());
    const auto a = assessed(c, "2026-03-07");
    CHECK(a.account.totals.principal.text() == "1000.00");
    CHECK(a.account.invoices[0].paid.is_zero());
    CHECK(a.account.totals.compensation.text() == "40.00");
    REQUIRE(a.account.invoices[0].segments.size() == 1);
    CHECK(a.account.invoices[0].segments[0].from.iso() == "2026-02-26");
    CHECK(a.account.invoices[0].movements.back().kind == model::InvoiceMovement::Kind::returned_payment);
}

TEST_CASE("a payment over several invoices: applications, then the oldest and dearest, pro rata among equals") {
    model::Case c = business_case();
    add_invoice(c, "300.00", "2026-02-14");
    add_invoice(c, "600.00", "2026-02-14");
    add_invoice(c, "500.00", "2026-03-31", "2026-02-01");
    auto& payment = add_payment(c, "450.00", "2026-02-14");
    SECTION("by application") {
        payment.applications = {{"f2", euros("450.00"), {}}};
        CHECK(assessed(c, "2026-02-20").account.invoices[0].outstanding.text() == "300.00");
        CHECK(assessed(c, "2026-02-20").account.invoices[1].outstanding.text() == "150.00");
    }
    SECTION("without designation, on the due day: nothing is overdue, the first due is paid first") {
        const auto a = assessed(c, "2026-02-20");
        CHECK(a.account.invoices[0].outstanding.text() == "0.00");
        CHECK(a.account.invoices[1].outstanding.text() == "450.00");
    }
    SECTION("without designation, when two are overdue at the same rate: pro rata") {
        payment.date = day("2026-03-06");
        payment.imputation = model::Imputation::principal_first;
        const auto a = assessed(c, "2026-03-06");
        CHECK(a.account.invoices[0].outstanding.text() == "150.00");
        CHECK(a.account.invoices[1].outstanding.text() == "300.00");
        CHECK(a.account.invoices[2].outstanding.text() == "500.00");
    }
    SECTION("too much is reported, not lost") {
        payment.amount = euros("2000.00");
        const auto result = assess_on(c, "2026-11-10");
        CHECK(result->account.unapplied_payments.text() == "600.00");
        CHECK(result.problems().back().code == "assess.unapplied_payment");
    }
}

TEST_CASE("money meant for an invoice issued later pays no other") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_invoice(c, "500.00", "2026-06-14");
    add_payment(c, "500.00", "2026-04-01", "f2"); // in advance
    const auto a = assessed(c, "2026-04-30");
    CHECK(a.account.totals.principal.text() == "1000.00");
    CHECK(a.account.unapplied_payments.text() == "500.00");
    CHECK(assessed(c, "2026-06-01").account.invoices[1].outstanding.is_zero());
}

TEST_CASE("nothing after the controlling date is used, and it is said") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_invoice(c, "500.00", "2026-06-14");
    add_payment(c, "400.00", "2026-05-01", "f1");
    const auto result = assess_on(c, "2026-04-30");
    CHECK(result->account.totals.principal.text() == "1000.00");
    CHECK(result->account.invoices.size() == 1);
    REQUIRE(result.problems().size() == 2);
    CHECK(result.problems()[0].code == "assess.invoice_after_control");
    CHECK(result.problems()[1].code == "assess.payment_after_control");
}

TEST_CASE("withholding: the net amount payable is owed, also where the invoice prints it net already") {
    model::Case c = business_case();
    auto& invoice = add_invoice(c, "1210.00", "2026-02-14");
    invoice.base = euros("1000.00");
    invoice.vat = euros("210.00");
    invoice.withholding = euros("150.00");
    CHECK(assessed(c, "2026-03-01").account.totals.principal.text() == "1060.00");
    c.invoices[0].amount = euros("1060.00");
    CHECK(assessed(c, "2026-03-01").account.totals.principal.text() == "1060.00");
}

TEST_CASE("claim, reserve or waive: case over debtor kind over policy") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    c.policy = model::PolicyOverride{};
    c.policy->interest = "reservar";
    c.policy->compensation = "renunciar";
    const auto a = assessed(c, "2026-02-24");
    CHECK(a.account.totals.interest->text() == "2.78");
    CHECK(a.account.totals.compensation.is_zero());
    CHECK(a.account.totals.total.text() == "1000.00");
    CHECK(a.account.interest_mode == model::ClaimMode::reserve);
    c.policy->interest = "renunciar";
    CHECK(assessed(c, "2026-02-24").account.totals.interest->is_zero());
}

TEST_CASE("disputes reduce what is uncontested; an unknown hold means no") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_invoice(c, "500.00", "2026-02-20");
    model::Hold hold;
    hold.id = "i1";
    hold.kind = model::HoldKind::dispute;
    hold.from = day("2026-03-01");
    hold.invoices = {"f1"};
    hold.amount = euros("250.00");
    c.holds = {hold};
    const auto part = assessed(c, "2026-03-10");
    CHECK(part.account.totals.uncontested.text() == "1250.00");
    CHECK_FALSE(part.account.invoices[0].is_held);
    CHECK(assessed(c, "2026-02-28").account.totals.uncontested.text() == "1500.00");
    c.holds[0].amount.reset();
    const auto whole = assessed(c, "2026-03-10");
    CHECK(whole.account.totals.uncontested.text() == "500.00");
    CHECK(whole.account.invoices[0].is_held);
    CHECK_FALSE(whole.credit_file.is_possible);
    c.holds[0].kind = model::HoldKind::unknown;
    c.holds[0].invoices.clear();
    CHECK(assessed(c, "2026-03-10").account.invoices[1].is_held);
    c.holds[0].to = day("2026-03-05");
    CHECK_FALSE(assessed(c, "2026-03-10").account.invoices[1].is_held);
}

TEST_CASE("insolvency stops interest and every claim; discharge too") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    model::Hold hold;
    hold.id = "i1";
    hold.kind = model::HoldKind::insolvency;
    hold.insolvency = model::InsolvencyKind::ordinary;
    hold.from = day("2026-02-24");
    hold.boe_publication = day("2026-03-02");
    c.holds = {hold};
    const auto a = assessed(c, "2026-03-20");
    CHECK(a.account.totals.interest->text() == "2.78"); // ten days
    CHECK(a.account.totals.per_day->is_zero());
    CHECK(has_obstacle(a, "obstacle.insolvency"));
    CHECK(a.insolvency->communicate_until->iso() == "2026-04-02");
    CHECK(a.procedure.route == "concurso");
    CHECK_FALSE(a.negotiation.is_required);
    c.holds[0].insolvency = model::InsolvencyKind::without_assets;
    CHECK_FALSE(assessed(c, "2026-03-20").insolvency->communicate_until);
    c.holds[0].kind = model::HoldKind::discharge;
    CHECK(has_obstacle(assessed(c, "2026-03-20"), "obstacle.discharge"));
    CHECK(assessed(c, "2026-03-20").procedure.route == "ninguna");
}

TEST_CASE("abstentions: currency, unknown debtor kind, public creditor, a country without rules") {
    model::Case dollars = business_case();
    dollars.currency = base::Currency::parse("USD").value();
    add_invoice(dollars, "1000.00", "2026-02-14").amount = base::Money(100000, dollars.currency);
    const auto in_dollars = assessed(dollars, "2026-05-01");
    CHECK(has_obstacle(in_dollars, "obstacle.currency"));
    CHECK_FALSE(in_dollars.account.totals.interest);
    CHECK(in_dollars.account.totals.total.text() == "1000.00");
    CHECK(in_dollars.limitation.candidates.empty());

    model::Case nobody = business_case();
    nobody.debtor.kind = model::PartyKind::unknown;
    add_invoice(nobody, "1000.00", "2026-02-14");
    CHECK(has_obstacle(assessed(nobody, "2026-05-01"), "obstacle.debtor_kind_unknown"));

    model::Case town = business_case();
    town.creditor.kind = model::PartyKind::public_admin;
    add_invoice(town, "1000.00", "2026-02-14");
    CHECK(has_obstacle(assessed(town, "2026-05-01"), "obstacle.public_creditor"));
    CHECK_FALSE(assessed(town, "2026-05-01").account.totals.interest);

    model::Case mexican = business_case();
    mexican.currency = base::Currency::parse("MXN").value();
    add_invoice(mexican, "1000.00", "2026-02-14").amount = base::Money(100000, mexican.currency);
    auto& payment = add_payment(mexican, "100.00", "2026-03-01", "f1");
    payment.amount = base::Money(10000, mexican.currency);
    const auto result = assess::assess_case(mexican, {}, spanish_pack(), *law::rule_set("mx"), {.control_date = day("2026-05-01"), .imputation = {}});
    REQUIRE(result);
    CHECK(result->account.totals.total == base::Money(90000, mexican.currency));
    CHECK_FALSE(result->account.totals.interest);
    CHECK(result->account.totals.compensation.is_zero());
    CHECK(result->account.invoices[0].regime == model::Regime::no_rule_set);
    CHECK_FALSE(result->has_rule_set);
    CHECK(result->limitation.candidates.empty());
    CHECK(result->procedure.route.empty());
    CHECK(has_doubt(*result, "doubt.no_rule_set"));
}

TEST_CASE("a payment to an invoice that does not exist is refused with its place") {
    model::Case c = business_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_payment(c, "100.00", "2026-03-01", "f9").place = {"caso.xml", 12, 3, "expediente/pago[1]/@factura"};
    const auto result = assess_on(c, "2026-05-01");
    REQUIRE_FALSE(result);
    CHECK(result.problems().at(0).code == "assess.unknown_invoice");
    CHECK(result.problems().at(0).place.line == 12);
}

TEST_CASE("the same doubt about many invoices is said once, with five numbers and a count") {
    model::Case c = business_case();
    for (int i = 0; i < 8; ++i) add_invoice(c, "100.00", "2026-02-14");
    const auto a = assessed(c, "2026-05-01");
    int found = 0;
    for (const auto& doubt : a.doubts) {
        CHECK_FALSE(doubt.code.empty());
        if (doubt.code != "doubt.limitation_term") continue;
        ++found;
        CHECK(doubt.facts.back().second == "2026/100, 2026/101, 2026/102, 2026/103, 2026/104 (+3)");
    }
    CHECK(found == 1);
}

TEST_CASE("every rule that decided and is not confirmed is confessed; confirmed ones are not") {
    model::Case c = consumer_case();
    add_invoice(c, "1000.00", "2026-02-14");
    add_demand(c, "2026-03-21", "2026-03-23");
    const auto a = assessed(c, "2026-06-01");
    CHECK(has_doubt(a, "doubt.rule_to_be_checked", "L-201"));
    CHECK_FALSE(has_doubt(a, "doubt.rule_to_be_checked", "L-151"));
    for (const auto& account : a.account.invoices)
        for (const auto& use : account.rules) {
            INFO(use.rule);
            CHECK(spanish_pack().rules.count(use.rule) == 1);
        }
}
