#pragma once
// Looks for what must not be in a finished PDF: in the text of every page, in every string and stream after decompression, in every embedded file.
// Runs inside legajo-cell only. Problems: evidence.damaged when the file cannot be read (then nothing is proved).

#include "base/problem.hpp"
#include "model/dossier.hpp"

#include <string_view>

namespace legajo::evidence {

base::Result<model::LeakReport> find_leaks(std::string_view pdf, const model::LeakRequest& request);

} // namespace legajo::evidence
