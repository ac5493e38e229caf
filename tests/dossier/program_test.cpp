// Dossiers of the samples, made by the program and looked at by programs that did not write them.

#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;

namespace {

const fs::path samples = fs::path(LEGAJO_SOURCE_DIR) / "samples";

struct Made {
    CommandEnd end;
    fs::path pdf, folder;
};

Made dossier_of(const fs::path& case_file, const fs::path& output, const std::string& more = "--unsigned") {
    Made made;
    made.end = run_command(legajo_program() + " dossier " + quoted(case_file) + " -o " + quoted(output) + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es " + more);
    for (const auto& entry : fs::directory_iterator(output)) {
        if (entry.path().extension() == ".pdf") made.pdf = entry.path();
        if (entry.is_directory()) made.folder = entry.path();
    }
    return made;
}

std::vector<std::string> pages_of(const fs::path& pdf) {
    const CommandEnd end = run_command("pdftotext " + quoted(pdf) + " -");
    REQUIRE(end.status == 0);
    std::vector<std::string> pages;
    for (const std::string_view page : base::split(end.out, '\f')) pages.emplace_back(page);
    if (!pages.empty() && base::trimmed(pages.back()).empty()) pages.pop_back();
    return pages;
}

std::string all_of(const std::vector<std::string>& pages) {
    std::string text;
    for (const std::string& page : pages) text += page + "\n";
    return text;
}

} // namespace

TEST_CASE("Dossiers of samples: sound files, every page stamped with its own folio, every number right") {
    for (const char* sample : {"09-encargo-abogado", "05-ultimo-plazo-empresa", "06-ultimo-plazo-consumidor", "17-ayuntamiento", "21-treinta-facturas"}) {
        INFO(sample);
        const TemporaryFolder folder;
        const Made made = dossier_of(samples / sample / "expediente.xml", folder.path());
        INFO(made.end.err << made.end.out);
        REQUIRE(made.end.status == 0);
        CHECK(run_command("qpdf --check " + quoted(made.pdf)).status == 0);
        const auto pages = pages_of(made.pdf);
        REQUIRE(pages.size() > 5);
        std::map<std::string, int> first_page; // of each document's divider
        static const std::regex stamp(R"(folio (\d+))"), divider(R"((?:^|\n)Documento n\.º (\d+)\n)");
        for (std::size_t i = 0; i < pages.size(); ++i) {
            INFO("page " << i + 1 << ": " << pages[i]);
            std::smatch match;
            REQUIRE(std::regex_search(pages[i], match, stamp));
            CHECK(match[1] == std::to_string(i + 1));
            if (std::regex_search(pages[i], match, divider)) first_page[match[1]] = static_cast<int>(i) + 1;
        }
        const std::string text = all_of(pages);
        static const std::regex unfilled(R"(\[[a-z]+\.[a-z0-9.-]+\]|\{[a-z]+\})");
        std::smatch match;
        INFO((std::regex_search(text, match, unfilled) ? match.str() : ""));
        CHECK(!std::regex_search(text, unfilled)); // every sentence exists and is filled
        // The manifest says the same folios as the pages.
        const std::string manifest = base::read_file(made.folder / "manifiesto.json");
        static const std::regex entry(R"re("numero": (\d+),[\s\S]*?"folio": (\d+))re");
        std::set<std::string> checked;
        for (auto it = std::sregex_iterator(manifest.begin(), manifest.end(), entry); it != std::sregex_iterator(); ++it)
            if (checked.insert((*it)[1]).second) CHECK(first_page[(*it)[1]] == std::stoi((*it)[2])); // sealed ones come last, numbered R1, R2 ...
        CHECK(checked.size() == first_page.size());
        CHECK(run_command("pdfdetach -list " + quoted(made.pdf)).out.find("manifiesto.json") != std::string::npos);
    }
}

TEST_CASE("The summary sheet is one page, and what a lawyer needs to file stands on the first three") {
    const TemporaryFolder folder;
    const Made made = dossier_of(samples / "09-encargo-abogado/expediente.xml", folder.path());
    const auto pages = pages_of(made.pdf);
    CHECK(pages[1].find("Hoja de resumen") != std::string::npos);
    CHECK(pages[2].find("Liquidación de la deuda") != std::string::npos);
    for (const char* word : {"B46778890", "B53771200", "9.737,05", "2,66", "28/10/2031", "28/10/2027", "juicio monitorio", "Tribunal de Instancia", "100,00", "no preceptivos", "04/12/2026", "26-0980"})
        CHECK(pages[1].find(word) != std::string::npos);
    CHECK(all_of(pages).find("NO APORTAR") != std::string::npos);
    CHECK(fs::exists(made.folder / "NO_APORTAR/R01_oferta-confidencial.pdf"));
    CHECK(base::read_file(made.folder / "NO_APORTAR/R01_oferta-confidencial.pdf") == base::read_file(samples / "09-encargo-abogado/pruebas/oferta-confidencial.pdf"));
}

TEST_CASE("The court-safe version holds nothing of what is withheld") {
    for (const char* sample : {"09-encargo-abogado", "29-oferta-vinculante"}) {
        INFO(sample);
        const TemporaryFolder folder;
        const Made made = dossier_of(samples / sample / "expediente.xml", folder.path(), "--unsigned --court-safe --originals attach");
        INFO(made.end.err);
        REQUIRE(made.end.status == 0);
        CHECK(run_command("qpdf --check " + quoted(made.pdf)).status == 0);
        CHECK(run_command("qpdf --qdf --object-streams=disable " + quoted(made.pdf) + " " + quoted(folder / "plain.pdf")).status == 0);
        const std::string bytes = base::read_file(folder / "plain.pdf"), text = all_of(pages_of(made.pdf));
        for (const char* word : {"oferta-confidencial", "Oferta confidencial", "NO APORTAR", "no se aporta", "Análisis", "Acta de la decisión", "secreto profesional"}) {
            INFO(word);
            CHECK(text.find(word) == std::string::npos);
            CHECK(bytes.find(word) == std::string::npos);
        }
        CHECK(run_command("pdfdetach -list " + quoted(made.pdf)).out.find("oferta") == std::string::npos);
        CHECK(!fs::exists(made.folder / "NO_APORTAR"));
        CHECK(base::read_file(made.folder / "manifiesto.json").find("oferta") == std::string::npos);
        CHECK(text.find("Liquidación de la deuda") != std::string::npos);
        CHECK(text.find("Índice de documentos") != std::string::npos);
    }
}

TEST_CASE("An exhibit that cannot be read leaves a sheet, is named on the summary, and the exit code tells; a withheld text elsewhere leaves no file") {
    const TemporaryFolder folder;
    const fs::path copy = folder / "caso";
    fs::copy(samples / "09-encargo-abogado", copy, fs::copy_options::recursive);
    fs::create_directory(folder / "out");
    SECTION("rubbish instead of a PDF, and a missing file") {
        std::ofstream(copy / "pruebas/factura-1015.pdf") << "%PDF-1.7 nada";
        fs::remove(copy / "pruebas/poder.pdf");
        const Made made = dossier_of(copy / "expediente.xml", folder / "out");
        CHECK(made.end.status == 1);
        const auto pages = pages_of(made.pdf);
        CHECK(pages[1].find("No se han podido leer: Documento 5, Documento 13") != std::string::npos);
        CHECK(all_of(pages).find("Documento sin leer") != std::string::npos);
        CHECK(made.end.err.find("poder.pdf") != std::string::npos);
        CHECK(run_command("qpdf --check " + quoted(made.pdf)).status == 0);
    }
    SECTION("the description of the offer repeated in an admitted exhibit") {
        std::string xml = base::read_file(copy / "expediente.xml");
        xml = base::replaced(xml, ">Poder de la administradora<", ">Poder; Oferta confidencial: no se aporta<");
        std::ofstream(copy / "expediente.xml") << xml;
        const Made made = dossier_of(copy / "expediente.xml", folder / "out", "--unsigned --court-safe");
        CHECK(made.end.status != 0);
        CHECK(made.end.err.find("dossier.leak") != std::string::npos);
        CHECK(made.pdf.empty());
    }
}

TEST_CASE("A PDF that only mutool can mend: its pages are there, and sheet, index, manifest and a note say what was done; without mutool a sheet stands for it") {
    const TemporaryFolder folder;
    const fs::path copy = folder / "caso", contract = copy / "pruebas/contrato.pdf";
    fs::copy(samples / "09-encargo-abogado", copy, fs::copy_options::recursive);
    const std::string whole = base::read_file(contract);
    std::ofstream(contract, std::ios::binary) << whole.substr(0, whole.find("xref")) << "% /Encrypt\n"; // no tables, and a word that forbids to guess at them
    CHECK(run_command("qpdf --check " + quoted(contract)).status != 0);
    for (const char* place : {"out", "sin"}) fs::create_directory(folder / place);
    const Made made = dossier_of(copy / "expediente.xml", folder / "out");
    CHECK(made.end.status == 0);
    CHECK(made.end.err.find("se reconstruyó con un programa externo (mutool)") != std::string::npos);
    const auto pages = pages_of(made.pdf);
    const auto sheet = std::ranges::find_if(pages, [](const std::string& page) { return page.starts_with("Documento n.º 2\n"); });
    REQUIRE(sheet != pages.end());
    REQUIRE(sheet + 1 != pages.end());
    CHECK(sheet->find("lo reconstruyó un programa externo") != std::string::npos);
    CHECK((sheet + 1)->find("CONTRATO CON-2026-15") != std::string::npos);
    CHECK((sheet + 1)->find("Documento n.º 2 · pág. 1 de 1") != std::string::npos);
    CHECK(all_of(pages).find("Llegó dañado: se muestra lo que se pudo recuperar.") != std::string::npos);
    CHECK(base::read_file(made.folder / "manifiesto.json").find("\"evidence.rebuilt_outside\"") != std::string::npos);
    CHECK(base::read_file(made.folder / "originales/02_contrato.pdf") == base::read_file(contract)); // as it was received
    CHECK(run_command(legajo_program() + " verify " + quoted(made.pdf) + " --lang es").out.find("todo es como dice el manifiesto") != std::string::npos);

    ::setenv("LEGAJO_MUTOOL", "/nonexistent", 1);
    const Made without = dossier_of(copy / "expediente.xml", folder / "sin");
    ::unsetenv("LEGAJO_MUTOOL");
    CHECK(without.end.status == 1);
    CHECK(all_of(pages_of(without.pdf)).find("Documento sin leer") != std::string::npos);
}

TEST_CASE("The same case gives the same bytes, and machines get one line of JSON") {
    const TemporaryFolder one, two;
    const Made a = dossier_of(samples / "05-ultimo-plazo-empresa/expediente.xml", one.path(), "--unsigned --json"), b = dossier_of(samples / "05-ultimo-plazo-empresa/expediente.xml", two.path(), "--unsigned --json");
    CHECK(base::read_file(a.pdf) == base::read_file(b.pdf));
    CHECK(a.end.out.find("\"estado\":\"completo\"") != std::string::npos);
    CHECK(std::ranges::count(a.end.out, '\n') == 1);
    CHECK(run_command("printf '%s' " + quoted(fs::path(a.end.out)) + " | python3 -m json.tool").status == 0);
}
