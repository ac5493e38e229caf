// What may be shown, under which name, in how many sendings; and what machines are told.

#include "dossier/chronology.hpp"
#include "dossier/filing.hpp"
#include "dossier/invoices.hpp"
#include "dossier/manifest.hpp"
#include "dossier/partition.hpp"

#include "base/files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace legajo;
using base::Date;

namespace {

model::Evidence exhibit(const std::string& id, const std::string& kind, std::optional<Date> date = {}, model::Reserve reserve = model::Reserve::none) {
    model::Evidence evidence;
    evidence.id = id;
    evidence.kind = kind;
    evidence.date = date;
    evidence.reserve = reserve;
    evidence.file = "pruebas/" + id + ".pdf";
    evidence.description = "Descripción de " + id;
    return evidence;
}

model::Case negotiated_case() {
    model::Case data;
    model::Negotiation negotiation;
    negotiation.request = Date(2026, 3, 1);
    negotiation.end = Date(2026, 3, 31);
    negotiation.evidence = "solicitud";
    data.negotiations.push_back(negotiation);
    model::Communication secret;
    secret.date = Date(2026, 2, 1);
    secret.evidence = "confidencial";
    secret.confidential = true;
    secret.summary = "Aceptaría pagar la mitad en mayo";
    data.communications.push_back(secret);
    return data;
}

model::FoundInvoice facturae() {
    model::FoundInvoice invoice;
    invoice.number = "2026/113";
    invoice.issued = "2026-01-15";
    invoice.due = "2026-02-14";
    invoice.currency = "EUR";
    invoice.base = "1000.00";
    invoice.taxes_total = "210.00000000";
    invoice.total = "1210.00";
    invoice.iban = "ES9121000418450200051332";
    invoice.seller = {"Suministros Ibáñez & Muñoz, S.L.", "ESB87654323", "Calle de Alcalá, 100", "28009", "Madrid", "Madrid", "ESP", "", "", "", false};
    invoice.buyer = {"José Peña", "12345678Z", "", "", "", "", "", "", "", "", true};
    invoice.lines = {{"Tornillos <M6>", "1", "1000", "1000.00"}};
    return invoice;
}

} // namespace

TEST_CASE("What may be shown and what stays sealed") {
    model::Case data = negotiated_case();
    struct Row { model::Evidence evidence; std::string reason, reason_when_cleared; };
    using enum model::Reserve;
    const std::vector<Row> rows{
        {exhibit("contrato", "contrato", Date(2026, 3, 10)), "", ""},
        {exhibit("factura", "factura", Date(2026, 3, 10)), "", ""},
        {exhibit("antes", "correo", Date(2026, 2, 28)), "", ""},
        {exhibit("primer-dia", "correo", Date(2026, 3, 1)), "durante-negociacion", ""},
        {exhibit("ultimo-dia", "mensaje", Date(2026, 3, 31)), "durante-negociacion", ""},
        {exhibit("despues", "mensaje", Date(2026, 4, 1)), "", ""},
        {exhibit("sin-fecha", "correo"), "durante-negociacion", ""},
        {exhibit("solicitud", "correo", Date(2026, 3, 1)), "", ""},
        {exhibit("reconocimiento", "reconocimiento-deuda", Date(2026, 3, 15)), "durante-negociacion", ""},
        {exhibit("oferta", "oferta-confidencial", Date(2025, 1, 1)), "oferta-vinculante", "oferta-vinculante"},
        {exhibit("letrado", "contrato", Date(2025, 1, 1), lawyer), "reserva-letrado", "reserva-letrado"},
        {exhibit("marcada", "factura", Date(2025, 1, 1), negotiation), "reserva-negociacion", "reserva-negociacion"},
        {exhibit("revisar", "factura", Date(2025, 1, 1), review), "reserva-revisar", ""},
        {exhibit("confidencial", "correo", Date(2026, 2, 1)), "comunicacion-confidencial", "comunicacion-confidencial"},
    };
    std::set<std::string, std::less<>> all;
    for (const Row& row : rows) {
        data.evidence.push_back(row.evidence);
        all.insert(row.evidence.id);
    }
    const auto reason = [](const dossier::Partition& partition, const std::string& id) {
        for (const model::Withheld& entry : partition.withheld)
            if (entry.exhibit_id == id) return entry.reason;
        return std::string(std::ranges::find(partition.admitted, id) != partition.admitted.end() ? "" : "lost");
    };
    const dossier::Partition partition = dossier::partition_evidence(data), cleared = dossier::partition_evidence(data, all);
    for (const Row& row : rows) {
        INFO(row.evidence.id);
        CHECK(reason(partition, row.evidence.id) == row.reason);
        CHECK(reason(cleared, row.evidence.id) == row.reason_when_cleared);
    }
    CHECK(partition.admitted.size() + partition.withheld.size() == rows.size());
}

