#pragma once
// What a run leaves beside the letters: one line per case as it goes (resultados.jsonl), and at the end resumen.json and resumen.csv.

#include "report/result.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace legajo::run {

class ResultFiles {
public:
    // Private files; the running ones carry .parte until close. Throws Error file.unwritable.
    ResultFiles(const std::filesystem::path& output, const report::Catalogue& catalogue);
    void add(const report::CaseResult& result);
    // The three files appear under their names. Throws Error file.unwritable.
    void close(const report::BatchSummary& summary);

private:
    std::filesystem::path output_;
    const report::Catalogue& catalogue_;
    std::ofstream lines_, rows_;
};

// Case files that failed in the last run of this output folder (from its resultados.jsonl). Empty when there was none.
[[nodiscard]] std::set<std::string> failed_files(const std::filesystem::path& output);

} // namespace legajo::run
