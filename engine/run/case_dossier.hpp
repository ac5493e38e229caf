#pragma once
// The dossier that the policy calls for, made in the run that makes the letters: same output folder, same register.

#include "run/letter_run.hpp"

#include <filesystem>
#include <string>

namespace legajo::run {

// One folder per case, relative to the output folder: "dosieres/1f/exp-2026-0109". Distinct references never share one.
[[nodiscard]] std::filesystem::path case_dossier_folder(const std::string& reference);

// Makes it and tells it in `run`: result and outcome. A resumed run takes the one that the register has when its file is whole. `history` is that from
// before the letters of this run, so that a resumed one makes the same. At most Workshop::dossier_places at a time.
// Returns what goes wrong with it: errors, then there is none and the case has failed; or remarks, also those on unread exhibits.
[[nodiscard]] base::Problems add_case_dossier(Worker& worker, const PackBench& bench, const model::Case& whole, const model::History& history, const std::filesystem::path& case_folder,
                                              const LetterRequest& request, CaseRun& run);

} // namespace legajo::run
