#pragma once
// The dossier's own pages as Documents, section by section: plain data in, blocks out; nothing is laid out or read here. Pure.
// Links "legajo:folio:<n>" lead to pages of the finished file; the caller lays out, counts pages, and composes again until folios stand still.

#include "dossier/supplement.hpp"
#include "dossier/texts.hpp"
#include "model/decision.hpp"
#include "model/document.hpp"
#include "model/dossier.hpp"
#include "model/history.hpp"
#include "model/pack.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

struct Contents { std::string title; int folio = 0; int level = 0; }; // a line of the cover's table of contents

struct Material { // what the pages are made of; references must outlive the call
    const model::Case& file;
    const model::History& history;
    const model::Assessment& assessment;
    const model::Decision& decision;
    const model::Pack& pack;
    const Texts& texts;
    const std::vector<model::IndexEntry>& index;  // what may be shown, numbered from 1
    const std::vector<model::IndexEntry>& sealed; // "NO APORTAR": numbered from 1 as well; empty in a court-safe dossier
    const std::vector<model::Withheld>& withheld; // why; empty in a court-safe dossier
    base::Instant issued_at;
    bool is_court_safe = false, is_draft = false;
    // Not null: these pages supplement a delivered dossier; `index` and `sealed` then go on with the documents that stand there, with folio 0.
    const Supplement* supplement = nullptr;
};

[[nodiscard]] std::string title_of(const Material& material); // of the whole file
[[nodiscard]] model::Document cover(const Material& material, const std::vector<Contents>& contents);
[[nodiscard]] model::Document changes_page(const Material& material);     // supplements only
// One page; `tightness` 0..2 shortens lists when it would not fit.
[[nodiscard]] model::Document summary(const Material& material, int tightness);
[[nodiscard]] model::Document statement(const Material& material);
[[nodiscard]] model::Document chronology(const Material& material);
[[nodiscard]] bool has_agreements(const Material& material);                 // else the chronology says that there are none
[[nodiscard]] model::Document agreements(const Material& material);       // court-safe: date, parties and object of the negotiation only
[[nodiscard]] model::Document decision_record(const Material& material);  // never court-safe
[[nodiscard]] model::Document analysis(const Material& material);         // never court-safe
[[nodiscard]] model::Document evidence_index(const Material& material);
[[nodiscard]] model::Document divider(const Material& material, const model::IndexEntry& entry, bool is_sealed);
[[nodiscard]] model::Document sealed_cover(const Material& material);
// In place of an exhibit that could not be read: what it is and why.
[[nodiscard]] model::Document unread_sheet(const Material& material, const model::IndexEntry& entry, const base::Problems& problems);

// The folios of the documents that stand for `exhibit_id`, for links. 0 and "" when it is not in the dossier.
struct Citation { int number = 0, folio = 0; bool is_sealed = false; };
[[nodiscard]] Citation citation_of(const Material& material, const std::string& exhibit_id);

} // namespace legajo::dossier
