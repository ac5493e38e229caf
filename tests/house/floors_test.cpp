// The house is as drawn: a folder includes only lower floors, and each external library stays behind its folder.

#include "base/files.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <regex>
#include <set>

using namespace legajo;
namespace fs = std::filesystem;

namespace {

const fs::path engine = fs::path(LEGAJO_SOURCE_DIR) / "engine";

const std::map<std::string, int> floor_of{
    {"base", 0},   {"model", 1},  {"law", 2},  {"text", 2},   {"read", 3}, {"pack", 3},   {"record", 3}, {"assess", 3}, {"choose", 3}, {"fill", 3}, {"layout", 3},
    {"draw", 3},   {"sign", 3},   {"report", 3}, {"mail", 3}, {"bundle", 3}, {"dossier", 3}, {"evidence", 3}, {"bind", 3},   {"verify", 3}, {"run", 4},    {"cli", 5},  {"cell", 5}};

// Header prefix -> folders that may include it.
const std::map<std::string, std::set<std::string>> confined{
    {"hpdf", {"draw"}},         {"podofo/", {"bind", "verify"}},     {"openssl/", {"base", "sign", "verify"}},
    {"kainjow/", {"fill"}},     {"pugixml", {"read", "pack", "fill", "evidence", "text", "verify"}}, {"soci", {"record"}},
    {"sqlite3", {"record"}},    {"hb", {"text"}},                    {"hyphen", {"text"}},
    {"qrencode", {"fill"}},     {"qpdf/", {"evidence", "bind", "verify"}}, {"gmime/", {"evidence", "mail"}},
    {"tiff", {"evidence"}},     {"libheif/", {"evidence"}}, {"ft2build", {"evidence"}}, {"libxml/", {"verify"}},     {"tesseract/", {"evidence"}},        {"curl/", {"sign", "verify"}},
    {"tbb/", {"run"}},          {"oneapi/tbb", {"run"}},             {"CLI/", {"cli"}},
    {"spdlog/", {"cli", "cell"}}, {"zip.h", {"bundle"}}, {"libical", {"report"}}, {"nlohmann", {"report", "dossier", "verify"}}, {"seccomp", {"cell", "run"}},      {"libdeflate", {"text", "draw", "evidence", "bind", "bundle"}}};

struct Include {
    std::string file, folder, header;
};

std::vector<Include> includes_of_engine() {
    static const std::regex line(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::vector<Include> found;
    for (const auto& entry : fs::recursive_directory_iterator(engine)) {
        if (entry.path().extension() != ".hpp" && entry.path().extension() != ".cpp") continue;
        const fs::path relative = fs::relative(entry.path(), engine);
        const std::string text = base::read_file(entry.path());
        for (const std::string_view source_line : base::split(text, '\n')) {
            std::cmatch match;
            if (source_line.find("include") != std::string_view::npos &&
                std::regex_search(source_line.data(), source_line.data() + source_line.size(), match, line))
                found.push_back({relative.string(), relative.begin()->string(), match[1]});
        }
    }
    return found;
}

} // namespace

TEST_CASE("A folder includes only lower floors, never another folder of its own floor") {
    const auto includes = includes_of_engine();
    REQUIRE(includes.size() > 50);
    for (const Include& include : includes) {
        const std::string target = include.header.substr(0, include.header.find('/'));
        if (target == include.folder || !floor_of.contains(target) || include.header.find('/') == std::string::npos) continue;
        INFO(include.file << " includes " << include.header);
        CHECK(floor_of.at(target) < floor_of.at(include.folder));
    }
}

TEST_CASE("Each external library stays behind its folder, and its types out of our headers") {
    for (const Include& include : includes_of_engine())
        for (const auto& [prefix, folders] : confined)
            if (include.header.starts_with(prefix) && !floor_of.contains(include.header.substr(0, include.header.find('/')))) {
                INFO(include.file << " includes " << include.header);
                CHECK(folders.contains(include.folder));
            }
}

TEST_CASE("No file is a monster") {
    for (const auto& entry : fs::recursive_directory_iterator(engine)) {
        if (entry.path().extension() != ".hpp" && entry.path().extension() != ".cpp") continue;
        const std::string text = base::read_file(entry.path());
        INFO(entry.path().string());
        CHECK(std::ranges::count(text, '\n') <= 700);
    }
}
