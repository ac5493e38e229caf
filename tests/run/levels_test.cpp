// Every signature level through the program: an authority by `openssl ts` and revocation lists on this machine's loopback. Asked for, reached,
// and told by readers that did not write it; or refused, never quietly lower.

#include "cases.hpp"

#include "sign/support/authority.hpp"

#include <catch2/catch.hpp>

#include <ctime>

using namespace legajo;
using test::files_of;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

namespace {

// `openssl ts` stamps by this machine's clock, so this world lives around it; no assertion depends on which day that is.
struct World {
    std::int64_t now = static_cast<std::int64_t>(std::time(nullptr));
    test_pki::Folder folder;
    bool lists_are_gone = false, answers_by_ocsp = false, is_revoked = false;
    test_pki::Identity root = test_pki::make_root("Raíz de pruebas"), person, second, stamper;
    std::unique_ptr<Loopback> server;
    std::unique_ptr<TimestampAuthority> authority;

    explicit World(bool has_responder = false) : answers_by_ocsp(has_responder) {
        server = std::make_unique<Loopback>([this](const Loopback::Request& request) {
            if (answers_by_ocsp && request.path == "/ocsp")
                return Loopback::Answer{200, "application/ocsp-response",
                                        test_pki::ocsp_response(root, root, person, is_revoked ? test_pki::Status::revoked : test_pki::Status::good, now - test_pki::day, now + test_pki::day)};
            if (lists_are_gone || request.path != "/root.crl") return Loopback::Answer{404, "text/plain", "no"};
            return Loopback::Answer{200, "application/pkix-crl", test_pki::crl(root, {}, now - test_pki::day, now + 30 * test_pki::day)};
        });
        test_pki::Wish first = wish("Ana Núñez Ibáñez");
        if (answers_by_ocsp) first.ocsp_url = server->url("/ocsp"), first.crl_url.clear();
        person = test_pki::issue(root, test_pki::Kind::rsa2048, first);
        second = test_pki::issue(root, test_pki::Kind::p256, wish("Luis Peña Ortega"));
        stamper = make_timestamp_identity(root, wish("Sello de tiempo"));
        authority = std::make_unique<TimestampAuthority>(stamper, std::vector<const test_pki::Identity*>{&root});
        folder.write("root.pem", root.pem());
        folder.write("clave.txt", "secreto");
        folder.write("ana.p12", test_pki::pkcs12(person, {&root}, "secreto"));
        folder.write("luis.p12", test_pki::pkcs12(second, {&root}, "secreto"));
    }

    [[nodiscard]] test_pki::Wish wish(const std::string& name) const {
        test_pki::Wish out;
        out.name = name;
        out.from = now - 3000 * test_pki::day;
        out.to = now + 3000 * test_pki::day;
        out.crl_url = server->url("/root.crl");
        return out;
    }
    [[nodiscard]] fs::path file(const char* name) const { return folder.path() / name; }
    [[nodiscard]] std::string password() const { return "LEGAJO_KEY_PASSWORD_FILE=" + quoted(file("clave.txt")) + " "; }
    [[nodiscard]] std::string letter(const fs::path& output, const std::string& level, const std::string& authority_url) const {
        return password() + test::letter_command(test::sample("03-requerimiento-empresa"), output,
                                                 "--json --sign " + test::quoted("p12:" + file("ana.p12").string()) + " --level " + level + " --tsa " + authority_url);
    }
    [[nodiscard]] test::CommandEnd verify(const fs::path& pdf, const std::string& more) const {
        return run_command(test::legajo_program() + " verify " + quoted(pdf) + " --trust " + quoted(file("root.pem")) + " --lang es " + more);
    }
};

void accepted_by_other_readers(const fs::path& pdf) {
    CHECK(run_command("qpdf --check " + quoted(pdf)).status == 0);
    const std::string told = run_command("pdfsig -nocert " + quoted(pdf)).out;
    INFO(told);
    CHECK(told.find("Signature is Valid") != std::string::npos);
    CHECK(told.find("Signature is Invalid") == std::string::npos);
}

} // namespace

