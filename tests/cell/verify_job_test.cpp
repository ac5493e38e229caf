// Signatures are verified in the cell: the question goes in, the report comes out, and a file that is no PDF is a problem.

#include "evidence/exhibits.hpp"
#include "run/cell_jobs.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace legajo;

TEST_CASE("verify runs in the cell") {
    run::CellPipe pipe(std::filesystem::path(LEGAJO_BIN_DIR) / "legajo-cell");
    const auto& jobs = pipe.greeting().jobs;
    if (std::ranges::find(jobs, "verify") == jobs.end()) return; // built without verify/
    const base::Descriptor rubbish = run::memory_file("no es un PDF");
    const auto refused = run::verify_pdf(pipe, rubbish.get(), {});
    REQUIRE(!refused);
    CHECK(refused.problems()[0].code == "verify.pdf_unreadable");
    const base::Descriptor unsigned_pdf = run::memory_file(test::pdf_of(test::one_page("Hola")));
    const auto report = run::verify_pdf(pipe, unsigned_pdf.get(), {});
    REQUIRE(report);
    CHECK(report->signatures.empty());
    CHECK(report->size > 0);
}
