#pragma once
// Golden files: on a difference the actual text lies beside the golden one as <name>.actual; LEGAJO_BLESS=1 takes it over.

#include "base/files.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace legajo::test {

inline void check_golden(const std::string& name, const std::string& actual) {
    const auto path = std::filesystem::path(LEGAJO_SOURCE_DIR) / "tests/report/golden" / name;
    const auto put = [&](const std::filesystem::path& target) { std::ofstream(target, std::ios::binary) << actual; };
    if (std::getenv("LEGAJO_BLESS")) put(path);
    const std::string expected = std::filesystem::exists(path) ? base::read_file(path) : "";
    if (expected != actual) put(std::filesystem::temp_directory_path() / (name + ".actual"));
    INFO("golden " << name << "; the actual text is " << name << ".actual in the temporary folder");
    CHECK(expected == actual);
}

inline std::filesystem::path messages_folder() { return std::filesystem::path(LEGAJO_SOURCE_DIR) / "templates/messages"; }

} // namespace legajo::test
