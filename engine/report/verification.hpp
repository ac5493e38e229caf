#pragma once
// What `legajo verify` says: signature by signature as a page, and as data (templates/schema/verify.schema.json).

#include "model/dossier_proof.hpp"
#include "model/verification.hpp"
#include "report/catalogue.hpp"

#include <string>

namespace legajo::report {

// `dossier`: what came of comparing a dossier with its manifest; nullptr for any other PDF.
[[nodiscard]] std::string verification_text(const std::string& file, const model::VerifyReport& report, const Catalogue& catalogue, bool colour = false, const model::DossierReport* dossier = nullptr);
// One line, with line feed.
[[nodiscard]] std::string verification_json(const std::string& file, const model::VerifyReport& report, const Catalogue& catalogue, const model::DossierReport* dossier = nullptr);

} // namespace legajo::report
