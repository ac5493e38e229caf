#include "run/dossier_binding.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "dossier/manifest.hpp"
#include "draw/draw_pages.hpp"
#include "run/page_book.hpp"
#include "sign/place.hpp"

#include <utility>

namespace legajo::run {
namespace {

const Exhibited* exhibit_of(const Stretch& stretch, const DossierEvidence& evidence) { return stretch.of < 0 ? nullptr : &evidence.exhibits[static_cast<std::size_t>(stretch.of)]; }

dossier::Manifest manifest_of(const DossierJob& job, const DossierEvidence& evidence, int pages) {
    dossier::Manifest out;
    out.case_reference = job.now.debt.reference;
    out.case_sha256 = job.now.debt.sha256;
    out.pack_version = job.now.pack->id + " " + job.now.pack->version;
    out.program_version = "legajo " LEGAJO_VERSION;
    out.control_date = job.now.assessment.control_date;
    out.created = job.request.issued_at;
    out.is_court_safe = job.request.is_court_safe;
    out.pages = pages;
    out.documents = evidence.index;
    out.supplement = evidence.supplement;
    if (evidence.supplement) out.documents.resize(evidence.supplement->documents);
    if (job.request.is_court_safe) return out;
    std::vector<model::IndexEntry> sealed = evidence.sealed;
    if (evidence.supplement) sealed.resize(evidence.supplement->sealed);
    for (model::IndexEntry& entry : sealed) {
        entry.is_sealed = true;
        out.documents.push_back(std::move(entry));
    }
    out.withheld = evidence.withheld;
    return out;
}

// What the manifest vouches for beside itself: the index, in both places, and each original where it goes.
void list_files(dossier::Manifest& manifest, const std::string& index_xml, const DossierJob& job, const DossierEvidence& evidence) {
    manifest.files.push_back({"indice.xml", base::sha256_hex(index_xml), index_xml.size(), true, true});
    for (const Exhibited& item : evidence.exhibits) {
        if (!item.original) continue;
        const bool is_attached = is_original_attached(item, job.request);
        manifest.files.push_back({original_place(item, job.request), item.entry.sha256, item.original->size, !is_attached, is_attached});
    }
}

// One line for every page of the finished file.
std::vector<std::string> stamps_of(const DossierJob& job, const DossierEvidence& evidence, DossierBook& book) {
    std::vector<std::string> stamps;
    for (const Stretch& stretch : book.stretches()) {
        const Exhibited* item = exhibit_of(stretch, evidence);
        for (int i = 0; i < stretch.page_count; ++i) {
            const std::string folio = std::to_string(stretch.first_page + i + book.first_folio());
            if (item)
                stamps.push_back(job.texts(item->is_sealed ? "sello.reservado" : "sello", {{"n", std::to_string(item->entry.number)}, {"pagina", std::to_string(i + 1)},
                                                                                         {"paginas", std::to_string(stretch.page_count)}, {"folio", folio}}));
            else
                stamps.push_back(job.texts("sello.propio", {{"folio", folio}, {"folios", std::to_string(book.first_folio() - 1 + book.pages())}}));
        }
    }
    return stamps;
}

void add_parts(model::BindPlan& plan, const DossierEvidence& evidence, DossierBook& book) {
    int own_page = 0, stamp = 0;
    for (const Stretch& stretch : book.stretches()) {
        model::BindPart part;
        part.exhibit = stretch.exhibit;
        part.first_page = stretch.exhibit < 0 ? own_page : 0;
        part.page_count = stretch.page_count;
        part.first_stamp = stamp;
        if (const Exhibited* item = exhibit_of(stretch, evidence)) part.back_to_page = book.list_page(item->is_sealed);
        plan.parts.push_back(part);
        stamp += stretch.page_count;
        if (stretch.exhibit < 0) own_page += stretch.page_count;
        if (!stretch.title.empty()) plan.outline.push_back({stretch.title, stretch.first_page, stretch.level});
    }
}

struct OwnAttachment { const char* name; const std::string* bytes; const char* mime; };

void add_attachments(model::BindPlan& plan, const DossierJob& job, const DossierEvidence& evidence, const std::vector<OwnAttachment>& ours) {
    const int spool = evidence.originals_spool.get();
    const auto attach = [&](model::FileRange range, std::string name, std::string mime, std::string description, std::string relationship) {
        plan.attachments.push_back({range, std::move(name), std::move(mime), std::move(description), std::move(relationship), plan.created_iso});
    };
    for (const auto& [name, bytes, mime] : ours) {
        const base::Descriptor file = memory_file(*bytes);
        attach({append_file(file.get(), spool), bytes->size()}, name, mime, job.texts("indice.titulo"), "Data");
    }
    for (const Exhibited& item : evidence.exhibits)
        if (is_original_attached(item, job.request)) attach(*item.original, original_name(item), mime_of(item), job.texts("cita", {{"n", std::to_string(item.entry.number)}}), "Source");
}

model::BindPlan plan_of(const DossierJob& job, const DossierEvidence& evidence, DossierBook& book, const std::vector<OwnAttachment>& ours) {
    model::BindPlan plan;
    plan.exhibits = book.safe_pdfs();
    add_parts(plan, evidence, book);
    plan.labels = {{0, "", book.first_folio(), false}};
    plan.title = dossier::title_of(material_of(job, evidence));
    plan.author = job.now.debt.creditor.name;
    plan.subject = job.texts(job.request.is_court_safe ? "portada.clase.juzgado" : "portada.clase");
    plan.language = "es-ES";
    plan.created_iso = job.request.issued_at.iso8601();
    add_attachments(plan, job, evidence, ours);
    return plan;
}

void sign(FinishedFile& pdf, const model::SignatureHole& hole, const DossierJob& job) {
    Worker& worker = job.tools.worker;
    sign::sign_in_place(pdf.bytes(), hole, worker.signer(), worker.timestamps());
    if (!has_validation_data(job.request.level)) return;
    std::string raised(pdf.view());
    const auto problems = raise_level(raised, worker.signing_tools(), {.level = job.request.level, .issued_at = job.request.issued_at, .now = job.request.now});
    if (!problems.empty()) throw Refused{problems};
    pdf.append(std::string_view(raised).substr(pdf.view().size())); // increments leave the earlier bytes as they are
}

} // namespace

base::Descriptor one_page(const DossierJob& job, const DossierBook& book) {
    text::Shaper& shaper = job.tools.worker.shaper();
    draw::DrawOptions options;
    options.issued_at = job.request.issued_at;
    options.id_seed = job.now.debt.sha256;
    return memory_file(draw::draw_pages(stamp_pages({"1"}, book.style(), shaper), shaper.fonts(), options).whole());
}

BoundBook bind_and_sign(const DossierJob& job, DossierEvidence& evidence, DossierBook& book) {
    const std::vector<std::string> stamps = stamps_of(job, evidence, book);
    model::Pages own;
    for (Stretch& stretch : book.stretches())
        if (stretch.exhibit < 0) add_pages(own, std::move(stretch.pages));
    Worker& worker = job.tools.worker;
    text::Shaper& shaper = worker.shaper();
    draw::DrawOptions options;
    options.issued_at = job.request.issued_at;
    options.compression_level = job.request.compression_level;
    options.id_seed = job.now.debt.sha256 + job.request.control_date.iso() + (job.request.is_court_safe ? "juzgado" : "completo") + (evidence.supplement ? evidence.supplement->after.pdf_sha256 : "");
    options.signer_name = job.now.debt.creditor.name;
    if (!job.request.is_unsigned) options.signature_bytes = worker.signer().signature_size_bound(worker.timestamps());
    const base::Descriptor own_file = memory_file(draw::draw_pages(own, shaper.fonts(), options).whole());
    options.signature_bytes = 0;
    const base::Descriptor stamps_file = memory_file(draw::draw_pages(stamp_pages(stamps, book.style(), shaper), shaper.fonts(), options).whole());
    own = {};

    dossier::Manifest facts = manifest_of(job, evidence, book.pages());
    const std::string index_xml = dossier::eni_index_xml(facts);
    list_files(facts, index_xml, job, evidence);
    const std::string manifest_json = dossier::manifest_json(facts);
    base::Descriptor output = unnamed_file(job.request.output);
    const model::BindPlan plan = plan_of(job, evidence, book, {{"manifiesto.json", &manifest_json, "application/json"}, {"indice.xml", &index_xml, "application/xml"}});
    const model::BoundDossier made = taken(bind_dossier(job.tools.cell, plan, {own_file.get(), stamps_file.get(), evidence.pages_spool.get(), evidence.originals_spool.get(), output.get()}));
    base::check(made.pages == book.pages(), "every page is bound");
    BoundBook bound{FinishedFile(std::move(output)), manifest_json, index_xml};
    if (job.request.is_unsigned) return bound;
    base::check(made.hole.has_value(), "the signature field came through");
    sign(bound.pdf, *made.hole, job);
    return bound;
}

} // namespace legajo::run
