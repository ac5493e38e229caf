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

TEST_CASE("With a register the hand-over is recorded: the letter to its receiver, the dossier's numbers; the debtor gets no parallel letter; not twice") {
    const TemporaryFolder folder;
    const fs::path store = folder / "registro.sqlite", file = samples / "09-encargo-abogado/expediente.xml";
    std::ofstream(store).close();
    const std::string with = "--hand-over lawyer --register " + quoted(store);
    const CommandEnd end = handed_over(file, folder / "out", with);
    INFO(end.err << end.out);
    REQUIRE(end.status == 0);
    const auto json = nlohmann::json::parse(end.out);
    CHECK(json["registro"] == 1);
    CHECK(json["problemas"].empty());
    const auto letter = nlohmann::json::parse(run_command(legajo_program() + " register list --json --register " + quoted(store)).out);
    CHECK(letter["carta"] == "encargo");
    CHECK(letter["destinatario"] == "abogado");
    CHECK(letter["estado"] == "emitida");
    CHECK(letter["pdf-sha256"] == json["carta"]["sha256"]);
    CHECK(letter["pdf"] == "out/exp-2026-0109-encargo-abogado.pdf"); // beside the register: both may move together
    const auto person = nlohmann::json::parse(run_command(legajo_program() + " register export B53771200 --register " + quoted(store)).out);
    REQUIRE(person["dosieres-entregados"].size() == 1);
    CHECK(person["dosieres-entregados"][0]["destinatario"] == "Carles Moltó Segarra");
    CHECK(person["dosieres-entregados"][0]["fecha"] == "2026-11-21");
    CHECK(person["dosieres-entregados"][0]["pdf-sha256"] == json["dosier"]["sha256"]);

    const std::string zip = base::read_file(json["zip"]["fichero"].get<std::string>());
    const CommandEnd again = handed_over(file, folder / "out", with);
    CHECK(again.status != 0);
    CHECK(again.err.find("dossier.hand_over_refused") != std::string::npos);
    CHECK(base::read_file(json["zip"]["fichero"].get<std::string>()) == zip);
    const auto explained = nlohmann::json::parse(run_command(legajo_program() + " explain " + quoted(file) + " --json --as-of 2026-11-25 --register " + quoted(store)).out);
    CHECK(explained["carta"].is_null());
    CHECK(explained.dump().find("handed_over") != std::string::npos);

    const CommandEnd unrecorded = handed_over(file, folder / "otro", "--hand-over lawyer");
    CHECK(unrecorded.status == 0);
    CHECK(nlohmann::json::parse(unrecorded.out)["registro"].is_null());
    CHECK(unrecorded.out.find("dossier.hand_over_unrecorded") != std::string::npos);

    // An agency's: the letter alone, nothing delivered.
    const fs::path second = folder / "otro.sqlite";
    std::ofstream(second).close();
    const CommandEnd agency = handed_over(with_agency(samples / "09-encargo-abogado", folder / "caso"), folder / "agencia", "--hand-over agency --register " + quoted(second));
    INFO(agency.err);
    REQUIRE(agency.status == 0);
    const auto recorded = nlohmann::json::parse(run_command(legajo_program() + " register export B53771200 --register " + quoted(second)).out);
    REQUIRE(recorded["cartas"].size() == 1);
    CHECK(recorded["cartas"][0]["destinatario-nombre"] == "Cobros Amables, S.L.");
    CHECK(recorded["dosieres-entregados"].empty());
}

TEST_CASE("The debt of a public body and a disputed debt go to no agency, and the problem says so; nothing is written or recorded") {
    struct Row { const char *sample, *code; };
    for (const Row& row : {Row{"17-ayuntamiento", "dossier.agency_public_body"}, Row{"18-empresa-publica", "dossier.agency_public_body"}, Row{"15-disputa", "dossier.agency_disputed"}}) {
        INFO(row.sample);
        const TemporaryFolder folder;
        const fs::path store = folder / "registro.sqlite";
        std::ofstream(store).close();
        const CommandEnd end = handed_over(with_agency(samples / row.sample, folder / "caso"), folder / "out", "--hand-over agency --register " + quoted(store));
        INFO(end.err << end.out);
        CHECK(end.status != 0);
        CHECK(end.err.find(row.code) != std::string::npos);
        CHECK(!fs::exists(folder / "out"));
        CHECK(run_command(legajo_program() + " register list --json --register " + quoted(store)).out.empty());
    }
}

TEST_CASE("The disk fails at some step of a hand-over: nothing is recorded and no ZIP lies there; done again, it is as if nothing had happened") {
    const TemporaryFolder folder;
    const fs::path store = folder / "registro.sqlite", out = folder / "out", file = samples / "09-encargo-abogado/expediente.xml";
    const std::string with = "--hand-over lawyer --register " + quoted(store);
    int failed = 0, step = 1;
    for (;; step += 5) {
        INFO("step " << step);
        fs::remove_all(out);
        fs::remove(store);
        std::ofstream(store).close();
        const CommandEnd end = run_command("export LD_PRELOAD=" + quoted(LEGAJO_FAILING_DISK) + " LEGAJO_TEST_DISK=" + quoted(out) + " LEGAJO_TEST_AT=" + std::to_string(step) + "; " + legajo_program() + " dossier " + quoted(file) + " -o " +
                                           quoted(out) + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned --json " + with);
        if (end.status == 0) break;
        ++failed;
        REQUIRE(run_command(legajo_program() + " register list --json --register " + quoted(store)).out.empty());
        REQUIRE(!fs::exists(out / "exp-2026-0109-encargo-abogado.zip"));
        const auto person = nlohmann::json::parse(run_command(legajo_program() + " register export B53771200 --register " + quoted(store)).out);
        REQUIRE(person["dosieres-entregados"].empty());
        REQUIRE(step < 500);
    }
    CHECK(failed > 5);
    fs::remove_all(out);
    fs::remove(store);
    std::ofstream(store).close();
    const CommandEnd calm = handed_over(file, out, with);
    INFO(calm.err);
    CHECK(calm.status == 0);
    CHECK(nlohmann::json::parse(calm.out)["registro"] == 1);
}
