// What dossiers, filings, hand-overs and imports tell to machines keeps to the schemas that ship, by our validator and by one that we did not write.

#include "base/text.hpp"
#include "report/schema.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;

namespace {

const fs::path root = LEGAJO_SOURCE_DIR;

void keeps_to(const std::string& schema, const std::string& text) {
    INFO(schema << ": " << text);
    CHECK(Schema(schema).faults(text) == "");
    if (run_command("python3 -c 'import jsonschema'").status != 0) {
        WARN("python3-jsonschema is not installed: no second opinion");
        return;
    }
    const TemporaryFolder folder;
    std::ofstream(folder / "one.json") << text;
    const CommandEnd end = run_command("python3 -c 'import json,sys,jsonschema as j; s=json.load(open(sys.argv[1])); j.Draft202012Validator.check_schema(s); j.Draft202012Validator(s).validate(json.load(open(sys.argv[2])))' " +
                                       quoted(root / "templates/schema" / (schema + ".schema.json")) + " " + quoted(folder / "one.json"));
    INFO(end.err);
    CHECK(end.status == 0);
}

struct Desk {
    TemporaryFolder folder;
    fs::path store = folder / "registro.sqlite";

    Desk() { std::ofstream(store).close(); }
    std::string dossier(const char* sample, const std::string& more) {
        const CommandEnd end = run_command(legajo_program() + " dossier " + quoted(root / "samples" / sample / "expediente.xml") + " -o " + quoted(folder / "out") + " --as-of 2026-11-20 --issued-at 2026-11-21 --unsigned --json --lang es " + more);
        INFO(end.err);
        REQUIRE(end.status <= 1);
        return end.out;
    }
    std::string file(const std::string& name) { return base::read_file(folder / "out" / name); }
};

} // namespace

TEST_CASE("Dossier, supplement and their manifests keep to their schemas") {
    Desk desk;
    keeps_to("dossier", desk.dossier("09-encargo-abogado", "--zip --originals attach --register " + quoted(desk.store)));
    keeps_to("manifest", desk.file("exp-2026-0109-dosier/manifiesto.json"));
    keeps_to("dossier", desk.dossier("09-encargo-abogado", "--court-safe"));
    keeps_to("manifest", desk.file("exp-2026-0109-dosier-aportable/manifiesto.json"));
    REQUIRE(run_command(legajo_program() + " register deliver " + quoted(desk.folder / "out/exp-2026-0109-dosier.pdf") + " --to Bufete --date 2026-11-21 --register " + quoted(desk.store)).status == 0);
    keeps_to("dossier", desk.dossier("09-encargo-abogado", "--register " + quoted(desk.store)));
    keeps_to("manifest", desk.file("exp-2026-0109-dosier-suplemento-1/manifiesto.json"));
}

TEST_CASE("A filing, planned and made, and its manifest keep to their schemas") {
    Desk desk;
    keeps_to("filing", desk.dossier("09-encargo-abogado", "--filing cat --dry-run --sending-mb 0.1"));
    keeps_to("filing", desk.dossier("09-encargo-abogado", "--filing state --zip"));
    keeps_to("filing-manifest", desk.file("exp-2026-0109-presentacion/manifiesto.json"));
}

TEST_CASE("A hand-over and what the register tells of a person keep to their schemas") {
    Desk desk;
    keeps_to("hand-over", desk.dossier("09-encargo-abogado", "--hand-over lawyer"));
    keeps_to("hand-over", desk.dossier("09-encargo-abogado", "--hand-over lawyer --register " + quoted(desk.store)));
    const std::string person = run_command(legajo_program() + " register export B53771200 --register " + quoted(desk.store)).out;
    CHECK(person.find("\"dosieres-entregados\": [\n") != std::string::npos);
    keeps_to("person", person);
}

TEST_CASE("An import keeps to its schema") {
    const TemporaryFolder folder;
    const CommandEnd end = run_command(legajo_program() + " import " + quoted(root / "samples/09-encargo-abogado/pruebas/factura-0980.xml") + " -o " + quoted(folder / "caso/expediente.xml") + " --as-of 2026-11-20 --json --lang es");
    INFO(end.err);
    keeps_to("import", end.out);
}
