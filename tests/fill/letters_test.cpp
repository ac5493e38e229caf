// Every letter of the shipped packs, filled for every case it may go to: no blank, no doubled word, nothing left unreplaced, and equal to its golden.

#include "base/files.hpp"
#include "fill/case_builder.hpp"
#include "fill/dump.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>
#include <regex>

using namespace fill_test;

namespace {

std::string fill_and_dump(const char* letter, Setting setting, const char* pack = "es-ES") {
    setting.decision.letter = letter;
    fill::Filler filler(prepared(pack));
    const auto filled = filler.fill_letter(setting.debt, setting.assessment, setting.decision, setting.options);
    INFO(letter << "\n" << text_of(filled.problems()));
    REQUIRE(filled.ok());
    const std::string text = plain_text(*filled);
    INFO(text);
    CHECK(text.find("{{") == std::string::npos);
    CHECK(text.find("  ") == std::string::npos);
    CHECK(text.find(" ,") == std::string::npos);
    CHECK(text.find(" .") == std::string::npos);
    CHECK(text.find("..") == std::string::npos);
    CHECK(text.find("\xEF\xB7\x90") == std::string::npos);
    static const std::regex doubled("(^|[ \\n])([A-Za-z]{2,}) \\2([ ,.;:\\n]|$)");
    CHECK_FALSE(std::regex_search(text, doubled));
    // Who hears a table hears what each row is about.
    for (const model::Block& block : filled->blocks)
        if (const auto* table = std::get_if<model::Table>(&block.content))
            for (const auto* rows : {&table->body, &table->foot})
                for (const model::Row& row : *rows) CHECK((!row.cells.empty() && row.cells.front().is_header));
    return fill::dump(*filled);
}

void golden(const std::string& name, const std::string& actual) {
    const std::string path = std::string(LEGAJO_SOURCE_DIR) + "/tests/fill/golden/" + name + ".txt";
    if (std::getenv("LEGAJO_BLESS") != nullptr) {
        base::write_file_durably(path, actual);
        return;
    }
    INFO(name << ": LEGAJO_BLESS=1 writes the golden; read the difference");
    CHECK(base::read_file(path) == actual);
}

} // namespace

TEST_CASE("letters: every other letter, for business, consumer and administration") {
    int filled_letters = 0;
    for (const auto& [id, letter] : shipped().letters) {
        if (id == "comunicacion" || id == "recordatorio" || id == "requerimiento" || id == "ultimo-plazo" || id == "consentimiento-fiador") continue;
        const bool for_all = letter.letter.text.find("Sin texto común") == std::string::npos;
        struct Kind {
            const char* variant;
            Setting setting;
        };
        const Kind kinds[] = {{"empresa", with_everything(business())}, {"consumidor", with_everything(consumer())}, {"administracion", with_everything(public_body())}};
        for (const Kind& kind : kinds) {
            if (for_all ? std::string_view(kind.variant) == "administracion" : !letter.variants.contains(kind.variant)) continue;
            golden(id + "." + kind.variant, fill_and_dump(id.c_str(), kind.setting));
            ++filled_letters;
        }
    }
    CHECK(filled_letters > 35);
}

TEST_CASE("letters: the ladder in Catalan says the same clauses as in Spanish") {
    const model::Pack& catalan = shipped("ca-ES");
    const model::Pack& spanish = shipped();
    for (const char* letter : {"comunicacion", "recordatorio", "requerimiento", "propuesta", "ultimo-plazo", "negociacion-previa", "reclamacion-administracion"}) {
        INFO(letter);
        REQUIRE(catalan.letters.contains(letter));
        for (const auto& [variant, source] : spanish.letters.at(letter).variants) CHECK(catalan.letters.at(letter).variants.contains(variant));
    }
    struct Kind {
        const char* variant;
        Setting setting;
    };
    const Kind kinds[] = {{"empresa", with_everything(business_three())}, {"consumidor", with_everything(consumer())}, {"administracion", with_everything(public_body())}};
    for (const auto& [id, letter] : catalan.letters) {
        const bool for_all = letter.variants.empty();
        for (const Kind& kind : kinds) {
            if (for_all ? std::string_view(kind.variant) != "empresa" : !letter.variants.contains(kind.variant)) continue;
            const std::string catalan_dump = fill_and_dump(id.c_str(), kind.setting, "ca-ES");
            const std::string spanish_dump = fill_and_dump(id.c_str(), kind.setting);
            CHECK(catalan_dump.substr(catalan_dump.rfind("clauses:")) == spanish_dump.substr(spanish_dump.rfind("clauses:")));
            golden("ca/" + id + "." + kind.variant, catalan_dump);
        }
    }
}

