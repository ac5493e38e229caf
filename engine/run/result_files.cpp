#include "run/result_files.hpp"

#include "base/error.hpp"
#include "base/files.hpp"

#include <sys/stat.h>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

std::ofstream opened(const fs::path& path) {
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    if (!stream || ::chmod(path.c_str(), 0600) != 0) throw base::Error("file.unwritable", "run", path.string());
    return stream;
}

void finish(std::ofstream& stream, const fs::path& from, const fs::path& to) {
    stream.close();
    std::error_code error;
    // Half a list of results never replaces a whole one.
    if (!stream.fail()) fs::rename(from, to, error);
    if (stream.fail() || error) throw base::Error("file.unwritable", "run", to.string());
}

// The value of a string member in one line of our own JSON.
std::string member(const std::string& line, const std::string& name) {
    const std::string key = "\"" + name + "\":\"";
    const std::size_t begin = line.find(key);
    if (begin == std::string::npos) return {};
    std::string value;
    for (std::size_t i = begin + key.size(); i < line.size() && line[i] != '"'; ++i) {
        if (line[i] == '\\' && i + 1 < line.size()) ++i;
        value += line[i];
    }
    return value;
}

} // namespace

ResultFiles::ResultFiles(const fs::path& output, const report::Catalogue& catalogue)
    : output_(output), catalogue_(catalogue), lines_(opened(output / "resultados.jsonl.parte")), rows_(opened(output / "resumen.csv.parte")) {
    rows_ << report::results_csv_header(catalogue_);
}

void ResultFiles::add(const report::CaseResult& result) {
    lines_ << report::result_json(result, catalogue_);
    rows_ << report::results_csv_row(result, catalogue_);
}

void ResultFiles::close(const report::BatchSummary& summary) {
    finish(lines_, output_ / "resultados.jsonl.parte", output_ / "resultados.jsonl");
    finish(rows_, output_ / "resumen.csv.parte", output_ / "resumen.csv");
    base::write_file_durably(output_ / "resumen.json", summary.json(catalogue_));
}

std::set<std::string> failed_files(const fs::path& output) {
    std::set<std::string> files;
    std::ifstream lines(output / "resultados.jsonl");
    for (std::string line; std::getline(lines, line);)
        if (member(line, "estado") == "fallo") files.insert(member(line, "fichero"));
    return files;
}

} // namespace legajo::run
