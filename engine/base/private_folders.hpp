#pragma once

#include <filesystem>

namespace legajo::base {

// Makes the folder and those above it that are missing, each private (0700); what is there already stays as it is. Throws Error file.unwritable.
void make_private_folders(const std::filesystem::path& folder);

} // namespace legajo::base
