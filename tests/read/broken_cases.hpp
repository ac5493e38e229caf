#pragma once
// One good case and what happens to it when a word changes. Shared by the table test, the catalogue test and the schema test.

#include <cstddef>
#include <string>
#include <vector>

namespace legajo::read_test {

struct Breakage {
    const char* story;
    const char* from;   // text of the good case
    const char* to;     // what stands there instead
    const char* code;   // the problem that must be told
    std::size_t line;   // where; 0: not looked at
    const char* path;   // nullptr: not looked at
    bool is_error = true;
};

[[nodiscard]] std::string good_case();
[[nodiscard]] const std::vector<Breakage>& breakages();
[[nodiscard]] std::string broken(const Breakage& breakage);

} // namespace legajo::read_test
