// `legajo verify` of a dossier: sound as it was made, and each tampering is named.

#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <functional>
#include <set>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;

namespace {

const fs::path sample = fs::path(LEGAJO_SOURCE_DIR) / "samples/09-encargo-abogado/expediente.xml";

struct Signed { // one dossier, signed once; every test works on a copy
    TemporaryFolder folder;
    std::string environment;

    Signed() {
        REQUIRE(run_command("sh " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "engine/sign/demo_identity.sh") + " " + quoted(folder / "id") + " rsa").status == 0);
        environment = "LEGAJO_KEY_PASSWORD_FILE=" + quoted(folder / "id/demo-password.txt") + " ";
        make("carpeta", "");
        make("adjuntos", "--originals attach");
    }
    void make(const char* name, const std::string& more) const {
        const CommandEnd end = run_command(environment + legajo_program() + " dossier " + quoted(sample) + " -o " + quoted(folder / name) + " --as-of 2026-11-20 --issued-at 2026-11-21 --sign p12:" + quoted(folder / "id/demo.p12") + " " + more);
        INFO(end.err);
        REQUIRE(end.status == 0);
    }
};

const Signed& made() {
    static const Signed one;
    return one;
}

struct Verified {
    CommandEnd end;
    nlohmann::json json;
    std::set<std::string> codes; // of the dossier and of the file
    bool is_signature_valid = false;
};

Verified verified(const fs::path& path) {
    Verified out;
    out.end = run_command(legajo_program() + " verify " + quoted(path) + " --json --lang es --trust " + quoted(made().folder / "id/demo-root.pem"));
    if (out.end.out.empty()) return out;
    out.json = nlohmann::json::parse(out.end.out.substr(0, out.end.out.find('\n')));
    out.is_signature_valid = out.json["valida"];
    if (out.json["dosier"].is_object())
        for (const auto& problem : out.json["dosier"]["problemas"]) out.codes.insert(problem["codigo"].get<std::string>() + (problem["argumentos"].contains("fichero") ? " " + problem["argumentos"]["fichero"].get<std::string>() : ""));
    return out;
}

const std::string stem = "exp-2026-0109-dosier";

Verified after(const char* kind, const std::function<void(const fs::path&)>& tamper) {
    const TemporaryFolder copy;
    fs::copy(made().folder / kind, copy / "d", fs::copy_options::recursive);
    tamper(copy / "d");
    return verified(copy / "d");
}