TEST_CASE("letters: Mexico has three steps, pesos, RFC and CLABE, and states no law") {
    const model::Pack& mexican = shipped("es-MX");
    CHECK(mexican.letters.size() == 3);
    Setting setting = business();
    setting.debt.currency = *base::Currency::parse("MXN");
    const auto pesos = [&](base::Money& amount) { amount = base::Money(amount.cents(), setting.debt.currency); };
    model::StatementOfAccount& account = setting.assessment.account;
    for (base::Money* amount : {&account.totals.principal, &account.totals.compensation, &account.totals.total, &account.totals.not_yet_due, &account.totals.uncontested, &account.totals.of_paid_invoices}) pesos(*amount);
    account.totals.interest.reset();
    account.totals.per_day.reset();
    for (model::InvoiceAccount& invoice : account.invoices) {
        for (base::Money* amount : {&invoice.charged, &invoice.credited, &invoice.paid, &invoice.outstanding, &invoice.disputed, &invoice.compensation, &invoice.compensation_charged, &invoice.compensation_paid, &invoice.accrued_interest, &invoice.interest_paid}) pesos(*amount);
        invoice.interest.reset();
        invoice.per_day.reset();
        invoice.segments.clear();
        invoice.movements.clear();
        invoice.compensation = base::Money(0, setting.debt.currency);
        invoice.regime = model::Regime::no_rule_set;
    }
    account.totals.compensation = base::Money(0, setting.debt.currency);
    for (model::Payment& payment : setting.debt.payments) pesos(payment.amount);
    setting.debt.creditor.accounts[0].iban = "999580000001234561";
    for (const char* letter : {"comunicacion", "recordatorio"}) {
        const std::string dumped = fill_and_dump(letter, setting, "es-MX");
        CHECK(dumped.find("$1,010.00") != std::string::npos);
        CHECK(dumped.find("€") == std::string::npos);
        CHECK(dumped.find("NIF") == std::string::npos);
        golden(std::string("mx/") + letter, dumped);
    }
    setting.decision.letter = "requerimiento";
    CHECK_FALSE(fill::Filler(prepared("es-MX")).fill_letter(setting.debt, setting.assessment, setting.decision, setting.options).ok());
}

TEST_CASE("letters: the lawyer gets the case even where the analysis names no way: a debtor abroad") {
    Setting setting = with_everything(business());
    setting.assessment.procedure.route.clear();
    for (const char* pack : {"es-ES", "ca-ES"}) CHECK(fill_and_dump("encargo", setting, pack).find(pack == std::string_view("es-ES") ? "no señala ninguna vía" : "no assenyala cap via") != std::string::npos);
}

TEST_CASE("letters: a guarantor is told why, and pays no more than the limit") {
    Setting setting = with_everything(business());
    setting.decision.addressee = "fi1";
    golden("requerimiento.fiador", fill_and_dump("requerimiento", setting));
    golden("consentimiento-fiador.fiador", fill_and_dump("consentimiento-fiador", setting));
}

TEST_CASE("letters: short messages say nothing of a debt") {
    for (const auto& [id, letter] : shipped().letters) {
        if (!letter.short_message) continue;
        Setting setting = with_everything(business());
        setting.decision.letter = id;
        fill::Filler filler(prepared());
        const auto message = filler.short_message(setting.debt, setting.assessment, setting.decision, setting.options);
        INFO(id << "\n" << text_of(message.problems()));
        REQUIRE(message.ok());
        INFO(*message);
        CHECK(message->size() < 420);
        for (const char* word : {"deuda", "€", "impag", "deudor", "reclam", "requerim", "pendiente"}) CHECK(message->find(word) == std::string::npos);
        CHECK(message->find("{{") == std::string::npos);
        CHECK(message->find("  ") == std::string::npos);
    }
}

TEST_CASE("letters: the ladder, by debtor kind") {
    for (const char* letter : {"comunicacion", "recordatorio", "requerimiento", "ultimo-plazo"}) {
        golden(std::string(letter) + ".empresa", fill_and_dump(letter, business()));
        golden(std::string(letter) + ".empresa-tres", fill_and_dump(letter, business_three()));
        golden(std::string(letter) + ".consumidor", fill_and_dump(letter, consumer()));
    }
    for (const char* letter : {"comunicacion", "recordatorio"}) golden(std::string(letter) + ".administracion", fill_and_dump(letter, public_body()));
}
