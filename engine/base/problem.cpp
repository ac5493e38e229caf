#include "base/problem.hpp"

#include <algorithm>

namespace legajo::base {

bool has_errors(const Problems& problems) {
    return std::ranges::any_of(problems, [](const Problem& problem) { return problem.severity == Severity::error; });
}

} // namespace legajo::base
