// The rules of Spain one by one: regime, due date, default, rates, negotiation, procedure, VAT, credit file. A table per rule.

#include "law/law_tables.hpp"
#include "law/rule_set.hpp"
#include "law/working_days.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace legajo;
using namespace legajo::law;
using test::day;

namespace {

const RuleSet& spain() { return *rule_set("es"); }
const LawTables& tables() { return test::spanish_tables(); }
Money euros(const char* text) { return Money::parse(text).value(); }
Decimal percent(const char* text) { return Decimal::parse(text).value(); }

template <typename T>
bool doubts(const Answer<T>& answer, std::string_view code) {
    for (const auto& doubt : answer.doubts)
        if (doubt.code == code) return true;
    return false;
}

DebtFacts between(PartyKind creditor, PartyKind debtor, Purpose purpose = Purpose::unknown, ContractObject object = ContractObject::unknown) {
    return {.creditor = creditor, .debtor = debtor, .purpose = purpose, .object = object};
}

} // namespace

TEST_CASE("L-101 to L-104, L-905: the purpose decides over the kind") {
    using enum Regime;
    struct Row {
        PartyKind creditor, debtor;
        Purpose purpose;
        ContractObject object;
        std::optional<Regime> regime;
    };
    const std::array rows{
        Row{PartyKind::company, PartyKind::company, Purpose::unknown, ContractObject::goods, business_3_2004},
        Row{PartyKind::company, PartyKind::self_employed, Purpose::own_use, ContractObject::supply, business_3_2004},
        Row{PartyKind::company, PartyKind::self_employed, Purpose::private_use, ContractObject::goods, consumer},
        Row{PartyKind::self_employed, PartyKind::company, Purpose::resale, ContractObject::goods, business_3_2004},
        Row{PartyKind::company, PartyKind::consumer, Purpose::unknown, ContractObject::services, consumer},
        Row{PartyKind::company, PartyKind::consumer, Purpose::resale, ContractObject::goods, business_3_2004},
        Row{PartyKind::company, PartyKind::owners_community, Purpose::unknown, ContractObject::services, consumer},
        Row{PartyKind::company, PartyKind::public_admin, Purpose::unknown, ContractObject::works, public_3_2004},
        Row{PartyKind::company, PartyKind::public_entity, Purpose::unknown, ContractObject::works, business_3_2004},
        Row{PartyKind::company, PartyKind::company, Purpose::unknown, ContractObject::loan, legal_interest},
        Row{PartyKind::consumer, PartyKind::company, Purpose::unknown, ContractObject::goods, legal_interest},
        Row{PartyKind::owners_community, PartyKind::consumer, Purpose::unknown, ContractObject::community_fees, consumer},
        Row{PartyKind::public_admin, PartyKind::company, Purpose::unknown, ContractObject::services, std::nullopt},
        Row{PartyKind::company, PartyKind::unknown, Purpose::unknown, ContractObject::goods, std::nullopt},
    };
    for (const Row& row : rows) {
        INFO(&row - rows.data());
        CHECK(spain().regime(between(row.creditor, row.debtor, row.purpose, row.object)).value == row.regime);
    }
}

