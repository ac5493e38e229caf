#pragma once
// lote.txt in the output folder: the dates of the run that writes there and what its dossiers are like, so that --resume goes on with the same.

#include "base/problem.hpp"
#include "run/letter_request.hpp"

namespace legajo::run {

// Throws Error file.unwritable.
void write_marker(const BatchRequest& request);
// Sets control_date and issued_at from the marker. Problems: run.nothing_to_resume; run.resume_differs when dates were given on the
// command line and are not the marker's, the folder of cases is another one,
// or the dossiers would be others.
[[nodiscard]] base::Problems take_up_marker(BatchRequest& request, bool dates_were_given);

} // namespace legajo::run