TEST_CASE("The leak check is told what to look for, and nothing that admitted exhibits share") {
    model::Case data = negotiated_case();
    data.evidence = {exhibit("oferta", "oferta-confidencial"), exhibit("factura", "factura", Date(2026, 1, 1)), exhibit("confidencial", "correo")};
    const auto request = dossier::leaks_to_look_for(data, dossier::partition_evidence(data),
                                                    {{"oferta", "oferta.pdf", "aa", {"comun", "propia"}}, {"oferta/1", "anexo.pdf", "cc", {"anexo"}}, {"factura", "factura.pdf", "bb", {"comun"}}});
    CHECK(request.hashes == std::vector<std::string>{"aa", "cc"});
    CHECK(request.fingerprints == std::vector<std::string>{"anexo", "propia"});
    CHECK(std::ranges::find(request.phrases, "oferta.pdf") != request.phrases.end());
    CHECK(std::ranges::find(request.phrases, "Aceptaría pagar la mitad en mayo") != request.phrases.end());
    CHECK(std::ranges::find(request.phrases, "factura.pdf") == request.phrases.end());
}

TEST_CASE("Names for filing") {
    using enum dossier::FilingNaming;
    CHECK(dossier::filing_name(state, 1, 12, "factura", "Factura 2026/0123 – Ibáñez") == "01_factura_2026-0123-ibanez.pdf");
    CHECK(dossier::filing_name(state, 2, 12, "albarán", "Entrega firmada") == "02_albaran_entrega-firmada.pdf");
    CHECK(dossier::filing_name(state, 3, 12, "poder", "Poder") == "03_poder.pdf");
    CHECK(dossier::filing_name(state, 4, 12, "contrato", "") == "04_contrato.pdf");
    CHECK(dossier::filing_name(state, 0, 12, "", "Índice de documentos") == "00_indice.pdf");
    CHECK(dossier::filing_name(state, 7, 120, "", "¿?") == "007_sin-nombre.pdf");
    CHECK(dossier::filing_name(catalonia, 2, 12, "albarán", "Albarán firmado") == "Doc02 - albaran firmado.pdf");
    CHECK(dossier::filing_name(catalonia, 0, 12, "", "") == "Doc00 - indice.pdf");
    for (const auto naming : {state, catalonia}) {
        const std::string name = dossier::filing_name(naming, 3, 12, "correo electrónico", std::string(300, 'x'));
        CHECK(name.size() <= 60);
        CHECK(name.ends_with(".pdf"));
    }
}

TEST_CASE("Sendings keep the order and the limit") {
    const std::uint64_t mb = 1'000'000;
    const auto documents = [&](std::vector<std::uint64_t> sizes) {
        std::vector<dossier::FilingDocument> list;
        for (const std::uint64_t size : sizes) {
            dossier::FilingDocument document;
            document.number = static_cast<std::int32_t>(list.size());
            document.bytes = size;
            list.push_back(document);
        }
        return list;
    };
    auto many = documents({mb, 12 * mb, 18 * mb, 40 * mb, 2 * mb});
    const auto plan = dossier::plan_sizes(many, 30 * mb);
    CHECK(plan.sendings == std::vector<std::vector<int>>{{0, 1}, {2, 4}});
    CHECK(plan.beyond_limit == std::vector<int>{3});
    CHECK(plan.is_near_limit);
    CHECK(many[2].sending == 2);
    CHECK(many[3].sending == 0);
    auto few = documents({mb, mb});
    const auto small = dossier::plan_sizes(few, 30 * mb);
    CHECK(small.sendings == std::vector<std::vector<int>>{{0, 1}});
    CHECK(!small.is_near_limit);
    auto exact = documents({15 * mb, 15 * mb, 1});
    CHECK(dossier::plan_sizes(exact, 30 * mb).sendings == std::vector<std::vector<int>>{{0, 1}, {2}});
}

