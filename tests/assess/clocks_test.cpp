// Limitation with its events and persons, negotiation, procedure, VAT, credit file, insurance: as the lawyer will read them.

#include "assess/cases.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using namespace legajo::test;

namespace {

model::Case services_case(const char* due = "2022-03-01") {
    model::Case c = business_case();
    add_invoice(c, "3000.00", due);
    model::Contract contract;
    contract.id = "c1";
    contract.object = model::ContractObject::services;
    c.contracts = {contract};
    return c;
}

model::Obligor obligor(const char* id, model::Obligor::Role role, model::LiabilityRegime regime = model::LiabilityRegime::unknown) {
    model::Obligor o;
    o.role = role;
    o.regime = regime;
    o.party.id = id;
    o.party.name = id;
    return o;
}

std::string last_day(const model::Assessment& a, std::string_view against = "") {
    for (const auto& candidate : a.limitation.candidates)
        if (candidate.against == against && candidate.decides) return candidate.last_safe_day->iso();
    return "";
}

} // namespace

TEST_CASE("limitation without events, and its warnings at 180 and 60 days") {
    const model::Case c = services_case("2022-03-01"); // until 2027-03-01
    CHECK(last_day(assessed(c, "2026-05-01")) == "2027-03-01");
    CHECK(assessed(c, "2026-09-02").limitation.urgency == model::Urgency::ok);              // 180 days
    CHECK(assessed(c, "2026-09-03").limitation.urgency == model::Urgency::within_180_days); // 179
    CHECK(assessed(c, "2026-12-31").limitation.urgency == model::Urgency::within_180_days); // 60
    CHECK(assessed(c, "2027-01-01").limitation.urgency == model::Urgency::within_60_days);  // 59
    CHECK(assessed(c, "2027-03-01").limitation.urgency == model::Urgency::within_60_days);  // the last safe day
    CHECK(assessed(c, "2027-03-02").limitation.urgency == model::Urgency::expired);
    CHECK_FALSE(assessed(c, "2027-03-02").limitation.expired_in_every_reading); // the less strict reading has one day more
    CHECK(assessed(c, "2027-03-03").limitation.expired_in_every_reading);
    CHECK(has_obstacle(assessed(c, "2027-03-03"), "obstacle.time_barred"));
}

TEST_CASE("V37, L-410: what interrupts, and what does not for want of proof") {
    struct Row {
        const char* what;
        std::function<void(model::Case&)> happen;
        const char* last;
    };
    const auto sent = [](model::Case& c, model::Channel channel, model::DispatchResult result, const char* letter = "requerimiento") {
        auto& k = add_demand(c, "2024-05-02", "2024-05-04");
        k.channel = channel;
        k.result = result;
        k.letter = letter;
        if (result != model::DispatchResult::delivered && result != model::DispatchResult::answered) k.delivered.reset();
    };
    using model::Channel;
    using model::DispatchResult;
    const std::vector<Row> rows{
        {"burofax delivered", [&](auto& c) { sent(c, Channel::burofax, DispatchResult::delivered); }, "2029-05-04"},
        {"burofax not collected", [&](auto& c) { sent(c, Channel::burofax, DispatchResult::not_collected); }, "2029-05-02"},
        {"burofax refused", [&](auto& c) { sent(c, Channel::burofax, DispatchResult::refused); }, "2029-05-02"},
        {"burofax returned: wrong address", [&](auto& c) { sent(c, Channel::burofax, DispatchResult::returned); }, "2027-03-01"},
        {"registered letter", [&](auto& c) { sent(c, Channel::certified_letter, DispatchResult::delivered); }, "2029-05-04"},
        {"plain e-mail", [&](auto& c) { sent(c, Channel::email, DispatchResult::delivered); }, "2027-03-01"},
        {"plain e-mail that was answered", [&](auto& c) { sent(c, Channel::email, DispatchResult::answered); }, "2029-05-04"},
        {"a friendly reminder by burofax claims nothing formally", [&](auto& c) { sent(c, Channel::burofax, DispatchResult::delivered, "recordatorio"); }, "2027-03-01"},
        {"part payment", [](auto& c) { add_payment(c, "100.00", "2024-06-01", "f1"); }, "2029-06-01"},
        {"a payment that came back", [](auto& c) { add_payment(c, "100.00", "2024-06-01", "f1").returned = day("2024-06-05"); }, "2027-03-01"},
        {"set-off by the creditor", [](auto& c) { add_payment(c, "100.00", "2024-06-01", "f1").is_set_off = true; }, "2027-03-01"},
        {"a promise with evidence", [](auto& c) { c.promises.push_back({"pr1", day("2024-07-01"), {}, {}, "p1", {}, {}, {}}); }, "2029-07-01"},
        {"a promise on the phone", [](auto& c) { c.promises.push_back({"pr1", day("2024-07-01"), {}, {}, "", {}, {}, {}}); }, "2027-03-01"},
        {"an acknowledgement received", [](auto& c) {
             model::Communication k;
             k.direction = model::Direction::received;
             k.date = day("2024-08-01");
             k.acknowledges = true;
             c.communications.push_back(k);
         }, "2029-08-01"},
        {"a plan signed", [](auto& c) {
             model::Agreement agreement;
             agreement.id = "ac1";
             agreement.date = day("2024-09-01");
             agreement.evidence = "p2";
             c.agreements.push_back(agreement);
         }, "2029-09-01"},
        {"a plan only proposed", [](auto& c) {
             model::Agreement agreement;
             agreement.date = day("2024-09-01");
             agreement.evidence = "p2";
             agreement.state = model::AgreementState::proposed;
             c.agreements.push_back(agreement);
         }, "2027-03-01"},
        {"a suit", [](auto& c) {
             model::Lawsuit suit;
             suit.date = day("2025-01-15");
             c.lawsuits.push_back(suit);
         }, "2030-01-15"},
        {"a negotiation with proof, unanswered", [](auto& c) {
             model::Negotiation n;
             n.attempt = day("2025-06-01");
             n.receipt = day("2025-06-03");
             n.evidence = "p3";
             c.negotiations.push_back(n);
         }, "2030-07-03"},
        {"a negotiation without proof", [](auto& c) {
             model::Negotiation n;
             n.attempt = day("2025-06-01");
             c.negotiations.push_back(n);
         }, "2027-03-01"},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        model::Case c = services_case();
        row.happen(c);
        CHECK(last_day(assessed(c, "2026-11-21")) == row.last);
    }
}

