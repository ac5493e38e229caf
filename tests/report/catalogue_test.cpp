// The sentences: their format, their loss-free use, and that both languages say everything the sources can say.

#include "golden.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/catalogue.hpp"
#include "report/code_class.hpp"

#include <algorithm>
#include <regex>
#include <set>

using namespace legajo;
namespace fs = std::filesystem;

namespace {

constexpr const char* one_entry = R"(# a comment
[case.amount_negative]
what = El importe {valor} de «{elemento}» es negativo.
why = Una factura se paga;
    lo que se devuelve va en un abono.
fix = Escriba el importe sin signo o {{así}}.

[word.total]
text = Total
)";

std::string error_of(const std::string& text) {
    try {
        (void)report::Catalogue::parse(text, "es/case.txt");
    } catch (const base::Error& error) {
        return error.code() + " " + error.detail();
    }
    return "";
}

base::Problem amount_negative() {
    base::Problem problem;
    problem.code = "case.amount_negative";
    problem.with("valor", "-12.00").with("elemento", "factura");
    return problem;
}

// Every string literal of the sources of a folder.
std::set<std::string> literals_of(const fs::path& folder) {
    static const std::regex literal("\"([a-z][a-z0-9_.-]*)\"");
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
        const auto text = base::read_file(entry.path());
        for (auto it = std::sregex_iterator(text.begin(), text.end(), literal); it != std::sregex_iterator(); ++it) found.insert((*it)[1]);
    }
    return found;
}

// The reason code that follows a rule in the source: "policy.wait", "wait_not_over".
std::set<std::string> reasons_in(const fs::path& folder) {
    static const std::regex refusal(R"re((?:"(?:policy\.[a-z_]+|L-[0-9]+b?)"|[(,] rule),\s*"([a-z_]+)")re");
    std::set<std::string> found;
    if (!fs::exists(folder)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".cpp") continue;
        const auto text = base::read_file(entry.path());
        for (auto it = std::sregex_iterator(text.begin(), text.end(), refusal); it != std::sregex_iterator(); ++it) found.insert((*it)[1]);
    }
    return found;
}

const fs::path engine = fs::path(LEGAJO_SOURCE_DIR) / "engine";

} // namespace

TEST_CASE("A sentence is filled with its named arguments") {
    const auto catalogue = report::Catalogue::parse(one_entry);
    CHECK(catalogue.sentence(amount_negative()) ==
          "El importe -12.00 de «factura» es negativo. Una factura se paga; lo que se devuelve va en un abono. Escriba el importe sin signo o {así}.");
    CHECK(catalogue.word("total") == "Total");
    CHECK(catalogue.word("unknown") == "unknown");
}

TEST_CASE("A missing argument stays visible, and an argument is never read as a pattern") {
    const auto catalogue = report::Catalogue::parse(one_entry);
    base::Problem problem;
    problem.code = "case.amount_negative";
    problem.with("valor", "{elemento} {{");
    CHECK(catalogue.parts(problem).what == "El importe {elemento} {{ de «{elemento}» es negativo.");
}

TEST_CASE("An unknown code loses nothing") {
    const auto catalogue = report::Catalogue::parse(one_entry);
    base::Problem problem;
    problem.code = "draw.new_thing";
    problem.with("page", "3").with("item", "7");
    CHECK(catalogue.sentence(problem) == "draw.new_thing (page: 3, item: 7)");
    CHECK_FALSE(catalogue.parts(problem).is_known);
}

TEST_CASE("Format errors name the file and the line") {
    struct Row { const char* text; const char* error; };
    const Row rows[] = {{"what = x\n", "catalogue.malformed es/case.txt:1: a value before the first [code]"},
                        {"[a.b]\nwhat = x\nfix = y\n", "catalogue.malformed es/case.txt:1: [a.b] needs what, why and fix"},
                        {"[a.b]\nwhat = x\nwhat = y\n", "catalogue.malformed es/case.txt:3: what given twice"},
                        {"[a.b]\nwhat =\n", "catalogue.malformed es/case.txt:2: what is empty"},
                        {"[a.b]\nnote = x\n", "catalogue.malformed es/case.txt:2: unknown key note"},
                        {"[a b]\n", "catalogue.malformed es/case.txt:1: expected [code]"},
                        {"[a.b\n", "catalogue.malformed es/case.txt:1: expected [code]"},
                        {"[a.b]\nhello\n", "catalogue.malformed es/case.txt:2: expected key = value"},
                        {"  more\n", "catalogue.malformed es/case.txt:1: continues nothing"},
                        {"[word.a]\nwhat = x\n", "catalogue.malformed es/case.txt:1: [word.a] takes the one key text"},
                        {"[word.a]\ntext = x\n[word.a]\ntext = y\n", "catalogue.malformed es/case.txt:3: [word.a] stands already in es/case.txt:1"},
                        {"[word.a]\ntext = \xFF\n", "catalogue.malformed es/case.txt:1: not UTF-8"}};
    for (const auto& row : rows) CHECK(error_of(row.text) == row.error);
    CHECK_THROWS_AS(report::Catalogue::load("/no/such/folder", "es"), base::Error);
}

