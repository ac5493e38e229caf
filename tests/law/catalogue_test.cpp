// Every rule number that the code names has its row, for the lawyer, in the catalogue.

#include "law/law_tables.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

using namespace legajo;

TEST_CASE("rules named in the code stand in reglas.csv") {
    const std::filesystem::path engine = std::filesystem::path(LEGAJO_SOURCE_DIR) / "engine";
    const std::regex quoted("\"(L-[0-9]+b?)\"");
    int found = 0;
    for (const char* folder : {"law", "assess", "choose", "fill", "dossier", "report", "run"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(engine / folder)) {
            if (entry.path().extension() != ".cpp") continue;
            std::ifstream in(entry.path());
            std::stringstream text;
            text << in.rdbuf();
            const std::string all = text.str();
            for (std::sregex_iterator match(all.begin(), all.end(), quoted), end; match != end; ++match) {
                INFO(entry.path().filename() << " " << (*match)[1]);
                CHECK(test::spanish_rules_catalogue().count((*match)[1].str()) == 1);
                ++found;
            }
        }
    CHECK(found > 100);
}

TEST_CASE("rules that a letter's contract names stand in reglas.csv") {
    const std::filesystem::path packs = std::filesystem::path(LEGAJO_SOURCE_DIR) / "templates";
    const std::regex named("regla=\"([^\"]+)\"");
    int found = 0;
    for (const char* pack : {"es-ES", "ca-ES"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(packs / pack)) {
            if (entry.path().extension() != ".xml") continue;
            std::ifstream in(entry.path());
            std::stringstream text;
            text << in.rdbuf();
            const std::string all = text.str();
            for (std::sregex_iterator match(all.begin(), all.end(), named), end; match != end; ++match) {
                INFO(entry.path() << " " << (*match)[1]);
                CHECK(test::spanish_rules_catalogue().count((*match)[1].str()) == 1);
                ++found;
            }
        }
    CHECK(found > 100);
}
