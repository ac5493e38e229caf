// What falls due in a window, the deadlines as a calendar, and what changes between two packs: asked through the program.

#include "support/command.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace legajo;
using test::quoted;
using test::run_command;
namespace fs = std::filesystem;

namespace {

const fs::path samples = fs::path(LEGAJO_SOURCE_DIR) / "samples";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("plan: each letter on its first possible day, in order, and the same answer as explain gives on that day") {
    const test::TemporaryFolder folder;
    const auto end = run_command(test::legajo_program() + " plan " + quoted(samples) + " --from 2026-11-20 --to 2026-12-31 --lang es --json --ics " +
                                 quoted(folder / "plazos.ics") + " --csv " + quoted(folder / "plan.csv"));
    INFO(end.err);
    REQUIRE(end.status == 0);
    CHECK(has(end.out, "EXP-2026-0103"));
    CHECK(has(end.out, "requerimiento"));
    // Sample 03 gets its formal demand at once; the last deadline follows inside the window, supposing the first was delivered.
    const std::size_t first = end.out.find("requerimiento"), next = end.out.find("ultimo-plazo");
    CHECK(first != std::string::npos);
    CHECK(next != std::string::npos);
    const std::string csv = base::read_file(folder / "plan.csv");
    CHECK(has(csv, "EXP-2026-0103"));
}

TEST_CASE("The calendar of a plan tells nothing private") {
    const test::TemporaryFolder folder;
    REQUIRE(run_command(test::legajo_program() + " plan " + quoted(samples) + " --from 2026-11-20 --to 2027-12-31 --lang es --ics " + quoted(folder / "p.ics")).status == 0);
    const std::string calendar = base::read_file(folder / "p.ics");
    REQUIRE(calendar.starts_with("BEGIN:VCALENDAR"));
    CHECK(has(calendar, "SUMMARY"));
    for (const char* word : {"deuda", "Deuda", "impag", "moros", "Aldanondo", "Arrieta", "EUR", "€", "requerimiento"}) {
        INFO(word);
        CHECK_FALSE(has(calendar, word));
    }
}

TEST_CASE("plan refuses a window that ends before it begins") {
    const auto end = run_command(test::legajo_program() + " plan " + quoted(samples) + " --from 2026-12-31 --to 2026-01-01 --lang es");
    CHECK(end.status == 2);
    CHECK(has(end.err, "cli.date_malformed"));
}

TEST_CASE("template diff: a longer wait in the policy shows as changed decisions, the same pack as none") {
    const test::TemporaryFolder folder;
    fs::copy(fs::path(LEGAJO_SOURCE_DIR) / "templates", folder / "templates", fs::copy_options::recursive);
    fs::copy(fs::path(LEGAJO_SOURCE_DIR) / "fonts", folder / "fonts", fs::copy_options::recursive);
    fs::copy(folder / "templates/es-ES", folder / "templates/es-XX", fs::copy_options::recursive);
    const auto edit = [&](const char* file, const std::string& from, const std::string& to) {
        const fs::path path = folder / "templates/es-XX" / file;
        std::string text = base::read_file(path);
        const std::size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
        std::ofstream(path) << text;
    };
    edit("pack.xml", "es-ES", "es-XX");
    const std::string command = "LEGAJO_DATA=" + quoted(folder.path()) + " " + test::legajo_program() + " template diff es-ES es-XX " + quoted(samples) +
                                " --as-of 2026-11-20 --issued-at 2026-11-21 --lang es --json";
    const auto same = run_command(command);
    INFO(same.err);
    REQUIRE(same.status == 0);
    edit("policy.xml", "carta=\"requerimiento\"      desde-vencimiento=\"16\"", "carta=\"requerimiento\" desde-vencimiento=\"60\"");
    const auto changed = run_command(command);
    REQUIRE(changed.status == 0);
    CHECK(changed.out != same.out);
    CHECK(has(changed.out, "EXP-2026-0103"));
    CHECK_FALSE(has(same.out, "EXP-2026-0103"));
}
