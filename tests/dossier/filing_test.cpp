// Filing exports of the samples, made by the program and looked at by programs that did not write them.

#include "base/hash.hpp"
#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

const fs::path samples = fs::path(LEGAJO_SOURCE_DIR) / "samples";

struct Filed {
    CommandEnd end;
    fs::path folder;
    Json manifest;
};

Filed filing_of(const fs::path& case_file, const fs::path& output, const std::string& more = "--filing state") {
    Filed filed;
    filed.end = run_command(legajo_program() + " dossier " + quoted(case_file) + " -o " + quoted(output) + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned " + more);
    if (fs::is_directory(output))
        for (const auto& entry : fs::directory_iterator(output))
            if (entry.path().string().ends_with("-presentacion")) filed.folder = entry.path();
    if (!filed.folder.empty()) filed.manifest = Json::parse(base::read_file(filed.folder / "manifiesto.json"));
    return filed;
}

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

// Share of dark places in one picture with nothing dark in the other within a pixel.
double unmatched(const std::string& of, const std::string& in, std::size_t width) {
    const auto is_dark = [](char level) { return static_cast<unsigned char>(level) < 128; };
    std::size_t dark = 0, alone = 0;
    for (std::size_t i = 2 * width; i + 2 * width < of.size(); ++i) {
        if (!is_dark(of[i])) continue;
        ++dark;
        bool is_near = false;
        for (const std::size_t row : {i - width, i, i + width}) is_near = is_near || is_dark(in[row - 1]) || is_dark(in[row]) || is_dark(in[row + 1]);
        alone += !is_near;
    }
    return dark == 0 ? 1 : static_cast<double>(alone) / static_cast<double>(dark);
}

} // namespace

TEST_CASE("A filing: one sound PDF per document, numbered without gaps, index first, every hash true, each one PDF/A") {
    for (const char* sample : {"09-encargo-abogado", "06-ultimo-plazo-consumidor", "17-ayuntamiento"}) {
        INFO(sample);
        const TemporaryFolder folder;
        const Filed filed = filing_of(samples / sample / "expediente.xml", folder.path());
        INFO(filed.end.err << filed.end.out);
        REQUIRE(filed.end.status == 0);
        const std::string index = run_command("pdftotext -raw " + quoted(filed.folder / "documentos/00_indice.pdf") + " -").out;
        const std::string squeezed = base::replaced(base::replaced(index, "\n", ""), "-", "");
        int expected = 0;
        std::uint64_t total = 0;
        for (const Json& document : filed.manifest["documentos"]) {
            const std::string name = document["fichero"];
            INFO(name);
            CHECK(document["numero"] == expected);
            CHECK(name.starts_with((expected < 10 ? "0" : "") + std::to_string(expected) + "_"));
            CHECK(name.size() <= 60);
            CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string::npos);
            const fs::path file = filed.folder / "documentos" / name;
            const std::string bytes = base::read_file(file);
            CHECK(document["sha256"] == base::sha256_hex(bytes));
            CHECK(document["bytes"] == bytes.size());
            CHECK(run_command("qpdf --check " + quoted(file)).status == 0);
            const bool is_marked = run_command("pdfinfo -meta " + quoted(file)).out.find("pdfaid:part>2<") != std::string::npos;
            CHECK(is_marked);
            CHECK(document["formato"].get<std::string>().starts_with("PDF/A-2"));
            CHECK((document["conversion"] == "ninguna") == document["motivos-sin-pdfa"].empty());
            if (expected > 0) CHECK(squeezed.find(base::replaced(name, "-", "")) != std::string::npos);
            total += bytes.size();
            ++expected;
        }
        CHECK(filed.manifest["total-bytes"] == total);
        CHECK(names_in(filed.folder / "documentos").size() == filed.manifest["documentos"].size());
        CHECK(names_in(filed.folder) == std::set<std::string>{"documentos", "indice.csv", "manifiesto.json"});
        CHECK(names_in(folder.path()).size() == 1); // nothing temporary stays
    }
}

