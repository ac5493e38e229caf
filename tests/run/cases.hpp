#pragma once
// A case of the samples, and the dates that go with it.

#include "support/command.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace legajo::test {

inline const std::string sample_dates = " --as-of 2026-11-20 --issued-at 2026-11-21T10:00:00+01:00 --lang es";

inline std::filesystem::path sample(const std::string& folder) { return std::filesystem::path(LEGAJO_SOURCE_DIR) / "samples" / folder / "expediente.xml"; }

// `legajo letter` of that case; more: key, level …
inline std::string letter_command(const std::filesystem::path& debt, const std::filesystem::path& output, const std::string& more) {
    return legajo_program() + " letter " + quoted(debt) + " -o " + quoted(output) + sample_dates + " " + more;
}

// Files of a kind below a folder, in order.
inline std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder, const std::string& extension) {
    std::vector<std::filesystem::path> files;
    if (std::filesystem::exists(folder))
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.is_regular_file() && entry.path().extension() == extension) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace legajo::test
