// What falls due for whom in a window, and what changes between two packs.

#include "golden.hpp"
#include "schema.hpp"

#include "report/compare.hpp"
#include "report/plan.hpp"

#include <random>

using namespace legajo;
using report::LineChange;

namespace {

const report::Catalogue& spanish() {
    static const auto catalogue = report::Catalogue::load(test::messages_folder(), "es");
    return catalogue;
}

base::Date day(const char* iso) { return *base::Date::parse(iso); }

report::Plan sample_plan() {
    report::Plan plan{day("2026-12-01"), day("2026-12-31"), {}, 3, 1};
    report::PlannedLetter second{day("2026-12-22"), "EXP-2", "Talleres Ñandú Hermanos, S.A.", "ultimo-plazo", "burofax", "b.xml", 5, report::CaseState::awaiting_approval, "", base::Money(161500), day("2029-02-14")};
    report::PlannedLetter first{day("2026-12-11"), "EXP-1", "=María José", "comunicacion", "correo", "a.xml", 1, report::CaseState::letter, "", base::Money(9999), {}};
    report::PlannedLetter held{day("2026-12-11"), "EXP-3", "Íñigo Peña", "", "", "c.xml", 0, report::CaseState::held, "disputed", base::Money(5000), {}};
    plan.letters = {second, held, first};
    sort(plan);
    return plan;
}

model::Document document(const std::string& text) {
    model::Document one;
    one.blocks.push_back({model::Paragraph{"", {{text, {}, "", ""}}, ""}});
    return one;
}

std::string script(const std::vector<LineChange>& changes) {
    std::string text;
    for (const auto& change : changes) text += (change.kind == LineChange::Kind::added ? "+" : change.kind == LineChange::Kind::removed ? "-" : " ") + change.text;
    return text;
}

std::vector<std::string> letters_of(const std::string& text) {
    std::vector<std::string> all;
    for (char c : text) all.emplace_back(1, c);
    return all;
}

} // namespace

TEST_CASE("The plan by date, as a page, a spreadsheet and data") {
    const auto plan = sample_plan();
    test::check_golden("plan.es.txt", report::plan_text(plan, spanish()));
    test::check_golden("plan.csv", report::plan_csv(plan, spanish()));
    CHECK(test::Schema("plan").faults(report::plan_json(plan, spanish())) == "");
    CHECK(report::plan_csv(plan, spanish()).find(",'=María José,") != std::string::npos);
    CHECK(report::plan_text({day("2026-12-01"), day("2026-12-02"), {}, 0, 0}, spanish()).find("No vence ninguna carta") != std::string::npos);
}

TEST_CASE("The shortest edit script") {
    struct Row { const char *before, *after, *script; };
    const Row rows[] = {{"", "", ""}, {"abc", "abc", " a b c"}, {"abc", "", "-a-b-c"}, {"", "ab", "+a+b"}, {"abc", "axc", " a-b+x c"}, {"abcabba", "cbabac", "-a-b c+b a b-b a+c"}};
    for (const auto& row : rows) CHECK(script(report::line_changes(letters_of(row.before), letters_of(row.after))) == row.script);
}

TEST_CASE("Whatever changes, the script leads from one text to the other") {
    std::mt19937 random(20261121);
    for (int round = 0; round < 300; ++round) {
        std::string before, after;
        for (unsigned i = 0; i < random() % 30; ++i) before += static_cast<char>('a' + random() % 4);
        for (unsigned i = 0; i < random() % 30; ++i) after += static_cast<char>('a' + random() % 4);
        for (std::size_t limit : {std::size_t{2000}, std::size_t{3}}) {
            std::string from, to;
            for (const auto& change : report::line_changes(letters_of(before), letters_of(after), limit)) {
                if (change.kind != LineChange::Kind::added) from += change.text;
                if (change.kind != LineChange::Kind::removed) to += change.text;
            }
            CHECK(from == before);
            CHECK(to == after);
        }
    }
}

TEST_CASE("A letter is compared sentence by sentence") {
    CHECK(report::sentences(document("Le escribimos por la factura n.º 3. El Sr. D. Juan Peña la recibió. ¿Hay algún error? Dígalo.")) ==
          std::vector<std::string>{"Le escribimos por la factura n.º 3.", "El Sr. D. Juan Peña la recibió.", "¿Hay algún error?", "Dígalo."});
}

TEST_CASE("Two packs over the same cases: which decisions and sentences change") {
    report::ComparedCase compared;
    compared.reference = "EXP-1";
    compared.file = "a.xml";
    compared.before.decision.outcome = compared.after.decision.outcome = model::Outcome::letter;
    compared.before.decision.letter = compared.after.decision.letter = "recordatorio";
    compared.before.document = compared.after.document = document("Hola. Pague usted ya. Gracias.");
    CHECK_FALSE(report::compare(compared));

    compared.after.decision.letter = "requerimiento";
    compared.after.decision.level = 3;
    compared.after.document = document("Hola. Le pedimos que pague. Gracias.");
    const auto change = report::compare(compared);
    REQUIRE(change);
    CHECK(change->decision_changed);
    CHECK(script(change->lines) == " Hola.-Pague usted ya.+Le pedimos que pague. Gracias.");
    auto other = *change;
    other.reference = "EXP-2";
    test::check_golden("diff.es.txt", report::changes_text({*change, other}, 10, spanish()));
    CHECK(test::Schema("diff").faults(report::changes_json({*change, other}, 10)) == "");
    CHECK(report::changes_text({}, 10, spanish()) == "Nada cambia en 10 expedientes\n");
}
