#pragma once
// The PDF files that a command line names.

#include <filesystem>
#include <string>
#include <vector>

namespace legajo::cli {

// Files as named; of a folder, every *.pdf in it and below, by path.
[[nodiscard]] std::vector<std::filesystem::path> pdf_files(const std::vector<std::string>& paths);

} // namespace legajo::cli
