// Attacks on the strictness of templates, each a mistake that somebody will make.

#include "fill/blocks.hpp"
#include "fill/case_builder.hpp"
#include "fill/prepared.hpp"
#include "fill/typography.hpp"

#include <catch2/catch.hpp>

using namespace fill_test;

namespace {

base::Problems problems_of(const char* text, const fill::Partials& partials = {}) {
    return fill::prepare_template({"carta.mustache", text}, partials, fill::contract_of_vocabulary(), true).problems();
}

bool has(const base::Problems& problems, std::string_view code, std::size_t line = 0, std::string_view suggestion = {}) {
    for (const base::Problem& problem : problems) {
        if (problem.code != code || (line != 0 && problem.place.line != line)) continue;
        if (suggestion.empty()) return true;
        for (const auto& [name, value] : problem.arguments)
            if (name == "sugerencia" && value == suggestion) return true;
    }
    return false;
}

// A pack with this one letter.
model::Pack pack_with(const char* text, std::vector<model::ClauseRule> clauses = {}) {
    model::Pack pack;
    pack.language = "es-ES";
    model::LetterTemplate letter;
    letter.contract.id = "prueba";
    letter.contract.names = fill::contract_of_vocabulary();
    letter.contract.clauses = std::move(clauses);
    letter.letter = {"prueba/letter.mustache", text};
    pack.letters.emplace("prueba", letter);
    return pack;
}

base::Result<model::Document> filled(const model::Pack& pack, Setting setting) {
    auto templates = fill::PreparedTemplates::prepare(pack);
    INFO(text_of(templates.problems()));
    REQUIRE(templates.ok());
    setting.decision.letter = "prueba";
    return fill::Filler(*templates).fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
}

} // namespace

TEST_CASE("strict: each mistake is named with its line") {
    CHECK(has(problems_of("<p>a</p>\n<p>{{acredor.nombre}}</p>"), "fill.name_unknown", 2, "acreedor.nombre"));
    CHECK(has(problems_of("<p>{{facturas}}</p>"), "fill.wrong_kind", 1));
    CHECK(has(problems_of("<p>{{plazo.hay}}</p>"), "fill.wrong_kind"));
    CHECK(has(problems_of("{{#acreedor.nombre}}<p>x</p>{{/acreedor.nombre}}"), "fill.wrong_kind"));
    CHECK(has(problems_of("<p>{{deudor.nif}}</p>"), "fill.optional_unguarded"));
    CHECK(has(problems_of("<p>{{^deudor.nif}}{{deudor.nif}}{{/deudor.nif}}</p>"), "fill.optional_unguarded"));
    CHECK(problems_of("<p>{{#deudor.nif}}{{deudor.nif}}{{/deudor.nif}}</p>").empty());
    CHECK(has(problems_of("<p>{{#facturas}}{{referencia}}{{/facturas}}</p>"), "fill.name_outside"));
    CHECK(problems_of("<p>{{#facturas}}{{numero}} {{fuera.referencia}}{{/facturas}}</p>").empty());
    CHECK(has(problems_of("<p>{{#facturas}}{{numro}}{{/facturas}}</p>"), "fill.name_unknown", 1, "numero"));
    CHECK(has(problems_of("<p>{{numero}}</p>"), "fill.name_unknown"));
    CHECK(has(problems_of("<p>{{{referencia}}}</p>"), "fill.tag_raw"));
    CHECK(has(problems_of("<p>{{&referencia}}</p>"), "fill.tag_raw"));
    CHECK(has(problems_of("{{=<% %>=}}<p>x</p>"), "fill.tag_delimiters"));
    CHECK(has(problems_of("<p>\n\n{{referencia</p>"), "fill.tag_unclosed", 3));
    CHECK(has(problems_of("{{#plazo.hay}}<p>x</p>"), "fill.section_unclosed"));
    CHECK(has(problems_of("{{#plazo.hay}}<p>x</p>{{/hay-pagos}}"), "fill.section_crossed"));
    CHECK(has(problems_of("{{/plazo.hay}}"), "fill.section_crossed"));
    CHECK(has(problems_of("{{> marcco}}", {{"marco", {"marco.mustache", "<p>x</p>"}}}), "fill.partial_missing", 1, "marco"));
    CHECK(has(problems_of("{{> a}}", {{"a", {"a.mustache", "{{> b}}"}}, {"b", {"b.mustache", "{{> a}}"}}}), "fill.partial_cycle"));
    CHECK(has(problems_of("<p>a</p>\n<p>b<p>\n"), "fill.block_malformed"));
    CHECK(has(problems_of("<p>a</p>\n<script>x</script>"), "fill.block_unknown", 2));
    CHECK(has(problems_of("<p onclick=\"x\">a</p>"), "fill.block_attribute"));
    CHECK(has(problems_of("<p>a</p>suelto"), "fill.block_misplaced"));
    CHECK(has(problems_of("<p><table></table></p>"), "fill.block_misplaced"));
    CHECK(has(problems_of("<table><tr><td>x</td></tr></table>"), "fill.block_misplaced"));
}