TEST_CASE("L-110 to L-114, L-904: the due date in law") {
    struct Row {
        const char* what;
        DueFacts facts;
        const char* due;
        const char* agreed;      // when it differs
        const char* alternative; // another reading
    };
    const auto at = [](const char* iso) { return std::optional<Date>(day(iso)); };
    const auto facts = [&](auto set) {
        DueFacts f{.regime = Regime::business_3_2004, .issued = day("2026-01-15"), .delivered = at("2026-01-10"), .received = {}, .accepted = {},
                   .agreed_due = {}, .period_from = {}, .period_to = {}, .registry_date = {}, .conformity = {}, .term_days = {}, .acceptance_days = {}};
        set(f);
        return f;
    };
    const std::vector<Row> rows{
        {"no term: 30 days from delivery, though the invoice is later", facts([](auto&) {}), "2026-02-09", "", ""},
        {"agreed within 60", facts([&](auto& f) { f.agreed_due = at("2026-02-28"); }), "2026-02-28", "", ""},
        {"agreed exactly 60", facts([&](auto& f) { f.term_days = 60; }), "2026-03-11", "", ""},
        {"agreed 90 days are cut to 60", facts([&](auto& f) { f.term_days = 90; }), "2026-03-11", "2026-04-10", ""},
        {"acceptance: 30 days from it", facts([&](auto& f) { f.accepted = at("2026-01-30"); }), "2026-03-01", "", ""},
        {"acceptance 45 days late counts as 30", facts([&](auto& f) { f.accepted = at("2026-02-24"); }), "2026-03-11", "", ""},
        {"acceptance + 60 passes 60 from delivery: both readings", facts([&](auto& f) { f.accepted = at("2026-02-09"); f.term_days = 60; }), "2026-04-10", "",
         "2026-03-11"},
        {"acceptance procedure of 15 days, day unknown: its last day", facts([&](auto& f) { f.acceptance_days = 15; }), "2026-02-24", "", ""},
        {"grouped: from the middle of the period", facts([&](auto& f) { f.period_from = at("2026-01-01"); f.period_to = at("2026-01-15"); f.term_days = 60; }),
         "2026-03-09", "", ""},
        {"a month is no grouping of 15 days: from its end", facts([&](auto& f) { f.delivered.reset(); f.period_from = at("2026-01-01"); f.period_to = at("2026-01-31"); }),
         "2026-03-02", "", ""},
        {"perishable: 30 days, nothing else can be agreed", facts([&](auto& f) { f.perishable = true; f.term_days = 60; }), "2026-02-09", "2026-03-11", ""},
        {"electronic invoice received later starts the agreed term", facts([&](auto& f) { f.electronic = true; f.received = at("2026-01-16"); f.term_days = 30; }),
         "2026-02-15", "", ""},
        {"no delivery known: from the issue, with a doubt", facts([&](auto& f) { f.delivered.reset(); }), "2026-02-14", "", ""},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        const auto answer = spain().due_date(row.facts, tables());
        REQUIRE(answer);
        CHECK(answer.value->due.iso() == row.due);
        CHECK((answer.value->agreed_due ? answer.value->agreed_due->iso() : "") == row.agreed);
        CHECK((answer.value->alternative ? answer.value->alternative->iso() : "") == row.alternative);
    }
    CHECK(doubts(spain().due_date(rows.back().facts, tables()), "doubt.no_delivery_date"));
}

TEST_CASE("L-140: an Administration pays 30 days after approving") {
    DueFacts facts{.regime = Regime::public_3_2004, .issued = day("2026-01-15"), .delivered = day("2026-01-10"), .received = {}, .accepted = {},
                   .agreed_due = {}, .period_from = {}, .period_to = {}, .registry_date = {}, .conformity = day("2026-01-20"), .term_days = {}, .acceptance_days = {}};
    CHECK(spain().due_date(facts, tables()).value->due.iso() == "2026-02-19");
    facts.conformity = day("2026-04-01"); // approval had to come by 09-02
    CHECK(spain().due_date(facts, tables()).value->due.iso() == "2026-03-11");
    facts.conformity.reset();
    const auto unknown = spain().due_date(facts, tables());
    CHECK(unknown.value->due.iso() == "2026-03-11");
    CHECK(unknown.value->alternative->iso() == "2026-02-09");
    facts.registry_date = day("2026-03-20"); // registered late: 30 days from there
    CHECK(spain().due_date(facts, tables()).value->due.iso() == "2026-04-19");
}