TEST_CASE("Each level, asked for at the command line, is the level that verify reports") {
    const World world;
    for (const std::string level : {"B-T", "B-LT", "B-LTA"}) {
        INFO(level);
        const test::TemporaryFolder folder;
        const auto end = run_command(world.letter(folder / "out", level, world.authority->url()));
        INFO(end.out << end.err);
        REQUIRE(end.status == 0);
        CHECK(end.out.find("\"nivel-firma\":\"" + level + "\"") != std::string::npos);
        const fs::path pdf = files_of(folder / "out", ".pdf").at(0);
        const auto told = world.verify(pdf, "--json");
        INFO(told.out << told.err);
        CHECK(told.status == 0);
        CHECK(told.out.find("\"nivel\":\"" + level + "\"") != std::string::npos);
        CHECK(told.out.find("\"confianza\":\"de-confianza\"") != std::string::npos);
        CHECK(told.out.find("\"valida\":true") != std::string::npos);
        accepted_by_other_readers(pdf);
        // What was sent can still be proved: the letter inside is the same outside the hole, the rest was appended.
        const auto proof = run_command(test::legajo_program() + " reissue EXP-2026-0103 -o " + quoted(folder / "out") + " --case " +
                                       quoted(test::sample("03-requerimiento-empresa")) + " --verify --json");
        INFO(proof.out << proof.err);
        CHECK(proof.out.find("\"probada\":true") != std::string::npos);
    }
}

TEST_CASE("A certified letter says so, gets the data of its level, and can still be proved") {
    const World world;
    const test::TemporaryFolder folder;
    const auto end = run_command("LEGAJO_CERTIFY=1 " + world.letter(folder / "out", "B-LTA", world.authority->url()));
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    const fs::path pdf = files_of(folder / "out", ".pdf").at(0);
    const std::string bytes = base::read_file(pdf);
    CHECK(bytes.find("/TransformMethod/DocMDP") != std::string::npos);
    CHECK(bytes.find("/Perms<</DocMDP ") != std::string::npos);
    const auto told = world.verify(pdf, "--json");
    INFO(told.out);
    CHECK(told.status == 0); // what was appended is what ISO 32000-2 12.8.2.2 allows at every level
    CHECK(told.out.find("\"nivel\":\"B-LTA\"") != std::string::npos);
    accepted_by_other_readers(pdf);
    const auto proof = run_command(test::legajo_program() + " reissue EXP-2026-0103 -o " + quoted(folder / "out") + " --case " +
                                   quoted(test::sample("03-requerimiento-empresa")) + " --verify --json");
    INFO(proof.out << proof.err);
    CHECK(proof.out.find("\"probada\":true") != std::string::npos);
}

TEST_CASE("A second signer on top, at a level of its own: both signatures hold") {
    const World world;
    const test::TemporaryFolder folder;
    REQUIRE(run_command(world.letter(folder / "out", "B-LT", world.authority->url())).status == 0);
    const fs::path pdf = files_of(folder / "out", ".pdf").at(0);
    const auto end = run_command(world.password() + test::legajo_program() + " sign " + quoted(pdf) + " --sign " + test::quoted("p12:" + world.file("luis.p12").string()) +
                                 " --level B-T --tsa " + world.authority->url() + " --issued-at 2026-11-21T12:00:00+01:00 -o " + quoted(folder.path()) + " --lang es");
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    const fs::path twice = folder / (pdf.stem().string() + "-firmado.pdf");
    const auto told = world.verify(twice, "");
    INFO(told.out << told.err);
    CHECK(told.status == 0);
    CHECK(told.out.find("Ana Núñez Ibáñez") != std::string::npos);
    CHECK(told.out.find("Luis Peña Ortega") != std::string::npos);
    accepted_by_other_readers(twice);
    CHECK(base::read_file(twice).starts_with(base::read_file(pdf)));
}

TEST_CASE("A dead authority: exit code 5, no letter, no row; the next authority of the list is tried") {
    const World world;
    const test::TemporaryFolder folder;
    const auto dead = run_command(world.letter(folder / "out", "B-T", deaf_url()));
    INFO(dead.out << dead.err);
    CHECK(dead.status == 5);
    CHECK(files_of(folder / "out", ".pdf").empty());
    CHECK(run_command(test::legajo_program() + " register list --json -o " + quoted(folder / "out")).out.empty());
    const auto second = run_command(world.letter(folder / "two", "B-T", deaf_url() + " --tsa " + world.authority->url()));
    INFO(second.out << second.err);
    CHECK(second.status == 0);
    CHECK(second.out.find("\"nivel-firma\":\"B-T\"") != std::string::npos);
}

TEST_CASE("Without revocation data there is no B-LT, and no B-T in its stead") {
    World world;
    world.lists_are_gone = true;
    const test::TemporaryFolder folder;
    for (const std::string level : {"B-LT", "B-LTA"}) {
        const auto end = run_command(world.letter(folder / level, level, world.authority->url()));
        INFO(end.out << end.err);
        CHECK(end.status != 0);
        CHECK(end.out.find("\"estado\":\"fallo\"") != std::string::npos);
        CHECK(end.out.find("\"firmado\":false") != std::string::npos);
        CHECK(files_of(folder / level, ".pdf").empty());
    }
}