TEST_CASE("strict: a mistake in a partial is told at the partial's line, all mistakes at once") {
    const auto problems = problems_of("<p>{{nada}}</p>\n{{> a}}\n<p>{{tampoco}}</p>", {{"a", {"shared/a.mustache", "<p>x</p>\n<p>{{ni-esto}}</p>"}}});
    REQUIRE(problems.size() == 3);
    CHECK(problems[1].place.file == "shared/a.mustache");
    CHECK(problems[1].place.line == 2);
    CHECK(problems[2].place.line == 3);
}

TEST_CASE("strict: a name in the vocabulary but not in the contract is told as such") {
    const auto problems = fill::prepare_template({"c", "<p>{{referencia}}</p>"}, {}, {}, true).problems();
    CHECK(has(problems, "fill.name_not_in_contract"));
}

TEST_CASE("strict: an empty value stops the letter, each name once") {
    Setting setting = business();
    setting.debt.reference = "  ";
    setting.debt.creditor.name = "";
    const auto document = filled(pack_with("<p>{{referencia}} {{acreedor.nombre}}</p>\n<p>{{referencia}}</p>"), setting);
    REQUIRE_FALSE(document.ok());
    CHECK(document.problems().size() == 3); // two places of one name, one of the other
    CHECK(has(document.problems(), "fill.name_empty", 1));
    CHECK(has(document.problems(), "fill.name_empty", 2));
}

TEST_CASE("strict: an empty value that is not reached stops nothing") {
    Setting setting = business();
    setting.decision.deadline.reset();
    CHECK(filled(pack_with("<p>{{referencia}}{{#plazo.hay}}{{plazo.fecha}}{{/plazo.hay}}</p>"), setting).ok());
}

TEST_CASE("strict: what a debtor is called is printed as it is") {
    for (const char* name : {"<b>A & B", "Peña \"El Ñu\" 'S.A.'", "A </p><script>x</script>", "{{referencia}}", "&amp;", "L'Hospitalet ]]>"}) {
        Setting setting = business();
        setting.debt.debtor.name = name;
        const auto document = filled(pack_with("<p>{{deudor.nombre}}</p>"), setting);
        INFO(name << text_of(document.problems()));
        REQUIRE(document.ok());
        CHECK(plain_text(*document) == std::string(name) + "\n");
        CHECK(document->blocks.size() == 1);
    }
}

TEST_CASE("strict: control characters and direction overrides are refused, line ends in data become blanks") {
    for (const char* name : {"A\x01" "B", "A\u202E" "B", "A\u2066" "B", "A\u200B" "B", "A\uFDD0" "B", "A\uE000" "B", "A\xC3", "A\x7F"}) {
        Setting setting = business();
        setting.debt.debtor.name = name;
        const auto document = filled(pack_with("<p>{{deudor.nombre}}</p>"), setting);
        INFO(name);
        REQUIRE_FALSE(document.ok());
        CHECK(has(document.problems(), "fill.text_unsafe", 1));
    }
    Setting setting = business();
    setting.debt.debtor.name = " Ana\tNúñez\r\nIbáñez ";
    const auto document = filled(pack_with("<p>{{deudor.nombre}}</p>"), setting);
    REQUIRE(document.ok());
    CHECK(plain_text(*document) == "Ana Núñez Ibáñez\n");
}

TEST_CASE("strict: text comes out composed (NFC)") {
    Setting setting = business();
    setting.debt.debtor.name = "Nun\u0303ez";
    const auto document = filled(pack_with("<p>{{deudor.nombre}}</p>"), setting);
    REQUIRE(document.ok());
    CHECK(plain_text(*document) == "Nu\u00F1ez\n");
}

