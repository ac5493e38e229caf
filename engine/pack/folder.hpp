#pragma once
// One pack's folder as it lies on disk: pack.xml read, every file in memory. No inheritance yet.

#include "base/problem.hpp"
#include "pack/law_files.hpp"

#include <filesystem>
#include <map>
#include <set>

namespace legajo::pack {

struct Manifest { // pack.xml
    std::string id, version, language, jurisdiction, parent;
    std::set<std::string> inherits;
    std::vector<TableLeave> leaves;
};

struct Folder {
    std::filesystem::path path;
    std::string shown; // prefix for messages: "templates/es-ES"
    Manifest manifest;
    std::map<std::string, std::string> files; // relative path with '/' -> bytes
};

// pack.not_found, pack.file_too_large, and what pack.xml gets wrong. Throws Error file.* when the disk fails.
[[nodiscard]] base::Result<Folder> read_folder(const std::filesystem::path& templates_folder, const std::string& id);

} // namespace legajo::pack
