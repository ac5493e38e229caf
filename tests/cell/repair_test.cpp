// PDFs that libqpdf and our own rescue cannot read go to mutool, in the cage for outside programs.

#include "run/cell_jobs.hpp"
#include "evidence/exhibits.hpp"

#include <cstdlib>

using namespace legajo;
using namespace legajo::test;

TEST_CASE("mutool mends in its cage, and what it makes is read like any other file") {
    Exhibits cell;
    const std::string whole = pdf_of(one_page("Contrato"));
    const base::Descriptor document = run::memory_file(whole.substr(0, whole.find("xref"))), none = run::memory_file("no es un PDF");
    const auto mended = run::repair_pdf(cell.pipe(), "contrato.pdf", document.get(), fs::temp_directory_path());
    INFO((mended ? std::string() : mended.problems()[0].code + " " + mended.problems()[0].arguments.back().second));
    REQUIRE(mended);
    const Reading reading = cell.read_open("contrato.pdf", mended->get());
    REQUIRE(reading.ok);
    CHECK(cell.text_of(reading).find("Contrato") != std::string::npos);
    const auto refused = run::repair_pdf(cell.pipe(), "nada.pdf", none.get(), fs::temp_directory_path());
    REQUIRE(!refused);
    CHECK(refused.problems()[0].code == "evidence.repair_failed");
}

TEST_CASE("Without mutool that is said") {
    ::setenv("LEGAJO_MUTOOL", "/nonexistent/mutool", 1);
    run::CellPipe pipe(fs::path(LEGAJO_BIN_DIR) / "legajo-cell");
    const base::Descriptor document = run::memory_file("x");
    const auto refused = run::repair_pdf(pipe, "a.pdf", document.get(), fs::temp_directory_path());
    ::unsetenv("LEGAJO_MUTOOL");
    REQUIRE(!refused);
    CHECK(refused.problems()[0].code == "evidence.needs_mutool");
}