TEST_CASE("strict: fixed spaces") {
    CHECK(fill::with_fixed_spaces("el n.º 3 y el art. 7, al 10 % de 20 €.") == "el n.º\u00A03 y el art.\u00A07, al 10\u00A0% de 20\u00A0€.");
    CHECK(fill::with_fixed_spaces("Sr. D. Juan, en 15 días") == "Sr.\u00A0D.\u00A0Juan, en 15\u00A0días");
    CHECK(fill::with_fixed_spaces("de la casa") == "de la casa");
}

TEST_CASE("strict: one law a letter") {
    Setting setting = business_three();
    setting.assessment.account.invoices[1].regime = model::Regime::consumer;
    setting.decision.letter = "requerimiento";
    fill::Filler filler(prepared());
    const auto mixed = filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
    CHECK(has(mixed.problems(), "fill.regimes_mixed"));
    setting.assessment.account.invoices[1].regime = model::Regime::unknown;
    const auto unknown = filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
    CHECK(has(unknown.problems(), "fill.regime_unknown"));
}

TEST_CASE("strict: each kind of debtor has its text; a missing one refuses") {
    Setting setting = public_body();
    fill::Filler filler(prepared());
    for (const char* letter : {"requerimiento", "ultimo-plazo", "propuesta", "negociacion-previa", "aviso-ficheros"}) {
        setting.decision.letter = letter;
        CHECK(has(filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options).problems(), "fill.variant_missing"));
    }
    Setting company = business();
    company.decision.letter = "aviso-ficheros"; // never for companies (L-703)
    CHECK(has(filler.fill_letter(company.debt, company.assessment, company.decision, company.options).problems(), "fill.variant_missing"));
}

TEST_CASE("strict: the rest of the refusals") {
    Setting setting = business();
    fill::Filler filler(prepared());
    setting.decision.letter = "nada";
    CHECK(has(filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options).problems(), "fill.letter_unknown"));
    setting.decision.letter = "requerimiento";
    setting.decision.addressee = "quien";
    CHECK(has(filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options).problems(), "fill.addressee_unknown"));
    setting.decision.addressee = "";
    setting.decision.invoices.push_back("f99");
    CHECK(has(filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options).problems(), "fill.invoice_unknown"));
    setting.decision.invoices.pop_back();
    setting.decision.deadline.reset();
    CHECK(has(filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options).problems(), "fill.name_empty")); // no deadline, no letter
    setting = business();
    setting.decision.letter = "requerimiento";
    setting.debt.creditor.accounts.clear();
    CHECK(has(filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options).problems(), "lint.clause_missing")); // no way to pay
    setting = business();
    setting.decision.letter = "requerimiento";
    setting.assessment.account.totals.principal = euros("1.00");
    CHECK(has(filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options).problems(), "fill.totals_differ"));
    model::Pack old = pack_with("<p>x</p>");
    old.letters.at("prueba").contract.valid_until = day("2026-03-20");
    CHECK(has(filled(old, business()).problems(), "fill.template_expired"));
    Setting joint = business();
    model::Obligor partner;
    partner.party.id = "co1";
    partner.party.name = "Pedro";
    partner.regime = model::LiabilityRegime::joint;
    joint.debt.obligors.push_back(partner);
    joint.decision.addressee = "co1";
    joint.decision.letter = "requerimiento";
    CHECK(has(filler.fill_letter(joint.debt, joint.assessment, joint.decision, joint.options).problems(), "fill.joint_debtor"));
}

TEST_CASE("strict: long tables grow linearly and keep every row") {
    Setting setting = business();
    const model::Invoice first = setting.debt.invoices[0];
    const model::InvoiceAccount account = setting.assessment.account.invoices[0];
    for (int n = 1; n < 2000; ++n) {
        model::Invoice invoice = first;
        model::InvoiceAccount copy = account;
        invoice.id = copy.invoice = "g" + std::to_string(n);
        invoice.number = copy.number = "N-" + std::to_string(n);
        copy.movements.clear();
        setting.debt.invoices.push_back(invoice);
        setting.assessment.account.invoices.push_back(copy);
        setting.decision.invoices.push_back(invoice.id);
    }
    setting.assessment.account.totals.principal = base::Money(101000 * 2000);
    setting.assessment.account.totals.interest = base::Money(account.interest->cents() * 2000);
    setting.decision.letter = "requerimiento";
    const auto document = fill::Filler(prepared()).fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
    INFO(text_of(document.problems()));
    REQUIRE(document.ok());
    for (const model::Block& block : document->blocks)
        if (const auto* table = std::get_if<model::Table>(&block.content); table != nullptr && table->style == "facturas") CHECK(table->body.size() == 2000);
}
