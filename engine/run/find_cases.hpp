#pragma once
// The case files of a folder and below it.

#include <filesystem>
#include <string>
#include <vector>

namespace legajo::run {

struct FoundCase {
    std::filesystem::path file;
    std::string reference_hint; // referencia of the root element as the first bytes show it; empty when they do not
};

struct FoundCases {
    std::vector<FoundCase> cases;                       // by path, so that every run sees the same order
    std::vector<std::filesystem::path> other_xml_files; // evidence and the like: XML with another root
};

// Every *.xml file counts as a case unless its root element is plainly another one: a damaged case must fail loudly, not vanish.
// Links to folders are not followed. Throws Error run.folder_unreadable.
[[nodiscard]] FoundCases find_cases(const std::filesystem::path& folder);

} // namespace legajo::run
