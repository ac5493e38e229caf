#include "read/checks.hpp"

#include "base/files.hpp"

#include <filesystem>
#include <unordered_map>

namespace legajo::read {
namespace {

namespace fs = std::filesystem;

// By the words alone, for a case whose folder is not known (standard input).
bool leaves_folder(const std::string& file) {
    const fs::path path(file);
    if (path.is_absolute() || (file.size() > 1 && file[1] == ':')) return true;
    int depth = 0;
    for (const auto& part : path) {
        if (part == "..") --depth;
        else if (part != ".") ++depth;
        if (depth < 0) return true;
    }
    return false;
}

void check_on_disk(const model::Evidence& evidence, const fs::path& folder, Findings& findings) {
    const auto where = [&] { return findings.attribute(evidence.place, "fichero"); };
    const fs::path path = base::path_inside(folder, evidence.file);
    if (path.empty()) {
        findings.error("case.evidence_outside", where(), {{"fichero", evidence.file}});
        return;
    }
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (!fs::exists(status)) findings.warning("case.evidence_missing", where(), {{"fichero", evidence.file}});
    else if (!fs::is_regular_file(status)) findings.error("case.evidence_not_a_file", where(), {{"fichero", evidence.file}});
    else if (fs::file_size(path, failure) == 0 && !failure) findings.warning("case.evidence_empty", where(), {{"fichero", evidence.file}});
}

} // namespace

void check_evidence(const model::Case& data, const ReadOptions& options, Findings& findings) {
    std::unordered_map<std::string_view, const model::Evidence*> by_file;
    for (const auto& evidence : data.evidence) {
        if (evidence.file.empty()) {
            if (findings.attribute(evidence.place, "fichero") == evidence.place) findings.warning("case.evidence_without_file", evidence.place, {{"prueba", evidence.id}});
            continue;
        }
        const auto [first, is_new] = by_file.emplace(evidence.file, &evidence);
        if (!is_new)
            findings.warning("case.evidence_same_file", findings.attribute(evidence.place, "fichero"),
                             {{"fichero", evidence.file}, {"linea", std::to_string(first->second->place.line)}});
        if (leaves_folder(evidence.file)) findings.error("case.evidence_outside", findings.attribute(evidence.place, "fichero"), {{"fichero", evidence.file}});
        else if (!options.case_folder.empty()) check_on_disk(evidence, options.case_folder, findings);
    }
}

} // namespace legajo::read
