#include "cli/pdf_files.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace legajo::cli {

namespace fs = std::filesystem;

namespace {

bool is_dossier_folder(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / "manifiesto.json", ignored) || fs::is_regular_file(fs::path(folder) += ".pdf", ignored);
}

std::vector<fs::path> below(const fs::path& folder, bool is_check) {
    std::vector<fs::path> inside;
    for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied); entry != fs::recursive_directory_iterator(); ++entry) {
        if (entry->is_directory() && is_dossier_folder(entry->path())) {
            entry.disable_recursion_pending();
            const fs::path pdf = fs::path(entry->path()) += ".pdf";
            if (is_check && !fs::exists(pdf)) inside.push_back(pdf);
        } else if (entry->is_regular_file() && base::ascii_lower(entry->path().extension().string()) == ".pdf") {
            inside.push_back(entry->path());
        }
    }
    std::ranges::sort(inside);
    return inside;
}

std::vector<fs::path> found(const std::vector<std::string>& paths, bool is_check) {
    std::vector<fs::path> files;
    for (const std::string& named : paths) {
        fs::path path = fs::path(named).lexically_normal();
        if (!path.has_filename()) path = path.parent_path(); // "carpeta/"
        if (!fs::is_directory(path)) {
            files.push_back(path);
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