TEST_CASE("What is not PDF/A goes as pictures with its words; the result, the manifest and a note tell which and why") {
    const TemporaryFolder folder;
    const Filed filed = filing_of(samples / "09-encargo-abogado/expediente.xml", folder.path(), "--filing state --json");
    CHECK(filed.end.status == 0);
    const Json told = Json::parse(filed.end.out);
    CHECK(told["sin-pdfa"].empty());
    REQUIRE(told["convertidos"].size() == 9);
    CHECK(told["convertidos"][1]["fichero"] == "02_contrato_de-impresion-de-tres-ferias.pdf");
    CHECK(told["convertidos"][1]["motivos"] == Json::array({"letras"}));
    CHECK(filed.end.out.find("dossier.filing_painted") != std::string::npos);
    CHECK(filed.manifest["documentos"][2]["conversion"] == "imagen-con-texto");
    CHECK(filed.manifest["documentos"][3]["conversion"] == "ninguna"); // a photograph
    const std::string contract = quoted(filed.folder / "documentos/02_contrato_de-impresion-de-tres-ferias.pdf");
    CHECK(run_command("pdftotext -layout " + contract + " -").out.find("Cartelería y catálogos de tres ferias") != std::string::npos);
    CHECK(run_command("pdffonts " + contract).out.find("Helvetica") == std::string::npos);
    // The page looks as in the source.
    const std::string source = quoted(samples / "09-encargo-abogado/pruebas/contrato.pdf");
    const auto seen = [&](const std::string& pdf) { return run_command("pdftoppm -gray -r 100 -singlefile " + pdf).out; };
    const std::string before = seen(source), after = seen(contract);
    REQUIRE(before.size() == after.size());
    CHECK(unmatched(before, after, 827) < 0.06); // hairlines are fainter
    CHECK(unmatched(after, before, 827) < 0.02);
}

TEST_CASE("A document whose fonts hold goes as it is, with its letters as letters: no claim is needed, none is believed") {
    const TemporaryFolder folder;
    fs::copy(samples / "09-encargo-abogado", folder / "caso", fs::copy_options::recursive);
    REQUIRE(run_command(legajo_program() + " letter " + quoted(samples / "03-requerimiento-empresa/expediente.xml") + " -o " + quoted(folder / "cartas") + " --as-of 2026-11-20 --issued-at 2026-11-21 --unsigned").status == 0);
    REQUIRE(run_command("cp $(find " + quoted(folder / "cartas") + " -name '*.pdf' | head -n 1) " + quoted(folder / "caso/pruebas/contrato.pdf")).status == 0);
    const Filed filed = filing_of(folder / "caso/expediente.xml", folder / "out");
    REQUIRE(filed.end.status == 0);
    CHECK(filed.manifest["documentos"][2]["formato"] == "PDF/A-2b");
    CHECK(filed.manifest["documentos"][2]["conversion"] == "ninguna");
    CHECK(run_command("pdffonts " + quoted(filed.folder / "documentos/02_contrato_de-impresion-de-tres-ferias.pdf")).out.find("Identity-H") != std::string::npos);
}

TEST_CASE("Where poppler is not installed, what is not PDF/A goes as it is: told, and the exit code tells") {
    const TemporaryFolder folder;
    ::setenv("LEGAJO_POPPLER", "/nonexistent", 1);
    const Filed filed = filing_of(samples / "09-encargo-abogado/expediente.xml", folder.path(), "--filing state --json");
    ::unsetenv("LEGAJO_POPPLER");
    CHECK(filed.end.status == 1);
    const Json told = Json::parse(filed.end.out);
    CHECK(told["convertidos"].empty());
    CHECK(told["sin-pdfa"].size() == 9);
    CHECK(told["sin-pdfa"][0]["motivos"] == Json::array({"letras", "evidence.needs_poppler"}));
    CHECK(filed.manifest["documentos"][1]["formato"] == "PDF");
    std::size_t times = 0;
    for (const Json& problem : told["problemas"]) times += problem["codigo"] == "evidence.needs_poppler";
    CHECK(times == 1);
    CHECK(filed.end.out.find("dossier.filing_not_archival") != std::string::npos);
}