TEST_CASE("The chronology tells what happened in the words of textos.txt, and names letters, holds and agreements") {
    auto texts = dossier::Texts::parse(base::read_file(std::string(LEGAJO_SOURCE_DIR) + "/templates/es-ES/dossier/textos.txt"), "textos.txt");
    REQUIRE(texts.ok());
    texts->shared_word = [](std::string_view key) { return key == "letter.requerimiento" ? "Requerimiento de pago" : key == "hold.disputa" ? "en disputa" : std::string(key); };
    model::Case data = negotiated_case();
    model::Communication letter;
    letter.date = Date(2026, 1, 10);
    letter.delivered = Date(2026, 1, 12);
    letter.letter = "requerimiento";
    letter.summary = "Segundo intento: por burofax";
    data.communications.push_back(letter);
    model::Payment payment;
    payment.date = Date(2026, 1, 20);
    payment.amount = base::Money::parse("1234.50").value();
    payment.returned = Date(2026, 1, 22);
    data.payments.push_back(payment);
    model::Agreement agreement;
    agreement.date = Date(2026, 4, 2);
    agreement.kind = "plan-de-pagos";
    data.agreements.push_back(agreement);
    model::Hold hold;
    hold.kind = model::HoldKind::dispute;
    hold.from = Date(2026, 4, 3);
    data.holds.push_back(hold);
    std::vector<std::string> told;
    for (const model::ChronologyEvent& event : dossier::chronology_of(data, false, *texts)) told.push_back(event.date.iso() + " " + event.description);
    CHECK(told == std::vector<std::string>{"2026-01-10 Enviada: Requerimiento de pago. Segundo intento: por burofax", "2026-01-12 Entregada: Requerimiento de pago", "2026-01-20 Pago de 1.234,50\u00A0€",
                                           "2026-01-22 Devolución del pago de 1.234,50\u00A0€", "2026-02-01 Enviada. Aceptaría pagar la mitad en mayo", "2026-03-01 Solicitud de negociación",
                                           "2026-03-31 Fin de la negociación", "2026-04-02 Acuerdo: Plan de pagos", "2026-04-03 en disputa"});
    for (const model::ChronologyEvent& event : dossier::chronology_of(data, true, *texts)) CHECK(event.description.find('[') == std::string::npos);
}

TEST_CASE("The manifest tells all, and the court-safe one nothing of what is withheld") {
    dossier::Manifest manifest;
    manifest.case_reference = "EXP-1";
    manifest.control_date = Date(2026, 3, 21);
    model::IndexEntry entry;
    entry.number = 1;
    entry.exhibit_id = "p1";
    entry.description = "Factura \"A\" & <B>";
    entry.sha256 = "ab";
    manifest.documents.push_back(entry);
    manifest.withheld.push_back({"p9", "oferta-vinculante", "LO 1/2025 art. 17"});
    CHECK(dossier::manifest_json(manifest).find("oferta-vinculante") != std::string::npos);
    CHECK(dossier::manifest_json(manifest) == dossier::manifest_json(manifest));
    manifest.is_court_safe = true;
    const std::string json = dossier::manifest_json(manifest);
    CHECK(json.find("p9") == std::string::npos);
    CHECK(json.find("reservados") == std::string::npos);
    CHECK(json.find("\"sha256\": \"ab\"") != std::string::npos);
    const std::string index = dossier::eni_index_xml(manifest);
    CHECK(index.find("<ValorHuella>ab</ValorHuella>") != std::string::npos);
    CHECK(index.find("p9") == std::string::npos);
}

TEST_CASE("An electronic invoice is compared with the case, datum by datum") {
    model::Case data;
    data.creditor.tax_id = "B87654323";
    data.debtor.tax_id = "12345678Z";
    model::Invoice invoice;
    invoice.id = "f1";
    invoice.number = "2026-113";
    invoice.issued = Date(2026, 1, 15);
    invoice.amount = base::Money(121000);
    data.invoices.push_back(invoice);
    const model::Evidence evidence = exhibit("p1", "factura-electronica");
    CHECK(dossier::compare_invoice(facturae(), data, evidence).empty());
    data.invoices[0].amount = base::Money(121001);
    data.debtor.tax_id = "B12345674";
    const auto problems = dossier::compare_invoice(facturae(), data, evidence);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].arguments[1].second == "importe");
    CHECK(problems[1].arguments[1].second == "NIF del destinatario");
    data.invoices.clear();
    CHECK(dossier::compare_invoice(facturae(), data, evidence)[0].arguments[1].second == "número");
}
