#pragma once
// The register's tables, by version. Internal to record/.

#include <span>
#include <string>
#include <vector>

namespace legajo::record {

// Scripts that lead from version i to i + 1; PRAGMA user_version says where a file stands.
[[nodiscard]] std::span<const std::vector<std::string>> migrations();

} // namespace legajo::record
