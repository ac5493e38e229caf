#pragma once
// The case file (expediente) becomes a model::Case, or all its problems at once. Stage 1 of a letter's way.
// Format: case-format.md and schema/legajo-expediente.xsd, both made from the same table as the reader (vocabulary.hpp).

#include "base/problem.hpp"
#include "model/case.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace legajo::read {

// What a hostile or broken file may cost at most. Beyond a limit the case is refused with case.limit_*.
struct Limits {
    std::size_t bytes = std::size_t{32} << 20;
    std::size_t depth = 32;                  // nested elements
    std::size_t elements = 200'000;
    std::size_t attributes_of_element = 64;
    std::size_t value_bytes = 20'000;        // one attribute value or the text of one element, as UTF-8
    std::size_t problems = 500;              // then case.too_many_problems ends the list
};

struct ReadOptions {
    std::string file = "-";                  // name in messages; "-" is standard input
    std::filesystem::path case_folder;       // evidence is looked for in it; empty: files are not looked at
    std::optional<base::Date> as_of;         // controlling date; absent: the age of the data is not judged
    int data_max_age_days = 0;               // older data are an error; 0: no limit
    Limits limits;
};

// Problems are in the order of the file, codes "case.*" (templates/messages/*/read.txt), places in lines and columns of the text as received.
// Errors: the case is refused. Warnings and remarks ride along with a good case too. Throws nothing of its own; touches the disk
// only to look at evidence files (never opens them). No shared state: any number of threads.
[[nodiscard]] base::Result<model::Case> read_case(std::string bytes, const ReadOptions& options = {});

// The same for a file on disk; file and case_folder are taken from the path when they are not set.
// Throws base::Error file.* when the file cannot be read.
[[nodiscard]] base::Result<model::Case> read_case_file(const std::filesystem::path& path, ReadOptions options = {.file = {}});

} // namespace legajo::read
