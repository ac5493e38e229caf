// The letters of the samples, read by programs that did not write them.

#include "cases.hpp"
#include "identity.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

TEST_CASE("Every sample's letter is a sound, signed, readable PDF") {
    const test::TemporaryFolder folder;
    const auto end = run_command(test::identity().prefix() + test::legajo_program() + " batch " + quoted(fs::path(LEGAJO_SOURCE_DIR) / "samples") + " -o " +
                                 quoted(folder / "out") + test::identity().option() + " --as-of 2026-11-20 --issued-at 2026-11-21T10:00:00+01:00 --lang es");
    INFO(end.out << end.err);
    REQUIRE(end.status <= 1);
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "out/cartas")) {
        if (!entry.is_regular_file()) continue;
        ++count;
        const std::string pdf = quoted(entry.path());
        INFO(entry.path().filename().string());
        CHECK(run_command("qpdf --check " + pdf).status == 0);
        const auto signature = run_command("pdfsig " + pdf).out;
        CHECK(signature.find("Signature is Valid") != std::string::npos);
        CHECK(signature.find("Total document signed") != std::string::npos);
        const std::string text = run_command("pdftotext -layout " + pdf + " -").out;
        CHECK(text.find("{{") == std::string::npos);
        CHECK(text.size() > 500);
        const std::string fonts = run_command("pdffonts " + pdf).out;
        CHECK(fonts.find(" no ") == std::string::npos); // every face embedded, subset, with ToUnicode
    }
    CHECK(count >= 8);
}

TEST_CASE("The creditor's copy carries the letter's figures as data, the letter itself nothing") {
    const test::TemporaryFolder folder;
    const auto end = run_command(test::identity().prefix() + test::letter_command(test::sample("03-requerimiento-empresa"), folder / "out", test::identity().option() + " --creditor-copy --json"));
    INFO(end.out << end.err);
    REQUIRE(end.status == 0);
    CHECK(end.out.find("-acreedor.pdf\"") != std::string::npos);
    fs::path letter, copy;
    for (const fs::path& file : test::files_of(folder / "out", ".pdf")) (file.string().ends_with("-acreedor.pdf") ? copy : letter) = file;
    REQUIRE((!letter.empty() && !copy.empty()));
    CHECK(run_command("pdfdetach -list " + quoted(letter)).out.find("0 embedded files") != std::string::npos);
    CHECK(run_command("pdfsig " + quoted(copy)).out.find("Signature is Valid") != std::string::npos);
    CHECK(base::read_file(copy).find("<pdfaid:part>3<") != std::string::npos);
    REQUIRE(run_command("pdfdetach -savefile cifras.json -o " + quoted(folder / "cifras.json") + " " + quoted(copy)).status == 0);
    const std::string figures = base::read_file(folder / "cifras.json");
    CHECK(figures.find("\"principal\": \"2552.31\"") != std::string::npos);
    CHECK(figures.find("nota") == std::string::npos);
    CHECK(run_command("pdftotext " + quoted(letter) + " -").out == run_command("pdftotext " + quoted(copy) + " -").out);
}
