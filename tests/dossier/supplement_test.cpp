// After a delivery: numbers and folios stand, and what comes later goes into a supplement. The files are read by programs that did not write them.

#include "read_dossier.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>

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
    void edit(const std::string& from, const std::string& to) {
        const std::string xml = base::read_file(file), changed = base::replaced(xml, from, to);
        REQUIRE(changed != xml);
        std::ofstream(file) << changed;
    }
    void add(const std::string& id, const std::string& name, const std::string& words) {
        std::ofstream(folder / "caso/pruebas" / name) << words << "\n";
        edit("  <consulta", "  <prueba id=\"" + id + "\" tipo=\"nota-registral\" fecha=\"2026-11-18\" fichero=\"pruebas/" + name + "\">Nota " + id + "</prueba>\n  <consulta");
    }
    std::vector<std::string> wrong(const fs::path& pdf) {
        auto found = wrong_in(see_dossier(pdf), fs::path(pdf).replace_extension(), file.parent_path());
        for (const std::string& sentence : found) UNSCOPED_INFO(sentence);
        return found;
    }
    static Json manifest(fs::path pdf) { return Json::parse(base::read_file(pdf.replace_extension() / "manifiesto.json")); }
};

int number_of(const Json& manifest, const std::string& exhibit) {
    for (const Json& document : manifest["documentos"])
        if (document["prueba"] == exhibit) return document["numero"];
    return 0;
}

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

TEST_CASE("What is withdrawn, kept back or replaced after a delivery is told, in a supplement of a supplement too; every link, stamp and hash is right") {
    Desk desk;
    REQUIRE(desk.dossier().status == 0);
    const fs::path first = desk.pdf("");
    const Json before = Desk::manifest(first);
    CHECK(desk.deliver(desk.folder / "caso/pruebas/poder.pdf").err.find("no es un dosier") != std::string::npos);
    CHECK(desk.deliver(first, "' '").status != 0);
    REQUIRE(desk.deliver(first).status == 0);

    desk.edit("  <prueba id=\"p2\" tipo=\"presupuesto\" fecha=\"2026-03-04\" fichero=\"pruebas/presupuesto.pdf\">Presupuesto aceptado</prueba>\n", "");
    desk.edit("fichero=\"pruebas/extracto.txt\"", "fichero=\"pruebas/extracto.txt\" reserva=\"letrado\"");
    desk.add("p20", "nota.txt", "Registro Mercantil: sociedad activa.");
    const CommandEnd end = desk.dossier("--originals attach");
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    const fs::path second = desk.pdf("-suplemento-1");
    const Json after = Desk::manifest(second);
    std::map<std::string, Json> changes;
    for (const Json& change : after["suplemento"]["cambios"]) changes[change.value("antes", Json::object()).value("prueba", "nuevo")] = change;
    REQUIRE(changes.size() == 3);
    CHECK(changes["nuevo"]["numero"] == number_of(before, "p14") + 1);
    CHECK(changes["p2"]["cambio"] == "retirado");
    CHECK(changes["p12"]["no-aportar"] == true);
    CHECK(changes["p12"]["numero"] == 2);
    CHECK(changes["p12"]["antes"]["numero"] == number_of(before, "p12"));
    const std::string list = see_dossier(second).pages.at(1).text;
    CHECK(list.find("Reservado R2") != std::string::npos);
    CHECK(list.find("NO APORTAR") != std::string::npos);
    CHECK(list.find("pruebas/presupuesto.pdf") != std::string::npos);
    CHECK(desk.wrong(second).empty());

    REQUIRE(desk.deliver(second, "Procurador").status == 0);
    REQUIRE(desk.deliver(second, "Bufete").status == 0);
    desk.add("p21", "nota2.txt", "Depositadas las cuentas de 2025.");
    REQUIRE(desk.dossier().status == 0);
    const fs::path third = desk.pdf("-suplemento-2");
    const Json later = Desk::manifest(third);
    CHECK(later["suplemento"]["primer-folio"] == after["suplemento"]["primer-folio"].get<int>() + after["paginas"].get<int>());
    CHECK(later["suplemento"]["suple-a"] == run_command("sha256sum < " + quoted(second)).out.substr(0, 64));
    REQUIRE(later["documentos"].size() == 1);
    CHECK(later["documentos"][0]["numero"] == changes["nuevo"]["numero"].get<int>() + 1);
    CHECK(later["suplemento"]["cambios"].size() == 2); // the new one, and what is still withdrawn
    CHECK(desk.wrong(third).empty());

    // The first one anew, after two supplements, would have other evidence: never over the delivered file.
    CHECK(desk.dossier("--whole").status != 0);
    CHECK(Desk::manifest(first) == before);
}

