// A night's batch with --dossiers: those that the policy calls for, beside the letters, whatever happens in between.

#include "base/hash.hpp"
#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>
#include <sstream>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

const fs::path samples = fs::path(LEGAJO_SOURCE_DIR) / "samples";

void put_case(const fs::path& folder, const char* sample, const std::string& was, const std::string& reference) {
    fs::create_directories(folder.parent_path());
    fs::copy(samples / sample, folder, fs::copy_options::recursive);
    const std::string xml = base::read_file(folder / "expediente.xml");
    std::ofstream(folder / "expediente.xml") << base::replaced(xml, was, reference);
}

// Cases at the end of the ladder, and one that gets a letter.
void make_cases(const fs::path& folder, int count) {
    for (int i = 1; i <= count; ++i) put_case(folder / ("encargo-" + std::to_string(i)), "09-encargo-abogado", "EXP-2026-0109", "enc-" + std::to_string(i));
    fs::copy(samples / "03-requerimiento-empresa", folder / "carta", fs::copy_options::recursive);
}

std::string batch(const fs::path& cases, const fs::path& output, const std::string& more = "", bool resumes = false) {
    return legajo_program() + " batch " + quoted(cases) + " -o " + quoted(output) + " --unsigned --lang es --dossiers " + (resumes ? "--resume " : "--as-of 2026-11-20 --issued-at 2026-11-21T10:00:00+01:00 ") + more;
}

std::map<std::string, std::string> tree_of(const fs::path& folder) {
    std::map<std::string, std::string> tree;
    if (fs::exists(folder))
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file()) tree[fs::relative(entry.path(), folder).string()] = base::read_file(entry.path());
    return tree;
}

std::map<std::string, Json> results_of(const fs::path& output) {
    std::map<std::string, Json> results;
    std::istringstream lines(base::read_file(output / "resultados.jsonl"));
    for (std::string line; std::getline(lines, line);) {
        Json json = Json::parse(line);
        results[json["referencia"].is_null() ? json["fichero"] : json["referencia"]] = json;
    }
    return results;
}

std::string place_of(const std::string& reference) { return "dosieres/" + base::sha256_hex(reference).substr(0, 2) + "/" + reference; }

} // namespace

TEST_CASE("batch --dossiers: a dossier for each case at the end of the ladder, in its own folder, told in lines, summary and register; without it none") {
    const TemporaryFolder folder;
    make_cases(folder / "casos", 2);
    REQUIRE(run_command("umask 000; " + batch(folder / "casos", folder / "out")).status == 0);
    auto results = results_of(folder / "out");
    for (const std::string reference : {"enc-1", "enc-2"}) {
        const Json& result = results[reference];
        CHECK(result["estado"] == "encargo");
        REQUIRE(result["dosier"] == place_of(reference) + "/" + reference + "-dosier.pdf");
        const fs::path pdf = folder / "out" / result["dosier"].get<std::string>();
        CHECK(result["dosier-sha256"] == base::sha256_hex(base::read_file(pdf)));
        CHECK(run_command("qpdf --check " + quoted(pdf)).status == 0);
        CHECK(fs::exists(fs::path(pdf).replace_extension() / "manifiesto.json"));
        CHECK(run_command(legajo_program() + " verify " + quoted(pdf) + " --lang es").out.find("todo es como dice el manifiesto") != std::string::npos);
    }
    for (const auto& [reference, result] : results)
        if (!reference.starts_with("enc-")) CHECK(result["dosier"].is_null());
    const Json summary = Json::parse(base::read_file(folder / "out/resumen.json"));
    CHECK(summary["dosieres"]["hechos"] == 2);
    CHECK(summary["dosieres"]["paginas"] > 60);
    CHECK(summary["dosieres"]["con-documentos-sin-leer"] == 0);
    CHECK(run_command("find " + quoted(folder / "out") + " -perm /077 | grep .").out.empty());
    const Json person = Json::parse(run_command(legajo_program() + " register export B53771200 --register " + quoted(folder / "out/registro.sqlite")).out);
    REQUIRE(person["dosieres-hechos"].size() == 2);
    CHECK(person["dosieres-hechos"][0]["referencia"] == "enc-1");

    const CommandEnd again = run_command(batch(folder / "casos", folder / "out"));
    CHECK(again.status == 0);
    CHECK(again.out.find("Dosieres hechos: 2") != std::string::npos);
    REQUIRE(run_command(base::replaced(batch(folder / "casos", folder / "sin"), "--dossiers ", "")).status == 0);
    CHECK(!fs::exists(folder / "sin/dosieres"));
    CHECK(run_command(batch(folder / "casos", folder / "seco", "--dry-run")).status == 0);
    CHECK(!fs::exists(folder / "seco"));

    // One or many at a time: the same bytes; and the person's data go when asked.
    REQUIRE(run_command(batch(folder / "casos", folder / "uno", "--jobs 1")).status == 0);
    CHECK(tree_of(folder / "uno/dosieres") == tree_of(folder / "out/dosieres"));
    REQUIRE(run_command(legajo_program() + " register erase B53771200 --yes --register " + quoted(folder / "out/registro.sqlite")).status == 0);
    CHECK(Json::parse(run_command(legajo_program() + " register export B53771200 --register " + quoted(folder / "out/registro.sqlite")).out)["dosieres-hechos"].empty());
}

