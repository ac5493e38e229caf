// The defects that make claims fail, each in a case that has it and in one that has it not; the order of exhibits; the sentences they need.

#include "dossier/defects.hpp"
#include "dossier/order.hpp"
#include "dossier/texts.hpp"

#include "base/files.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace legajo;
using base::Date;
using base::Money;
using dossier::Finding;

namespace {

struct Fixture { // a claim with nothing wrong
    model::Case file;
    model::History history;
    model::Assessment assessment;
    std::vector<model::IndexEntry> index;

    Fixture() {
        assessment.control_date = Date(2026, 11, 20);
        file.creditor.kind = model::PartyKind::company;
        file.creditor.signatories.push_back({"Ana Núñez", "Administradora", "", "Elena Prado", "1204", Date(2024, 2, 12), "", {}});
        file.debtor.kind = model::PartyKind::company;
        file.debtor.tax_id = "B53771200";
        file.debtor.registry = "Registro Mercantil de Valencia";
        model::Address address;
        address.street = "Calle Colón, 70";
        address.verified = Date(2026, 9, 20);
        file.debtor.addresses.push_back(address);
        add_evidence("p1", "albaran", {"f1"});
        model::Invoice invoice;
        invoice.id = "f1";
        invoice.number = "26-0980";
        file.invoices.push_back(invoice);
        model::InvoiceAccount account;
        account.invoice = "f1";
        account.number = "26-0980";
        account.outstanding = Money(100000);
        assessment.account.invoices.push_back(account);
        assessment.account.totals.interest = Money(100);
        assessment.limitation.last_safe_day = Date(2031, 10, 28);
        assessment.limitation.candidates.push_back({"5 años", "L-401", "f1", "", Date(2026, 10, 28), Date(2031, 10, 28), "", {}, true, model::Urgency::ok, {}, model::Confidence::confirmed});
        auto& negotiation = assessment.negotiation;
        negotiation.is_required = true;
        negotiation.request = negotiation.attempt = Date(2026, 9, 24);
        negotiation.receipt = Date(2026, 9, 28);
        negotiation.has_proof = true;
        negotiation.suit_until = Date(2027, 10, 28);
        negotiation.stage = model::NegotiationStage::ended;
        assessment.procedure.route = "monitorio";
        index.push_back({});
        index.back().number = 1;
        index.back().kind = "factura-electronica";
    }

    void add_evidence(const std::string& id, const std::string& kind, std::vector<std::string> invoices = {}) {
        model::Evidence item;
        item.id = id;
        item.kind = kind;
        item.invoices = std::move(invoices);
        file.evidence.push_back(item);
    }
    void add_obligor(model::Obligor::Role role, model::LiabilityRegime regime) {
        model::Obligor obligor;
        obligor.role = role;
        obligor.regime = regime;
        obligor.party.id = "o1";
        obligor.party.name = "Luis Gil";
        file.obligors.push_back(obligor);
    }
    void add_payment(model::Receipt receipt) {
        model::Payment payment;
        payment.date = Date(2026, 8, 3);
        payment.receipt = receipt;
        file.payments.push_back(payment);
    }
    [[nodiscard]] std::vector<dossier::Defect> found() const { return dossier::examine_defects({file, history, assessment, index}); }
};

dossier::Texts texts() {
    auto parsed = dossier::Texts::parse(base::read_file(std::string(LEGAJO_SOURCE_DIR) + "/templates/es-ES/dossier/textos.txt"), "textos.txt");
    REQUIRE(parsed.ok());
    return *parsed;
}

} // namespace

TEST_CASE("A sound claim: 24 checks, in order, none present; only the register of insolvencies cannot be told from the file") {
    const auto defects = Fixture().found();
    REQUIRE(defects.size() == 24);
    for (std::size_t i = 0; i < defects.size(); ++i) {
        INFO(defects[i].number << " " << defects[i].detail);
        CHECK(defects[i].number == static_cast<int>(i) + 1);
        CHECK(defects[i].rule.starts_with("L-"));
        CHECK(defects[i].finding != Finding::present);
        CHECK((defects[i].finding == Finding::unknown) == (defects[i].number == 15));
    }
}

