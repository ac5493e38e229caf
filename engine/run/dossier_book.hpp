#pragma once
// The dossier as a book: which stretches of pages it has, in which order, composed and laid out until every page has its folio.

#include "dossier/compose.hpp"
#include "run/dossier_evidence.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace legajo::run {

// One stretch of the finished dossier: pages of ours, or of an exhibit.
struct Stretch {
    std::string title;            // in the outline; empty: none
    int level = 0;
    bool is_in_contents = false;
    std::function<model::Document()> compose; // ours: called again until the folios stand still
    bool has_folios = false;      // whether what it says depends on them
    model::Pages pages;
    int exhibit = -1;             // index into the safe PDFs
    int page_count = 0;
    int of = -1;                  // exhibit whose stamp it bears; -1: our own stamp
    int first_page = 0;           // in the finished file
};

class DossierBook {
public:
    // Tells `evidence` what only the layout knows: pages of documents, folios. Both references outlive the book.
    DossierBook(const DossierJob& job, DossierEvidence& evidence);
    DossierBook(const DossierBook&) = delete;

    // Nothing moves afterwards. Throws Refused, Error dossier.folios_unsettled.
    void lay_out();

    [[nodiscard]] std::vector<Stretch>& stretches() { return stretches_; }
    [[nodiscard]] const std::vector<model::FileRange>& safe_pdfs() const { return safe_pdfs_; }
    [[nodiscard]] const model::Style& style() const { return style_; }
    [[nodiscard]] int pages() const { return pages_; }
    // Of the first page: 1, or the one after the last that was delivered.
    [[nodiscard]] int first_folio() const { return evidence_.supplement ? evidence_.supplement->first_folio : 1; }
    // Page where the list begins that an exhibit's stamp leads back to.
    [[nodiscard]] int list_page(bool is_sealed) const { return stretches_[is_sealed ? sealed_stretch_ : index_stretch_].first_page; }

private:
    [[nodiscard]] dossier::Material material() const;
    [[nodiscard]] std::vector<dossier::Contents> contents() const;
    [[nodiscard]] model::Pages set(const model::Document& document) const;
    void add_ours(std::function<model::Document()> compose, std::string title, bool has_folios);
    void add_sections();
    void add_exhibits();
    void add_exhibit(std::size_t i);
    void count_pages();
    [[nodiscard]] bool settle_folios();

    const DossierJob& job_;
    DossierEvidence& evidence_;
    std::vector<Stretch> stretches_;
    std::vector<model::FileRange> safe_pdfs_;
    model::Style style_;
    layout::Images images_;
    std::size_t index_stretch_ = 0, sealed_stretch_ = 0;
    int pages_ = 0;
};

// What the dossier's own pages are made of.
[[nodiscard]] dossier::Material material_of(const DossierJob& job, const DossierEvidence& evidence);

// An exhibit that became a Document (text, mail, invoice), laid out; nullopt when it cannot be, then the exhibit says why and counts as unread.
[[nodiscard]] std::optional<model::Pages> exhibit_pages(const DossierJob& job, Exhibited& item, const model::Style& style, const layout::Images& images);

} // namespace legajo::run
