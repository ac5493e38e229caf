// What leaves the house when a case is handed over.

#include "base/hash.hpp"
#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;

namespace {

const fs::path samples = fs::path(LEGAJO_SOURCE_DIR) / "samples";

CommandEnd handed_over(const fs::path& case_file, const fs::path& output, const std::string& more) {
    return run_command(legajo_program() + " dossier " + quoted(case_file) + " -o " + quoted(output) + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned --json " + more);
}

fs::path with_agency(const fs::path& sample, const fs::path& folder) {
    fs::copy(sample, folder, fs::copy_options::recursive);
    std::ofstream(folder / "caso.xml") << base::replaced(base::read_file(sample / "expediente.xml"), "</expediente>", "<agencia><nombre>Cobros Amables, S.L.</nombre></agencia></expediente>");
    return folder / "caso.xml";
}

} // namespace

TEST_CASE("A lawyer gets letter and dossier in one ZIP, the same bytes every time") {
    const TemporaryFolder folder;
    std::string first;
    for (const char* name : {"uno", "dos"}) {
        const CommandEnd end = handed_over(samples / "09-encargo-abogado/expediente.xml", folder / name, "--hand-over lawyer");
        INFO(end.err);
        REQUIRE(end.status == 0);
        const auto json = nlohmann::json::parse(end.out);
        CHECK(json["destinatario"] == "Carles Moltó Segarra");
        CHECK(json["dosier"]["estado"] == "completo");
        const fs::path zip = json["zip"]["fichero"].get<std::string>();
        CHECK(json["zip"]["sha256"] == base::sha256_hex(base::read_file(zip)));
        CHECK(run_command("unzip -tq " + quoted(zip)).status == 0);
        const std::string list = run_command("unzip -Z1 " + quoted(zip)).out;
        for (const char* entry : {"encargo.pdf\n", "exp-2026-0109-dosier.pdf\n", "exp-2026-0109-dosier/manifiesto.json\n", "exp-2026-0109-dosier/NO_APORTAR/R01_oferta-confidencial.pdf\n"}) CHECK(list.find(entry) != std::string::npos);
        if (first.empty()) first = json["zip"]["sha256"];
        else CHECK(json["zip"]["sha256"] == first);
    }
}

TEST_CASE("An agency gets what is owed, by whom and how to reach them; no evidence, no dossier, no notes") {
    const TemporaryFolder folder;
    const fs::path file = with_agency(samples / "09-encargo-abogado", folder / "caso");
    const CommandEnd end = handed_over(file, folder / "out", "--hand-over agency");
    INFO(end.err);
    REQUIRE(end.status == 0);
    const auto json = nlohmann::json::parse(end.out);
    CHECK(json["dosier"].is_null());
    const fs::path zip = json["zip"]["fichero"].get<std::string>();
    CHECK(run_command("unzip -Z1 " + quoted(zip)).out == "encargo.pdf\n");
    CHECK(std::distance(fs::directory_iterator(folder / "out"), fs::directory_iterator()) == 2); // the ZIP and the letter
    const std::string text = run_command("pdftotext -layout " + quoted(folder / "out/exp-2026-0109-encargo-agencia.pdf") + " -").out;
    for (const char* word : {"Cobros Amables, S.L.", "Congresos y Ferias Levante", "B53771200", "compras@ferias-levante.example", "9.737,05", "26-0980"}) CHECK(text.find(word) != std::string::npos);
    for (const char* word : {"Prescripci", "monitorio", "Negociaci", "cautelares", "Moltó", "legajo que acompa", "Cots Pla"}) CHECK(text.find(word) == std::string::npos);
}

TEST_CASE("No hand-over without somebody to hand over to, nor where a hold forbids the claim") {
    const TemporaryFolder folder;
    const CommandEnd nobody = handed_over(samples / "09-encargo-abogado/expediente.xml", folder / "a", "--hand-over agency");
    CHECK(nobody.status != 0);
    CHECK(nobody.err.find("dossier.no_addressee") != std::string::npos);
    const CommandEnd insolvent = handed_over(with_agency(samples / "16-concurso", folder / "caso"), folder / "b", "--hand-over agency");
    CHECK(insolvent.status != 0);
    CHECK(insolvent.err.find("concurso") != std::string::npos);
    CHECK(!fs::exists(folder / "b"));
}

TEST_CASE("--zip bundles a dossier and a filing") {
    const TemporaryFolder folder;
    const CommandEnd dossier = handed_over(samples / "05-ultimo-plazo-empresa/expediente.xml", folder / "a", "--zip");
    const auto json = nlohmann::json::parse(dossier.out);
    CHECK(run_command("unzip -tq " + quoted(fs::path(json["zip"]["fichero"].get<std::string>()))).status == 0);
    const CommandEnd filing = handed_over(samples / "05-ultimo-plazo-empresa/expediente.xml", folder / "b", "--zip --filing state");
    const auto filed = nlohmann::json::parse(filing.out);
    CHECK(run_command("unzip -Z1 " + quoted(fs::path(filed["zip"].get<std::string>()))).out.find("-presentacion/documentos/00_indice.pdf") != std::string::npos);
}
