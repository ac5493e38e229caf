// Turns one case file and its evidence into a dossier. Entry: make_dossier; read `walk` first.

#include "run/dossier_run.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/mapped_file.hpp"
#include "base/text.hpp"
#include "run/dossier_binding.hpp"
#include "record/register.hpp"
#include "run/dossier_leaks.hpp"

#include <set>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

// Handed over before, of this case and version; the register says so, when one is given.
std::vector<model::DeliveredDossier> deliveries_of(const std::string& reference, const DossierRequest& request) {
    if (request.register_file.empty()) return {};
    return record::Register::open(request.register_file)->deliveries(reference, request.is_court_safe ? "para-el-juzgado" : "completa");
}

// The delivered dossier once more: the same documents on the same folios, or none.
void refuse_moved(const std::vector<model::DeliveredDossier>& delivered, const DossierEvidence& evidence, const DossierBook& book, const std::string& reference) {
    if (delivered.empty()) return;
    const std::string moved = dossier::first_moved(delivered.front(), evidence.index, evidence.sealed, book.pages());
    if (!moved.empty()) throw Refused{{dossier_problem("dossier.whole_moved").with("expediente", reference).with("documento", moved).with("fecha", delivered.front().on.iso())}};
}

// What became of the exhibits: a dossier with sheets in it is whole, so their errors are remarks.
void tell_exhibits(const DossierEvidence& evidence, DossierMade& made, base::Problems& remarks) {
    made.documents = static_cast<int>(evidence.supplement ? evidence.supplement->documents : evidence.index.size());
    made.sealed = static_cast<int>(evidence.supplement ? evidence.supplement->sealed : evidence.sealed.size());
    made.supplement = evidence.supplement ? evidence.supplement->ordinal : 0;
    for (const Exhibited& item : evidence.exhibits) {
        if (!item.entry.is_readable) made.unread.push_back(item.entry.file);
        for (base::Problem found : item.problems) {
            if (found.severity == base::Severity::error) found.severity = base::Severity::warning;
            remarks.push_back(std::move(found));
        }
    }
}

// What an earlier build left under another number: "03_albaran.png", "R01_oferta.pdf". Files of other names are somebody's own and stay.
void remove_stale_originals(const fs::path& folder, const std::set<fs::path>& written) {
    for (const char* name : {"originales", "NO_APORTAR"}) {
        std::vector<fs::path> stale;
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(folder / name, ignored)) {
            const std::string file = entry.path().filename().string();
            const std::size_t digits = file.starts_with("R") ? 1 : 0, after = file.find_first_not_of("0123456789", digits);
            const bool is_ours = after != std::string::npos && after >= digits + 2 && file[after] == '_';
            if (is_ours && entry.is_regular_file(ignored) && !written.contains(entry.path())) stale.push_back(entry.path());
        }
        for (const fs::path& file : stale) fs::remove(file, ignored);
    }
}

void write_files(const BoundBook& bound, const DossierJob& job, const DossierEvidence& evidence, DossierMade& made) {
    const DossierRequest& request = job.request;
    const std::string stem = base::file_name_safe(job.now.debt.reference, 80) + (request.is_court_safe ? "-dosier-aportable" : "-dosier") +
                             (evidence.supplement ? "-suplemento-" + std::to_string(evidence.supplement->ordinal) : "");
    made.pdf = request.output / (stem + ".pdf");
    made.folder = request.output / stem;
    made.sha256 = base::sha256_hex(bound.pdf);
    fs::create_directories(made.folder);
    fs::permissions(made.folder, fs::perms::owner_all);
    base::write_file_durably(made.folder / "manifiesto.json", bound.manifest_json);
    base::write_file_durably(made.folder / "indice.xml", bound.index_xml);
    const base::MappedFile originals(evidence.originals_spool.get());
    std::set<fs::path> written;
    for (const Exhibited& item : evidence.exhibits) {
        if (!item.original || is_original_attached(item, request)) continue;
        const fs::path file = made.folder / original_place(item, request);
        fs::create_directories(file.parent_path());
        base::write_file_durably(file, originals.view().substr(item.original->offset, item.original->size));
        written.insert(file);
    }
    remove_stale_originals(made.folder, written);
    base::write_file_durably(made.pdf, bound.pdf); // last: a dossier that is there is whole
}

base::Result<DossierMade> walk(const DossierTools& tools, const ExplainInput& input, const DossierRequest& request) {
    auto explained = explain_case(tools.worker.workshop, input, request);
    if (!explained.ok()) return std::move(explained.problems());
    base::Problems remarks = explained.problems();
    const dossier::Texts texts = dossier_texts(tools, *explained->pack);
    const DossierJob job{tools, request, *explained, texts};
    // No amount and no decision changes from here on.

    make_output_folder(request.output);
    const auto before = deliveries_of(explained->debt.reference, request);
    const dossier::Delivered delivered(before);
    DossierEvidence evidence = gather_evidence(tools.cell, explained->debt, input.file == "-" ? fs::path() : fs::absolute(input.file).parent_path(), request, before.empty() || request.is_whole ? nullptr : &delivered);
    // No exhibit changes from here on.

    DossierBook book(job, evidence);
    book.lay_out();
    // Nothing moves from here on: every page has its folio.
    if (request.is_whole) refuse_moved(before, evidence, book, explained->debt.reference);

    const BoundBook bound = bind_and_sign(job, evidence, book);
    if (request.is_court_safe) LeakProof(job, evidence).of_pdf(bound.pdf);
    DossierMade made;
    made.reference = explained->debt.reference;
    made.pages = book.pages();
    if (!request.is_unsigned) made.signature_level = request.level;
    tell_exhibits(evidence, made, remarks);
    write_files(bound, job, evidence, made);
    return {std::move(made), std::move(remarks)};
}

} // namespace

base::Result<DossierMade> make_dossier(const DossierTools& tools, const ExplainInput& input, const DossierRequest& request) {
    try {
        return walk(tools, input, request);
    } catch (Refused& refused) {
        return std::move(refused.problems);
    }
}

} // namespace legajo::run