TEST_CASE("Each defect is found in a case that has it, and has its sentences") {
    using Change = std::function<void(Fixture&)>;
    using enum Finding;
    struct Row { int number; Finding finding; Change change; };
    const std::vector<Row> rows{
        {1, present, [](Fixture& f) { f.file.debtor.tax_id.clear(); }},
        {1, unknown, [](Fixture& f) { f.file.debtor.registry.clear(); }},
        {1, unknown, [](Fixture& f) { f.file.debtor.kind = model::PartyKind::unknown; }},
        {2, present, [](Fixture& f) { f.file.evidence.clear(); }},
        {2, present, [](Fixture& f) { f.file.evidence[0].invoices = {"f9"}; }},
        {3, present, [](Fixture& f) { f.index[0].remarks = {"evidence.invoice_differs"}; }},
        {3, unknown, [](Fixture& f) { f.index.clear(); }},
        {4, present, [](Fixture& f) { f.file.debtor.addresses.clear(); }},
        {4, unknown, [](Fixture& f) { f.file.debtor.addresses[0].verified.reset(); }},
        {4, present, [](Fixture& f) { f.file.debtor.addresses[0].verified = Date(2025, 1, 1); }},
        {4, present, [](Fixture& f) { f.file.communications.push_back({}); f.file.communications[0].date = Date(2026, 7, 1); f.file.communications[0].result = model::DispatchResult::returned; }},
        {5, unknown, [](Fixture& f) { f.assessment.account.totals.interest.reset(); }},
        {6, present, [](Fixture& f) { f.file.debtor.kind = model::PartyKind::consumer; f.assessment.account.totals.compensation = Money(4000); }},
        {6, unknown, [](Fixture& f) { f.file.debtor.kind = model::PartyKind::consumer; f.file.contracts.push_back({}); f.file.contracts[0].default_interest = base::Decimal{20, 0}; }},
        {6, absent, [](Fixture& f) { f.file.debtor.kind = model::PartyKind::consumer; }},
        {7, present, [](Fixture& f) { f.assessment.negotiation.request.reset(); f.assessment.negotiation.attempt.reset(); }},
        {7, present, [](Fixture& f) { f.assessment.negotiation.has_proof = false; }},
        {7, not_applicable, [](Fixture& f) { f.assessment.negotiation.is_required = false; }},
        {8, absent, [](Fixture& f) { f.add_evidence("p2", "oferta-confidencial"); }},
        {9, present, [](Fixture& f) { f.assessment.doubts.push_back({"doubt.negotiation_object", "L-507", {}}); }},
        {10, present, [](Fixture& f) { f.assessment.negotiation.suit_until = Date(2026, 11, 19); }},
        {10, absent, [](Fixture& f) { f.assessment.negotiation.suit_until = Date(2026, 11, 20); }},
        {11, present, [](Fixture& f) { f.assessment.limitation.expired_in_every_reading = true; }},
        {11, present, [](Fixture& f) { f.assessment.limitation.urgency = model::Urgency::expired; }},
        {12, present, [](Fixture& f) { f.add_payment(model::Receipt::without_reservation); }},
        {12, absent, [](Fixture& f) { f.add_payment(model::Receipt::with_reservation); }},
        {13, present, [](Fixture& f) { f.file.holds.push_back({}); f.file.holds[0].kind = model::HoldKind::dispute; }},
        {13, absent, [](Fixture& f) { f.file.holds.push_back({}); f.file.holds[0].kind = model::HoldKind::dispute; f.file.holds[0].to = Date(2026, 1, 1); }},
        {14, present, [](Fixture& f) { f.assessment.account.unapplied_payments = Money(1); }},
        {14, absent, [](Fixture& f) { f.file.credit_notes.push_back({}); }},
        {15, present, [](Fixture& f) { f.assessment.insolvency.emplace(); }},
        {16, present, [](Fixture& f) { f.add_obligor(model::Obligor::Role::guarantor, model::LiabilityRegime::solidary); }},
        {16, absent, [](Fixture& f) { f.add_obligor(model::Obligor::Role::guarantor, model::LiabilityRegime::solidary); f.file.communications.push_back({}); f.file.communications[0].addressee = "o1"; f.file.communications[0].delivered = Date(2026, 9, 1); }},
        {17, present, [](Fixture& f) { f.add_obligor(model::Obligor::Role::co_debtor, model::LiabilityRegime::joint); }},
        {17, unknown, [](Fixture& f) { f.add_obligor(model::Obligor::Role::co_debtor, model::LiabilityRegime::unknown); }},
        {17, absent, [](Fixture& f) { f.add_obligor(model::Obligor::Role::co_debtor, model::LiabilityRegime::solidary); }},
        {18, present, [](Fixture& f) { f.file.debtor.kind = model::PartyKind::public_admin; }},
        {18, absent, [](Fixture& f) { f.file.debtor.kind = model::PartyKind::public_admin; f.assessment.procedure.route = "lcsp-199"; }},
        {19, absent, [](Fixture& f) { f.assessment.account.totals.interest_is_partial = true; f.assessment.account.totals.interest_to = Date(2026, 6, 30); }},
        {20, present, [](Fixture& f) { f.assessment.vat.push_back({}); f.assessment.vat[0].missing = {"ventana-cerrada"}; }},
        {21, absent, [](Fixture& f) { f.file.contracts.push_back({}); f.file.contracts[0].payment_term_days = 90; }},
        {22, present, [](Fixture& f) { f.file.invoices[0].title.emplace(); }},
        {22, unknown, [](Fixture& f) { f.add_evidence("t", "titulo"); }},
        {22, absent, [](Fixture& f) { f.add_evidence("t", "titulo"); f.file.evidence.back().original_holder = "acreedor"; }},
        {23, present, [](Fixture& f) { f.file.creditor.signatories.clear(); }},
        {23, absent, [](Fixture& f) { f.file.creditor.signatories.clear(); f.add_evidence("p", "poder"); }},
        {24, present, [](Fixture& f) { f.add_obligor(model::Obligor::Role::guarantor, model::LiabilityRegime::solidary); f.file.agreements.push_back({}); }},
        {24, absent, [](Fixture& f) { f.add_obligor(model::Obligor::Role::guarantor, model::LiabilityRegime::solidary); f.file.agreements.push_back({}); f.file.obligors[0].consents_extension = true; }},
    };
    const dossier::Texts sentences = texts();
    for (const Row& row : rows) {
        Fixture fixture;
        row.change(fixture);
        const dossier::Defect defect = fixture.found()[static_cast<std::size_t>(row.number) - 1];
        INFO(row.number << " " << defect.detail);
        CHECK(defect.finding == row.finding);
        CHECK(sentences.knows("defecto." + std::to_string(row.number)));
        CHECK((defect.detail.empty() || sentences.knows(defect.detail)));
        dossier::Arguments arguments;
        for (const auto& [name, value] : defect.facts) arguments.emplace_back(name, value);
        CHECK(sentences(defect.detail.empty() ? "si" : defect.detail, arguments).find('{') == std::string::npos);
        if (row.finding == present && row.number != 8) CHECK(sentences.knows("defecto." + std::to_string(row.number) + ".remedio"));
    }
}

