// Signatures found inside evidence: signer, time and state stand in index, divider, summary and manifest.

#include "base/text.hpp"
#include "support/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace legajo;
using namespace legajo::test;
namespace fs = std::filesystem;

namespace {

const fs::path sample = fs::path(LEGAJO_SOURCE_DIR) / "samples/09-encargo-abogado";

std::string identity(const fs::path& folder) {
    REQUIRE(run_command("sh " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "engine/sign/demo_identity.sh") + " " + quoted(folder) + " rsa").status == 0);
    return "LEGAJO_KEY_PASSWORD_FILE=" + quoted(folder / "demo-password.txt") + " " + legajo_program() + " sign --issued-at 2026-11-20T09:00:00+01:00 --sign p12:" + quoted(folder / "demo.p12") + " ";
}

void rewrite(const fs::path& file, const std::function<void(std::string&)>& change) {
    std::string bytes = base::read_file(file);
    change(bytes);
    std::ofstream(file, std::ios::binary) << bytes;
}

} // namespace

TEST_CASE("Signatures inside evidence are judged: own, of an unknown authority, tampered with, and broken dictionaries") {
    const TemporaryFolder folder;
    const fs::path copy = folder / "caso", proofs = copy / "pruebas";
    fs::copy(sample, copy, fs::copy_options::recursive);
    const std::string known = identity(folder / "known"), unknown = identity(folder / "unknown");
    const auto sign = [&](const std::string& program, const char* name) {
        const CommandEnd end = run_command(program + quoted(proofs / name) + " -o " + quoted(folder / "signed"));
        INFO(end.err << end.out);
        REQUIRE(end.status == 0);
        fs::path made;
        for (const auto& entry : fs::recursive_directory_iterator(folder / "signed"))
            if (entry.is_regular_file()) made = entry.path();
        fs::rename(made, proofs / name);
    };
    sign(known, "contrato.pdf");
    sign(unknown, "factura-1015.pdf");
    sign(known, "factura-1077.pdf");
    rewrite(proofs / "factura-1077.pdf", [](std::string& bytes) { bytes += "\n% algo más\n"; bytes[200] ^= 1; });
    sign(known, "transferencia.pdf"); // its CMS becomes rubbish
    rewrite(proofs / "transferencia.pdf", [](std::string& bytes) { bytes.replace(bytes.find("/Contents <3082") + 11, 8, "FFFFFFFF"); });
    sign(known, "poder.pdf"); // its dictionary becomes another type
    rewrite(proofs / "poder.pdf", [](std::string& bytes) { const std::size_t at = bytes.find("/ByteRange"); bytes.replace(at, 10, "/ByteRangX"); });
    const CommandEnd end = run_command(legajo_program() + " dossier " + quoted(copy / "expediente.xml") + " -o " + quoted(folder / "out") + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned --trust " + quoted(folder / "known/demo-root.pem"));
    INFO(end.err);
    REQUIRE(end.status == 0);
    const auto manifest = nlohmann::json::parse(base::read_file(folder / "out/exp-2026-0109-dosier/manifiesto.json"));
    std::map<std::string, nlohmann::json> signatures;
    for (const auto& document : manifest["documentos"])
        if (!document["firmas"].empty() && document["firmas"][0]["formato"] != "XAdES") signatures[fs::path(document["fichero"].get<std::string>()).filename().string()] = document["firmas"];
    REQUIRE(signatures.size() == 5);
    const auto state = [&](const char* file) { return signatures.at(file)[0]["estado"].get<std::string>(); };
    CHECK(state("contrato.pdf") == "valida");
    CHECK(signatures.at("contrato.pdf")[0]["firmante"] == "DEMO – sin validez");
    CHECK(signatures.at("contrato.pdf")[0]["fecha"].get<std::string>().starts_with("2026-11-20T"));
    CHECK(state("factura-1015.pdf") == "emisor-no-comprobado");
    CHECK(state("factura-1077.pdf") == "rota");
    CHECK(state("transferencia.pdf") == "rota");
    CHECK(state("poder.pdf") == "rota");
    for (const char* file : {"factura-1077.pdf", "transferencia.pdf", "poder.pdf"}) CHECK(end.err.find(file) != std::string::npos);
    CHECK(end.err.find("evidence.signature_broken") != std::string::npos);
    const std::string text = base::replaced(run_command("pdftotext -layout " + quoted(folder / "out/exp-2026-0109-dosier.pdf") + " -").out, "\n", " ");
    for (const char* words : {"Firmas en los", "válidas: 1", "íntegras, de emisor no comprobado: 1", "NO VÁLIDA en Documento", "20/11/2026 según el firmante", "íntegra, emisor no comprobado", "FIRMA NO VÁLIDA"}) {
        INFO(words);
        CHECK(text.find(words) != std::string::npos);
    }
    const CommandEnd untrusting = run_command(legajo_program() + " dossier " + quoted(copy / "expediente.xml") + " -o " + quoted(folder / "out2") + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned");
    CHECK(base::read_file(folder / "out2/exp-2026-0109-dosier/manifiesto.json").find("\"estado\": \"valida\"") == std::string::npos); // nobody vouches without --trust
}

TEST_CASE("Signatures of electronic invoices are judged: RSA and ECDSA, inclusive and exclusive, tampered with, by means unknown") {
    const TemporaryFolder folder;
    const fs::path copy = folder / "caso", proofs = copy / "pruebas", signer = fs::path(LEGAJO_SOURCE_DIR) / "tests/dossier/sign_invoice.py";
    fs::copy(sample, copy, fs::copy_options::recursive);
    const fs::path invoice = folder / "factura.xml";
    fs::copy_file(proofs / "factura-0980.xml", invoice);
    for (const char* kind : {"rsa", "ec"}) {
        const fs::path home = folder / kind;
        REQUIRE(run_command("sh " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "engine/sign/demo_identity.sh") + " " + quoted(home) + " " + kind).status == 0);
        const std::string open = "openssl pkcs12 -in " + quoted(home / "demo.p12") + " -passin file:" + quoted(home / "demo-password.txt") + " ";
        REQUIRE(run_command(open + "-nocerts -nodes -out " + quoted(home / "key.pem") + " && " + open + "-nokeys -clcerts -out " + quoted(home / "cert.pem")).status == 0);
    }
    std::string evidence;
    const auto add = [&](const std::string& name, const std::string& way, const std::string& kind, const std::function<void(std::string&)>& change) {
        const fs::path file = proofs / (name + ".xml");
        const CommandEnd end = run_command("python3 " + quoted(signer) + " " + quoted(invoice) + " " + quoted(folder / kind / "key.pem") + " " + quoted(folder / kind / "cert.pem") + " " + quoted(file) + " " + way + " " + kind);
        INFO(end.err);
        REQUIRE(end.status == 0);
        if (change) rewrite(file, change);
        evidence += "<prueba id=\"" + name + "\" tipo=\"factura-electronica\" fecha=\"2026-05-15\" fichero=\"pruebas/" + name + ".xml\">" + name + "</prueba>";
    };
    const auto swap = [](const std::string& from, const std::string& to) {
        return [from, to](std::string& bytes) {
            const std::size_t at = bytes.find(from);
            REQUIRE(at != std::string::npos);
            bytes.replace(at, from.size(), to);
        };
    };
    add("valida", "inclusive", "rsa", nullptr);
    add("exclusiva", "exclusive", "rsa", nullptr);
    add("ajena", "inclusive", "ec", nullptr); // its root is not among those trusted
    add("importe", "inclusive", "rsa", swap("7381.00", "1381.00"));
    add("hora", "inclusive", "rsa", swap("2026-05-15T10", "2026-05-16T10"));
    add("valor", "exclusive", "rsa", swap("<ds:SignatureValue>", "<ds:SignatureValue>AAAA"));
    add("metodo", "inclusive", "rsa", swap("rsa-sha256", "rsa-ripemd160"));
    add("dtd", "inclusive", "rsa", swap("?>\n", "?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>\n"));
    add("doble", "inclusive", "rsa", swap("<FileHeader>", "<FileHeader><Extra Id=\"P1\"></Extra>"));
    rewrite(copy / "expediente.xml", [&](std::string& bytes) { bytes.replace(bytes.find("</expediente>"), 0, evidence); });
    const CommandEnd end = run_command(legajo_program() + " dossier " + quoted(copy / "expediente.xml") + " -o " + quoted(folder / "out") + " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --unsigned --trust " + quoted(folder / "rsa/demo-root.pem"));
    INFO(end.err);
    REQUIRE(end.status <= 1);
    const auto manifest = nlohmann::json::parse(base::read_file(folder / "out/exp-2026-0109-dosier/manifiesto.json"));
    std::map<std::string, nlohmann::json> found;
    for (const auto& document : manifest["documentos"])
        if (!document["firmas"].empty()) found[document["prueba"]] = document["firmas"][0];
    struct Row { const char *name, *state, *reason; };
    for (const Row& row : {Row{"valida", "valida", ""}, Row{"exclusiva", "valida", ""}, Row{"ajena", "emisor-no-comprobado", ""}, Row{"importe", "rota", "verify.digest_mismatch"},
                           Row{"hora", "rota", "verify.digest_mismatch"}, Row{"valor", "rota", "verify.signature_wrong"}, Row{"metodo", "no-comprobada", "verify.xml_unsupported"},
                           Row{"doble", "rota", "verify.digest_mismatch"}}) {
        INFO(row.name << " " << found[row.name].dump());
        CHECK(found[row.name]["estado"] == row.state);
        CHECK(found[row.name]["motivo"] == row.reason);
        CHECK(found[row.name]["formato"].get<std::string>().starts_with("X"));
    }
    CHECK(found["valida"]["fecha"] == "2026-05-15T10:00:00+02:00");
    CHECK(found["valida"]["firmante"] != "");
    CHECK((found["dtd"].is_null() || found["dtd"]["estado"] != "valida"));
}
