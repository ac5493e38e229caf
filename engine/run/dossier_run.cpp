// Turns one case file and its evidence into a dossier. Entry: make_dossier; read Way::walk first.

#include "run/dossier_run.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/mapped_file.hpp"
#include "base/text.hpp"
#include "dossier/compose.hpp"
#include "dossier/manifest.hpp"
#include "draw/draw_pages.hpp"
#include "report/used_rules.hpp"
#include "run/exhibit_reader.hpp"
#include "run/page_book.hpp"
#include "run/sign_run.hpp"
#include "sign/place.hpp"

#include <algorithm>
#include <functional>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

// Thrown inside this file only: problems that end this dossier.
struct Refused {
    base::Problems problems;
};

base::Problem problem(const char* code) { return {.severity = base::Severity::error, .code = code, .stage = "dossier", .place = {}, .arguments = {}}; }

template <typename T>
T taken(base::Result<T> result) { // remarks about our own pages are ours alone
    if (!result.ok()) throw Refused{std::move(result.problems())};
    return std::move(result).value();
}

dossier::Texts texts_of(const DossierTools& tools, const ExplainedCase& now) {
    const fs::path file = tools.templates_folder / (now.pack->jurisdiction == "es" ? "es-ES" : now.pack->id) / "dossier" / "textos.txt";
    std::error_code ignored;
    if (!fs::exists(file, ignored)) throw Refused{{problem("dossier.no_texts").with("pack", now.pack->id)}};
    dossier::Texts texts = taken(dossier::Texts::parse(base::read_file(file, std::size_t{4} << 20), file.filename().string()));
    const report::Catalogue& words = tools.spanish;
    texts.shared_word = [&words](std::string_view key) { return words.word(key); };
    texts.reason = [&words](std::string_view code, const model::Facts& facts) { return report::reason_text(code, facts, words); };
    texts.condition = [&words](std::string_view group, std::string_view code) { return report::condition_text(group, code, words); };
    texts.problem = [&words](const base::Problem& found) { return words.sentence(found); };
    return texts;
}

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
    bool is_exhibit_page = false; // stamped "pág. 1 de 3"
};

class Way {
public:
    Way(const DossierTools& tools, const DossierRequest& request) : tools_(tools), request_(request) {}
    base::Result<DossierMade> walk(const ExplainInput& input);

private:
    void read_evidence(const fs::path& case_folder);
    void write_pages();
    void count_pages();
    [[nodiscard]] dossier::Material material() const;
    void lay_out_all();
    [[nodiscard]] model::Pages set(const model::Document& document, bool is_foreign = false);
    [[nodiscard]] std::string bound_and_signed();
    [[nodiscard]] model::BindPlan plan(const std::string& manifest, const std::string& index_xml, int originals_spool);
    [[nodiscard]] dossier::Manifest manifest() const;
    void prove_no_leak(const std::string& pdf);
    void write_files(const std::string& pdf, DossierMade& made);

    const DossierTools& tools_;
    const DossierRequest& request_;
    const ExplainedCase* now_ = nullptr;
    dossier::Texts texts_;
    dossier::Partition partition_;
    std::vector<Exhibited> exhibits_, hidden_; // hidden: withheld from a court-safe dossier, known to the leak check only
    std::vector<model::IndexEntry> index_, sealed_;
    std::vector<model::Withheld> withheld_;
    std::vector<Stretch> stretches_;
    std::vector<model::FileRange> safe_pdfs_;
    base::Descriptor pages_spool_, originals_spool_;
    model::Style style_;
    layout::Images images_;
    std::string manifest_json_, index_xml_, name_;
    int pages_ = 0, index_page_ = 0, sealed_page_ = 0;
};