TEST_CASE("L-422: a letter does not restart the year of a carriage price, an acknowledgement does") {
    model::Case c = services_case("2026-03-01");
    c.contracts[0].object = model::ContractObject::carriage;
    CHECK(last_day(assessed(c, "2026-11-21")) == "2027-03-01");
    add_demand(c, "2026-05-02", "2026-05-04");
    CHECK(last_day(assessed(c, "2026-11-21")) == "2027-03-01");
    CHECK(has_doubt(assessed(c, "2026-11-21"), "doubt.carriage_claim", "L-422"));
    add_payment(c, "10.00", "2026-06-01", "f1");
    CHECK(last_day(assessed(c, "2026-11-21")) == "2027-06-01");
}

TEST_CASE("V41, L-411, L-412: each person has a clock") {
    model::Case c = services_case();
    using Role = model::Obligor::Role;
    c.obligors = {obligor("fi1", Role::guarantor), obligor("co1", Role::co_debtor, model::LiabilityRegime::solidary),
                  obligor("co2", Role::co_debtor, model::LiabilityRegime::joint), obligor("co3", Role::co_debtor), obligor("he1", Role::heir)};
    add_demand(c, "2024-05-02", "2024-05-04");
    const auto a = assessed(c, "2026-11-21");
    CHECK(last_day(a) == "2029-05-04");
    CHECK(last_day(a, "fi1") == "2027-03-01"); // V41: the letter to the debtor does nothing here
    CHECK(last_day(a, "co1") == "2029-05-04"); // solidary: shares the interruption
    CHECK(last_day(a, "co2") == "2027-03-01");
    CHECK(last_day(a, "co3") == "2027-03-01"); // joint unless agreed
    CHECK(last_day(a, "he1") == "2029-05-04");
    CHECK(a.limitation.last_safe_day->iso() == "2029-05-04"); // of the debtor

    add_demand(c, "2025-02-01", "2025-02-03", "fi1"); // his own letter
    add_payment(c, "10.00", "2025-03-01", "f1");      // the debtor's acknowledgement does not reach him
    const auto with_own_letter = assessed(c, "2026-11-21");
    CHECK(last_day(with_own_letter, "fi1") == "2030-02-03");
    CHECK(last_day(with_own_letter) == "2030-03-01");

    model::Lawsuit suit;
    suit.date = day("2026-01-15");
    c.lawsuits = {suit};
    CHECK(last_day(assessed(c, "2026-11-21"), "fi1") == "2031-01-15"); // a court claim reaches the guarantor
}

TEST_CASE("several invoices: the shortest decides, each keeps its own") {
    model::Case c = services_case("2022-03-01");
    add_invoice(c, "500.00", "2024-03-01");
    const auto a = assessed(c, "2026-11-21");
    CHECK(a.limitation.last_safe_day->iso() == "2027-03-01");
    CHECK(a.account.invoices[1].limitation_safe_day->iso() == "2029-03-01");
    model::Case old = services_case("2021-11-19");
    add_invoice(old, "500.00", "2024-03-01");
    const auto mixed = assessed(old, "2026-11-21");
    CHECK(mixed.account.invoices[0].is_time_barred);
    CHECK_FALSE(mixed.account.invoices[1].is_time_barred);
    CHECK_FALSE(mixed.limitation.expired_in_every_reading);
    CHECK(mixed.limitation.urgency == model::Urgency::expired); // a person must look at it
}

TEST_CASE("L-433: a party in Catalonia and no law stated: the Catalan term too, and a doubt") {
    model::Case c = services_case("2024-03-01");
    c.debtor.addresses[0].postal_code = "08001";
    const auto a = assessed(c, "2026-11-21");
    CHECK(last_day(a) == "2027-03-01");
    CHECK(has_doubt(a, "doubt.catalan_law", "L-433"));
}

