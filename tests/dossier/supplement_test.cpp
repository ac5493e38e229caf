// After a delivery: numbers and folios stand, and what comes later goes into a supplement. The files are read by programs that did not write them.

#include "read_dossier.hpp"

#include "base/files.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

struct Desk { // a case to change, an output folder, an empty register
    TemporaryFolder folder;
    fs::path file = folder / "caso/expediente.xml", output = folder / "out", store = folder / "registro.sqlite";

    Desk() {
        fs::copy(fs::path(LEGAJO_SOURCE_DIR) / "samples/09-encargo-abogado", folder / "caso", fs::copy_options::recursive);
        fs::create_directory(output);
        std::ofstream(store).close(); // an empty file becomes a register
    }
    CommandEnd dossier(const std::string& more = "") {
        return run_command(legajo_program() + " dossier " + quoted(file) + " -o " + quoted(output) + " --register " + quoted(store) + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned " + more);
    }
    CommandEnd deliver(const fs::path& pdf, const std::string& to = "Bufete") {
        return run_command(legajo_program() + " register deliver " + quoted(pdf) + " --to " + to + " --date 2026-11-21 --lang es --register " + quoted(store));
    }
    fs::path pdf(const std::string& end) {
        for (const auto& entry : fs::directory_iterator(output))
            if (entry.path().filename().string().ends_with("-dosier" + end + ".pdf") || entry.path().filename().string().ends_with("-dosier-aportable" + end + ".pdf")) return entry.path();
        return {};
    }
    static Json manifest(fs::path pdf) { return Json::parse(base::read_file(pdf.replace_extension() / "manifiesto.json")); }
};

} // namespace

TEST_CASE("After a delivery a supplement follows: only what is new or changed, on numbers and folios that go on") {
    const std::string version = GENERATE("", "--court-safe");
    INFO(version);
    Desk desk;
    REQUIRE(desk.dossier(version).status == 0);
    const fs::path first = desk.pdf("");
    const std::string bytes = base::read_file(first);
    const Json before = Desk::manifest(first);
    const CommandEnd kept = desk.deliver(first);
    INFO(kept.out << kept.err);
    REQUIRE(kept.status == 0);
    CHECK(desk.deliver(first).status != 0); // the same file to the same receiver
    CHECK(desk.deliver(first, "Otro").status == 0);

    REQUIRE(desk.dossier("--whole " + version).status == 0);
    CHECK(base::read_file(first) == bytes); // the same evidence: the same file

    const Json replaced = before["documentos"][4], other = before["documentos"][3];
    fs::copy_file(desk.folder / "caso" / other["fichero"].get<std::string>(), desk.folder / "caso" / replaced["fichero"].get<std::string>(), fs::copy_options::overwrite_existing);
    const CommandEnd refused = desk.dossier("--whole " + version);
    CHECK(refused.status != 0);
    CHECK(refused.err.find("no queda en su sitio") != std::string::npos);
    CHECK(base::read_file(first) == bytes);

    const CommandEnd end = desk.dossier(version);
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    CHECK(base::read_file(first) == bytes);
    const fs::path second = desk.pdf("-suplemento-1");
    const Json after = Desk::manifest(second);
    int last = 0;
    for (const Json& document : before["documentos"])
        if (!document.value("no-aportar", false)) last = std::max(last, document["numero"].get<int>());
    const int offset = before["paginas"];
    REQUIRE(after["documentos"].size() == 1);
    CHECK(after["documentos"][0]["numero"] == last + 1);
    CHECK(after["documentos"][0]["prueba"] == replaced["prueba"]);
    CHECK(after["suplemento"]["suple-a"] == run_command("sha256sum < " + quoted(first)).out.substr(0, 64));
    CHECK(after["suplemento"]["primer-folio"] == offset + 1);
    CHECK(after["suplemento"]["cambios"][0]["antes"]["numero"] == replaced["numero"]);

    CHECK(run_command("qpdf --check " + quoted(second)).status == 0);
    const SeenDossier seen = see_dossier(second);
    REQUIRE(seen.pages.size() == after["paginas"].get<std::size_t>());
    for (std::size_t i = 0; i < seen.pages.size(); ++i) {
        const std::string folio = std::to_string(offset + static_cast<int>(i) + 1);
        CHECK(seen.pages[i].label == folio);
        CHECK(seen.pages[i].text.find("folio " + folio) != std::string::npos);
    }
    const int divider = after["documentos"][0]["folio"].get<int>() - offset;
    CHECK(seen.pages.at(static_cast<std::size_t>(divider) - 1).text.find("Documento n.º " + std::to_string(last + 1)) != std::string::npos);
    CHECK(seen.pages[1].text.find("Lista de cambios") != std::string::npos);
    CHECK(seen.pages[1].text.find("Documento " + replaced["numero"].dump() + ", folio " + replaced["folio"].dump()) != std::string::npos);
    int links = 0;
    for (const SeenLink& link : seen.links) {
        CHECK((link.target > 0 || !link.address.empty()));
        if (link.page == 2) CHECK(link.target == divider);
        links += link.page == 2 ? 1 : 0;
    }
    CHECK(links >= 3);
    CHECK(run_command(legajo_program() + " verify " + quoted(second) + " --lang es").out.find("todo es como dice el manifiesto") != std::string::npos);

    REQUIRE(desk.deliver(second).status == 0);
    REQUIRE(desk.dossier(version).status == 0); // nothing new since
    const Json third = Desk::manifest(desk.pdf("-suplemento-2"));
    CHECK(third["documentos"].empty());
    CHECK(third["suplemento"]["primer-folio"] == offset + after["paginas"].get<int>() + 1);
}

TEST_CASE("What is withdrawn is told; a file that is no dossier is not delivered") {
    Desk desk;
    REQUIRE(desk.dossier().status == 0);
    CHECK(desk.deliver(desk.folder / "caso/pruebas/poder.pdf").err.find("no es un dosier") != std::string::npos);
    CHECK(desk.deliver(desk.pdf(""), "' '").status != 0);
}
