// The order of sibling elements means nothing; dates of the data are judged against the controlling date.

#include "read/broken_cases.hpp"
#include "read/read_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace legajo;
using namespace legajo::read_test;

namespace {

// The case in lines that do not tell the order: what each thing is, sorted.
std::vector<std::string> essence(const model::Case& debt) {
    std::vector<std::string> lines{debt.creditor.name, debt.debtor.tax_id, debt.reference};
    for (const auto& invoice : debt.invoices) lines.push_back("f " + invoice.id + invoice.number + invoice.amount.text() + invoice.contract + invoice.subject);
    for (const auto& payment : debt.payments) lines.push_back("p " + payment.id + payment.amount.text() + std::to_string(payment.applications.size()));
    for (const auto& note : debt.credit_notes) lines.push_back("a " + note.id + note.invoice + note.amount.text());
    for (const auto& agreement : debt.agreements) lines.push_back("g " + agreement.id + std::to_string(agreement.instalments.size()));
    for (const auto& proof : debt.evidence) lines.push_back("e " + proof.id + proof.file);
    for (const auto& obligor : debt.obligors) lines.push_back("o " + obligor.party.id + obligor.party.name);
    std::sort(lines.begin(), lines.end());
    return lines;
}

// The lines between the root's tags, each element of the root starting with two blanks.
std::vector<std::string> blocks_of(const std::string& text, std::string& head) {
    std::vector<std::string> blocks;
    std::size_t at = text.find("\n  <") + 1;
    head = text.substr(0, at);
    while (at < text.find("</expediente>")) {
        std::size_t next = text.find("\n  <", at);
        while (next != std::string::npos && text[next + 4] == '/') next = text.find("\n  <", next + 1);
        const std::size_t end = std::min(next == std::string::npos ? text.size() : next + 1, text.find("</expediente>"));
        blocks.push_back(text.substr(at, end - at));
        at = end;
    }
    return blocks;
}

} // namespace

TEST_CASE("the order of elements does not matter") {
    std::string head;
    auto blocks = blocks_of(good_case(), head);
    REQUIRE(blocks.size() == 15);
    const auto expected = essence(read::read_case(good_case()).value());
    std::uint64_t state = 7;
    for (int round = 0; round < 50; ++round) {
        for (std::size_t i = blocks.size() - 1; i > 0; --i) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            std::swap(blocks[i], blocks[(state >> 33) % (i + 1)]);
        }
        std::string text = head;
        for (const auto& block : blocks) text += block;
        const auto result = read::read_case(text + "</expediente>\n");
        REQUIRE(result.ok());
        CHECK(result.problems().empty());
        CHECK(essence(*result) == expected);
    }
}

TEST_CASE("data are too old or newer than the controlling date") {
    read::ReadOptions options;
    options.data_max_age_days = 60;
    const auto code = [&](base::Date control) {
        options.as_of = control;
        const auto result = read::read_case(good_case(), options);
        return result.problems().empty() ? std::string() : result.problems()[0].code + " " + result.problems()[0].place.path;
    };
    CHECK(code(base::Date(2026, 11, 19)) == "");
    CHECK(code(base::Date(2027, 1, 18)) == ""); // sixty days
    CHECK(code(base::Date(2027, 1, 19)) == "case.data_too_old expediente/@datos-a");
    CHECK(code(base::Date(2026, 11, 18)) == "case.data_after_control expediente/@datos-a");
    options.data_max_age_days = 0;
    CHECK(code(base::Date(2030, 1, 1)) == "");
}

TEST_CASE("prefixes, absent ids and derived persons") {
    std::string text = good_case();
    for (std::size_t at = text.find('<', text.find("<expediente")); at != std::string::npos; at = text.find('<', at + 1)) {
        if (text[at + 1] == '!') continue;
        text.insert(text[at + 1] == '/' ? at + 2 : at + 1, "lg:");
    }
    text.replace(text.find("xmlns="), 6, "xmlns:lg=");
    const auto prefixed = read::read_case(text);
    for (const auto& problem : prefixed.problems()) UNSCOPED_INFO(problem.code << " " << problem.place.path);
    REQUIRE(prefixed.ok());
    CHECK(essence(*prefixed) == essence(read::read_case(good_case()).value()));
    CHECK(prefixed->debtor.person == model::PersonKind::legal);
    CHECK(prefixed->obligors[0].role == model::Obligor::Role::guarantor);

    const auto without_ids = read::read_case(R"(<expediente xmlns="urn:legajo:expediente:1" referencia="E" datos-a="2026-11-19">
<acreedor tipo="autonomo"><nombre>A</nombre><nif>12345678Z</nif><domicilio via="v" municipio="m" codigo-postal="28001"/><contacto telefono="1"/><cuenta iban="ES9121000418450200051332"/></acreedor>
<deudor tipo="comunidad-propietarios"><nombre>B</nombre><nif>H50112218</nif><domicilio via="v" municipio="m" codigo-postal="28001"/></deudor>
<factura numero="1" fecha="2026-01-01" importe="1"/><factura numero="2" fecha="2026-01-01" importe="2"/></expediente>)");
    REQUIRE(without_ids.ok());
    CHECK(without_ids->invoices[1].id == "factura[2]");
    CHECK(without_ids->creditor.person == model::PersonKind::natural);
    CHECK(without_ids->debtor.person == model::PersonKind::without_personality);
    CHECK(without_ids->language == "es-ES");
    CHECK(without_ids->sha256.size() == 64);
}