TEST_CASE("L-120, L-150, L-201: from when interest runs") {
    DefaultFacts facts{.regime = Regime::business_3_2004, .due = day("2026-02-14"), .automatic_default = {}, .demand_received = {}};
    CHECK(spain().default_start(facts).value->iso() == "2026-02-15");
    facts.regime = Regime::consumer;
    CHECK_FALSE(spain().default_start(facts)); // no demand yet: no interest
    facts.demand_received = day("2026-03-23");
    CHECK(spain().default_start(facts).value->iso() == "2026-03-24");
    facts.demand_received = day("2026-02-01"); // before the due date: nothing before it
    CHECK(spain().default_start(facts).value->iso() == "2026-02-15");
    facts.regime = Regime::legal_interest;
    facts.demand_received.reset();
    CHECK_FALSE(spain().default_start(facts));
    facts.between_businesses = facts.has_agreed_due = true;
    CHECK(spain().default_start(facts).value->iso() == "2026-02-15");
}

TEST_CASE("V25 to V28: the fixed compensation") {
    const Date due = day("2026-02-14");
    CHECK(spain().compensation(Regime::business_3_2004, due, tables()).value->text() == "40.00");
    CHECK(spain().compensation(Regime::public_3_2004, due, tables()).value->text() == "40.00");
    CHECK(spain().compensation(Regime::consumer, due, tables()).value->text() == "0.00"); // V28
    CHECK(spain().compensation(Regime::legal_interest, due, tables()).value->text() == "0.00");
    CHECK(spain().compensation(Regime::business_3_2004, day("2013-02-23"), tables()).value->text() == "40.00");
    CHECK(spain().compensation(Regime::business_3_2004, day("2013-02-22"), tables()).value->text() == "0.00");
}

TEST_CASE("L-124, L-202, L-203, L-205: agreed rates") {
    struct Row {
        const char* what;
        Regime regime;
        ContractObject object;
        const char *agreed, *remuneratory, *used;
        const char* doubt;
    };
    const std::array rows{
        Row{"none agreed", Regime::business_3_2004, ContractObject::goods, "", "", "10.4", ""},
        Row{"agreed 6 % is valid", Regime::business_3_2004, ContractObject::goods, "6", "", "6", ""},
        Row{"3.11 % is under 30 % of 10.40", Regime::business_3_2004, ContractObject::goods, "3.11", "", "10.4", "doubt.agreed_rate_presumed_abusive"},
        Row{"3.12 % is the edge: used, and flagged", Regime::business_3_2004, ContractObject::goods, "3.12", "", "3.12", "doubt.agreed_rate_at_the_edge"},
        Row{"0 % excludes interest: void", Regime::business_3_2004, ContractObject::goods, "0", "", "10.4", "doubt.agreed_rate_presumed_abusive"},
        Row{"a higher one is valid, and flagged", Regime::business_3_2004, ContractObject::goods, "15", "", "15", "doubt.agreed_rate_above_legal"},
        Row{"an Administration has no room below", Regime::public_3_2004, ContractObject::goods, "6", "", "10.4", ""},
        Row{"consumer: legal interest", Regime::consumer, ContractObject::goods, "", "", "3.25", ""},
        Row{"consumer: an agreed one is for the lawyer", Regime::consumer, ContractObject::services, "18", "", "3.25", "doubt.agreed_consumer_rate"},
        Row{"consumer loan: remuneratory + 2 holds", Regime::consumer, ContractObject::loan, "10", "8", "10", ""},
        Row{"consumer loan: 20 over 8 disappears, 8 runs on", Regime::consumer, ContractObject::loan, "20", "8", "8", "doubt.abusive_clause"},
        Row{"consumer loan: 10.01 over 8", Regime::consumer, ContractObject::loan, "10.01", "8", "8", "doubt.abusive_clause"},
        Row{"consumer loan without remuneratory rate", Regime::consumer, ContractObject::loan, "20", "", "3.25", "doubt.consumer_loan_unchecked"},
        Row{"loan between businesses: agreed", Regime::legal_interest, ContractObject::loan, "5", "", "5", ""},
        Row{"loan between businesses: legal", Regime::legal_interest, ContractObject::loan, "", "", "3.25", ""},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        RateFacts facts{.regime = row.regime, .object = row.object, .contract_date = {}, .agreed = {}, .remuneratory = {},
                        .first = day("2026-08-01"), .last = day("2026-08-31")};
        if (*row.agreed) facts.agreed = percent(row.agreed);
        if (*row.remuneratory) facts.remuneratory = percent(row.remuneratory);
        const auto answer = spain().rates(facts, tables());
        REQUIRE(answer);
        CHECK(answer.value->at(day("2026-08-15"))->rate == percent(row.used));
        if (*row.doubt) CHECK(doubts(answer, row.doubt));
    }
}

