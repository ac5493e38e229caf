#pragma once
// Problems of this folder. Internal to record/.

#include "base/problem.hpp"
#include "record/rows.hpp"

namespace legajo::record {

[[nodiscard]] base::Problem problem(std::string code);
[[nodiscard]] base::Problem unknown_letter(std::int64_t number);
[[nodiscard]] base::Problem not_allowed(const LetterRow& row, model::LetterState wanted); // says which states are permitted

} // namespace legajo::record
