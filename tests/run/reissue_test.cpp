// What was sent can be proved years later, and a single changed byte is found.

#include "cases.hpp"
#include "identity.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace legajo;
using test::files_of;
using test::letter_command;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

namespace {

std::string reference(const fs::path& debt) {
    const std::string text = base::read_file(debt);
    const std::size_t at = text.find("referencia=\"") + 12;
    return text.substr(at, text.find('"', at) - at);
}

std::string reissue(const fs::path& debt, const fs::path& output, const std::string& more) {
    return test::identity().prefix() + test::legajo_program() + " reissue " + reference(debt) + " -o " + quoted(output) + " --case " + quoted(debt) + " --lang es " + more;
}

void issue(const fs::path& debt, const fs::path& output, const std::string& more = "") {
    const auto end = run_command(test::identity().prefix() + letter_command(debt, output, test::identity().option() + " " + more));
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    REQUIRE(files_of(output, ".pdf").size() >= 1);
}

void flip(const fs::path& file, std::size_t at) {
    std::string bytes = base::read_file(file);
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
    std::ofstream(file, std::ios::binary) << bytes;
}

} // namespace

TEST_CASE("With the RSA key of then the letter is the same to the last byte; without a key, outside the signature") {
    const test::TemporaryFolder folder;
    const fs::path debt = test::sample("03-requerimiento-empresa");
    issue(debt, folder / "out");
    const auto with_key = run_command(reissue(debt, folder / "out", "--verify --json" + test::identity().option()));
    INFO(with_key.out << with_key.err);
    CHECK(with_key.status == 0);
    CHECK(with_key.out.find("\"rehecha\":\"identica\"") != std::string::npos);
    CHECK(with_key.out.find("\"probada\":true") != std::string::npos);
    const auto without = run_command(reissue(debt, folder / "out", "--verify --json"));
    INFO(without.out << without.err);
    CHECK(without.status == 0);
    CHECK(without.out.find("\"rehecha\":\"identica-salvo-firma\"") != std::string::npos);
    const auto told = run_command(reissue(debt, folder / "out", "--verify"));
    CHECK(told.out.find("probada: es lo que se envió") != std::string::npos);
}

TEST_CASE("A letter packed harder than usual is proved too") {
    const test::TemporaryFolder folder;
    const fs::path debt = test::sample("03-requerimiento-empresa");
    const auto made = run_command(test::identity().prefix() + test::legajo_program() + " batch " + quoted(debt.parent_path()) + " -o " + quoted(folder / "out") +
                                  " --as-of 2026-11-20 --issued-at 2026-11-21T10:00:00+01:00 --compression 9" + test::identity().option());
    INFO(made.out << made.err);
    REQUIRE(files_of(folder / "out", ".pdf").size() >= 1);
    const auto proved = run_command(reissue(debt, folder / "out", "--verify --json" + test::identity().option()));
    INFO(proved.out << proved.err);
    CHECK(proved.out.find("\"rehecha\":\"identica\"") != std::string::npos);
}

TEST_CASE("A changed file, another case file: each is told for what it is, exit code 3") {
    const test::TemporaryFolder folder;
    const fs::path debt = test::sample("03-requerimiento-empresa");
    issue(debt, folder / "out");
    const fs::path pdf = files_of(folder / "out", ".pdf").at(0);
    const std::string whole = base::read_file(pdf);
    flip(pdf, whole.size() / 2);
    const auto changed = run_command(reissue(debt, folder / "out", "--verify --json" + test::identity().option()));
    INFO(changed.out << changed.err);
    CHECK(changed.status == 3);
    CHECK(changed.out.find("\"fichero\":\"distinto\"") != std::string::npos);
    CHECK(changed.out.find("\"rehecha\":\"identica\"") != std::string::npos); // the register's hash is met by the letter made again
    std::ofstream(pdf, std::ios::binary) << whole;

    std::ofstream(folder / "otro.xml") << base::read_file(debt) << "\n";
    const auto other = run_command(reissue(folder / "otro.xml", folder / "out", "--verify --json"));
    INFO(other.out << other.err);
    CHECK(other.status == 3);
    CHECK(other.out.find("\"expediente\":\"distinto\"") != std::string::npos);
    CHECK(other.out.find("\"probada\":false") != std::string::npos);
}

TEST_CASE("The file is lost: with the key the same file comes again, without it nothing else is passed off as it") {
    const test::TemporaryFolder folder;
    const fs::path debt = test::sample("03-requerimiento-empresa");
    issue(debt, folder / "out");
    const fs::path pdf = files_of(folder / "out", ".pdf").at(0);
    const std::string whole = base::read_file(pdf);
    fs::remove(pdf);
    const auto without = run_command(reissue(debt, folder / "out", "--to " + quoted(folder / "none")));
    CHECK(without.status == 3);
    CHECK(without.err.find("reissue.needs_key") != std::string::npos);
    CHECK(files_of(folder / "none", ".pdf").empty());
    const auto with_key = run_command(reissue(debt, folder / "out", "--to " + quoted(folder / "back") + test::identity().option()));
    INFO(with_key.out << with_key.err);
    CHECK(with_key.status == 0);
    CHECK(base::read_file(files_of(folder / "back", ".pdf").at(0)) == whole);
}

TEST_CASE("What came after does not change what was known: results marked later, a second copy of the letter") {
    const test::TemporaryFolder folder;
    const fs::path debt = test::sample("03-requerimiento-empresa");
    issue(debt, folder / "out");
    REQUIRE(run_command(test::legajo_program() + " register mark 1 --state entregada --date 2026-11-21 -o " + quoted(folder / "out")).status == 0);
    issue(debt, folder / "out", "--again --type requerimiento");
    REQUIRE(files_of(folder / "out", ".pdf").size() == 2); // the first is never overwritten
    const auto end = run_command(reissue(debt, folder / "out", "--verify" + test::identity().option()));
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(run_command(reissue(debt, folder / "out", "--verify --number 1")).status == 0);
}

TEST_CASE("Drafts, unknown references and undecided questions") {
    const test::TemporaryFolder folder;
    const fs::path debt = test::sample("01-primer-aviso");
    REQUIRE(run_command(letter_command(debt, folder / "out", "--unsigned")).status == 0);
    const auto draft = run_command(reissue(debt, folder / "out", "--verify --json"));
    INFO(draft.out << draft.err);
    CHECK(draft.status == 0);
    CHECK(draft.out.find("\"rehecha\":\"identica\"") != std::string::npos);
    const auto unknown = run_command(reissue(test::sample("03-requerimiento-empresa"), folder / "out", "--verify"));
    CHECK(unknown.status == 4);
    CHECK(unknown.err.find("reissue.no_letter") != std::string::npos);
    CHECK(run_command(reissue(debt, folder / "out", "")).status == 2);
}