TEST_CASE("L-502 to L-505, V46, V49: whether a negotiation must come first") {
    struct Row {
        PartyKind creditor, debtor;
        const char* route;
        bool required;
    };
    for (const Row& row : std::array{Row{PartyKind::company, PartyKind::company, "monitorio", true}, // V46
                                     Row{PartyKind::company, PartyKind::consumer, "verbal", true},
                                     Row{PartyKind::company, PartyKind::public_admin, "lcsp-199", false}, // V49
                                     Row{PartyKind::company, PartyKind::public_entity, "monitorio", false},
                                     Row{PartyKind::public_entity, PartyKind::company, "monitorio", false},
                                     Row{PartyKind::company, PartyKind::company, "cambiario", false}, // V49
                                     Row{PartyKind::company, PartyKind::company, "proceso-monitorio-europeo", false}}) {
        NegotiationFacts facts;
        facts.debt = between(row.creditor, row.debtor);
        facts.route = row.route;
        facts.control_date = day("2026-11-21");
        CHECK(spain().negotiation(facts, tables()).value->is_required == row.required);
    }
}

TEST_CASE("section 5.5: the clocks of a negotiation") {
    using enum model::NegotiationStage;
    const auto ask = [](const char* control, auto set) {
        NegotiationFacts facts;
        facts.debt = between(PartyKind::company, PartyKind::company);
        facts.route = "monitorio";
        facts.control_date = day(control);
        facts.has_attempt = facts.has_proof = true;
        facts.attempt = day("2026-03-02");
        facts.receipt = day("2026-03-04");
        set(facts);
        return *spain().negotiation(facts, tables()).value;
    };
    const auto silent = ask("2026-03-10", [](auto&) {}); // V42, V44: 30 days from receipt are enough
    CHECK(silent.stage == waiting);
    CHECK(silent.ends_on->iso() == "2026-04-03");
    CHECK(silent.suit_not_before->iso() == "2026-04-04");
    CHECK(silent.suit_until->iso() == "2027-03-04"); // one year from receipt when nobody answers
    CHECK(ask("2026-04-03", [](auto&) {}).stage == waiting);
    CHECK(ask("2026-04-04", [](auto&) {}).stage == ended);
    CHECK(ask("2027-03-05", [](auto&) {}).stage == window_missed);
    CHECK(ask("2026-03-10", [](auto& f) { f.receipt.reset(); }).ends_on->iso() == "2026-04-01"); // V48: from the attempt
    const auto meeting = ask("2026-03-20", [](auto& f) { f.first_meeting = day("2026-03-15"); });
    CHECK(meeting.stage == under_way);
    CHECK(meeting.ends_on->iso() == "2026-06-15");
    CHECK(meeting.suit_until->iso() == "2027-06-15");
    CHECK(ask("2026-03-20", [](auto& f) { f.proposal = day("2026-03-18"); }).ends_on->iso() == "2026-04-17");
    CHECK(ask("2026-03-20", [](auto& f) { f.kind = "oferta-vinculante"; }).ends_on->iso() == "2026-04-04"); // a month, longer than 30 days
    const auto refused = ask("2026-03-20", [](auto& f) { f.end = day("2026-03-12"); f.result = "rechazada"; });
    CHECK(refused.stage == ended);
    CHECK(refused.suit_until->iso() == "2027-03-12");
}

