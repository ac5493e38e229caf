#pragma once
// Problems of this folder.

#include "base/problem.hpp"

#include <string>
#include <utility>

namespace legajo::pack {

[[nodiscard]] inline base::Problem problem(std::string code, base::Place place, base::Severity severity = base::Severity::error) {
    return {severity, std::move(code), "pack", std::move(place), {}};
}

} // namespace legajo::pack
