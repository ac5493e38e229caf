#pragma once
// Bytes as received become UTF-8 text: byte order mark first, then the declared encoding, then UTF-8.

#include "base/problem.hpp"

#include <optional>
#include <string>

namespace legajo::read {

// Problems: case.encoding_unknown, case.encoding_conflict, case.encoding_invalid. The mark itself is dropped.
[[nodiscard]] base::Result<std::string> decode(std::string bytes, const std::string& file);

} // namespace legajo::read
