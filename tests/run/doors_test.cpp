// Careless hands and a failing world at the program's doors: said clearly, nothing lost, nothing written where it does not belong.

#include "cases.hpp"
#include "identity.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace legajo;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

namespace {

void make_cases(const fs::path& folder, int count) {
    const auto made = run_command("python3 " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "scripts/many_cases.py") + " " + quoted(folder) + " " + std::to_string(count));
    INFO(made.err);
    REQUIRE(made.status == 0);
}

std::string drafts(const fs::path& cases, const fs::path& output, const std::string& more = "") {
    return test::legajo_program() + " batch " + quoted(cases) + " -o " + quoted(output) + " --unsigned" + test::sample_dates + " " + more;
}

} // namespace

TEST_CASE("Standard streams closed: nothing printed ends in the files of the output folder") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 2);
    (void)run_command(drafts(folder / "cases", folder / "out", "--json <&- >&- 2>&-"));
    REQUIRE(fs::exists(folder / "out/.legajo.lock"));
    CHECK(base::read_file(folder / "out/.legajo.lock").empty());
    CHECK(run_command(drafts(folder / "cases", folder / "out")).status == 0);
}

TEST_CASE("Who does not hold the folder leaves its marker alone") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 2);
    REQUIRE(run_command(drafts(folder / "cases", folder / "out")).status == 0);
    const std::string marker = base::read_file(folder / "out/lote.txt");
    const auto second = run_command("flock -n " + quoted(folder / "out/.legajo.lock") + " " + test::legajo_program() + " batch " + quoted(folder / "cases") + " -o " +
                                    quoted(folder / "out") + " --unsigned --as-of 2026-12-01 --issued-at 2026-12-01");
    CHECK(second.status == 2);
    CHECK(second.err.find("run.output_in_use") != std::string::npos);
    CHECK(base::read_file(folder / "out/lote.txt") == marker);
}

TEST_CASE("A wrong password leaves no output folder behind") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 1);
    const auto end = run_command("LEGAJO_KEY_PASSWORD=equivocada " + test::legajo_program() + " batch " + quoted(folder / "cases") + " -o " + quoted(folder / "out") +
                                 test::identity().option() + test::sample_dates);
    CHECK(end.status == 5);
    CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("The same reference, hidden behind a long comment: one letter, and the other file is told") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 1);
    std::string bytes = base::read_file(folder / "cases/000/lote-000001.xml");
    bytes.insert(bytes.find("?>") + 2, "\n<!--" + std::string(6000, ' ') + "-->");
    std::ofstream(folder / "cases/zz.xml") << bytes;
    const auto end = run_command(drafts(folder / "cases", folder / "out", "--json"));
    CHECK(end.status == 1);
    CHECK(end.out.find("run.reference_repeated") != std::string::npos);
    CHECK(test::files_of(folder / "out", ".pdf").size() == 1);
}

TEST_CASE("After --resume the summary counts the same money") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 6);
    REQUIRE(run_command(drafts(folder / "cases", folder / "out")).status == 0);
    const std::string money = "grep -o '\"importes\":{[^}]*}' " + quoted(folder / "out/resultados.jsonl");
    const std::string before = run_command(money).out;
    REQUIRE(run_command(drafts(folder / "cases", folder / "out", "--resume")).status == 0);
    CHECK_FALSE(before.empty());
    CHECK(run_command(money).out == before);
}

TEST_CASE("After --resume a signed letter is told as signed") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 2);
    const std::string batch = test::identity().prefix() + test::legajo_program() + " batch " + quoted(folder / "cases") + " -o " + quoted(folder / "out") +
                              test::identity().option() + " --json";
    REQUIRE(run_command(batch + test::sample_dates).status == 0);
    const auto again = run_command(batch + " --resume");
    CHECK(again.status == 0);
    CHECK(again.out.find(R"("firmado":true,"nivel-firma":"B-B")") != std::string::npos);
    CHECK(again.out.find(R"("firmado":false)") == std::string::npos);
}

TEST_CASE("verify of a folder without PDFs does not say that all is well") {
    const test::TemporaryFolder folder;
    const auto end = run_command(test::legajo_program() + " verify " + quoted(folder.path()));
    CHECK(end.status == 2);
    CHECK(end.err.find("cli.no_pdf_files") != std::string::npos);
}