base::Result<DossierMade> Way::walk(const ExplainInput& input) {
    auto explained = explain_case(tools_.worker.workshop, input, request_);
    if (!explained.ok()) return std::move(explained.problems());
    now_ = &*explained;
    base::Problems remarks = explained.problems();
    texts_ = texts_of(tools_, *now_);
    // No amount and no decision changes from here on.

    std::error_code failed;
    fs::create_directories(request_.output, failed);
    if (failed) throw base::Error("file.unwritable", "run", request_.output.string());
    partition_ = dossier::partition_evidence(now_->debt, {request_.cleared.begin(), request_.cleared.end()});
    read_evidence(input.file == "-" ? fs::path() : fs::absolute(input.file).parent_path());
    // No exhibit changes from here on.

    write_pages();
    lay_out_all();
    // Nothing moves from here on: every page has its folio.

    const std::string pdf = bound_and_signed();
    if (request_.is_court_safe) prove_no_leak(pdf);
    DossierMade made;
    made.reference = now_->debt.reference;
    made.pages = pages_;
    made.documents = static_cast<int>(index_.size());
    made.sealed = static_cast<int>(sealed_.size());
    if (!request_.is_unsigned) made.signature_level = request_.level;
    for (const Exhibited& item : exhibits_) {
        if (!item.entry.is_readable) made.unread.push_back(item.entry.file);
        for (base::Problem found : item.problems) {
            if (found.severity == base::Severity::error) found.severity = base::Severity::warning; // the dossier is whole; a sheet says why
            remarks.push_back(std::move(found));
        }
    }
    write_files(pdf, made);
    return {std::move(made), std::move(remarks)};
}

void Way::read_evidence(const fs::path& case_folder) {
    pages_spool_ = unnamed_file(request_.output);
    originals_spool_ = unnamed_file(request_.output);
    const ExhibitWish wish{case_folder, request_.output, pages_spool_.get(), originals_spool_.get(), request_.recognise_text, request_.is_court_safe};
    for (Exhibited& item : read_exhibits(tools_.cell, now_->debt, partition_, wish)) {
        if (item.is_sealed && request_.is_court_safe) hidden_.push_back(std::move(item));
        else exhibits_.push_back(std::move(item));
    }
    if (!request_.is_court_safe) withheld_ = partition_.withheld;
    for (const Exhibited& item : exhibits_) (item.is_sealed ? sealed_ : index_).push_back(item.entry);
}

dossier::Material Way::material() const {
    return {now_->debt, now_->history, now_->assessment, now_->decision, *now_->pack, texts_, index_, sealed_, withheld_, request_.issued_at, request_.is_court_safe, request_.is_unsigned};
}

model::Pages Way::set(const model::Document& document, bool is_foreign) { return taken(laid_out(document, style_, tools_.worker.shaper(), images_, is_foreign)); }

// Which stretches there are, in order. What they say is composed later.
void Way::write_pages() {
    const PackBench& bench = *taken(tools_.worker.workshop.bench(now_->pack->id));
    style_ = dossier_style(bench.pack->style);
    images_ = bench.images;
    const auto ours = [&](std::function<model::Document()> compose, std::string title, bool has_folios) {
        Stretch stretch;
        stretch.compose = std::move(compose);
        stretch.title = std::move(title);
        stretch.is_in_contents = !stretch.title.empty();
        stretch.has_folios = has_folios;
        stretches_.push_back(std::move(stretch));
    };
    ours([this] {
        std::vector<dossier::Contents> contents;
        for (const Stretch& stretch : stretches_)
            if (stretch.is_in_contents && stretch.first_page > 0) contents.push_back({stretch.title, stretch.first_page + 1, stretch.level});
            else if (stretch.is_in_contents && &stretch != &stretches_.front()) contents.push_back({stretch.title, 0, stretch.level});
        return dossier::cover(material(), contents);
    }, texts_("portada.titulo", {{"referencia", now_->debt.reference}}), true);
    const bool is_full = !request_.is_court_safe;
    if (is_full)
        ours([this] {
            constexpr int tightest = 2;
            for (int tightness = 0; tightness < tightest; ++tightness)
                if (auto document = dossier::summary(material(), tightness); set(document).pages.size() == 1) return document;
            return dossier::summary(material(), tightest);
        }, texts_("resumen.titulo"), false);
    ours([this] { return dossier::statement(material()); }, texts_("liquidacion.titulo"), true);
    ours([this] { return dossier::chronology(material()); }, texts_("cronologia.titulo"), true);
    if (is_full || !now_->debt.negotiations.empty()) ours([this] { return dossier::agreements(material()); }, texts_(is_full ? "acuerdos.titulo" : "acuerdos.titulo.juzgado"), true);
    if (is_full) ours([this] { return dossier::decision_record(material()); }, texts_("decision.titulo"), false);
    if (is_full) ours([this] { return dossier::analysis(material()); }, texts_("analisis.titulo"), true);
    ours([this] { return dossier::evidence_index(material()); }, texts_("indice.titulo"), true);

    bool is_sealed_open = false;
    for (std::size_t i = 0; i < exhibits_.size(); ++i) {
        Exhibited& item = exhibits_[i];
        if (item.is_sealed && !is_sealed_open) {
            is_sealed_open = true;
            ours([this] { return dossier::sealed_cover(material()); }, texts_("reservado.titulo"), true);
        }
        const std::string number = (item.is_sealed ? "R" : "") + std::to_string(item.entry.number);
        ours([this, i] { return dossier::divider(material(), exhibits_[i].entry, exhibits_[i].is_sealed); }, number + ". " + item.entry.description, false);
        stretches_.back().level = 1;
        Stretch pages;
        pages.of = static_cast<int>(i);
        pages.is_exhibit_page = true;
        if (item.exhibit.form == model::ExhibitForm::pages) {
            pages.exhibit = static_cast<int>(safe_pdfs_.size());
            pages.page_count = item.exhibit.pages;
            safe_pdfs_.push_back(item.pages);
        } else if (item.exhibit.form == model::ExhibitForm::document) {
            model::Document document = std::move(item.exhibit.document);
            document.page_label_format = " ";
            document.frame.reset();
            if (document.language.empty()) document.language = "es-ES";
            auto set_pages = laid_out(document, style_, tools_.worker.shaper(), images_, true);
            if (set_pages.ok()) {
                pages.pages = std::move(*set_pages);
                item.entry.pages = static_cast<int>(pages.pages.pages.size());
            } else {
                item.problems.insert(item.problems.end(), set_pages.problems().begin(), set_pages.problems().end());
                item.entry.is_readable = false;
            }
        }
        if (!item.entry.is_readable) pages.compose = [this, i] { return dossier::unread_sheet(material(), exhibits_[i].entry, exhibits_[i].problems); };
        stretches_.push_back(std::move(pages));
        (item.is_sealed ? sealed_ : index_)[static_cast<std::size_t>(item.entry.number) - 1] = item.entry;
    }
}

