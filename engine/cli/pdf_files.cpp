#include "cli/pdf_files.hpp"

#include "base/text.hpp"
#include "run/dossier_check.hpp"

#include <algorithm>

namespace legajo::cli {

namespace fs = std::filesystem;

namespace {

bool is_dossier_folder(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / "manifiesto.json", ignored) || fs::is_regular_file(fs::path(folder) += ".pdf", ignored);
}

// The folder itself, for its manifest, then every PDF in it, for its signatures.
void add_filing(const fs::path& folder, std::vector<fs::path>& to) {
    const std::size_t first = to.size();
    for (const auto& entry : fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied))
        if (entry.is_regular_file() && base::ascii_lower(entry.path().extension().string()) == ".pdf") to.push_back(entry.path());
    std::sort(to.begin() + static_cast<std::ptrdiff_t>(first), to.end());
    to.insert(to.begin() + static_cast<std::ptrdiff_t>(first), folder);
}

std::vector<fs::path> below(const fs::path& folder, bool is_check) {
    std::vector<fs::path> inside, filings;
    for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied); entry != fs::recursive_directory_iterator(); ++entry) {
        if (is_check && entry->is_directory() && run::is_filing_folder(entry->path())) {
            entry.disable_recursion_pending();
            filings.push_back(entry->path());
        } else if (entry->is_directory() && is_dossier_folder(entry->path())) {
            entry.disable_recursion_pending();
            const fs::path pdf = fs::path(entry->path()) += ".pdf";
            if (is_check && !fs::exists(pdf)) inside.push_back(pdf);
        } else if (entry->is_regular_file() && base::ascii_lower(entry->path().extension().string()) == ".pdf") {
            inside.push_back(entry->path());
        }
    }
    std::ranges::sort(inside);
    std::ranges::sort(filings);
    for (const fs::path& filing : filings) add_filing(filing, inside);
    return inside;
}

std::vector<fs::path> found(const std::vector<std::string>& paths, bool is_check) {
    std::vector<fs::path> files;
    for (const std::string& named : paths) {
        fs::path path = fs::path(named).lexically_normal();
        if (!path.has_filename()) path = path.parent_path(); // "carpeta/"
        if (!fs::is_directory(path)) {
            files.push_back(path);
        } else if (is_check && run::is_filing_folder(path)) {
            add_filing(path, files);
        } else if (is_check && fs::is_regular_file(path / "manifiesto.json")) {
            if (path == ".") path = fs::absolute(path).lexically_normal().parent_path();
            files.push_back(path += ".pdf");
        } else {
            const auto inside = below(path, is_check);
            files.insert(files.end(), inside.begin(), inside.end());
        }
    }
    return files;
}

} // namespace

std::vector<fs::path> pdf_files(const std::vector<std::string>& paths) { return found(paths, false); }

std::vector<fs::path> pdf_files_to_check(const std::vector<std::string>& paths) { return found(paths, true); }

} // namespace legajo::cli