TEST_CASE("Exhibits stand in the order in which a lawyer cites them") {
    std::vector<model::Evidence> evidence;
    const auto add = [&](const std::string& id, const std::string& kind, std::optional<Date> day, const std::string& group = {}) {
        model::Evidence item;
        item.id = id;
        item.kind = kind;
        item.date = day;
        item.group = group;
        evidence.push_back(item);
    };
    add("poder", "poder", Date(2020, 1, 1));
    add("solicitud", "solicitud-negociacion", Date(2026, 9, 1));
    add("acuse", "acuse", Date(2026, 9, 9), "Requerimiento");
    add("otro-burofax", "burofax", Date(2026, 8, 1));
    add("burofax", "burofax", Date(2026, 7, 1), "Requerimiento");
    add("correo", "correo", Date(2026, 5, 1));
    add("pago", "justificante-pago", Date(2026, 4, 1));
    add("extracto", "extracto", Date(2026, 11, 1));
    add("factura-sin-fecha", "factura", {});
    add("factura-2", "factura", Date(2026, 3, 2));
    add("factura-1", "factura-electronica", Date(2026, 3, 1));
    add("albaran", "albaran", Date(2026, 3, 9));
    add("contrato", "contrato", Date(2026, 3, 10));
    add("nota", "nota-registral", Date(2026, 1, 1));
    add("raro", "otro", Date(2019, 1, 1));
    std::vector<std::string> ids;
    for (const model::Evidence* item : dossier::in_order(evidence)) ids.push_back(item->id);
    CHECK(ids == std::vector<std::string>{"contrato", "albaran", "factura-1", "factura-2", "factura-sin-fecha", "extracto", "pago", "correo", "burofax", "acuse", "otro-burofax", "solicitud", "nota", "poder", "raro"});
}

TEST_CASE("Sentences of the dossier: what the file may say, and what it may not") {
    const auto good = dossier::Texts::parse("# nota\nuno = hola {nombre},\n   y adiós\n", "t.txt");
    REQUIRE(good.ok());
    CHECK((*good)("uno", {{"nombre", "Ana"}}) == "hola Ana, y adiós");
    CHECK((*good)("dos") == "[dos]");
    const auto bad = dossier::Texts::parse("sin signo\nuno = a\nuno = b\n", "t.txt");
    REQUIRE(!bad.ok());
    CHECK(bad.problems()[0].code == "dossier.texts_line");
    CHECK(bad.problems()[1].code == "dossier.texts_twice");
    CHECK(bad.problems()[1].place.line == 3);
    CHECK(dossier::money(Money(-123456789)) == "−1.234.567,89\u00A0€");
    CHECK(dossier::percent(base::Decimal{104, 1}) == "10,40\u00A0%");
    CHECK(dossier::fact("2026-03-21") == "21/03/2026");
    CHECK(dossier::fact("1210.00") == "1.210,00");
    CHECK(dossier::fact("L-401") == "L-401");
}
