#pragma once
// A dossier's way: from a case file and its evidence to one signed PDF and the folder beside it.

#include "report/catalogue.hpp"
#include "run/cell_pipe.hpp"
#include "run/explain_run.hpp"
#include "run/worker.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace legajo::run {

struct DossierRequest : LetterRequest, DossierWish { // output: where the PDF and the folder go
    bool is_whole = false;            // after a delivery: the delivered dossier once more instead of a supplement
    std::vector<std::string> cleared; // exhibits dated during the negotiation that a person allows (never offers or lawyers' letters)
};

struct DossierMade {
    std::string reference, sha256, signature_level; // level empty when unsigned
    std::filesystem::path pdf, folder;
    int pages = 0, documents = 0, sealed = 0;
    int supplement = 0; // which one after the delivered dossier; 0: a dossier of its own
    std::vector<std::string> unread;   // files in whose place a sheet stands
};

struct DossierTools { // references must outlive the call
    Worker& worker;
    CellPipe& cell;
    const report::Catalogue& spanish;         // the dossier is written in Spanish whatever the clerk's language
    std::filesystem::path templates_folder;
};

// Problems of every stage; with a value they are remarks, and tell of each exhibit that could not be read. dossier.no_texts (pack without dossier),
// dossier.whole_moved (documento: where --whole does not give the numbers and folios that were delivered; no file is left), dossier.leak (court-safe: withheld text was found; no file is left), bind.*. Throws base::Error as letters do.
[[nodiscard]] base::Result<DossierMade> make_dossier(const DossierTools& tools, const ExplainedCase& now, const std::filesystem::path& case_folder, const DossierRequest& request);
// The same from the case file. `case_folder` there: where the evidence lies; empty for standard input.
[[nodiscard]] base::Result<DossierMade> make_dossier(const DossierTools& tools, const ExplainInput& input, const DossierRequest& request);

} // namespace legajo::run