void Way::count_pages() {
    int page = 0;
    for (Stretch& stretch : stretches_) {
        if (stretch.exhibit < 0) stretch.page_count = static_cast<int>(stretch.pages.pages.size());
        stretch.first_page = page;
        page += stretch.page_count;
    }
    pages_ = page;
}

// Composes until no folio changes: an index that grows moves everything behind it, and may then grow again.
void Way::lay_out_all() {
    constexpr int most_rounds = 8;
    for (int round = 0; round < most_rounds; ++round) {
        for (Stretch& stretch : stretches_)
            if (stretch.compose && (stretch.has_folios || round == 0)) stretch.pages = set(stretch.compose());
        std::vector<int> before;
        for (const Stretch& stretch : stretches_) before.push_back(stretch.first_page);
        count_pages();
        std::size_t at = 0;
        bool is_still = round > 0;
        for (const Stretch& stretch : stretches_) is_still = before[at++] == stretch.first_page && is_still;
        for (std::size_t i = 1; i < stretches_.size(); ++i) {
            const Stretch& pages = stretches_[i];
            if (pages.of < 0) continue;
            const Exhibited& item = exhibits_[static_cast<std::size_t>(pages.of)];
            model::IndexEntry& entry = (item.is_sealed ? sealed_ : index_)[static_cast<std::size_t>(item.entry.number) - 1];
            const int folio = stretches_[i - 1].first_page + 1; // its divider
            is_still = is_still && entry.first_folio == folio;
            entry.first_folio = folio;
        }
        if (is_still) return;
    }
    throw base::Error("dossier.folios_unsettled", "run", now_->debt.reference);
}

dossier::Manifest Way::manifest() const {
    dossier::Manifest out;
    out.case_reference = now_->debt.reference;
    out.case_sha256 = now_->debt.sha256;
    out.pack_version = now_->pack->id + " " + now_->pack->version;
    out.program_version = "legajo " LEGAJO_VERSION;
    out.control_date = now_->assessment.control_date;
    out.created = request_.issued_at;
    out.is_court_safe = request_.is_court_safe;
    out.pages = pages_;
    out.documents = index_;
    if (!request_.is_court_safe) {
        for (model::IndexEntry entry : sealed_) {
            entry.is_sealed = true;
            out.documents.push_back(std::move(entry));
        }
        out.withheld = withheld_;
    }
    return out;
}