TEST_CASE("V51 to V58: route, fee and lawyer") {
    struct Row {
        const char* id;
        PartyKind creditor;
        const char* value;
        bool with_document;
        const char *route, *fee, *later;
        bool lawyer, lawyer_later;
    };
    for (const Row& row : std::array{Row{"V51", PartyKind::company, "2000.00", true, "monitorio", "0.00", "verbal", false, false},
                                     Row{"V52", PartyKind::company, "2000.01", true, "monitorio", "100.00", "verbal", false, true},
                                     Row{"V55", PartyKind::self_employed, "50000.00", true, "monitorio", "0.00", "ordinario", false, true},
                                     Row{"V56a", PartyKind::company, "15000.00", false, "verbal", "150.00", "", true, false},
                                     Row{"V56b", PartyKind::company, "15000.01", false, "ordinario", "300.00", "", true, false},
                                     Row{"V57a", PartyKind::company, "2000.00", false, "verbal", "0.00", "", false, false},
                                     Row{"V57b", PartyKind::company, "2000.01", false, "verbal", "150.00", "", true, false},
                                     Row{"V58", PartyKind::company, "1000000.00", true, "monitorio", "100.00", "ordinario", false, true},
                                     Row{"L-912", PartyKind::owners_community, "5000.00", true, "monitorio", "0.00", "verbal", false, true}}) {
        INFO(row.id);
        ProcedureFacts facts;
        facts.debt = between(row.creditor, PartyKind::company);
        facts.value = euros(row.value);
        facts.control_date = day("2026-11-21");
        facts.debtor_town = "Valencia";
        if (row.with_document) facts.evidence_kinds = {"albaran"};
        const auto answer = spain().procedure(facts, tables());
        REQUIRE(answer);
        CHECK(answer.value->route == row.route);
        CHECK(answer.value->fee->text() == row.fee);
        CHECK(answer.value->needs_lawyer == row.lawyer);
        CHECK(answer.value->after_opposition == row.later);
        if (*row.later) CHECK(answer.value->needs_lawyer_later == row.lawyer_later);
        CHECK(answer.value->court == "Tribunal de Instancia de Valencia, Sección Civil");
    }
}

TEST_CASE("other ways to court") {
    const auto route = [](auto set) {
        ProcedureFacts facts;
        facts.debt = between(PartyKind::company, PartyKind::company);
        facts.value = euros("3000.00");
        facts.control_date = day("2026-11-21");
        facts.evidence_kinds = {"factura"};
        set(facts);
        const auto answer = spain().procedure(facts, tables());
        return answer ? answer.value->route : std::string("(abstains)");
    };
    CHECK(route([](auto& f) { f.debt.debtor = PartyKind::public_admin; }) == "lcsp-199");
    CHECK(route([](auto& f) { f.debt.debtor = PartyKind::public_entity; }) == "monitorio"); // civil courts (L-905)
    CHECK(route([](auto& f) { f.debt.has_title = true; }) == "cambiario");
    CHECK(route([](auto& f) { f.in_insolvency = true; }) == "concurso");
    CHECK(route([](auto& f) { f.discharged = true; }) == "ninguna");
    CHECK(route([](auto& f) { f.debtor_country = "PT"; }) == "proceso-monitorio-europeo");
    CHECK(route([](auto& f) { f.debtor_country = "CH"; }) == "(abstains)");
    CHECK(route([](auto& f) { f.debtor_country = "DK"; }) == "(abstains)"); // outside Regulation 1896/2006
    CHECK(route([](auto& f) { f.debt.creditor = PartyKind::public_admin; }) == "(abstains)");
    CHECK(route([](auto& f) { f.control_date = day("2024-03-19"); f.evidence_kinds.clear(); f.value = euros("6000.01"); }) == "ordinario"); // old limit
}

