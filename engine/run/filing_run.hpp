#pragma once
// A case's filing export: `<reference>-presentacion/` with documentos/ (what goes to the court, 00 first, nothing else), indice.csv and
// manifiesto.json beside it. Only what may be shown in court enters, and every file is searched for what may not.

#include "dossier/filing_texts.hpp"
#include "run/dossier_run.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace legajo::run {

struct FilingRequest : DossierRequest { // is_court_safe is implied
    dossier::FilingNaming naming = dossier::FilingNaming::state;
    std::uint64_t limit_bytes = 0;      // of one sending; 0: the pack's (filing.sending_mb)
};                                      // dry_run: the size plan only, nothing is written

struct FilingMade {
    dossier::FilingFacts facts;
    std::filesystem::path folder;       // empty in a dry run
    std::string manifest_sha256;
};

// Problems as make_dossier, and dossier.filing_strangers (carpeta, ficheros): an earlier folder holds files that are not ours. With a value, remarks:
// what became of each exhibit, dossier.filing_pending (n, nombre, fichero), dossier.filing_painted, dossier.filing_not_archival (n, documentos), evidence.needs_poppler, evidence.paint_failed, dossier.filing_split, dossier.filing_near_limit, dossier.filing_beyond_limit.
[[nodiscard]] base::Result<FilingMade> make_filing(const DossierTools& tools, const ExplainInput& input, const FilingRequest& request);

} // namespace legajo::run