std::string mime_of(const Exhibited& item) {
    switch (item.exhibit.kind) {
    case model::ExhibitKind::pdf: return "application/pdf";
    case model::ExhibitKind::jpeg: return "image/jpeg";
    case model::ExhibitKind::png: return "image/png";
    case model::ExhibitKind::tiff: return "image/tiff";
    case model::ExhibitKind::webp: return "image/webp";
    case model::ExhibitKind::gif: return "image/gif";
    case model::ExhibitKind::email: return "message/rfc822";
    case model::ExhibitKind::text: return "text/plain";
    case model::ExhibitKind::html: return "text/html";
    case model::ExhibitKind::facturae:
    case model::ExhibitKind::xml: return "application/xml";
    case model::ExhibitKind::unknown:
    case model::ExhibitKind::office: break;
    }
    return "application/octet-stream";
}

// "03_albaran-0980.png": numbers sort as in the index.
std::string original_name(const Exhibited& item) {
    const fs::path path(item.entry.file);
    const std::string digits = std::to_string(item.entry.number), extension = base::file_name_safe(path.extension().string(), 8);
    return (item.is_sealed ? "R" : "") + std::string(digits.size() < 2 ? "0" : "") + digits + "_" + base::file_name_safe(path.stem().string(), 50) + (path.extension().empty() ? "" : "." + extension);
}

model::BindPlan Way::plan(const std::string& manifest_text, const std::string& index_xml, int spool) {
    model::BindPlan plan;
    plan.exhibits = safe_pdfs_;
    int own_page = 0, stamp = 0;
    for (const Stretch& stretch : stretches_) {
        model::BindPart part;
        part.exhibit = stretch.exhibit;
        part.first_page = stretch.exhibit < 0 ? own_page : 0;
        part.page_count = stretch.page_count;
        part.first_stamp = stamp;
        if (stretch.of >= 0) part.back_to_page = exhibits_[static_cast<std::size_t>(stretch.of)].is_sealed ? sealed_page_ : index_page_;
        plan.parts.push_back(part);
        stamp += stretch.page_count;
        if (stretch.exhibit < 0) own_page += stretch.page_count;
        if (!stretch.title.empty()) plan.outline.push_back({stretch.title, stretch.first_page, stretch.level});
    }
    plan.labels = {{0, "", 1, false}};
    plan.title = texts_("portada.titulo", {{"referencia", now_->debt.reference}});
    plan.author = now_->debt.creditor.name;
    plan.subject = texts_(request_.is_court_safe ? "portada.clase.juzgado" : "portada.clase");
    plan.language = "es-ES";
    plan.created_iso = request_.issued_at.iso8601();
    const auto attach = [&](model::FileRange range, std::string name, std::string mime, std::string description, std::string relationship) {
        plan.attachments.push_back({range, std::move(name), std::move(mime), std::move(description), std::move(relationship), plan.created_iso});
    };
    for (const auto& [name, bytes, mime] : {std::tuple{"manifiesto.json", &manifest_text, "application/json"}, std::tuple{"indice.xml", &index_xml, "application/xml"}}) {
        const base::Descriptor file = memory_file(*bytes);
        attach({append_file(file.get(), spool), bytes->size()}, name, mime, texts_("indice.titulo"), "Data");
    }
    if (request_.attaches_originals)
        for (const Exhibited& item : exhibits_)
            if (item.original && !item.is_sealed) attach(*item.original, original_name(item), mime_of(item), texts_("cita", {{"n", std::to_string(item.entry.number)}}), "Source");
    return plan;
}

