// What becomes of cases and batches, as a program, a spreadsheet and a person read it.

#include "golden.hpp"
#include "schema.hpp"

#include "report/code_class.hpp"
#include "report/csv.hpp"
#include "report/result.hpp"

using namespace legajo;
using report::CaseResult;
using report::CaseState;

namespace {

const report::Catalogue& spanish() {
    static const auto catalogue = report::Catalogue::load(test::messages_folder(), "es");
    return catalogue;
}

CaseResult letter() {
    CaseResult result;
    result.reference = "EXP-2026-0417";
    result.file = "empresa/caso-01.xml";
    result.state = CaseState::letter;
    result.letter = "requerimiento";
    result.level = 3;
    result.channel = "burofax";
    result.control_date = base::Date::parse("2026-11-21");
    result.deadline = base::Date::parse("2026-12-07");
    result.amounts = report::Amounts{base::Money(161500), base::Money(8000), base::Money(181560), base::Money(12060), base::Money(46)};
    result.debtor_kind = "empresa";
    result.pdf = "04/EXP-2026-0417-requerimiento.pdf";
    result.sha256 = std::string(64, 'a');
    result.pages = 2;
    result.is_signed = true;
    result.signature_level = "B-B";
    result.register_number = 7;
    return result;
}

CaseResult held() {
    CaseResult result;
    result.reference = "EXP-2026-0500";
    result.file = "=cmd.xml";
    result.state = CaseState::held;
    result.reason = "disputed";
    result.next_date = base::Date::parse("2026-12-31");
    return result;
}

CaseResult failed(const char* code) {
    CaseResult result;
    result.file = "roto.xml";
    base::Problem problem;
    problem.code = code;
    problem.with("detalle", "roto.xml");
    result.problems = {problem};
    return result;
}

} // namespace

TEST_CASE("One case as a line of JSON keeps to its schema") {
    const test::Schema schema("result");
    for (const auto& result : {letter(), held(), failed("file.missing"), CaseResult{}}) {
        const auto line = report::result_json(result, spanish());
        CHECK(schema.faults(line) == "");
        CHECK(line.find('\n') == line.size() - 1);
    }
    test::check_golden("result-letter.json", report::result_json(letter(), spanish()));
}

TEST_CASE("One case told to a person") {
    CHECK(report::result_text(letter(), spanish()) ==
          "EXP-2026-0417: carta emitida · Requerimiento de pago · burofax · 1.815,60 € · hasta el 07/12/2026 → 04/EXP-2026-0417-requerimiento.pdf\n");
    CHECK(report::result_text(held(), spanish()) == "EXP-2026-0500: retenido · no antes del 31/12/2026\n");
    CHECK(report::result_text(failed("file.missing"), spanish()).find("roto.xml: fallo\nerror: No existe el fichero roto.xml. [file.missing]\n") == 0);
}

TEST_CASE("The CSV is safe, one row per case, and as wide as its head") {
    const auto csv = report::results_csv_header(spanish()) + report::results_csv_row(letter(), spanish()) + report::results_csv_row(held(), spanish()) +
                     report::results_csv_row(failed("file.missing"), spanish());
    CHECK(csv.starts_with(report::byte_order_mark));
    CHECK(csv.find(",'=cmd.xml,") != std::string::npos);
    test::check_golden("resumen.csv", csv);
    CHECK_FALSE(report::results_csv_header(spanish(), false).starts_with(report::byte_order_mark));
}

TEST_CASE("A batch's summary reconciles") {
    report::BatchSummary summary;
    summary.folder = "samples";
    summary.control_date = base::Date::parse("2026-11-21");
    summary.issued_at = base::Instant::parse("2026-11-21T10:00:00Z");
    summary.pack = "es-ES 1.0.0";
    summary.cases_found = 8;
    for (const auto& result : {letter(), letter(), held(), failed("case.invented"), failed("fill.invented")}) summary.add(result, spanish());
    CaseResult waiting = letter();
    waiting.state = CaseState::awaiting_approval;
    waiting.letter = "ultimo-plazo";
    waiting.is_from_earlier_run = true;
    summary.add(waiting, spanish());
    CaseResult quiet;
    quiet.state = CaseState::nothing_due;
    summary.add(quiet, spanish());
    CHECK_FALSE(summary.reconciles());
    CHECK(summary.not_reached() == 1);
    quiet.state = CaseState::handed_over;
    summary.add(quiet, spanish());
    CHECK(summary.reconciles());
    CHECK(summary.exit_code() == 1);
    CHECK(test::Schema("summary").faults(summary.json(spanish())) == "");
    test::check_golden("resumen.es.txt", summary.text(spanish()));
    test::check_golden("resumen.json", summary.json(spanish()));
}

TEST_CASE("Exit codes of a run") {
    struct Row { const char* what; std::vector<CaseResult> results; bool interrupted; int code; };
    const Row rows[] = {{"nothing found", {}, false, 0},
                        {"held cases are not failures", {letter(), held()}, false, 0},
                        {"some failed", {letter(), failed("case.invented")}, false, 1},
                        {"one case unfit", {failed("case.invented")}, false, 4},
                        {"every case unfit", {failed("case.invented"), failed("case.malformed")}, false, 4},
                        {"all failed, not all while reading", {failed("case.invented"), failed("draw.font")}, false, 3},
                        {"one failed later than reading", {failed("draw.font")}, false, 3},
                        {"the key went away in the middle", {letter(), failed("sign.token_lost")}, false, 5},
                        {"the key went away and a case is bad", {letter(), failed("sign.token_lost"), failed("case.invented")}, false, 1},
                        {"interrupted", {letter()}, true, 130}};
    for (const auto& row : rows) {
        INFO(row.what);
        report::BatchSummary summary;
        summary.is_interrupted = row.interrupted;
        for (const auto& result : row.results) summary.add(result, spanish());
        CHECK(summary.exit_code() == row.code);
    }
}
