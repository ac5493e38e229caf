#pragma once
// The proof that a finished file for the court holds nothing of what is withheld.

#include "run/dossier_evidence.hpp"

#include <string_view>

namespace legajo::run {

// Withheld text, files and pages are looked for in the finished bytes. Throws Refused with dossier.leak (hallado, lugar) for each find and
// dossier.leak_unproved (n) when some of the file could not be searched.
void prove_no_leak(std::string_view pdf, const DossierJob& job, const DossierEvidence& evidence);

} // namespace legajo::run
