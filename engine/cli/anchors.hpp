#pragma once
// Certificates to trust (--trust).

#include "base/problem.hpp"

#include <string>
#include <vector>

namespace legajo::cli {

// Each file as it stands. Problem cli.no_certificate: a file that is no PEM. Throws Error file.*.
[[nodiscard]] base::Result<std::vector<std::string>> read_anchors(const std::vector<std::string>& files);

} // namespace legajo::cli