TEST_CASE("register: no empty tax id, no half sentences, no row with too many cells") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 2);
    REQUIRE(run_command(drafts(folder / "cases", folder / "out")).status == 0);
    const std::string place = " -o " + quoted(folder / "out");
    const std::string program = test::legajo_program() + " register ";
    CHECK(run_command(program + "erase '' --yes" + place).status == 2);
    CHECK(run_command(program + "export ' '" + place).status == 2);
    const auto date = run_command(program + "mark 1 --state enviada --date 2026-02-31" + place);
    CHECK(date.status == 2);
    CHECK(date.err.find("{value}") == std::string::npos);
    std::ofstream(folder / "wide.csv") << "numero;resultado;fecha\r\n1;enviada;2026-11-21;sobra\r\n";
    const auto wide = run_command(program + "import " + quoted(folder / "wide.csv") + place);
    CHECK(wide.status == 4);
    CHECK(wide.err.find("record.csv_width") != std::string::npos);
}

TEST_CASE("What every case needs and is broken is told once, with exit code 2 and no output folder") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 3);
    fs::create_directories(folder / "data");
    for (const char* part : {"templates", "fonts"}) fs::copy(fs::path(LEGAJO_SOURCE_DIR) / part, folder / "data" / part, fs::copy_options::recursive);
    const std::string with_data = "LEGAJO_DATA=" + quoted(folder / "data") + " ";
    const auto told_once = [&](const std::string& code) {
        const auto end = run_command(with_data + drafts(folder / "cases", folder / "out"));
        INFO(code << '\n' << end.out << end.err);
        CHECK(end.status == 2);
        const std::size_t first = end.err.find(code);
        CHECK(first != std::string::npos);
        CHECK(end.err.find(code, first + 1) == std::string::npos);
        CHECK_FALSE(fs::exists(folder / "out"));
    };
    fs::rename(folder / "data/fonts/catalogue.csv", folder / "data/elsewhere.csv");
    told_once("font.catalogue_unreadable");
    fs::rename(folder / "data/elsewhere.csv", folder / "data/fonts/catalogue.csv");
    std::ofstream(folder / "data/templates/es-ES/policy.xml", std::ios::app) << "<resto";
    told_once("pack.xml_broken");
    const auto checked = run_command(with_data + test::legajo_program() + " check --lang es " + quoted(test::sample("01-primer-aviso")));
    CHECK(checked.status == 2);
    CHECK(checked.err.find("pack.xml_broken") != std::string::npos);
}

TEST_CASE("A folder that is not there and an option that does not exist are answered in the user's language") {
    const test::TemporaryFolder folder;
    const auto absent = run_command(drafts(folder / "nowhere", folder / "out"));
    CHECK(absent.status == 2);
    CHECK(absent.err.find("run.folder_unreadable") != std::string::npos);
    const auto unknown = run_command(test::legajo_program() + " --lang es batch --raro");
    CHECK(unknown.status == 2);
    CHECK(unknown.err.find("La orden no se entiende") != std::string::npos);
}

TEST_CASE("--retry-failed finds the failed cases also when the folder is named another way") {
    const test::TemporaryFolder folder;
    make_cases(folder / "cases", 3);
    std::ofstream(folder / "cases/roto.xml") << "<expediente referencia=\"EXP-ROTO\"";
    CHECK(run_command(drafts(folder / "cases", folder / "out")).status == 1);
    const auto again = run_command("cd " + quoted(folder.path()) + " && " + drafts("./cases/../cases", folder / "out", "--retry-failed --json"));
    INFO(again.out << again.err);
    CHECK(again.status == 4);
    CHECK(again.out.find("roto.xml") != std::string::npos);
    CHECK(std::count(again.out.begin(), again.out.end(), '\n') == 1);
}

TEST_CASE("register: what has not happened yet cannot be marked, by hand or by CSV") {
    const test::TemporaryFolder folder;
    REQUIRE(run_command(test::legajo_program() + " letter " + quoted(test::sample("01-primer-aviso")) + " --unsigned --as-of 2026-11-20 -o " + quoted(folder / "out")).status == 0);
    const auto by_hand = run_command(test::legajo_program() + " register mark 1 --state entregada --date 2099-01-01 -o " + quoted(folder / "out"));
    CHECK(by_hand.status == 2);
    CHECK(by_hand.err.find("cli.date_in_future") != std::string::npos);
    std::ofstream(folder / "r.csv") << "numero,resultado,fecha\n1,entregada,2099-01-01\n";
    const auto by_csv = run_command(test::legajo_program() + " register import " + quoted(folder / "r.csv") + " -o " + quoted(folder / "out"));
    CHECK(by_csv.status != 0);
    CHECK(by_csv.err.find("record.csv_future") != std::string::npos);
}