TEST_CASE("prior negotiation: from the case, or from the letter that asked for it") {
    model::Case c = services_case("2026-02-14");
    model::Evidence invoice_copy;
    invoice_copy.id = "p1";
    invoice_copy.kind = "factura";
    c.evidence = {invoice_copy};
    CHECK(assessed(c, "2026-05-01").negotiation.stage == model::NegotiationStage::not_started);
    CHECK(assessed(c, "2026-05-01").negotiation.is_required);
    auto& k = add_demand(c, "2026-05-02", "2026-05-05");
    k.letter = "negociacion-previa";
    const auto waiting = assessed(c, "2026-05-20");
    CHECK(waiting.negotiation.stage == model::NegotiationStage::waiting);
    CHECK(waiting.negotiation.ends_on->iso() == "2026-06-04");
    CHECK(waiting.negotiation.has_proof);
    CHECK(assessed(c, "2026-06-05").negotiation.stage == model::NegotiationStage::ended);
    CHECK(assessed(c, "2026-05-03").negotiation.stage == model::NegotiationStage::waiting); // sent, not yet received
    model::Negotiation n;
    n.id = "n1";
    n.request = day("2026-07-01");
    n.attempt = day("2026-07-01");
    n.receipt = day("2026-07-02");
    n.first_meeting = day("2026-07-10");
    n.invoices = {"f2"};
    c.negotiations = {n};
    const auto recorded = assessed(c, "2026-08-01");
    CHECK(recorded.negotiation.stage == model::NegotiationStage::under_way);
    CHECK(recorded.negotiation.ends_on->iso() == "2026-10-10");
    CHECK(has_doubt(recorded, "doubt.negotiation_object", "L-507"));
    CHECK(has_doubt(recorded, "doubt.negotiation_without_proof", "L-530"));
    CHECK(assessed(c, "2026-06-20").negotiation.ends_on->iso() == "2026-06-04"); // the later one was not known then
}

TEST_CASE("procedure: value, documents of art. 812 and court") {
    model::Case c = services_case("2026-02-14");
    for (const char* kind : {"contrato", "nota-registral", "factura"}) {
        model::Evidence e;
        e.id = std::string("p-") + kind;
        e.kind = kind;
        c.evidence.push_back(e);
    }
    c.evidence[0].reserve = model::Reserve::negotiation; // not to be filed
    const auto a = assessed(c, "2026-05-01");
    CHECK(a.procedure.route == "monitorio");
    CHECK(a.procedure.documents == std::vector<std::string>{"p-factura"});
    CHECK(*a.procedure.value == a.account.totals.total);
    CHECK(a.procedure.fee->text() == "100.00");
    CHECK(a.procedure.court == "Tribunal de Instancia de Madrid, Sección Civil");
}

TEST_CASE("VAT, insurance and the calendar of clocks") {
    model::Case c = services_case("2025-11-14");
    auto& invoice = c.invoices[0];
    invoice.accrual = day("2025-10-15");
    invoice.base = euros("2479.34");
    invoice.vat = euros("520.66");
    invoice.in_vat_book = true;
    c.creditor.annual_turnover = euros("500000.00");
    add_demand(c, "2026-03-02", "2026-03-04");
    const auto a = assessed(c, "2026-05-01");
    REQUIRE(a.vat.size() == 1);
    CHECK(a.vat[0].is_eligible);
    CHECK(a.vat[0].window_from->iso() == "2026-04-15");
    CHECK(a.vat[0].claimed_on->iso() == "2026-03-04");
    c.creditor.insurance = model::CreditInsurance{"Aseguradora", "POL-1", 30};
    const auto insured = assessed(c, "2026-05-01");
    CHECK_FALSE(insured.vat[0].is_eligible);
    std::vector<std::string> kinds;
    for (const auto& clock : insured.clocks) kinds.push_back(clock.kind + " " + clock.date.iso());
    CHECK(kinds == std::vector<std::string>{"seguro 2025-12-14", "iva 2027-04-15", "limitacion 2031-03-04"});
    c.invoices[0].vat_rectified = day("2026-04-20"); // the debt stays whole (L-907)
    CHECK(assessed(c, "2026-05-01").account.totals.principal.text() == "3000.00");
    CHECK(assessed(c, "2026-05-01").vat[0].missing.front() == "ya-rectificado");
}

TEST_CASE("credit file: only natural persons, with a named system, and no dispute") {
    model::Case c = consumer_case();
    add_invoice(c, "300.00", "2026-02-14");
    CHECK_FALSE(assessed(c, "2026-05-01").credit_file.is_possible);
    c.creditor.credit_files = {"ASNEF"};
    const auto a = assessed(c, "2026-05-01");
    CHECK(a.credit_file.is_possible);
    CHECK(a.credit_file.systems == std::vector<std::string>{"ASNEF"});
    c.debtor.kind = model::PartyKind::company;
    CHECK_FALSE(assessed(c, "2026-05-01").credit_file.is_possible);
}
