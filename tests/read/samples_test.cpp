// Every sample is a good case without a single warning, and says what its story needs.

#include "base/files.hpp"
#include "read/read_case.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace legajo;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> sample_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(LEGAJO_SOURCE_DIR) / "samples"))
        if (fs::exists(entry.path() / "expediente.xml")) files.push_back(entry.path() / "expediente.xml");
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

TEST_CASE("every sample is read without a problem, its evidence in place") {
    const auto files = sample_files();
    REQUIRE(files.size() >= 15);
    read::ReadOptions options{.file = {}};
    options.as_of = base::Date(2026, 11, 20);
    options.data_max_age_days = 60;
    for (const fs::path& file : files) {
        const auto result = read::read_case_file(file, options);
        INFO(file.string());
        std::string found;
        for (const auto& problem : result.problems()) {
            found += problem.code + " " + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " + problem.place.path;
            for (const auto& [name, value] : problem.arguments) found += " " + name + "=" + value;
            found += "\n";
        }
        CHECK(found == "");
        CHECK(result.ok());
    }
}