TEST_CASE("Catalan names; sendings within the limit are proposed before anything is written") {
    const TemporaryFolder folder;
    const auto sample = samples / "09-encargo-abogado/expediente.xml";
    const Filed planned = filing_of(sample, folder / "nada", "--filing cat --dry-run --sending-mb 0.3 --json");
    CHECK(planned.end.status == 0);
    CHECK(!fs::exists(folder / "nada"));
    const Json plan = Json::parse(planned.end.out);
    CHECK(plan["estado"] == "previsto");
    CHECK(plan["carpeta"].is_null());
    CHECK(plan["envios"].size() == 4);
    CHECK(plan["envios"][0][0] == 0);
    for (const Json& problem : plan["problemas"]) CHECK(problem["codigo"].get<std::string>().starts_with("dossier.filing_"));

    const Filed filed = filing_of(sample, folder / "si", "--filing cat --sending-mb 0.3 --json");
    const Json made = Json::parse(filed.end.out);
    CHECK(fs::exists(filed.folder / "documentos/Doc00 - indice.pdf"));
    CHECK(made["envios"] == plan["envios"]);
    for (std::size_t i = 1; i < plan["documentos"].size(); ++i) CHECK(made["documentos"][i]["bytes"] == plan["documentos"][i]["bytes"]); // painted before it was planned
    for (const Json& sending : made["envios"]) {
        std::uint64_t bytes = 0;
        for (const int number : sending) bytes += made["documentos"][static_cast<std::size_t>(number)]["bytes"].get<std::uint64_t>();
        CHECK(bytes <= 300'000);
    }
    const Filed tiny = filing_of(sample, folder / "tope", "--filing state --sending-mb 0.1 --json");
    const Json beyond = Json::parse(tiny.end.out);
    CHECK(!beyond["en-soporte"].empty());
    CHECK(tiny.end.out.find("dossier.filing_beyond_limit") != std::string::npos);
    CHECK(run_command("pdftotext " + quoted(tiny.folder / "documentos/00_indice.pdf") + " -").out.find("soporte digital") != std::string::npos);
}

TEST_CASE("Nothing confidential is in any file of a filing, nor in any name") {
    for (const char* sample : {"09-encargo-abogado", "29-oferta-vinculante"}) {
        INFO(sample);
        const TemporaryFolder folder;
        const Filed filed = filing_of(samples / sample / "expediente.xml", folder.path());
        REQUIRE(filed.end.status == 0);
        for (const auto& entry : fs::recursive_directory_iterator(filed.folder)) {
            if (!entry.is_regular_file()) continue;
            INFO(entry.path());
            std::string bytes = base::read_file(entry.path()) + entry.path().filename().string();
            if (entry.path().extension() == ".pdf")
                bytes += run_command("qpdf --qdf --object-streams=disable " + quoted(entry.path()) + " -").out + run_command("pdftotext " + quoted(entry.path()) + " -").out;
            for (const char* word : {"oferta-confidencial", "Oferta confidencial", "oferta_confidencial", "NO APORTAR", "NO_APORTAR", "secreto profesional", "Análisis", "Decisión"}) CHECK(bytes.find(word) == std::string::npos);
        }
    }
    const TemporaryFolder folder;
    fs::copy(samples / "09-encargo-abogado", folder / "caso", fs::copy_options::recursive);
    std::string xml = base::read_file(folder / "caso/expediente.xml");
    std::ofstream(folder / "caso/expediente.xml") << base::replaced(xml, ">Poder de la administradora<", ">Poder; Oferta confidencial: no se aporta<");
    const Filed refused = filing_of(folder / "caso/expediente.xml", folder / "out");
    CHECK(refused.end.status != 0);
    CHECK(refused.end.err.find("dossier.leak") != std::string::npos);
    CHECK(fs::is_empty(folder / "out"));
}

TEST_CASE("What cannot be read is pending: its number and name wait for it, and the exit code tells") {
    const TemporaryFolder folder;
    fs::copy(samples / "09-encargo-abogado", folder / "caso", fs::copy_options::recursive);
    std::ofstream(folder / "caso/pruebas/factura-1015.pdf") << "%PDF-1.7 nada";
    fs::remove(folder / "caso/pruebas/poder.pdf");
    const Filed filed = filing_of(folder / "caso/expediente.xml", folder / "out");
    CHECK(filed.end.status == 1);
    CHECK(filed.end.err.find("documentos/05_factura_26-1015.pdf") != std::string::npos);
    const auto names = names_in(filed.folder / "documentos");
    CHECK(!names.contains("05_factura_26-1015.pdf"));
    CHECK(names.contains("06_factura_26-1077.pdf"));
    CHECK(filed.manifest["documentos"][5]["estado"] == "pendiente");
    CHECK(filed.manifest["documentos"][13]["estado"] == "pendiente");
}

TEST_CASE("Made again, a filing replaces itself to the byte, but never what a person put there") {
    const TemporaryFolder folder;
    const auto sample = samples / "05-ultimo-plazo-empresa/expediente.xml";
    const Filed first = filing_of(sample, folder.path());
    const std::string manifest = base::read_file(first.folder / "manifiesto.json");
    const Filed second = filing_of(sample, folder.path());
    CHECK(second.end.status == 0);
    CHECK(base::read_file(second.folder / "manifiesto.json") == manifest);
    std::ofstream(first.folder / "documentos/demanda.pdf") << "mía";
    const Filed third = filing_of(sample, folder.path());
    CHECK(third.end.status != 0);
    CHECK(third.end.err.find("demanda.pdf") != std::string::npos);
    CHECK(base::read_file(first.folder / "documentos/demanda.pdf") == "mía");
    CHECK(names_in(folder.path()).size() == 1);
}

TEST_CASE("verify re-checks a filing: each file changed, lost or added is named, and nothing else is") {
    const TemporaryFolder folder;
    const Filed filed = filing_of(samples / "05-ultimo-plazo-empresa/expediente.xml", folder.path());
    REQUIRE(filed.end.status == 0);
    const auto verified = [&] { return run_command(legajo_program() + " verify " + quoted(filed.folder) + " --lang es --json"); };
    const auto first_line = [](const std::string& out) { return Json::parse(out.substr(0, out.find('\n'))); };
    const auto errors = [&] {
        std::vector<std::string> codes;
        const Json told = first_line(verified().out);
        for (const Json& problem : told["dosier"]["problemas"])
            if (problem["gravedad"] == "error") codes.push_back(problem["codigo"].get<std::string>() + " " + problem["argumentos"].value("fichero", ""));
        return codes;
    };
    const Json calm = first_line(verified().out);
    CHECK(calm["dosier"]["version"] == "presentacion");
    CHECK(calm["dosier"]["integro"] == true);
    CHECK(calm["valida"] == true);
    CHECK(calm["dosier"]["ficheros-comprobados"] == filed.manifest["ficheros"].size());
    CHECK(errors().empty());
    CHECK(run_command(legajo_program() + " verify " + quoted(folder.path()) + " --lang es").out.find("Presentación EXP-2026-0105") != std::string::npos); // found below a folder

    for (const Json& file : filed.manifest["ficheros"]) {
        const std::string name = file["nombre"];
        INFO(name);
        const fs::path path = filed.folder / name;
        const std::string bytes = base::read_file(path);
        std::string changed = bytes;
        changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
        std::ofstream(path, std::ios::binary) << changed;
        CHECK(errors() == std::vector<std::string>{"verify.dossier_file_changed " + name});
        CHECK(verified().status != 0);
        fs::remove(path);
        CHECK(errors() == std::vector<std::string>{"verify.dossier_file_missing " + name});
        fs::create_symlink("/etc/hostname", path);
        CHECK(errors() == std::vector<std::string>{"verify.dossier_file_changed " + name});
        fs::remove(path);
        std::ofstream(path, std::ios::binary) << bytes; // mended
        CHECK(errors().empty());
    }
    std::ofstream(filed.folder / "documentos/99_de-mas.pdf") << "x";
    CHECK(errors() == std::vector<std::string>{"verify.dossier_file_extra documentos/99_de-mas.pdf"});
    fs::remove(filed.folder / "documentos/99_de-mas.pdf");
    const std::string manifest = base::read_file(filed.folder / "manifiesto.json");
    std::ofstream(filed.folder / "manifiesto.json") << manifest.substr(0, manifest.size() / 2);
    CHECK(verified().out.find("verify.dossier_manifest_malformed") != std::string::npos);
    CHECK(verified().status != 0);
    std::ofstream(filed.folder / "manifiesto.json") << base::replaced(manifest, "urn:legajo:presentacion:1", "urn:legajo:presentacion:9");
    CHECK(verified().status != 0);
}
