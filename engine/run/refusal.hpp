#pragma once
// How a case that could not be finished is told: exceptions become problems here and nowhere else.

#include "run/letter_run.hpp"

#include <exception>

namespace legajo::run {

// Error -> its own code with its detail; Bug -> run.bug; out of memory -> run.out_of_memory; anything else -> run.bug.
[[nodiscard]] base::Problem problem_of(const std::exception& failure);
// The case failed: no letter of it stays, all problems go into the result.
void refuse(CaseRun& run, base::Problems problems);
// What the register keeps of this run for this case.
void finish_outcome(CaseRun& run);

} // namespace legajo::run
