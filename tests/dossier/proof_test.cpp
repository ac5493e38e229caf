// Every link, outline entry, page label, stamp, index line and hash of finished dossiers, checked one by one by readers that did not write them.

#include "base/text.hpp"
#include "read_dossier.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;

namespace {

const fs::path samples = fs::path(LEGAJO_SOURCE_DIR) / "samples";

// Makes the dossier of a case and says what is wrong in it.
std::vector<std::string> wrong_after(const fs::path& case_file, const std::string& more, int status = 0, SeenDossier* keep = nullptr, bool may_warn = false) {
    const TemporaryFolder out;
    const CommandEnd end = run_command(legajo_program() + " dossier " + quoted(case_file) + " -o " + quoted(out.path()) + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned " + more);
    INFO(end.err << end.out);
    REQUIRE(end.status == status);
    fs::path pdf, folder;
    for (const auto& entry : fs::directory_iterator(out.path())) (entry.is_directory() ? folder : pdf) = entry.path();
    CHECK(run_command("qpdf --check --warning-exit-0 " + quoted(pdf)).status == 0);
    if (!may_warn) CHECK(run_command("qpdf --check " + quoted(pdf)).status == 0);
    SeenDossier seen = see_dossier(pdf);
    auto wrong = wrong_in(seen, folder, case_file.parent_path());
    if (keep) *keep = std::move(seen);
    return wrong;
}

// A one-page PDF with one line of text; `page` goes into its page dictionary.
std::string small_pdf(const std::string& words, const std::string& page = "/MediaBox[0 0 595 842]", const std::string& more = "") {
    const std::string content = "BT /F1 14 Tf 72 300 Td (" + words + ") Tj ET" + more;
    std::string pdf = "%PDF-1.4\n";
    std::vector<std::size_t> at;
    for (const std::string& object : {std::string("<</Type/Catalog/Pages 2 0 R>>"), std::string("<</Type/Pages/Kids[3 0 R]/Count 1>>"), "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>" + page + ">>",
                                      "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream", std::string("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")}) {
        at.push_back(pdf.size());
        pdf += std::to_string(at.size()) + " 0 obj" + object + "\nendobj\n";
    }
    const std::size_t table = pdf.size();
    pdf += "xref\n0 6\n0000000000 65535 f \n";
    for (const std::size_t offset : at) {
        const std::string digits = std::to_string(offset);
        pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return pdf + "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

// A copy of a sample with more evidence.
fs::path case_with(const TemporaryFolder& folder, const char* sample, const std::string& evidence) {
    const fs::path copy = folder / "caso";
    fs::copy(samples / sample, copy, fs::copy_options::recursive);
    const std::string xml = base::read_file(copy / "expediente.xml");
    std::ofstream(copy / "expediente.xml") << base::replaced(xml, "</expediente>", evidence + "</expediente>");
    return copy / "expediente.xml";
}

} // namespace

TEST_CASE("Every link, outline entry, label, stamp, index line and hash of a dossier is right") {
    for (const auto& sample : fs::directory_iterator(samples)) {
        const fs::path file = sample.path() / "expediente.xml";
        if (!fs::exists(file) || base::read_file(file).find("es-MX") != std::string::npos) continue; // that pack has no dossier
        INFO(file);
        CHECK(wrong_after(file, "") == std::vector<std::string>{});
    }
    CHECK(wrong_after(samples / "09-encargo-abogado/expediente.xml", "--court-safe --originals attach") == std::vector<std::string>{});
    CHECK(wrong_after(samples / "29-oferta-vinculante/expediente.xml", "--originals attach") == std::vector<std::string>{});
}

TEST_CASE("An index of three hundred exhibits grows over many pages and no number goes wrong") {
    const TemporaryFolder folder;
    std::string evidence;
    for (int i = 1; i <= 300; ++i) {
        const std::string n = std::to_string(i);
        evidence += "<prueba id=\"x" + n + "\" tipo=\"albaran\" fecha=\"2026-05-12\" acredita=\"Entrega de la partida " + n + "\" fichero=\"pruebas/x" + n + ".pdf\">Parte de entrega de la partida " + n + "</prueba>";
    }
    const fs::path file = case_with(folder, "09-encargo-abogado", evidence);
    for (int i = 1; i <= 300; ++i) std::ofstream(folder / "caso/pruebas" / ("x" + std::to_string(i) + ".pdf"), std::ios::binary) << small_pdf("Partida " + std::to_string(i));
    SeenDossier seen;
    CHECK(wrong_after(file, "", 0, &seen) == std::vector<std::string>{});
    CHECK(seen.pages.size() > 630);
    CHECK(seen.links.size() > 900);
}

TEST_CASE("Turned, cropped, tiny and unreadable exhibits bear their stamps and keep the numbers of the others") {
    const TemporaryFolder folder;
    const std::vector<std::pair<std::string, std::string>> odd = {{"girada", "/MediaBox[0 0 595 842]/Rotate 90"}, {"vuelta", "/MediaBox[0 0 595 842]/Rotate 180"}, {"otra", "/MediaBox[0 0 842 595]/Rotate 270"},
                                                                  {"recortada", "/MediaBox[0 0 842 1191]/CropBox[50 50 645 892]"}, {"corrida", "/MediaBox[-100 -200 495 642]"}, {"sello", "/MediaBox[0 0 120 320]"}};
    std::string evidence;
    for (const auto& [name, page] : odd) evidence += "<prueba id=\"" + name + "\" tipo=\"correo\" fecha=\"2026-05-12\" fichero=\"pruebas/" + name + ".pdf\">Página " + name + "</prueba>";
    evidence += "<prueba id=\"rota\" tipo=\"correo\" fecha=\"2026-05-13\" fichero=\"pruebas/rota.pdf\">Página rota</prueba><prueba id=\"falta\" tipo=\"correo\" fecha=\"2026-05-13\" fichero=\"pruebas/falta.pdf\">Página que falta</prueba>";
    const fs::path file = case_with(folder, "09-encargo-abogado", evidence);
    for (const auto& [name, page] : odd) std::ofstream(folder / "caso/pruebas" / (name + ".pdf"), std::ios::binary) << small_pdf(name, page);
    std::ofstream(folder / "caso/pruebas/rota.pdf") << "%PDF-1.7 nada";
    CHECK(wrong_after(file, "", 1) == std::vector<std::string>{});
}

TEST_CASE("Content that never ends swallows no stamp") {
    const TemporaryFolder folder;
    std::string evidence;
    int n = 0;
    for (const char* open : {" (nunca acaba", " ((dos veces \\", " <41", " [ (a) 3", " << /A [ (b", " BI /W 1 /H 1 /BPC 8 /CS /G ID abc", " BT (x) Tj", " % fin", " q q q", " 1 0 0 1 5000 0 cm", " W n 0 0 1 1 re W n", " )", " ]", " /A#", "\\"}) {
        const std::string id = "abierto" + std::to_string(++n);
        evidence += "<prueba id=\"" + id + "\" tipo=\"correo\" fecha=\"2026-05-12\" fichero=\"pruebas/" + id + ".pdf\">Abierto " + id + "</prueba>";
        std::ofstream(folder / (id + ".pdf"), std::ios::binary) << small_pdf(id, "/MediaBox[0 0 595 842]", open);
    }
    const fs::path file = case_with(folder, "09-encargo-abogado", evidence);
    for (int i = 1; i <= n; ++i) fs::copy(folder / ("abierto" + std::to_string(i) + ".pdf"), folder / "caso/pruebas");
    CHECK(wrong_after(file, "", 0, nullptr, true) == std::vector<std::string>{});
}

TEST_CASE("Names of attachments in letters that no font has do not stop the dossier") {
    const TemporaryFolder folder;
    const fs::path file = case_with(folder, "09-encargo-abogado", "<prueba id=\"m\" tipo=\"correo\" fecha=\"2026-05-12\" fichero=\"pruebas/m.eml\">Correo de fuera</prueba>");
    std::ofstream(folder / "caso/pruebas/m.eml", std::ios::binary) << "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHola \xE4\xBD\xA0\xE5\xA5\xBD \xEF\xBF\xBD\r\n"
        "--b\r\nContent-Type: text/plain; name=\"\xE4\xBD\xA0\xEF\xBF\xBD.txt\"\r\nContent-Disposition: attachment; filename=\"\xE4\xBD\xA0\xEF\xBF\xBD.txt\"\r\n\r\nadjunto\r\n--b--\r\n";
    SeenDossier seen;
    const auto wrong = wrong_after(file, "", 0, &seen);
    CHECK(std::ranges::none_of(wrong, [](const std::string& sentence) { return sentence.find("stamp") != std::string::npos; }));
    CHECK(std::ranges::any_of(seen.pages, [](const SeenPage& page) { return page.text.find("Hola") != std::string::npos; }));
}

TEST_CASE("The reader of dossiers finds what is wrong") {
    const TemporaryFolder out;
    const fs::path file = samples / "09-encargo-abogado/expediente.xml";
    REQUIRE(run_command(legajo_program() + " dossier " + quoted(file) + " -o " + quoted(out.path()) + " --as-of 2026-11-20 --issued-at 2026-11-21 --unsigned").status == 0);
    fs::path pdf, folder;
    for (const auto& entry : fs::directory_iterator(out.path())) (entry.is_directory() ? folder : pdf) = entry.path();
    const SeenDossier sound = see_dossier(pdf);
    const auto wrongs = [&](auto change) {
        SeenDossier seen = sound;
        change(seen);
        return wrong_in(seen, folder, file.parent_path()).size();
    };
    CHECK(wrongs([](SeenDossier&) {}) == 0);
    for (std::size_t i = 0; i < sound.links.size(); ++i) {
        INFO(sound.links[i].text << " on page " << sound.links[i].page);
        CHECK(wrongs([&](SeenDossier& seen) { ++seen.links[i].target; }) >= 1);
    }
    for (std::size_t i = 0; i < sound.outline.size(); ++i) CHECK(wrongs([&](SeenDossier& seen) { ++seen.outline[i].page; }) >= 1);
    CHECK(wrongs([](SeenDossier& seen) { std::swap(seen.pages[14].text, seen.pages[16].text); }) >= 1);
    CHECK(wrongs([](SeenDossier& seen) { seen.pages[3].label = "iv"; }) == 1);
    CHECK(wrongs([](SeenDossier& seen) { seen.attachments["manifiesto.json"] += " "; }) == 1);
}

TEST_CASE("Many documents of one kind make one line of what serves what, with links to the first and the last") {
    const TemporaryFolder folder;
    std::string evidence;
    for (int i = 1; i <= 7; ++i) evidence += "<prueba id=\"a" + std::to_string(i) + "\" tipo=\"albaran\" fecha=\"2026-05-0" + std::to_string(i) + "\" fichero=\"pruebas/a" + std::to_string(i) + ".txt\">Albarán parcial " + std::to_string(i) + "</prueba>";
    const fs::path file = case_with(folder, "05-ultimo-plazo-empresa", evidence);
    for (int i = 1; i <= 7; ++i) std::ofstream(file.parent_path() / "pruebas" / ("a" + std::to_string(i) + ".txt")) << "Recibido " << i << "\n";
    SeenDossier seen;
    const auto wrong = wrong_after(file, "", 0, &seen);
    for (const std::string& sentence : wrong) UNSCOPED_INFO(sentence);
    CHECK(wrong.empty());
    int lines = 0, singles = 0;
    for (const SeenPage& page : seen.pages) {
        if (page.text.find("Qué documento sirve para qué") == std::string::npos) continue;
        lines += page.text.find("· albarán") != std::string::npos ? 1 : 0;
        singles += page.text.find("Albarán parcial 3") != std::string::npos ? 1 : 0;
    }
    CHECK(lines == 1);
    CHECK(singles == 0);
}
