#include "cli/pdf_files.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace legajo::cli {

namespace fs = std::filesystem;

std::vector<fs::path> pdf_files(const std::vector<std::string>& paths) {
    std::vector<fs::path> files;
    for (const fs::path path : paths) {
        if (!fs::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        std::vector<fs::path> inside;
        for (const auto& entry : fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied))
            if (entry.is_regular_file() && base::ascii_lower(entry.path().extension().string()) == ".pdf") inside.push_back(entry.path());
        std::ranges::sort(inside);
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

} // namespace legajo::cli
