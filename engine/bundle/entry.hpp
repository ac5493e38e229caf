#pragma once
// What goes into a ZIP: a name and where its bytes come from.

#include "base/problem.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace legajo::bundle {

struct Entry {
    std::string name;           // UTF-8, relative, '/' between folders
    std::string bytes;          // used when `file` is empty
    std::filesystem::path file; // read in pieces when its turn comes; a regular file, links are not followed
};

// A name that every system extracts below its own folder: no leading slash or drive, no "." or "..", no empty part, no backslash or control
// character, none of < > : " | ? *, no part that ends in a dot or blank, no device name of Windows (CON, NUL, COM1, ...), parts of at most
// 200 bytes, 1,000 in all.
[[nodiscard]] bool is_safe_name(std::string_view name);

// All problems: bundle.name_unsafe and bundle.name_repeated (nombre; equal but for ASCII case, or a file that is also a folder).
[[nodiscard]] base::Problems problems_of(std::span<const Entry> entries);

} // namespace legajo::bundle