std::string Way::bound_and_signed() {
    model::Pages own;
    std::vector<std::string> stamps;
    for (Stretch& stretch : stretches_) {
        const Exhibited* item = stretch.of < 0 ? nullptr : &exhibits_[static_cast<std::size_t>(stretch.of)];
        for (int i = 0; i < stretch.page_count; ++i) {
            const std::string folio = std::to_string(stretch.first_page + i + 1);
            if (item) stamps.push_back(texts_(item->is_sealed ? "sello.reservado" : "sello", {{"n", std::to_string(item->entry.number)}, {"pagina", std::to_string(i + 1)}, {"paginas", std::to_string(stretch.page_count)}, {"folio", folio}}));
            else stamps.push_back(texts_("sello.propio", {{"folio", folio}, {"folios", std::to_string(pages_)}}));
        }
        if (stretch.compose && stretch.title == texts_("indice.titulo")) index_page_ = stretch.first_page;
        if (stretch.compose && stretch.title == texts_("reservado.titulo")) sealed_page_ = stretch.first_page;
        if (stretch.exhibit < 0) add_pages(own, std::move(stretch.pages));
    }
    text::Shaper& shaper = tools_.worker.shaper();
    draw::DrawOptions options;
    options.issued_at = request_.issued_at;
    options.compression_level = request_.compression_level;
    options.id_seed = now_->debt.sha256 + request_.control_date.iso() + (request_.is_court_safe ? "juzgado" : "completo");
    options.signer_name = now_->debt.creditor.name;
    if (!request_.is_unsigned) options.signature_bytes = tools_.worker.signer().signature_size_bound(tools_.worker.timestamps());
    const base::Descriptor own_file = memory_file(draw::draw_pages(own, shaper.fonts(), options).bytes);
    options.signature_bytes = 0;
    const base::Descriptor stamps_file = memory_file(draw::draw_pages(stamp_pages(stamps, style_, shaper), shaper.fonts(), options).bytes);
    own = {};

    const dossier::Manifest facts = manifest();
    manifest_json_ = dossier::manifest_json(facts);
    index_xml_ = dossier::eni_index_xml(facts);
    const base::Descriptor output = unnamed_file(request_.output);
    const model::BindPlan bind = plan(manifest_json_, index_xml_, originals_spool_.get());
    const model::BoundDossier bound = taken(bind_dossier(tools_.cell, bind, {own_file.get(), stamps_file.get(), pages_spool_.get(), originals_spool_.get(), output.get()}));
    base::check(bound.pages == pages_, "every page is bound");
    std::string pdf(base::MappedFile(output.get()).view());
    if (request_.is_unsigned) return pdf;
    base::check(bound.hole.has_value(), "the signature field came through");
    sign::sign_in_place(pdf, *bound.hole, tools_.worker.signer(), tools_.worker.timestamps());
    const auto problems = raise_level(pdf, tools_.worker.signing_tools(), {.level = request_.level, .issued_at = request_.issued_at, .now = request_.now});
    if (!problems.empty()) throw Refused{problems};
    return pdf;
}

// Withheld text, files and pages are looked for in the finished bytes; one find and there is no file.
void Way::prove_no_leak(const std::string& pdf) {
    std::vector<dossier::KnownExhibit> known;
    for (const auto* list : {&exhibits_, &hidden_})
        for (const Exhibited& item : *list) known.push_back({item.entry.exhibit_id, item.entry.file, item.entry.sha256, item.exhibit.fingerprints});
    const model::LeakRequest needles = dossier::leaks_to_look_for(now_->debt, partition_, known);
    const base::Descriptor file = memory_file(pdf);
    const model::LeakReport report = taken(find_leaks(tools_.cell, file.get(), needles));
    base::Problems found;
    for (const model::Leak& leak : report.leaks) found.push_back(problem("dossier.leak").with("hallado", leak.needle).with("lugar", leak.place));
    if (report.unreadable_streams > 0) found.push_back(problem("dossier.leak_unproved").with("n", std::to_string(report.unreadable_streams)));
    if (!found.empty()) throw Refused{std::move(found)};
}

void Way::write_files(const std::string& pdf, DossierMade& made) {
    const std::string stem = base::file_name_safe(now_->debt.reference, 80) + (request_.is_court_safe ? "-dosier-aportable" : "-dosier");
    made.pdf = request_.output / (stem + ".pdf");
    made.folder = request_.output / stem;
    made.sha256 = base::sha256_hex(pdf);
    fs::create_directories(made.folder);
    fs::permissions(made.folder, fs::perms::owner_all);
    base::write_file_durably(made.folder / "manifiesto.json", manifest_json_);
    base::write_file_durably(made.folder / "indice.xml", index_xml_);
    const base::MappedFile originals(originals_spool_.get());
    for (const Exhibited& item : exhibits_) {
        if (!item.original || (request_.attaches_originals && !item.is_sealed)) continue;
        const fs::path folder = made.folder / (item.is_sealed ? "NO_APORTAR" : "originales");
        fs::create_directories(folder);
        base::write_file_durably(folder / original_name(item), originals.view().substr(item.original->offset, item.original->size));
    }
    base::write_file_durably(made.pdf, pdf); // last: a dossier that is there is whole
}

} // namespace

base::Result<DossierMade> make_dossier(const DossierTools& tools, const ExplainInput& input, const DossierRequest& request) {
    try {
        return Way(tools, request).walk(input);
    } catch (Refused& refused) {
        return std::move(refused.problems);
    }
}

} // namespace legajo::run