TEST_CASE("Spanish and English know the same codes and the same arguments") {
    const auto es = report::Catalogue::load(test::messages_folder(), "es"), en = report::Catalogue::load(test::messages_folder(), "en");
    const auto lacking = [](const report::Catalogue& a, const report::Catalogue& b) {
        std::string text;
        for (const auto& code : a.codes())
            if (!b.knows(code)) text += code + " ";
        return text;
    };
    CHECK(lacking(es, en) == "");
    CHECK(lacking(en, es) == "");
    static const std::regex name(R"(\{([A-Za-z0-9_.-]+)\})");
    const auto names = [](const report::Catalogue::Parts& parts) {
        std::set<std::string> found;
        for (const auto& text : {parts.what, parts.why, parts.fix})
            for (auto it = std::sregex_iterator(text.begin(), text.end(), name); it != std::sregex_iterator(); ++it) found.insert((*it)[1]);
        return found;
    };
    for (const auto& code : es.codes()) {
        INFO(code);
        CHECK(names(es.parts(code, {})) == names(en.parts(code, {})));
    }
}

TEST_CASE("Every fixed word that report/ asks for is there") {
    const auto es = report::Catalogue::load(test::messages_folder(), "es");
    static const std::regex call(R"re(word\("([a-z0-9_.-]+)")re");
    for (const auto& entry : fs::directory_iterator(engine / "report")) {
        if (entry.path().extension() != ".cpp") continue;
        const auto text = base::read_file(entry.path());
        for (auto it = std::sregex_iterator(text.begin(), text.end(), call); it != std::sregex_iterator(); ++it) {
            const std::string key = (*it)[1];
            INFO(entry.path().filename() << ": " << key);
            CHECK((key.ends_with(".") || es.knows("word." + key)));
        }
    }
}

TEST_CASE("Every reason, doubt, obstacle and policy rule of the deciding stages has a sentence") {
    const auto es = report::Catalogue::load(test::messages_folder(), "es");
    std::string lacking;
    for (const char* folder : {"choose", "assess", "law"}) {
        if (!fs::exists(engine / folder)) continue;
        for (const auto& literal : literals_of(engine / folder)) {
            const bool is_code = literal.starts_with("doubt.") || literal.starts_with("obstacle.") || literal.starts_with("policy.");
            if (is_code && !literal.ends_with(".") && !es.knows("reason." + literal)) lacking += literal + " ";
        }
    }
    for (const auto& reason : reasons_in(engine / "choose"))
        if (!es.knows("reason." + reason)) lacking += reason + " ";
    CHECK(lacking == "");
}

TEST_CASE("Conditions of VAT, credit files and plans have sentences") {
    const auto es = report::Catalogue::load(test::messages_folder(), "es");
    static const std::regex vat(R"re(vat\.missing\.push_back\("([a-z-]+)")re"), credit(R"re(require\([^;]*?"([a-z-]+)", "L-)re"),
        plan(R"re(refused_because\.push_back\("([a-z-]+)")re");
    std::string lacking;
    const auto scan = [&](const char* file, const std::regex& pattern, const std::string& group) {
        const auto path = engine / "law/es" / file;
        if (!fs::exists(path)) return;
        const auto text = base::read_file(path);
        for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern); it != std::sregex_iterator(); ++it)
            if (!es.knows("reason." + group + "." + std::string((*it)[1]))) lacking += group + "." + std::string((*it)[1]) + " ";
    };
    scan("vat.cpp", vat, "vat");
    scan("credit_file.cpp", credit, "credit_file");
    scan("plan.cpp", plan, "plan");
    CHECK(lacking == "");
}

TEST_CASE("A code's prefix decides exit code and HTTP status") {
    using report::CodeClass;
    struct Row { const char* code; int exit; int http; };
    const Row rows[] = {{"case.amount_negative", 4, 422}, {"case.limit_depth", 4, 413},      {"cli.flag_unknown", 2, 500},
                        {"pack.file_missing", 2, 500},    {"record.already_issued", 3, 409}, {"sign.timestamp_unreachable", 5, 503},
                        {"sign.hole_malformed", 3, 500},  {"draw.anything", 3, 500},      {"run.interrupted", 130, 503},
                        {"run.bug", 3, 500},              {"", 3, 500}};
    for (const auto& row : rows) {
        INFO(row.code);
        CHECK(report::exit_code_of(report::class_of(row.code)) == row.exit);
        CHECK(report::http_status_of(report::class_of(row.code)) == row.http);
    }
    base::Problems problems(3);
    problems[0].severity = base::Severity::warning;
    problems[0].code = "sign.key_missing";
    problems[1].code = "case.date_bad";
    problems[2].code = "sign.timestamp_unreachable";
    CHECK(report::class_of(problems) == CodeClass::service_unavailable);
    problems.pop_back();
    CHECK(report::class_of(problems) == CodeClass::input_unfit);
}
