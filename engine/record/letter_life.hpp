#pragma once
// The life of a letter as one table; the drawing stands in README.md and a test compares both.

#include "model/history.hpp"

#include <span>
#include <utility>

namespace legajo::record {

// Every permitted step, from -> to.
[[nodiscard]] std::span<const std::pair<model::LetterState, model::LetterState>> permitted_steps();
[[nodiscard]] bool may_become(model::LetterState from, model::LetterState to);

} // namespace legajo::record
