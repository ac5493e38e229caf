// letters.md section 5, one row a rule, over every letter of the pack as it is filled.

#include "fill/case_builder.hpp"
#include "fill/lint.hpp"
#include "fill/payment_qr.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace fill_test;

namespace {

std::string letter_text(const char* letter, Setting setting) {
    setting.decision.letter = letter;
    const auto document = fill::Filler(prepared()).fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
    INFO(letter << text_of(document.problems()));
    REQUIRE(document.ok());
    return plain_text(*document);
}

bool says(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

model::Document saying(const char* own_words, std::vector<std::string> clauses = {}) {
    model::Document document;
    document.own_words = own_words;
    document.clauses = std::move(clauses);
    return document;
}

bool refused(const model::Document& document, const char* letter, model::PartyKind kind, std::string_view code, std::string_view rule) {
    const auto problems = fill::lint_document(document, shipped().letters.at(letter).contract, kind);
    return std::any_of(problems.begin(), problems.end(), [&](const base::Problem& problem) {
        return problem.code == code && std::any_of(problem.arguments.begin(), problem.arguments.end(), [&](const auto& argument) { return argument.second == rule; });
    });
}

const std::vector<const char*> kLadder = {"comunicacion", "recordatorio", "requerimiento", "propuesta", "ultimo-plazo", "negociacion-previa"};

} // namespace

TEST_CASE("lint: the shipped packs are clean") {
    base::Problems problems = fill::lint_pack(shipped());
    const base::Problems catalan = fill::lint_pack(shipped("ca-ES"));
    problems.insert(problems.end(), catalan.begin(), catalan.end());
    INFO(text_of(problems));
    CHECK(problems.empty());
}

TEST_CASE("lint 1: a consumer's letters have no 40 EUR, no Ley 3/2004, no fees") {
    for (const char* letter : kLadder) {
        const std::string text = letter_text(letter, with_everything(consumer()));
        INFO(text);
        for (const char* words : {"Ley 3/2004", "Ley\u00A03/2004", "honorarios", "costes de cobro", "gastos de"}) CHECK_FALSE(says(text, words));
    }
    using model::PartyKind;
    CHECK(refused(saying("la Ley 3/2004"), "requerimiento", PartyKind::consumer, "lint.words_forbidden", "L-201"));
    CHECK_FALSE(refused(saying("la Ley 3/2004"), "requerimiento", PartyKind::company, "lint.words_forbidden", "L-201"));
    CHECK(refused(saying("más 40 € por factura"), "requerimiento", PartyKind::consumer, "lint.words_forbidden", "L-134"));
    CHECK(refused(saying("más 40\u00A0€"), "ultimo-plazo", PartyKind::owners_community, "lint.words_forbidden", "L-134"));
    CHECK_FALSE(refused(saying("en 28040 €"), "requerimiento", PartyKind::consumer, "lint.words_forbidden", "L-134")); // whole words
    CHECK(refused(saying("x", {"compensacion"}), "requerimiento", PartyKind::consumer, "lint.clause_forbidden", "L-134"));
}

TEST_CASE("lint: a consumer's first two letters speak of no interest, default or law") {
    for (const char* letter : {"comunicacion", "recordatorio"}) {
        const std::string text = letter_text(letter, with_everything(consumer()));
        for (const char* words : {"interés", "intereses", "demora", "Ley ", "juzgado", "fichero"}) CHECK_FALSE(says(text, words));
    }
}

TEST_CASE("lint 2: the request to negotiate has no figure of an offer") {
    for (auto setting : {with_everything(business()), with_everything(consumer())}) {
        const std::string text = letter_text("negociacion-previa", setting);
        for (const char* words : {"cuota", "descuento", "959,50", "336,67", "513,00", "180,00\u00A0€"}) CHECK_FALSE(says(text, words));
    }
    CHECK(refused(saying("en tres cuotas"), "negociacion-previa", model::PartyKind::company, "lint.words_forbidden", "L-918"));
    CHECK(refused(saying("x", {"solucion"}), "negociacion-previa", model::PartyKind::company, "lint.clause_forbidden", "L-918"));
}

TEST_CASE("lint 3: an Administration never gets prior negotiation or a civil court") {
    for (const char* letter : {"comunicacion", "recordatorio", "reclamacion-administracion", "interrupcion-prescripcion"}) {
        const std::string text = letter_text(letter, with_everything(public_body()));
        for (const char* words : {"Orgánica 1", "negociación", "monitorio", "demanda"}) CHECK_FALSE(says(text, words));
    }
    CHECK(refused(saying("un monitorio"), "reclamacion-administracion", model::PartyKind::public_admin, "lint.words_forbidden", "L-143"));
}

TEST_CASE("lint 4: the total is the sum of the printed lines") {
    for (auto setting : {business(), business_three(), consumer()}) {
        setting.decision.letter = "requerimiento";
        const auto document = fill::Filler(prepared()).fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
        REQUIRE(document.ok());
        for (const model::Block& block : document->blocks) {
            const auto* table = std::get_if<model::Table>(&block.content);
            if (table == nullptr || (table->style != "liquidacion" && table->style != "tramos")) continue;
            const auto cents = [](const model::Cell& cell) {
                std::int64_t sum = 0;
                for (const char c : cell.text.front().text)
                    if (c >= '0' && c <= '9') sum = sum * 10 + (c - '0');
                return sum;
            };
            std::int64_t sum = 0;
            for (const model::Row& row : table->body) sum += cents(row.cells.back());
            CHECK(sum == cents(table->foot.front().cells.back()));
        }
    }
}

TEST_CASE("lint 5: credit files are named only where the conditions hold, and never to a company") {
    Setting setting = with_everything(consumer());
    CHECK(says(letter_text("aviso-ficheros", setting), "Fichero Ejemplo"));
    setting.assessment.credit_file.is_possible = false;
    setting.decision.letter = "aviso-ficheros";
    const auto document = fill::Filler(prepared()).fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
    CHECK_FALSE(document.ok());
    for (const char* letter : kLadder) CHECK_FALSE(says(letter_text(letter, with_everything(consumer())), "Fichero"));
}

TEST_CASE("lint 6: without a published rate the letter says so and prints no figure") {
    Setting setting = business();
    setting.assessment.account.invoices[0].interest.reset();
    setting.assessment.account.invoices[0].per_day.reset();
    setting.assessment.account.totals.interest.reset();
    const std::string text = letter_text("requerimiento", setting);
    CHECK(says(text, "no está publicado todavía"));
    CHECK_FALSE(says(text, "Cálculo de los intereses"));
    CHECK_FALSE(says(text, "Por cada día más"));
    Setting partial = business();
    partial.assessment.account.invoices[0].is_in_default = true;
    partial.assessment.account.invoices[0].interest_is_partial = true;
    partial.assessment.account.invoices[0].interest_to = day("2026-03-15");
    const std::string until = letter_text("requerimiento", partial);
    CHECK(says(until, "último día para el que hay un tipo publicado"));
    CHECK_FALSE(says(until, "Por cada día más"));
}

TEST_CASE("lint 7: the last deadline names the negotiation before the claim") {
    for (auto setting : {business(), consumer()}) {
        const std::string text = letter_text("ultimo-plazo", setting);
        const std::size_t negotiation = text.find("solicitud de negociación"), claim = std::min(text.find("reclamación judicial"), text.find("en el juzgado"));
        REQUIRE(negotiation != std::string::npos);
        REQUIRE(claim != std::string::npos);
        CHECK(negotiation < claim);
    }
}

TEST_CASE("lint 8: receipts carry the reservation") {
    CHECK(says(letter_text("acuse-recibo", with_everything(business())), "con reserva"));
    CHECK(refused(saying("x"), "acuse-recibo", model::PartyKind::company, "lint.clause_missing", "L-307"));
    CHECK(refused(saying("queda saldado"), "acuse-recibo", model::PartyKind::company, "lint.words_forbidden", "L-307"));
}

TEST_CASE("lint 10: the window of the envelope tells nothing of a debt") {
    for (const auto& [id, letter] : shipped().letters) {
        Setting setting = with_everything(consumer());
        setting.decision.letter = id;
        const auto document = fill::Filler(prepared()).fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
        if (!document.ok() || !document->frame) continue;
        for (const model::RichText& line : document->frame->addressee)
            for (const model::Run& run : line)
                for (const char* words : {"deud", "impag", "reclam", "pago", "factura", "EXP-"}) CHECK(run.text.find(words) == std::string::npos);
        for (const char* words : {"deud", "reclam", "pago", "factura"}) CHECK(document->title.find(words) == std::string::npos);
    }
}

TEST_CASE("lint: words that are never used (L-706)") {
    for (const char* words : {"es usted moroso", "un delito", "DENUNCIAREMOS el caso", "la lista negra", "último aviso: ultimátum", "embargo inmediato", "iremos a su trabajo"})
        CHECK(refused(saying(words), "comunicacion", model::PartyKind::company, "lint.words_forbidden", "L-706"));
    CHECK_FALSE(refused(saying("sin embargo, es amoroso"), "comunicacion", model::PartyKind::company, "lint.words_forbidden", "L-706"));
}

TEST_CASE("lint: a debtor's name is never judged") {
    Setting setting = consumer();
    setting.debt.debtor.name = "Delito Moroso Denuncia";
    CHECK(says(letter_text("requerimiento", setting), "Delito Moroso Denuncia"));
}

TEST_CASE("lint: interest reserved, waived, disputed") {
    Setting setting = business();
    setting.assessment.account.interest_mode = model::ClaimMode::waive;
    setting.assessment.account.compensation_mode = model::ClaimMode::waive;
    setting.assessment.account.invoices[0].compensation = euros("0.00");
    setting.assessment.account.invoices[0].segments.clear();
    setting.assessment.account.invoices[0].interest = euros("0.00");
    setting.assessment.account.totals.interest = euros("0.00");
    const std::string waived = letter_text("requerimiento", setting);
    CHECK(says(waived, "No le pedimos intereses"));
    CHECK_FALSE(says(waived, "ni a los intereses"));
    CHECK(says(waived, "mil diez euros"));
    setting = business();
    setting.assessment.account.interest_mode = model::ClaimMode::reserve;
    setting.assessment.account.compensation_mode = model::ClaimMode::reserve;
    const std::string reserved = letter_text("requerimiento", setting);
    CHECK(says(reserved, "se reserva los intereses"));
    CHECK(says(reserved, "mil diez euros"));
    setting = business();
    setting.assessment.account.invoices[0].disputed = euros("10.00");
    const std::string disputed = letter_text("requerimiento", setting);
    CHECK(says(disputed, "mil cuarenta euros")); // 1.000 principal + 40
    CHECK(says(disputed, "están en discusión"));
}

TEST_CASE("qr: the payload is that of EPC069-12") {
    const std::string payload = fill::sepa_payload("Suministros Ibáñez y Muñoz, S.L.", "ES9121000418450200051332", "", euros("1010.00"), "EXP-2026-0417");
    CHECK(payload == "BCD\n002\n1\nSCT\n\nSuministros Ibáñez y Muñoz, S.L.\nES9121000418450200051332\nEUR1010.00\n\n\nEXP-2026-0417");
    const auto rows = fill::qr_modules(payload);
    REQUIRE(rows.size() >= 21);
    CHECK(rows.size() <= 69); // version 13
    for (const std::string& row : rows) CHECK(row.size() == rows.size());
    CHECK(rows[0].substr(0, 7) == "1111111"); // finder pattern
    CHECK(fill::qr_modules(std::string(331, 'x')).size() == 69);
    CHECK(fill::qr_modules(std::string(332, 'x')).empty());
    CHECK(fill::sepa_payload(std::string(200, 'x'), "ES91", "", euros("1.00"), std::string(300, 'y')).size() < 260);
}
