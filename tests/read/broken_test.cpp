// What the clerk is told when a word of a good case is wrong: code, line, path.

#include "base/files.hpp"
#include "read/broken_cases.hpp"
#include "read/read_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

using namespace legajo;
using namespace legajo::read_test;
namespace fs = std::filesystem;

namespace {

std::string told(const base::Problems& problems) {
    std::string text;
    for (const auto& problem : problems) {
        text += problem.code + " " + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " + problem.place.path;
        for (const auto& [name, value] : problem.arguments) text += " " + name + "=" + value;
        text += "\n";
    }
    return text;
}

using Catalogue = std::map<std::string, std::map<std::string, std::string>>;

Catalogue catalogue(const std::string& language) {
    Catalogue entries;
    std::ifstream file(fs::path(LEGAJO_SOURCE_DIR) / "templates/messages" / language / "read.txt");
    std::string line, code;
    while (std::getline(file, line)) {
        if (line.starts_with('[')) code = line.substr(1, line.find(']') - 1);
        else if (const auto sign = line.find(" = "); sign != std::string::npos && !line.starts_with('#')) entries[code][line.substr(0, sign)] = line.substr(sign + 3);
    }
    return entries;
}

std::set<std::string> placeholders(const std::string& sentence) {
    static const std::regex braces(R"(\{([a-z_]+)\})");
    std::set<std::string> names;
    for (std::sregex_iterator at(sentence.begin(), sentence.end(), braces), end; at != end; ++at) names.insert((*at)[1]);
    return names;
}

} // namespace

TEST_CASE("the good case is good") {
    const auto result = read::read_case(good_case());
    INFO(told(result.problems()));
    CHECK(result.ok());
    CHECK(result.problems().empty());
}

TEST_CASE("each slip is told with its code, line and path") {
    for (const Breakage& breakage : breakages()) {
        const auto result = read::read_case(broken(breakage));
        INFO(breakage.story << "\n" << told(result.problems()));
        const auto found = std::find_if(result.problems().begin(), result.problems().end(), [&](const auto& problem) { return problem.code == breakage.code; });
        REQUIRE(found != result.problems().end());
        CHECK((found->severity == base::Severity::error) == breakage.is_error);
        CHECK(result.ok() == !base::has_errors(result.problems()));
        if (!breakage.is_error && result.problems().size() == 1) CHECK(result.ok());
        if (breakage.line != 0) CHECK(found->place.line == breakage.line);
        CHECK((found->place.column > 0 || breakage.line == 0));
        if (breakage.path != nullptr) CHECK(found->place.path == breakage.path);
        CHECK(found->stage == "read");
    }
}

TEST_CASE("a slip brings few others with it") {
    // A wrong value must not be followed by remarks that it is missing or does not add up.
    for (const Breakage& breakage : breakages()) {
        const auto result = read::read_case(broken(breakage));
        INFO(breakage.story << "\n" << told(result.problems()));
        CHECK(result.problems().size() <= 3);
    }
}

TEST_CASE("all problems of a file come at once, in the order of the file") {
    std::string text = good_case();
    const auto edit = [&](const std::string& from, const std::string& to) { text.replace(text.find(from), from.size(), to); };
    edit("<nif>B88112206</nif>", "<nif>B88112207</nif>");
    edit("plazo-pago=\"30\"", "plazo-pago=\"x\"");
    edit("vencimiento=\"2026-09-13\"", "vencimento=\"13/09/2026\"");
    edit("importe=\"484.00\"", "importe=\"484,00\"");
    edit("factura=\"f1\" fecha", "factura=\"f9\" fecha");
    edit("carta=\"requerimiento\"", "carta=\"requerimient\"");
    edit("pruebas/burofax.pdf", "../x.pdf");
    const auto result = read::read_case(text);
    std::vector<std::string> codes;
    for (const auto& problem : result.problems()) codes.push_back(problem.code);
    CHECK(codes == std::vector<std::string>{"case.tax_id_control", "case.bad_integer", "case.unknown_attribute", "case.amount_comma", "case.unknown_reference",
                                            "case.unknown_word", "case.evidence_outside"});
    CHECK_FALSE(result.ok());
    const auto argument = [&](std::size_t problem, const std::string& name) {
        for (const auto& [key, value] : result.problems()[problem].arguments)
            if (key == name) return value;
        return std::string("?");
    };
    CHECK(argument(2, "opciones").starts_with("vencimiento, "));
    CHECK(argument(3, "sugerencia") == "484.00");
    CHECK(argument(4, "opciones").starts_with("f1"));
    CHECK(argument(5, "opciones").starts_with("requerimiento, "));
}

TEST_CASE("every code of the reader has its sentences in both languages, and every placeholder an argument") {
    std::set<std::string> codes;
    static const std::regex literal(R"re("(case\.[a-z0-9_]+)")re");
    for (const auto& entry : fs::directory_iterator(fs::path(LEGAJO_SOURCE_DIR) / "engine/read")) {
        if (entry.path().extension() != ".cpp") continue;
        const std::string text = base::read_file(entry.path());
        for (std::sregex_iterator at(text.begin(), text.end(), literal), end; at != end; ++at) codes.insert((*at)[1]);
    }
    REQUIRE(codes.size() > 100);

    std::map<std::string, std::set<std::string>> arguments_of;
    for (const Breakage& breakage : breakages()) {
        const auto result = read::read_case(broken(breakage));
        for (const auto& problem : result.problems())
            for (const auto& [name, value] : problem.arguments) arguments_of[problem.code].insert(name);
    }
    for (const char* language : {"es", "en"}) {
        const Catalogue entries = catalogue(language);
        for (const std::string& code : codes) {
            INFO(language << " " << code);
            REQUIRE(entries.contains(code));
            for (const char* key : {"what", "why", "fix"}) {
                REQUIRE(entries.at(code).contains(key));
                if (!arguments_of.contains(code)) continue;
                for (const std::string& name : placeholders(entries.at(code).at(key))) {
                    INFO(key << " {" << name << "}");
                    CHECK(arguments_of.at(code).contains(name));
                }
            }
        }
        for (const auto& [code, keys] : entries) {
            INFO(language << " " << code << " is said by nobody");
            CHECK(codes.contains(code));
        }
    }
}

// xmllint, with the schema: what it refuses, the reader refuses; what the reader takes, it takes.
TEST_CASE("schema and reader agree over the broken cases") {
    const fs::path folder = fs::temp_directory_path() / "legajo-read-schema-test";
    fs::remove_all(folder);
    fs::create_directories(folder);
    const auto verdict = [&](const std::string& text) {
        std::ofstream(folder / "case.xml", std::ios::binary) << text;
        const std::string command = "xmllint --noout --nonet --schema '" + std::string(LEGAJO_SOURCE_DIR) + "/engine/read/schema/legajo-expediente.xsd' '" +
                                    (folder / "case.xml").string() + "' >/dev/null 2>&1";
        return std::system(command.c_str()) == 0;
    };
    REQUIRE(verdict(good_case()));
    int seen_by_schema = 0;
    for (const Breakage& breakage : breakages()) {
        const std::string text = broken(breakage);
        const auto result = read::read_case(text);
        const bool is_valid = verdict(text);
        INFO(breakage.story << "\n" << told(result.problems()));
        if (!is_valid) {
            ++seen_by_schema;
            CHECK_FALSE(result.ok());
        }
        if (result.ok()) CHECK(is_valid);
    }
    CHECK(seen_by_schema > 50);
    fs::remove_all(folder);
}
