// Schema and document are made from the reader's table; the examples in the document are read.

#include "base/files.hpp"
#include "read/describe.hpp"
#include "read/read_case.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace legajo;

namespace {

const std::filesystem::path folder = std::filesystem::path(LEGAJO_SOURCE_DIR) / "engine/read";
const std::string marker = "<!-- reference -->\n";

std::string document() { return base::read_file(folder / "case-format.md"); }

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::vector<std::string> examples() {
    std::vector<std::string> found;
    const std::string text = document();
    for (std::size_t at = text.find("```xml\n"); at != std::string::npos; at = text.find("```xml\n", at)) {
        at += 7;
        const std::size_t end = text.find("```", at);
        found.push_back(text.substr(at, end - at));
        at = end;
    }
    return found;
}

} // namespace

TEST_CASE("writes schema and reference anew", "[.bless]") {
    write(folder / "schema/legajo-expediente.xsd", read::make_schema());
    const std::string text = document();
    write(folder / "case-format.md", text.substr(0, text.find(marker) + marker.size()) + read::make_reference());
}

TEST_CASE("the schema in the repository is the one of the table") {
    CHECK(base::read_file(folder / "schema/legajo-expediente.xsd") == read::make_schema());
}

TEST_CASE("the document names every element and attribute as the table does") {
    const std::string text = document();
    REQUIRE(text.find(marker) != std::string::npos);
    CHECK(text.substr(text.find(marker) + marker.size()) == read::make_reference());
}

TEST_CASE("the document's examples are good cases") {
    const auto found = examples();
    REQUIRE(found.size() == 2);
    for (const std::string& example : found) {
        const auto result = read::read_case(example);
        for (const auto& problem : result.problems()) UNSCOPED_INFO(problem.code << " " << problem.place.line << " " << problem.place.path);
        CHECK(result.ok());
        CHECK(result.problems().empty());
    }
}