TEST_CASE("What dossiers are like is asked for in a batch as for one: for the court, with text of pictures, originals attached; a resumed run makes no others") {
    const TemporaryFolder folder;
    make_cases(folder / "casos", 1);
    REQUIRE(run_command(batch(folder / "casos", folder / "out", "--court-safe --ocr --originals attach")).status == 0);
    const fs::path place = folder / "out" / place_of("enc-1"), pdf = place / "enc-1-dosier-aportable.pdf";
    CHECK(results_of(folder / "out")["enc-1"]["dosier"] == place_of("enc-1") + "/enc-1-dosier-aportable.pdf");
    const std::string text = run_command("pdftotext -layout " + quoted(pdf) + " -").out;
    CHECK(text.find("Oferta confidencial") == std::string::npos);
    CHECK(text.find("Análisis") == std::string::npos);
    CHECK(run_command("pdfdetach -list " + quoted(pdf)).out.find("03_albaran-0980.png") != std::string::npos);
    const CommandEnd one = run_command(legajo_program() + " dossier " + quoted(folder / "casos/encargo-1/expediente.xml") + " -o " + quoted(folder / "uno") +
                                       " --unsigned --lang es --as-of 2026-11-20 --issued-at 2026-11-21T10:00:00+01:00 --court-safe --ocr --originals attach");
    REQUIRE(one.status == 0);
    CHECK(base::read_file(folder / "uno/enc-1-dosier-aportable.pdf") == base::read_file(pdf)); // the same bytes as alone

    const CommandEnd other = run_command(batch(folder / "casos", folder / "out", "--ocr --originals attach", true));
    CHECK(other.status != 0);
    CHECK(other.err.find("para-el-juzgado ocr originales-adjuntos") != std::string::npos);
    CHECK(run_command(batch(folder / "casos", folder / "out", "--court-safe --ocr --originals attach", true)).status == 0);
    CHECK(run_command(base::replaced(batch(folder / "casos", folder / "nada", "--court-safe"), "--dossiers ", "")).status != 0); // means nothing without
    CHECK(!fs::exists(folder / "nada"));
}

TEST_CASE("A batch judges signatures in evidence by the certificates it is given") {
    const TemporaryFolder folder;
    make_cases(folder / "casos", 1);
    const fs::path contract = folder / "casos/encargo-1/pruebas/contrato.pdf";
    REQUIRE(run_command("sh " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "engine/sign/demo_identity.sh") + " " + quoted(folder / "id") + " rsa").status == 0);
    REQUIRE(run_command("LEGAJO_KEY_PASSWORD_FILE=" + quoted(folder / "id/demo-password.txt") + " " + legajo_program() + " sign --sign p12:" + quoted(folder / "id/demo.p12") + " --issued-at 2026-11-21 " + quoted(contract) + " -o " +
                        quoted(folder / "firmados")).status == 0);
    fs::remove(contract);
    REQUIRE(run_command("mv $(find " + quoted(folder / "firmados") + " -name '*.pdf') " + quoted(contract)).status == 0);
    const auto states = [&](const fs::path& output, const std::string& more) {
        REQUIRE(run_command(batch(folder / "casos", output, more)).status == 0);
        std::string found;
        const Json manifest = Json::parse(base::read_file(output / place_of("enc-1") / "enc-1-dosier/manifiesto.json"));
        for (const Json& document : manifest["documentos"])
            if (document["fichero"].get<std::string>().ends_with("contrato.pdf")) found = document["firmas"][0]["estado"];
        return found;
    };
    CHECK(states(folder / "si", "--trust " + quoted(folder / "id/demo-root.pem")) == "valida");
    CHECK(states(folder / "no", "") != "valida");
}