void change(const fs::path& file, const std::string& from, const std::string& to) {
    std::string bytes = base::read_file(file);
    const std::size_t at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    std::ofstream(file, std::ios::binary) << bytes.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("A dossier is verified as it was made: from its PDF, its folder, the folder above; and text says so") {
    for (const char* kind : {"carpeta", "adjuntos"}) {
        INFO(kind);
        for (const fs::path& path : {made().folder / kind, made().folder / kind / (stem + ".pdf"), made().folder / kind / stem, made().folder / kind / stem / ""}) {
            INFO(path);
            const Verified sound = verified(path);
            INFO(sound.end.err << sound.end.out);
            CHECK(sound.end.status == 0);
            CHECK(std::count(sound.end.out.begin(), sound.end.out.end(), '\n') == 1); // the evidence is no file of its own
            CHECK(sound.is_signature_valid);
            CHECK(sound.codes == std::set<std::string>{});
            CHECK(sound.json["dosier"]["documentos"] == 14);
            CHECK(sound.json["dosier"]["integro"] == true);
        }
    }
    const CommandEnd text = run_command(legajo_program() + " verify " + quoted(made().folder / "carpeta") + " --lang es");
    CHECK(text.out.find("comprobado: documentos 14, ficheros 15, adjuntos 1") != std::string::npos);
    CHECK(text.out.find("todo es como dice el manifiesto") != std::string::npos);
}

TEST_CASE("Each tampering with a dossier is named") {
    struct Row { const char* what; const char* kind; std::function<void(const fs::path&)> tamper; std::set<std::string> codes; };
    const auto folder = [](const fs::path& copy) { return copy / stem; };
    const std::vector<Row> rows = {
        {"changed exhibit", "carpeta", [&](const fs::path& copy) { std::ofstream(folder(copy) / "originales/05_factura-1015.pdf", std::ios::app) << "x"; }, {"verify.dossier_file_changed originales/05_factura-1015.pdf"}},
        {"missing original", "carpeta", [&](const fs::path& copy) { fs::remove(folder(copy) / "originales/13_poder.pdf"); }, {"verify.dossier_file_missing originales/13_poder.pdf"}},
        {"renamed original", "carpeta", [&](const fs::path& copy) { fs::rename(folder(copy) / "originales/13_poder.pdf", folder(copy) / "originales/14_poder.pdf"); },
         {"verify.dossier_file_missing originales/13_poder.pdf", "verify.dossier_file_extra originales/14_poder.pdf"}},
        {"link instead of an original", "carpeta", [&](const fs::path& copy) {
             fs::rename(folder(copy) / "originales/13_poder.pdf", copy / "poder.txt");
             fs::create_symlink(copy / "poder.txt", folder(copy) / "originales/13_poder.pdf");
         }, {"verify.dossier_file_changed originales/13_poder.pdf"}},
        {"extra file", "carpeta", [&](const fs::path& copy) { std::ofstream(folder(copy) / "originales/99_nuevo.pdf") << "x"; }, {"verify.dossier_file_extra originales/99_nuevo.pdf"}},
        {"extra file in a folder of its own", "carpeta", [&](const fs::path& copy) { fs::create_directory(folder(copy) / "otra"); std::ofstream(folder(copy) / "otra/a.txt") << "x"; }, {"verify.dossier_file_extra otra/a.txt"}},
        {"changed index", "carpeta", [&](const fs::path& copy) { change(folder(copy) / "indice.xml", "2026", "2025"); }, {"verify.dossier_file_changed indice.xml"}},
        {"changed manifest", "carpeta", [&](const fs::path& copy) { change(folder(copy) / "manifiesto.json", "Presupuesto", "presupuesto"); }, {"verify.dossier_manifest_differs"}},
        {"manifest of rubbish", "carpeta", [&](const fs::path& copy) { std::ofstream(folder(copy) / "manifiesto.json") << "{{{"; }, {"verify.dossier_manifest_differs"}},
        {"missing manifest", "carpeta", [&](const fs::path& copy) { fs::remove(folder(copy) / "manifiesto.json"); }, {"verify.dossier_manifest_missing"}},
        {"changed exhibit and manifest made to fit", "carpeta", [&](const fs::path& copy) {
             const fs::path file = folder(copy) / "originales/13_poder.pdf";
             const std::string before = run_command("sha256sum < " + quoted(file)).out.substr(0, 64);
             change(file, "PDF", "PDf");
             change(folder(copy) / "manifiesto.json", before, run_command("sha256sum < " + quoted(file)).out.substr(0, 64));
         }, {"verify.dossier_manifest_differs", "verify.dossier_file_changed originales/13_poder.pdf"}},
        {"PDF gone", "carpeta", [&](const fs::path& copy) { fs::remove(copy / (stem + ".pdf")); }, {"verify.dossier_no_pdf exp-2026-0109-dosier.pdf"}},
        {"PDF cut short", "carpeta", [&](const fs::path& copy) { fs::resize_file(copy / (stem + ".pdf"), 100'000); }, {"verify.pdf_unreadable", "verify.dossier_manifest_missing"}},
        {"attachment taken out", "adjuntos", [&](const fs::path& copy) {
             REQUIRE(run_command("qpdf --remove-attachment=13_poder.pdf " + quoted(copy / (stem + ".pdf")) + " " + quoted(copy / "n.pdf")).status == 0);
             fs::rename(copy / "n.pdf", copy / (stem + ".pdf"));
         }, {"verify.dossier_attachment_missing 13_poder.pdf"}},
        {"attachment put in", "adjuntos", [&](const fs::path& copy) {
             REQUIRE(run_command("qpdf " + quoted(copy / (stem + ".pdf")) + " --add-attachment " + quoted(sample) + " -- " + quoted(copy / "n.pdf")).status == 0);
             fs::rename(copy / "n.pdf", copy / (stem + ".pdf"));
         }, {"verify.dossier_attachment_extra expediente.xml"}},
        {"attachment exchanged", "adjuntos", [&](const fs::path& copy) {
             REQUIRE(run_command("cp " + quoted(sample) + " " + quoted(copy / "13_poder.pdf") + " && qpdf " + quoted(copy / (stem + ".pdf")) + " --add-attachment " + quoted(copy / "13_poder.pdf") + " --replace -- " + quoted(copy / "n.pdf")).status == 0);
             fs::remove(copy / "13_poder.pdf");
             fs::rename(copy / "n.pdf", copy / (stem + ".pdf"));
         }, {"verify.dossier_attachment_changed 13_poder.pdf"}},
        {"page taken out", "carpeta", [&](const fs::path& copy) {
             REQUIRE(run_command("qpdf " + quoted(copy / (stem + ".pdf")) + " --pages . 1-40 -- " + quoted(copy / "n.pdf")).status == 0);
             fs::rename(copy / "n.pdf", copy / (stem + ".pdf"));
         }, {"verify.dossier_pages_differ"}},
        {"PDF of another dossier", "carpeta", [&](const fs::path& copy) { fs::copy_file(made().folder / "adjuntos" / (stem + ".pdf"), copy / (stem + ".pdf"), fs::copy_options::overwrite_existing); }, {"verify.dossier_manifest_differs"}},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        const Verified found = after(row.kind, row.tamper);
        INFO(found.end.out << found.end.err);
        CHECK(found.end.status == 3);
        for (const std::string& code : row.codes) {
            INFO(code);
            CHECK(found.codes.contains(code));
        }
        if (row.codes.size() == 1 && std::string(row.what) != "PDF of another dossier") CHECK(found.codes.size() == 1);
    }
}

TEST_CASE("A changed byte of a dossier's PDF breaks its signature; without its folder the rest is still proved") {
    for (const std::size_t from_end : {std::size_t{200'000}, std::size_t{3'000}, std::size_t{30}}) {
        INFO(from_end);
        const Verified changed = after("carpeta", [&](const fs::path& copy) {
            std::string bytes = base::read_file(copy / (stem + ".pdf"));
            bytes[bytes.size() - from_end] ^= 1;
            std::ofstream(copy / (stem + ".pdf"), std::ios::binary) << bytes;
        });
        CHECK(changed.end.status == 3);
        CHECK(!changed.is_signature_valid);
    }
    const Verified alone = after("adjuntos", [&](const fs::path& copy) { fs::remove_all(copy / stem); });
    CHECK(alone.end.status == 0);
    CHECK(alone.codes == std::set<std::string>{"verify.dossier_no_folder"});
    CHECK(alone.json["dosier"]["integro"] == true);
    CHECK(alone.json["dosier"]["adjuntos-comprobados"] == 14);
}

TEST_CASE("A dossier made again into the same folder leaves nothing of the earlier numbers") {
    const TemporaryFolder copy;
    fs::copy(made().folder / "carpeta", copy / "d", fs::copy_options::recursive);
    fs::copy(sample.parent_path(), copy / "caso", fs::copy_options::recursive);
    change(copy / "caso/expediente.xml", "<prueba id=\"p2\"", "<prueba id=\"p2\" reserva=\"letrado\"");
    const CommandEnd end = run_command(made().environment + legajo_program() + " dossier " + quoted(copy / "caso/expediente.xml") + " -o " + quoted(copy / "d") + " --as-of 2026-11-20 --sign p12:" + quoted(made().folder / "id/demo.p12"));
    INFO(end.err);
    REQUIRE(end.status == 0);
    const Verified sound = verified(copy / "d");
    CHECK(sound.end.status == 0);
    CHECK(sound.codes == std::set<std::string>{});
}
