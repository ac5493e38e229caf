// A key in a token (SoftHSM2, spoken to as a card would be), through the program: one letter, a batch on two cores, a wrong PIN.

#include "cases.hpp"

#include "sign/support/pki.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using test::files_of;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

namespace {

constexpr const char* module_path = "/usr/lib/softhsm/libsofthsm2.so";

struct Token {
    test_pki::Folder folder;
    test_pki::Identity root = test_pki::make_root(), person;

    Token() {
        test_pki::Wish wish;
        wish.from = test_pki::mid_2026 - 3000 * test_pki::day;
        wish.to = test_pki::mid_2026 + 3000 * test_pki::day;
        person = test_pki::issue(root, test_pki::Kind::rsa2048, wish);
        fs::create_directory(folder.path() / "tokens");
        folder.write("softhsm2.conf", "directories.tokendir = " + (folder.path() / "tokens").string() + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        folder.write("root.pem", root.pem());
        folder.write("pin.txt", "4321");
        const std::string key = test::quoted(folder.write("clave.pem", person.key_pem())), certificate = test::quoted(folder.write("ana.der", person.der()));
        run("softhsm2-util --init-token --free --label Sello --so-pin 12345678 --pin 4321");
        run("softhsm2-util --import " + key + " --token Sello --label ana --id 01 --pin 4321");
        run(std::string("pkcs11-tool --module ") + module_path + " --token-label Sello --login --pin 4321 --write-object " + certificate + " --type cert --id 01 --label ana");
    }
    [[nodiscard]] std::string environment() const { return "SOFTHSM2_CONF=" + quoted(folder.path() / "softhsm2.conf") + " "; }
    [[nodiscard]] std::string pin() const { return "LEGAJO_KEY_PASSWORD_FILE=" + quoted(folder.path() / "pin.txt") + " "; }
    [[nodiscard]] std::string option() const {
        return " --sign " + test::quoted(std::string("pkcs11:") + module_path + "?token=Sello&object=ana&chain=" + (folder.path() / "root.pem").string());
    }
    void run(const std::string& command) const {
        const auto end = run_command(environment() + command);
        INFO(command << '\n' << end.out << end.err);
        REQUIRE(end.status == 0);
    }
};

} // namespace

TEST_CASE("A letter signed by a token is valid for other readers and leads to its root") {
    const Token token;
    const test::TemporaryFolder folder;
    const auto end = run_command(token.environment() + token.pin() + test::letter_command(test::sample("03-requerimiento-empresa"), folder / "out", token.option()));
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    const fs::path pdf = files_of(folder / "out", ".pdf").at(0);
    CHECK(run_command("pdfsig -nocert " + quoted(pdf)).out.find("Signature is Valid") != std::string::npos);
    const auto told = run_command(test::legajo_program() + " verify " + quoted(pdf) + " --trust " + quoted(token.folder.path() / "root.pem") + " --json");
    INFO(told.out << told.err);
    CHECK(told.status == 0);
    CHECK(told.out.find("\"resultado\":\"valida\"") != std::string::npos);
}

TEST_CASE("A batch with two workers shares the token; the bytes are those of one worker") {
    const Token token;
    const test::TemporaryFolder folder;
    REQUIRE(run_command("python3 " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "scripts/many_cases.py") + " " + quoted(folder / "cases") + " 12").status == 0);
    for (const char* jobs : {"1", "2"}) {
        const auto end = run_command(token.environment() + token.pin() + test::legajo_program() + " batch " + quoted(folder / "cases") + " -o " +
                                     quoted(folder / jobs) + token.option() + test::sample_dates + " --jobs " + jobs);
        INFO(end.out << end.err);
        REQUIRE(end.status == 0);
        CHECK(files_of(folder / jobs, ".pdf").size() == 12);
    }
    CHECK(run_command("diff -r " + quoted(folder / "1/cartas") + " " + quoted(folder / "2/cartas")).status == 0);
}

TEST_CASE("A wrong PIN is sent once, exit code 5, and never told") {
    const Token token;
    const test::TemporaryFolder folder;
    const auto end = run_command(token.environment() + "LEGAJO_KEY_PASSWORD=9876 " +
                                 test::letter_command(test::sample("03-requerimiento-empresa"), folder / "out", token.option()));
    CHECK(end.status == 5);
    CHECK(end.err.find("9876") == std::string::npos);
    CHECK(files_of(folder / "out", ".pdf").empty());
}
