#pragma once
// A safe PDF as PDF/A-2u or 2b (ISO 19005-2), when that can be said with a good conscience: every rule that a filed exhibit could break is looked at, and
// one doubt is enough not to claim it, whatever the file says of itself. Nothing that is seen changes. Runs inside legajo-cell only.

#include "base/problem.hpp"
#include "model/dossier.hpp"

namespace legajo::evidence {

// Reads the safe PDF `input`; writes the archival copy to `output` when report.is_archival, else nothing. Problems: evidence.damaged.
base::Result<model::ArchiveReport> make_archival(const model::ArchiveRequest& request, int input, int output);

} // namespace legajo::evidence
