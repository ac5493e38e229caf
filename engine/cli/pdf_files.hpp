#pragma once
// The PDF files that a command line names.

#include <filesystem>
#include <string>
#include <vector>

namespace legajo::cli {

// Files as named; of a folder, every *.pdf in it and below, by path. The folder beside a dossier is not entered: the PDFs in it are evidence.
[[nodiscard]] std::vector<std::filesystem::path> pdf_files(const std::vector<std::string>& paths);

// The same for checking: a dossier's folder stands for its PDF, even when that one is gone.
[[nodiscard]] std::vector<std::filesystem::path> pdf_files_to_check(const std::vector<std::string>& paths);

} // namespace legajo::cli
