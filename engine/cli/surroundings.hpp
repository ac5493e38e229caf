#pragma once
// The real world behind base::Surroundings: the only place that asks for the time, for random bytes and writes the log.

#include "base/surroundings.hpp"

namespace legajo::cli {

// Throws Error data.not_found.
[[nodiscard]] base::Surroundings real_surroundings();
[[nodiscard]] bool is_terminal_error(); // standard error is a terminal that shows colour

} // namespace legajo::cli