TEST_CASE("V60 and L-630 to L-633: VAT recovery") {
    const auto ask = [](auto set) {
        VatFacts facts;
        facts.debt = between(PartyKind::company, PartyKind::company);
        facts.control_date = day("2026-11-21");
        facts.accrual = day("2025-10-01");
        facts.base = euros("1000.00");
        facts.vat = euros("210.00");
        facts.turnover = euros("9000000.00");
        facts.in_vat_book = true;
        facts.claimed_with_proof = day("2026-03-23");
        set(facts);
        return spain().vat_recovery(facts, tables());
    };
    const auto whole = ask([](auto&) {});
    CHECK(whole.value->is_eligible);
    CHECK(whole.value->window_from->iso() == "2026-10-01");
    CHECK(whole.value->window_to->iso() == "2027-04-01");
    CHECK(ask([](auto& f) { f.turnover = euros("6010121.04"); }).value->window_from->iso() == "2026-04-01"); // small firm
    CHECK(ask([](auto& f) { f.turnover = euros("6010121.05"); }).value->window_from->iso() == "2026-10-01");
    const auto missing = [&](auto set) { return ask(set).value->missing; };
    using Codes = std::vector<std::string>;
    CHECK(missing([](auto& f) { f.control_date = day("2026-09-30"); }) == Codes{"plazo"});
    CHECK(missing([](auto& f) { f.control_date = day("2027-04-02"); }) == Codes{"ventana-cerrada"});
    CHECK(missing([](auto& f) { f.claimed_with_proof.reset(); }) == Codes{"reclamacion-fehaciente"});
    CHECK(missing([](auto& f) { f.in_vat_book.reset(); }) == Codes{"libro-iva"});
    CHECK(missing([](auto& f) { f.is_insured = true; }) == Codes{"asegurada"});
    CHECK(missing([](auto& f) { f.debtor_country = "FR"; }) == Codes{"no-establecido"});
    CHECK(missing([](auto& f) { f.debt.debtor = PartyKind::consumer; f.base = euros("50.00"); }) == Codes{"base-minima"}); // V60
    CHECK(missing([](auto& f) { f.debt.debtor = PartyKind::consumer; f.base = euros("50.01"); }).empty());                 // V60
    CHECK(missing([](auto& f) { f.debt.debtor = PartyKind::public_admin; }) == Codes{"sector-publico"});
    const auto insolvent = ask([](auto& f) { f.in_insolvency = true; f.insolvency_published = day("2026-10-15"); });
    CHECK(insolvent.value->window_to->iso() == "2027-01-15"); // L-907
    CHECK_FALSE(ask([](auto& f) { f.in_insolvency = true; }));
}

TEST_CASE("L-701 to L-703: the credit file warning") {
    const auto ask = [](auto set) {
        CreditFileFacts facts;
        facts.debt = between(PartyKind::company, PartyKind::consumer);
        facts.control_date = day("2026-11-21");
        facts.oldest_due = day("2026-02-14");
        facts.principal = euros("300.00");
        facts.creditor_takes_part = facts.is_due = true;
        set(facts);
        return *spain().credit_file(facts, tables()).value;
    };
    CHECK(ask([](auto&) {}).is_possible);
    CHECK(ask([](auto& f) { f.principal = euros("50.00"); }).is_possible);
    CHECK_FALSE(ask([](auto& f) { f.principal = euros("49.99"); }).is_possible);
    CHECK(ask([](auto& f) { f.debt.debtor = PartyKind::self_employed; }).is_possible);
    CHECK_FALSE(ask([](auto& f) { f.debt.debtor = PartyKind::company; }).is_possible);
    CHECK_FALSE(ask([](auto& f) { f.creditor_takes_part = false; }).is_possible);
    CHECK_FALSE(ask([](auto& f) { f.is_disputed = true; }).is_possible);
    CHECK_FALSE(ask([](auto& f) { f.limitation_passed = true; }).is_possible);
    CHECK_FALSE(ask([](auto& f) { f.oldest_due = day("2021-11-20"); }).is_possible);
    // 30 working days after Saturday 21-11-2026, without 7 (for the 6th, a Sunday, no national change), 8 and 25 December, 1 and 6 January.
    CHECK(ask([](auto&) {}).blocked_until->iso() == "2027-01-07");
}

