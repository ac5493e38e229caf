#pragma once
// Reads what a dossier tells of itself: the manifest, attached and beside it, and the hashes of what is attached. Judges nothing: run/dossier_check
// compares it with the folder. Parses foreign bytes: runs in legajo-cell only.

#include "model/dossier_proof.hpp"

#include <string_view>

namespace legajo::verify {

// `pdf` or `beside` (manifiesto.json of the folder) may be empty. The attached manifest counts before the one beside, since a signature covers it.
// Problems inside the facts: verify.dossier_manifest_malformed (lugar), verify.pdf_unreadable, verify.pdf_encrypted.
[[nodiscard]] model::DossierFacts dossier_facts(std::string_view pdf, std::string_view beside);

} // namespace legajo::verify