TEST_CASE("An authority that answers by OCSP: its answer is stored, and a revoked certificate signs nothing") {
    World world(true);
    const test::TemporaryFolder folder;
    const auto end = run_command(world.letter(folder / "good", "B-LT", world.authority->url()));
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    const fs::path pdf = files_of(folder / "good", ".pdf").at(0);
    CHECK(base::read_file(pdf).find("/OCSPs") != std::string::npos);
    const auto told = world.verify(pdf, "--json");
    INFO(told.out);
    CHECK(told.status == 0);
    CHECK(told.out.find("\"nivel\":\"B-LT\"") != std::string::npos);
    accepted_by_other_readers(pdf);

    world.is_revoked = true;
    const auto refused = run_command(world.letter(folder / "revoked", "B-LT", world.authority->url()));
    INFO(refused.out << refused.err);
    CHECK(refused.status != 0);
    CHECK(refused.out.find("\"estado\":\"fallo\"") != std::string::npos);
    CHECK(files_of(folder / "revoked", ".pdf").empty());
}

TEST_CASE("A level without an authority is told before any work is done") {
    const World world;
    const test::TemporaryFolder folder;
    const auto end = run_command(world.password() + test::letter_command(test::sample("03-requerimiento-empresa"), folder / "out",
                                                                        "--sign " + test::quoted("p12:" + world.file("ana.p12").string()) + " --level B-LTA"));
    CHECK(end.status == 2);
    CHECK(end.err.find("cli.level_without_authority") != std::string::npos);
    CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("Dossier, filing and hand-over at each level: the level asked for is the one that verify reports, and the folder is still as its manifest says") {
    const World world;
    for (const std::string level : {"B-T", "B-LT", "B-LTA"}) {
        INFO(level);
        const test::TemporaryFolder folder;
        const auto dossier = [&](const std::string& more) {
            return run_command(world.password() + test::legajo_program() + " dossier " + quoted(test::sample("09-encargo-abogado")) + " -o " + quoted(folder / "out") + test::sample_dates + " --json --sign " +
                               test::quoted("p12:" + world.file("ana.p12").string()) + " --level " + level + " --tsa " + world.authority->url() + " " + more);
        };
        const auto made = dossier("--originals attach");
        INFO(made.out << made.err);
        REQUIRE(made.status == 0);
        CHECK(made.out.find("\"nivel-firma\":\"" + level + "\"") != std::string::npos);
        const fs::path pdf = folder / "out/exp-2026-0109-dosier.pdf";
        const auto told = world.verify(pdf, "--json");
        INFO(told.out << told.err);
        CHECK(told.status == 0);
        CHECK(told.out.find("\"nivel\":\"" + level + "\"") != std::string::npos);
        CHECK(told.out.find("\"valida\":true") != std::string::npos);
        CHECK(told.out.find("\"integro\":true") != std::string::npos);
        accepted_by_other_readers(pdf);
        // A byte of the page changed: told.
        std::string bytes = base::read_file(pdf);
        bytes[bytes.find("stream") + 20] ^= 1;
        base::write_file_durably(folder / "out/otro.pdf", bytes);
        CHECK(world.verify(folder / "out/otro.pdf", "").status != 0);
        fs::remove(folder / "out/otro.pdf");

        if (level == "B-LT") continue; // the ends of the scale are enough for what is signed in the same way
        const auto filed = dossier("--filing state");
        INFO(filed.err);
        REQUIRE(filed.status == 0);
        const auto checked = world.verify(folder / "out/exp-2026-0109-presentacion", "--json");
        INFO(checked.out << checked.err);
        CHECK(checked.status == 0);
        CHECK(checked.out.find("\"valida\":false") == std::string::npos);
        const auto handed = dossier("--hand-over lawyer");
        INFO(handed.err);
        REQUIRE(handed.status == 0);
        const auto letter = world.verify(folder / "out/exp-2026-0109-encargo-abogado.pdf", "--json");
        CHECK(letter.status == 0);
        CHECK(letter.out.find("\"nivel\":\"" + level + "\"") != std::string::npos);
    }
    const test::TemporaryFolder folder; // and never quietly lower
    const auto dead = run_command(world.password() + test::legajo_program() + " dossier " + quoted(test::sample("05-ultimo-plazo-empresa")) + " -o " + quoted(folder / "out") + test::sample_dates + " --sign " +
                                  test::quoted("p12:" + world.file("ana.p12").string()) + " --level B-T --tsa " + deaf_url());
    CHECK(dead.status == 5);
    CHECK(files_of(folder / "out", ".pdf").empty());
}
