#pragma once
// Everything that happened, in order of days, from the case file alone, in the words of textos.txt (`suceso.…`). Pure.

#include "dossier/texts.hpp"

#include "model/case.hpp"
#include "model/dossier.hpp"

#include <vector>

namespace legajo::dossier {

// Sorted by day, then by the order of the case file. `is_court_safe`: of the negotiation only date and object; confidential communications and
// promises made in it are left out.
[[nodiscard]] std::vector<model::ChronologyEvent> chronology_of(const model::Case& data, bool is_court_safe, const Texts& texts);

} // namespace legajo::dossier
