#pragma once
// Folder of a pack -> model::Pack: policy, style, law tables, contracts and template sources, with parents resolved.
// All problems of all files at once, each with file and line (codes pack.*, policy.*, style.*, contract.*, law.*).
// Throws base::Error file.* when the disk fails. Pure otherwise; the result is read-only and shared by all threads.

#include "base/problem.hpp"
#include "model/pack.hpp"

#include <filesystem>
#include <memory>
#include <string_view>

namespace legajo::pack {

[[nodiscard]] base::Result<std::shared_ptr<const model::Pack>> load_pack(const std::filesystem::path& templates_folder, std::string_view id);

// Ids of the packs in the folder, sorted.
[[nodiscard]] std::vector<std::string> list_packs(const std::filesystem::path& templates_folder);

} // namespace legajo::pack
