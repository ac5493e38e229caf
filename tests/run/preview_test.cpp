// Whoever writes letters sees each of them without preparing a case: every letter of every pack has an example that fills it.

#include "support/command.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

TEST_CASE("Every letter of every pack is drawn from its example, whatever day it is") {
    const test::TemporaryFolder folder;
    const fs::path templates = fs::path(LEGAJO_SOURCE_DIR) / "templates";
    std::size_t drawn = 0;
    for (const std::string pack : {"es-ES", "ca-ES", "es-MX"})
        for (const auto& letter : fs::directory_iterator(templates / pack / "letters")) {
            const std::string name = letter.path().filename().string();
            const fs::path pdf = folder / (pack + "-" + name + ".pdf");
            const auto end = run_command(test::legajo_program() + " template preview " + pack + " " + name + " -o " + quoted(pdf) + " --lang es");
            INFO(pack << " " << name << "\n" << end.out << end.err);
            CHECK(end.status == 0);
            REQUIRE(fs::exists(pdf));
            const std::string text = run_command("pdftotext -layout " + quoted(pdf) + " -").out;
            CHECK(text.size() > 400);
            CHECK(text.find("{{") == std::string::npos);
            ++drawn;
        }
    CHECK(drawn >= 40);
}

TEST_CASE("A letter without an example says so, and what to do") {
    const test::TemporaryFolder folder;
    fs::copy(fs::path(LEGAJO_SOURCE_DIR) / "templates", folder / "templates", fs::copy_options::recursive);
    fs::copy(fs::path(LEGAJO_SOURCE_DIR) / "fonts", folder / "fonts", fs::copy_options::recursive);
    fs::remove(folder / "templates/es-ES/letters/cierre/example.xml");
    const auto end = run_command("LEGAJO_DATA=" + quoted(folder.path()) + " " + test::legajo_program() + " template preview es-ES cierre -o " + quoted(folder / "x.pdf"));
    CHECK(end.status != 0);
    CHECK((end.out + end.err).find("fill.example_missing") != std::string::npos);
}

namespace {

std::string preview_text(const std::string& letter, const std::string& sample = "") {
    const test::TemporaryFolder folder;
    const std::string from = sample.empty() ? "" : " --as-of 2026-11-20 --case " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "samples" / sample / "expediente.xml");
    const auto end = run_command(test::legajo_program() + " template preview es-ES " + letter + from + " -o " + quoted(folder / "x.pdf"));
    INFO(end.err);
    REQUIRE(end.status == 0);
    const std::string text = run_command("pdftotext -layout " + quoted(folder / "x.pdf") + " -").out;
    std::string flat; // one space for each run of white space
    for (const char c : text)
        if (c != ' ' && c != '\n' && c != '\f') flat += c;
        else if (flat.empty() || flat.back() != ' ') flat += ' ';
    return flat;
}

bool has(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

} // namespace

TEST_CASE("A debtor can follow each figure: payments that went to interest, and where the sum of a plan comes from") {
    CHECK(has(preview_text("requerimiento"), "se aplicaron primero a los intereses"));
    CHECK(has(preview_text("ultimo-plazo", "05-ultimo-plazo-empresa"), "Si paga el último día del plazo, con los intereses de los días que faltan, serán"));
    CHECK(has(preview_text("propuesta"), "Las cantidades parten de lo que se debe"));
    CHECK(has(preview_text("oferta-vinculante"), "de compensación por costes de cobro; en total"));
}

TEST_CASE("Who makes a binding offer is bound by it; who signs a consent is the guarantor") {
    CHECK(has(preview_text("oferta-vinculante"), "estaremos obligados a cumplirla"));
    CHECK(has(preview_text("consentimiento-fiador"), "firma de Emilio Robles Heredia"));
}


TEST_CASE("A reminder does not go to a second page for its signature") { CHECK(has(preview_text("recordatorio", "18-empresa-publica"), "1 de 1")); }

TEST_CASE("An acknowledgement of debt is signed on the page that says what is acknowledged") {
    const std::string text = preview_text("reconocimiento-deuda");
    CHECK(has(text, "firma de Hotel Ribera del Eume"));
    CHECK_FALSE(has(text, "Página 2 de"));
}
