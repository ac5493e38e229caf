// What an operator gets from a night's batch: every case accounted for, nothing lost, nothing doubled, whatever happens in between.

#include "identity.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>

using namespace legajo;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

namespace {

const std::string dates = " --as-of 2026-11-20 --issued-at 2026-11-21T10:00:00+01:00 --lang es";

void make_cases(const fs::path& folder, int count, const std::string& more = "") {
    const auto made = run_command("python3 " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "scripts/many_cases.py") + " " + quoted(folder) + " " +
                                  std::to_string(count) + " " + more);
    INFO(made.err);
    REQUIRE(made.status == 0);
}

std::string batch(const fs::path& cases, const fs::path& output, const std::string& more = "") {
    return test::identity().prefix() + test::legajo_program() + " batch " + quoted(cases) + " -o " + quoted(output) + test::identity().option() + dates + " " + more;
}

// Relative name -> bytes of every letter.
std::map<std::string, std::string> letters_of(const fs::path& output) {
    std::map<std::string, std::string> letters;
    if (!fs::exists(output / "cartas")) return letters;
    for (const auto& entry : fs::recursive_directory_iterator(output / "cartas"))
        if (entry.is_regular_file()) letters[fs::relative(entry.path(), output).string()] = base::read_file(entry.path());
    return letters;
}

// state -> count, from the JSON lines.
std::map<std::string, int> states(const std::string& lines) {
    std::map<std::string, int> counts;
    const std::regex state(R"re("estado":"([^"]+)")re");
    for (std::sregex_iterator it(lines.begin(), lines.end(), state), end; it != end; ++it) ++counts[(*it)[1]];
    return counts;
}

} // namespace

TEST_CASE("One broken file among many: the others get their letters, and the summary says which failed, why and where") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 30);
    std::ofstream(folder / "cases/000/roto.xml") << "<?xml version=\"1.0\"?>\n<expediente xmlns=\"urn:legajo:expediente:1\" referencia=\"R\">\n  <acredor/>\n";
    std::ofstream(folder / "cases/000/factura.xml") << "<Facturae/>";
    const auto end = run_command(batch(folder / "cases", folder / "out"));
    INFO(end.out << end.err);
    CHECK(end.status == 1);
    CHECK(letters_of(folder / "out").size() == 30);
    CHECK(end.err.find("roto.xml:") != std::string::npos);
    const std::string summary = base::read_file(folder / "out/resumen.json");
    CHECK(summary.find("roto.xml") != std::string::npos);
    const auto counts = states(base::read_file(folder / "out/resultados.jsonl"));
    CHECK(counts.at("carta") == 30);
    CHECK(counts.at("fallo") == 1);
}

TEST_CASE("One core or many, first run or another folder: the same bytes") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 40);
    REQUIRE(run_command(batch(folder / "cases", folder / "one", "--jobs 1")).status == 0);
    REQUIRE(run_command(batch(folder / "cases", folder / "two", "--jobs 4 --group 7")).status == 0);
    const auto one = letters_of(folder / "one"), two = letters_of(folder / "two");
    CHECK(one.size() == 40);
    CHECK(one == two);
    CHECK(base::read_file(folder / "one/resultados.jsonl") == base::read_file(folder / "two/resultados.jsonl"));
}

TEST_CASE("Run twice: no letter is issued a second time") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 10);
    REQUIRE(run_command(batch(folder / "cases", folder / "out")).status == 0);
    const auto first = letters_of(folder / "out");
    const auto again = run_command(batch(folder / "cases", folder / "out", "--json"));
    CHECK(again.status == 0);
    CHECK(states(again.out)["carta"] == 0);
    CHECK(letters_of(folder / "out") == first);
}

TEST_CASE("Killed in the middle and resumed, it ends as if nothing had happened") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 400);
    REQUIRE(run_command(batch(folder / "cases", folder / "calm")).status == 0);
    // Killed without warning as soon as some letters are there.
    const std::string torn = batch(folder / "cases", folder / "torn", "--group 16 --jobs 2") + " & pid=$!; "
        "for i in $(seq 2000); do [ -n \"$(find " + quoted(folder / "torn") + " -name '*.pdf' 2>/dev/null | head -n 1)\" ] && break; done; kill -9 $pid; wait $pid";
    (void)run_command(torn);
    const std::size_t before = letters_of(folder / "torn").size();
    const auto resumed = run_command(test::identity().prefix() + test::legajo_program() + " batch " + quoted(folder / "cases") + " -o " +
                                     quoted(folder / "torn") + test::identity().option() + " --resume --lang es");
    INFO("letters before the kill: " << before << "\n" << resumed.out << resumed.err);
    CHECK(resumed.status == 0);
    CHECK(letters_of(folder / "torn") == letters_of(folder / "calm"));
    CHECK(states(base::read_file(folder / "torn/resultados.jsonl"))["carta"] == 400);
}

TEST_CASE("The same reference in two files: neither gets a letter, both say so") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 3);
    fs::copy_file(folder / "cases/000/lote-000001.xml", folder / "cases/copia.xml");
    const auto end = run_command(batch(folder / "cases", folder / "out", "--json"));
    CHECK(end.status == 1);
    CHECK(states(end.out)["fallo"] == 2);
    CHECK(states(end.out)["carta"] == 2);
    CHECK(end.out.find("run.reference_repeated") != std::string::npos);
}

TEST_CASE("Files are private") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 3);
    REQUIRE(run_command("umask 000; " + batch(folder / "cases", folder / "out")).status == 0);
    CHECK(run_command("find " + quoted(folder / "out") + " -type f -perm /077 | grep .").out.empty());
    CHECK(run_command("find " + quoted(folder / "out") + " -type d -perm /077 | grep .").out.empty());
}

TEST_CASE("A case on standard input, its result as JSON") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 1);
    const auto end = run_command(test::identity().prefix() + test::legajo_program() + " letter - --json -o " + quoted(folder / "out") + test::identity().option() +
                                 dates + " < " + quoted(folder / "cases/000/lote-000001.xml"));
    INFO(end.err);
    CHECK(end.status == 0);
    CHECK(end.out.starts_with("{"));
    CHECK(states(end.out)["carta"] == 1);
}

TEST_CASE("Unsigned must be asked for, and secrets never stand on the command line") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 1);
    const std::string program = test::legajo_program() + " letter " + quoted(folder / "cases/000/lote-000001.xml") + " -o " + quoted(folder / "out") + dates;
    const auto undecided = run_command(program);
    CHECK(undecided.status == 2);
    CHECK(undecided.err.find("cli.signature_undecided") != std::string::npos);
    const auto wrong = run_command("LEGAJO_KEY_PASSWORD=equivocada " + program + test::identity().option());
    CHECK(wrong.status == 5);
    CHECK(wrong.err.find("equivocada") == std::string::npos);
    CHECK(run_command(program + " --unsigned").status == 0);
}