TEST_CASE("What may no longer be shown to a court leaves its number and folio in the list, and nothing else") {
    Desk desk;
    REQUIRE(desk.dossier("--court-safe").status == 0);
    REQUIRE(desk.deliver(desk.pdf("")).status == 0);
    desk.edit("fichero=\"pruebas/reconocimiento.eml\"", "fichero=\"pruebas/reconocimiento.eml\" reserva=\"letrado\"");
    REQUIRE(desk.dossier("--court-safe").status == 0);
    const fs::path second = desk.pdf("-suplemento-1");
    const Json change = Desk::manifest(second)["suplemento"]["cambios"].at(0);
    CHECK(change["cambio"] == "retirado");
    CHECK(!change["antes"].contains("prueba"));
    CHECK(desk.wrong(second).empty());
    for (const SeenPage& page : see_dossier(second).pages) CHECK(page.text.find("reconocimiento.eml") == std::string::npos);
}

TEST_CASE("A supplement travels as ZIP and with the hand-over to the lawyer; its folder and manifest are re-checked, each tampering named") {
    Desk desk;
    REQUIRE(desk.dossier().status == 0);
    REQUIRE(desk.deliver(desk.pdf("")).status == 0);
    desk.add("p20", "nota.txt", "Registro Mercantil: sociedad activa.");
    const CommandEnd zipped = desk.dossier("--zip --json");
    INFO(zipped.err);
    REQUIRE(zipped.status == 0);
    const Json made = Json::parse(zipped.out);
    CHECK(made["suplemento"] == 1);
    const std::string list = run_command("unzip -Z1 " + quoted(fs::path(made["zip"]["fichero"].get<std::string>()))).out;
    for (const char* entry : {"exp-2026-0109-dosier-suplemento-1.pdf\n", "exp-2026-0109-dosier-suplemento-1/manifiesto.json\n", "exp-2026-0109-dosier-suplemento-1/originales/14_nota.txt\n"}) CHECK(list.find(entry) != std::string::npos);

    const CommandEnd handed = desk.dossier("--hand-over lawyer --json");
    INFO(handed.err);
    REQUIRE(handed.status == 0);
    const Json hand_over = Json::parse(handed.out);
    CHECK(hand_over["dosier"]["suplemento"] == 1);
    CHECK(run_command("unzip -Z1 " + quoted(fs::path(hand_over["zip"]["fichero"].get<std::string>()))).out.find("-dosier-suplemento-1.pdf") != std::string::npos);

    const fs::path pdf = desk.pdf("-suplemento-1"), folder = fs::path(pdf).replace_extension();
    const auto verified = [&] { return run_command(legajo_program() + " verify " + quoted(pdf) + " --lang es"); };
    CHECK(verified().out.find("todo es como dice el manifiesto") != std::string::npos);
    const fs::path note = folder / "originales/14_nota.txt";
    const std::string was = base::read_file(note);
    std::ofstream(note) << "otra cosa";
    CHECK(verified().out.find("14_nota.txt") != std::string::npos);
    CHECK(verified().status != 0);
    std::ofstream(note) << was;
    std::ofstream(folder / "de-mas.txt") << "x";
    CHECK(verified().out.find("de-mas.txt") != std::string::npos);
    fs::remove(folder / "de-mas.txt");
    std::ofstream(folder / "manifiesto.json", std::ios::app) << "\n";
    CHECK(verified().status != 0);
}