TEST_CASE("One dossier that cannot be made fails its own case alone; one with an unreadable exhibit is made, told, and counts for the exit code") {
    const TemporaryFolder folder;
    make_cases(folder / "casos", 3);
    std::ofstream(folder / "casos/encargo-2/pruebas/contrato.pdf") << "%PDF-1.7 nada";
    fs::create_directories(folder / "out" / fs::path(place_of("enc-1")).parent_path());
    std::ofstream(folder / "out" / place_of("enc-1")) << "aquí no cabe una carpeta";
    const CommandEnd end = run_command(batch(folder / "casos", folder / "out"));
    CHECK(end.status == 1);
    auto results = results_of(folder / "out");
    CHECK(results["enc-1"]["estado"] == "fallo");
    CHECK(results["enc-1"]["dosier"].is_null());
    CHECK(results["enc-1"]["problemas"][0]["codigo"] == "file.unwritable");
    CHECK(results["enc-2"]["estado"] == "encargo");
    CHECK(results["enc-2"]["dosier-sin-leer"] == Json{"pruebas/contrato.pdf"});
    CHECK(results["enc-3"]["dosier-sin-leer"].empty());
    const Json summary = Json::parse(base::read_file(folder / "out/resumen.json"));
    CHECK(summary["dosieres"]["hechos"] == 2);
    CHECK(summary["dosieres"]["con-documentos-sin-leer"] == 1);
    CHECK(summary["codigo-salida"] == 1);

    fs::remove(folder / "out" / place_of("enc-1"));
    const CommandEnd retried = run_command(batch(folder / "casos", folder / "out", "--retry-failed"));
    CHECK(retried.status == 0);
    CHECK(fs::exists(folder / "out" / place_of("enc-1") / "enc-1-dosier.pdf"));

    // Every failure is the sheets': nothing failed, yet the exit code tells.
    const CommandEnd sheets = run_command(batch(folder / "casos", folder / "otro"));
    CHECK(sheets.status == 1);
    CHECK(sheets.out.find("no se pudieron leer") != std::string::npos);
}

TEST_CASE("Killed in the middle of its dossiers and resumed, a batch ends as if nothing had happened") {
    const TemporaryFolder folder;
    make_cases(folder / "casos", 4);
    REQUIRE(run_command(batch(folder / "casos", folder / "calma")).status == 0);
    const std::string found = "$(find " + quoted(folder / "roto/dosieres") + " -name '*-dosier.pdf' 2>/dev/null | head -n 1)";
    (void)run_command(batch(folder / "casos", folder / "roto", "--jobs 2 --group 1") + " & pid=$!; for i in $(seq 20000); do [ -n \"" + found + "\" ] && break; done; kill -9 $pid; wait $pid");
    const auto torn = tree_of(folder / "roto/dosieres");
    const CommandEnd resumed = run_command(batch(folder / "casos", folder / "roto", "", true));
    INFO("files before the kill: " << torn.size() << "\n" << resumed.out << resumed.err);
    CHECK(resumed.status == 0);
    CHECK(tree_of(folder / "roto/dosieres") == tree_of(folder / "calma/dosieres"));
    CHECK(tree_of(folder / "roto/cartas") == tree_of(folder / "calma/cartas"));
    auto results = results_of(folder / "roto"), calm = results_of(folder / "calma");
    for (auto& [reference, result] : calm)
        for (const char* member : {"estado", "dosier", "dosier-sha256", "pdf", "sha256"}) CHECK(results[reference][member] == result[member]);
    CHECK(Json::parse(base::read_file(folder / "roto/resumen.json"))["dosieres"] == Json::parse(base::read_file(folder / "calma/resumen.json"))["dosieres"]);

    // Resumed once more: found done, nothing made anew.
    REQUIRE(run_command(batch(folder / "casos", folder / "roto", "", true)).status == 0);
    for (const auto& [reference, result] : results_of(folder / "roto")) CHECK(result["de-ejecucion-anterior"] == true);
}

TEST_CASE("A large group does not keep dossiers unrecorded: a killed run makes few of them again") {
    const TemporaryFolder folder;
    make_cases(folder / "casos", 12);
    const fs::path place = folder / "roto";
    (void)run_command(batch(folder / "casos", place, "--jobs 1 --group 1000") + " & pid=$!; for i in $(seq 20000); do [ $(find " + quoted(place / "dosieres") + " -name '*-dosier.pdf' 2>/dev/null | wc -l) -ge 10 ] && break; done; kill -9 $pid; wait $pid");
    REQUIRE(run_command(batch(folder / "casos", place, "", true)).status == 0);
    int found_done = 0;
    for (const auto& [reference, result] : results_of(place)) found_done += result["de-ejecucion-anterior"] == true ? 1 : 0;
    CHECK(found_done >= 8);
}

TEST_CASE("A dossier handed over is never overwritten by the next night's: a supplement lies beside it") {
    const TemporaryFolder folder;
    make_cases(folder / "casos", 1);
    REQUIRE(run_command(batch(folder / "casos", folder / "out")).status == 0);
    const fs::path place = folder / "out" / place_of("enc-1");
    const std::string first = base::read_file(place / "enc-1-dosier.pdf");
    REQUIRE(run_command(legajo_program() + " register deliver " + quoted(place / "enc-1-dosier.pdf") + " --to Bufete --date 2026-11-21 --register " + quoted(folder / "out/registro.sqlite")).status == 0);
    REQUIRE(run_command(batch(folder / "casos", folder / "out")).status == 0);
    CHECK(base::read_file(place / "enc-1-dosier.pdf") == first);
    CHECK(fs::exists(place / "enc-1-dosier-suplemento-1.pdf"));
}
