#pragma once
// What goes with a letter that travels by e-mail or telephone: a ready .eml with the PDF attached, or the short message as text.

#include "run/letter_run.hpp"

namespace legajo::run {

// Beside the PDF, under its name: .eml for e-mail channels, .txt for SMS and messaging; nothing for the others. What prevents it is told as
// warnings (mail.no_addressee, fill.short_missing …): the letter itself stands. The .eml is written in the cell.
[[nodiscard]] base::Result<std::vector<Companion>> companions_of(Worker& worker, const PackBench& bench, const model::Case& debt, const model::Assessment& assessment,
                                                                 const model::Decision& decision, const fill::FillOptions& options, const MadeLetter& letter);

} // namespace legajo::run
