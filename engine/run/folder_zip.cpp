#include "run/folder_zip.hpp"

#include "base/error.hpp"

#include <algorithm>

namespace legajo::run {

namespace fs = std::filesystem;

std::vector<bundle::Entry> entries_of(const fs::path& folder, const std::string& prefix) {
    std::vector<bundle::Entry> entries;
    std::error_code failed;
    for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (fs::is_regular_file(entry->symlink_status()) && !entry->path().filename().string().starts_with("."))
            entries.push_back({prefix + "/" + entry->path().lexically_relative(folder).generic_string(), {}, entry->path()});
    if (failed) throw base::Error("file.unreadable", "run", folder.string());
    std::ranges::sort(entries, {}, &bundle::Entry::name);
    return entries;
}

} // namespace legajo::run
