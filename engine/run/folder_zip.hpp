#pragma once
// A folder and single files as one ZIP, same bytes every time.

#include "bundle/write_zip.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace legajo::run {

// Every regular file below `folder`, named `prefix`/..., sorted by name; hidden ones and links are left out. Throws Error file.unreadable.
[[nodiscard]] std::vector<bundle::Entry> entries_of(const std::filesystem::path& folder, const std::string& prefix);

} // namespace legajo::run
