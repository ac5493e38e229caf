#include "run/dossier_book.hpp"

#include "base/error.hpp"
#include "run/page_book.hpp"

namespace legajo::run {

DossierBook::DossierBook(const DossierJob& job, DossierEvidence& evidence) : job_(job), evidence_(evidence) {
    const PackBench& bench = *taken(job.tools.worker.workshop.bench(job.now.pack->id));
    style_ = dossier_style(bench.pack->style);
    images_ = bench.images;
    add_sections();
    add_exhibits();
}

dossier::Material DossierBook::material() const { return material_of(job_, evidence_); }

model::Pages DossierBook::set(const model::Document& document) const { return taken(laid_out(document, style_, job_.tools.worker.shaper(), images_)); }

void DossierBook::add_ours(std::function<model::Document()> compose, std::string title, bool has_folios) {
    Stretch stretch;
    stretch.compose = std::move(compose);
    stretch.title = std::move(title);
    stretch.is_in_contents = !stretch.title.empty();
    stretch.has_folios = has_folios;
    stretches_.push_back(std::move(stretch));
}

void DossierBook::add_sections() {
    const dossier::Texts& texts = job_.texts;
    const bool is_full = !job_.request.is_court_safe;
    add_ours([this] { return dossier::cover(material(), contents()); }, dossier::title_of(material()), true);
    if (evidence_.supplement) add_ours([this] { return dossier::changes_page(material()); }, texts("cambios.titulo"), true);
    if (is_full)
        add_ours([this] {
            constexpr int tightest = 2;
            for (int tightness = 0; tightness < tightest; ++tightness)
                if (auto document = dossier::summary(material(), tightness); set(document).pages.size() == 1) return document;
            return dossier::summary(material(), tightest);
        }, texts("resumen.titulo"), false);
    add_ours([this] { return dossier::statement(material()); }, texts("liquidacion.titulo"), true);
    add_ours([this] { return dossier::chronology(material()); }, texts("cronologia.titulo"), true);
    if (dossier::has_agreements(material())) add_ours([this] { return dossier::agreements(material()); }, texts(is_full ? "acuerdos.titulo" : "acuerdos.titulo.juzgado"), true);
    if (is_full) add_ours([this] { return dossier::decision_record(material()); }, texts("decision.titulo"), false);
    if (is_full) add_ours([this] { return dossier::analysis(material()); }, texts("analisis.titulo"), true);
    index_stretch_ = stretches_.size();
    add_ours([this] { return dossier::evidence_index(material()); }, texts("indice.titulo"), true);
}

// The cover's table of contents: every other stretch with a title.
std::vector<dossier::Contents> DossierBook::contents() const {
    std::vector<dossier::Contents> lines;
    for (std::size_t i = 1; i < stretches_.size(); ++i) {
        const Stretch& stretch = stretches_[i];
        if (stretch.is_in_contents) lines.push_back({stretch.title, stretch.first_page > 0 ? stretch.first_page + first_folio() : 0, stretch.level});
    }
    return lines;
}

void DossierBook::add_exhibits() {
    for (std::size_t i = 0; i < evidence_.exhibits.size(); ++i) {
        if (evidence_.exhibits[i].is_sealed && sealed_stretch_ == 0) {
            sealed_stretch_ = stretches_.size();
            add_ours([this] { return dossier::sealed_cover(material()); }, job_.texts("reservado.titulo"), true);
        }
        add_exhibit(i);
    }
}

// Its divider, and its pages or the sheet that stands for them.
void DossierBook::add_exhibit(std::size_t i) {
    Exhibited& item = evidence_.exhibits[i];
    const std::string number = (item.is_sealed ? "R" : "") + std::to_string(item.entry.number);
    add_ours([this, i] { return dossier::divider(material(), evidence_.exhibits[i].entry, evidence_.exhibits[i].is_sealed); }, number + ". " + item.entry.description, false);
    stretches_.back().level = 1;
    Stretch pages;
    pages.of = static_cast<int>(i);
    if (item.exhibit.form == model::ExhibitForm::pages) {
        pages.exhibit = static_cast<int>(safe_pdfs_.size());
        pages.page_count = item.exhibit.pages;
        safe_pdfs_.push_back(item.pages);
    } else if (item.exhibit.form == model::ExhibitForm::document) {
        auto set_pages = exhibit_pages(job_, item, style_, images_);
        if (set_pages) pages.pages = std::move(*set_pages);
    }
    if (!item.entry.is_readable) pages.compose = [this, i] { return dossier::unread_sheet(material(), evidence_.exhibits[i].entry, evidence_.exhibits[i].problems); };
    stretches_.push_back(std::move(pages));
    evidence_.line_of(item) = item.entry;
}

void DossierBook::count_pages() {
    pages_ = 0;
    for (Stretch& stretch : stretches_) {
        if (stretch.exhibit < 0) stretch.page_count = static_cast<int>(stretch.pages.pages.size());
        stretch.first_page = pages_;
        pages_ += stretch.page_count;
    }
}

// Counts anew; false when something moved.
bool DossierBook::settle_folios() {
    std::vector<int> before;
    for (const Stretch& stretch : stretches_) before.push_back(stretch.first_page);
    count_pages();
    bool is_still = true;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
        const Stretch& stretch = stretches_[i];
        is_still = is_still && before[i] == stretch.first_page;
        if (stretch.of < 0) continue;
        model::IndexEntry& line = evidence_.line_of(evidence_.exhibits[static_cast<std::size_t>(stretch.of)]);
        const int folio = stretches_[i - 1].first_page + first_folio(); // its divider
        is_still = is_still && line.first_folio == folio;
        line.first_folio = folio;
    }
    return is_still;
}

// Composes until no folio changes: an index that grows moves everything behind it, and may then grow again.
void DossierBook::lay_out() {
    constexpr int most_rounds = 8;
    for (int round = 0; round < most_rounds; ++round) {
        for (Stretch& stretch : stretches_)
            if (stretch.compose && (stretch.has_folios || round == 0)) stretch.pages = set(stretch.compose());
        if (settle_folios() && round > 0) return;
    }
    throw base::Error("dossier.folios_unsettled", "run", job_.now.debt.reference);
}

dossier::Material material_of(const DossierJob& job, const DossierEvidence& evidence) {
    const ExplainedCase& now = job.now;
    return {now.debt, now.history, now.assessment, now.decision, *now.pack, job.texts, evidence.index, evidence.sealed, evidence.withheld, job.request.issued_at, job.request.is_court_safe, job.request.is_unsigned,
            evidence.supplement ? &*evidence.supplement : nullptr};
}

std::optional<model::Pages> exhibit_pages(const DossierJob& job, Exhibited& item, const model::Style& style, const layout::Images& images) {
    model::Document document = std::move(item.exhibit.document);
    document.page_label_format = " ";
    document.frame.reset();
    if (document.language.empty()) document.language = "es-ES";
    auto pages = laid_out(document, style, job.tools.worker.shaper(), images);
    if (pages.ok()) {
        item.entry.pages = static_cast<int>(pages->pages.size());
        return std::move(*pages);
    }
    item.problems.insert(item.problems.end(), pages.problems().begin(), pages.problems().end());
    item.entry.is_readable = false;
    return std::nullopt;
}

} // namespace legajo::run
