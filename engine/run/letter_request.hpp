#pragma once
// What a door asks for. The command line, a service and a queue worker fill the same struct and run it.

#include "base/date.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace legajo::run {

struct DossierWish { // what every dossier of a run is like
    bool is_court_safe = false;              // allow-list: what may be shown in court, and nothing else
    bool attaches_originals = false;         // as attachments of the PDF; else in the folder. Sealed ones only ever in the folder NO_APORTAR
    bool recognise_text = false;             // OCR of pictures
    std::vector<std::string> anchors_pem;    // whom to trust when signatures in evidence are judged; the moment is issued_at
};

struct LetterRequest {
    std::filesystem::path output;            // folder for letters and register; made private (0700) when missing
    std::filesystem::path register_file;     // empty: output / "registro.sqlite"
    std::string pack;                        // id; empty: the debtor's language, then the case's, then es-ES
    base::Date control_date;                 // --as-of: what is owed, which step
    base::Instant now;                       // real time of the run, for revocation data only
    base::Instant issued_at;                 // the letter's date and the signature's /M; never before control_date's day
    std::optional<std::string> letter;       // --type
    bool again = false;                      // issue a letter that was issued already
    bool dry_run = false;                    // everything but writing and recording
    bool is_resumed = false;                 // a letter already recorded for this case file and control date counts as made

    std::string key;                         // KEYSPEC; empty only with is_unsigned
    std::string level = "B-B";               // B-B, B-T, B-LT, B-LTA; never silently lower
    std::vector<std::string> time_stamp_authorities;
    std::vector<std::string> known_certificates_pem; // issuers that a chain may lack, for B-LT and B-LTA
    int certification = 0;                   // DocMDP 1..3; 0: none, so that a lawyer may sign after
    bool writes_mail = false;                // --eml: beside the PDF a ready .eml (e-mail channels) or the short message (SMS, messaging)
    bool writes_creditor_copy = false;       // --creditor-copy: beside the PDF the same letter with its figures attached as data (PDF/A-3a)
    bool makes_dossiers = false;             // --dossiers: where the policy wants one (PolicyStep::wants_dossier), in a folder of its own under dosieres/
    DossierWish dossiers;                    // of these
    bool is_unsigned = false;                // must be asked for; a draft mark stands on each page

    int compression_level = 1;
};

struct BatchRequest : LetterRequest {
    std::filesystem::path folder;
    int jobs = 0;                            // 0: all cores
    bool retry_failed = false;               // only the cases that failed in the last run of this output folder
    std::size_t limit = 0;                   // 0: all
    std::size_t group_size = 256;            // letters made durable together
};

} // namespace legajo::run