TEST_CASE("working days leave out week-ends and national holidays") {
    const WorkingCalendar calendar(tables(), "holiday.ES");
    CHECK_FALSE(calendar.is_working_day(day("2026-11-21"))); // Saturday
    CHECK_FALSE(calendar.is_working_day(day("2026-04-03"))); // Good Friday
    CHECK_FALSE(calendar.is_working_day(day("2028-04-14")));
    CHECK(calendar.is_working_day(day("2026-11-20")));
    CHECK(calendar.next_working_day(day("2026-12-25")).iso() == "2026-12-28");
    CHECK(calendar.plus_working_days(day("2026-04-01"), 2).iso() == "2026-04-06"); // Easter Monday is no national holiday
    CHECK(calendar.knows_year(2028));
    CHECK_FALSE(calendar.knows_year(2029));
}

TEST_CASE("L-620, L-901: the month of the insolvency runs in the ordinary kind only") {
    CHECK(spain().insolvency_deadline(model::InsolvencyKind::ordinary, day("2026-10-15")).value->iso() == "2026-11-15");
    CHECK_FALSE(spain().insolvency_deadline(model::InsolvencyKind::without_assets, day("2026-10-15")));
    CHECK_FALSE(spain().insolvency_deadline(model::InsolvencyKind::ordinary, {}));
}

TEST_CASE("a rule set without law abstains from every question") {
    const RuleSet& mexico = *rule_set("mx");
    CHECK_FALSE(mexico.states_law());
    CHECK_FALSE(mexico.regime(between(PartyKind::company, PartyKind::company)));
    CHECK_FALSE(mexico.rates({}, tables()));
    CHECK_FALSE(mexico.compensation(Regime::business_3_2004, day("2026-01-01"), tables()));
    CHECK_FALSE(mexico.limitation({}, tables()));
    CHECK_FALSE(mexico.negotiation({}, tables()));
    CHECK_FALSE(mexico.procedure({}, tables()));
    CHECK_FALSE(mexico.vat_recovery({}, tables()));
    CHECK_FALSE(mexico.credit_file({}, tables()));
    CHECK(rule_set("fr") == nullptr);
}

TEST_CASE("every rule of the catalogue has a norm and a sentence") {
    CHECK(test::spanish_rules_catalogue().size() > 140);
    for (const auto& [id, rule] : test::spanish_rules_catalogue()) {
        INFO(id);
        CHECK_FALSE(rule.norm.empty());
        CHECK(rule.sentence.size() > 20);
        CHECK(rule.sentence.back() == '.');
    }
}

TEST_CASE("published decisions on the attempt to negotiate, each with its own facts") {
    using enum model::NegotiationStage;
    struct Row {
        const char* id;
        const char *kind, *amount, *attempt, *receipt; // receipt "": absent, not collected
        const char* control;
        model::NegotiationStage stage;
    };
    for (const Row& row : std::array{
             Row{"V42: binding offer sent and received, 30 days waited", "oferta-vinculante", "1368.26", "2026-03-02", "2026-03-04", "2026-04-05", ended},
             Row{"V42: not a day before its month is over", "oferta-vinculante", "1368.26", "2026-03-02", "2026-03-04", "2026-04-04", waiting},
             Row{"V44: an invitation without a substantive offer", "negociacion-directa", "5000.00", "2026-03-02", "2026-03-04", "2026-04-04", ended},
             Row{"V46: no attempt at all", "", "5000.00", "", "", "2026-04-04", not_started},
             Row{"V48: a burofax never collected, from its attempt", "negociacion-directa", "5000.00", "2026-03-02", "", "2026-04-02", ended}}) {
        INFO(row.id);
        NegotiationFacts facts;
        facts.debt = between(PartyKind::company, PartyKind::company);
        facts.route = "verbal";
        facts.value = base::Money::parse(row.amount);
        facts.control_date = day(row.control);
        facts.kind = row.kind;
        facts.has_attempt = facts.has_proof = *row.attempt != 0;
        if (*row.attempt) facts.attempt = day(row.attempt);
        if (*row.receipt) facts.receipt = day(row.receipt);
        CHECK(spain().negotiation(facts, tables()).value->stage == row.stage);
    }
}
