// Turns one case file and its evidence into a dossier. Entry: make_dossier; read `walk` first.

#include "run/dossier_run.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/register.hpp"
#include "run/dossier_binding.hpp"
#include "run/dossier_leaks.hpp"
#include "run/staged_folder.hpp"
#include "run/unbindable.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* unseen_pdf = ".dosier.pdf"; // until it comes out of the folder

// Handed over before, of this case and version; the register says so, when one is given.
std::vector<model::DeliveredDossier> deliveries_of(Worker& worker, const std::string& reference, const DossierRequest& request) {
    const char* version = request.is_court_safe ? "para-el-juzgado" : "completa";
    if (worker.store()) return worker.store()->deliveries(reference, version);
    if (request.register_file.empty()) return {};
    return record::Register::open(request.register_file)->deliveries(reference, version);
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

// What an earlier build left under this or another number: "originales/03_albaran.png", "NO_APORTAR/R01_oferta.pdf", and what is always there. Files of
// other names are somebody's own.
bool is_ours(const std::string& name) {
    if (name == "manifiesto.json" || name == "indice.xml" || name == unseen_pdf || name == ".anterior") return true;
    const std::size_t slash = name.find('/');
    if (slash == std::string::npos || (name.substr(0, slash) != "originales" && name.substr(0, slash) != "NO_APORTAR")) return false;
    const std::string file = name.substr(slash + 1);
    const std::size_t digits = file.starts_with("R") ? 1 : 0, after = file.find_first_not_of("0123456789", digits);
    return after != std::string::npos && after >= digits + 2 && file[after] == '_';
}

// PDF and folder appear together, the PDF last: a dossier that is there is whole. What a person put into the folder stays.
void write_files(BoundBook& bound, const DossierJob& job, const DossierEvidence& evidence, DossierMade& made) {
    const DossierRequest& request = job.request;
    const std::string stem = base::file_name_safe(job.now.debt.reference, 80) + (request.is_court_safe ? "-dosier-aportable" : "-dosier") +
                             (evidence.supplement ? "-suplemento-" + std::to_string(evidence.supplement->ordinal) : "");
    made.pdf = request.output / (stem + ".pdf");
    made.folder = request.output / stem;
    made.sha256 = facts_of(bound.pdf.descriptor()).sha256;
    StagedFolder folder(made.folder);
    folder.write("manifiesto.json", bound.manifest_json);
    folder.write("indice.xml", bound.index_xml);
    for (const Exhibited& item : evidence.exhibits)
        if (item.original && !is_original_attached(item, request)) folder.write_range(original_place(item, request), evidence.originals_spool.get(), item.original->offset, item.original->size);
    bound.pdf.stand_at(folder.path() / unseen_pdf);
    if (fs::is_directory(made.folder))
        for (const std::string& name : folder.strangers(is_ours)) folder.keep(name);
    folder.commit(unseen_pdf, made.pdf);
}

// Null: some exhibits could not be bound and are sheets now; the book has to be laid out again.
std::unique_ptr<BoundBook> bound_or_withdrawn(const DossierJob& job, DossierEvidence& evidence, DossierBook& book) {
    try {
        return std::make_unique<BoundBook>(bind_and_sign(job, evidence, book));
    } catch (const Refused& refused) {
        constexpr std::array codes{"bind.source_unreadable", "cell.crashed", "cell.out_of_memory", "cell.out_of_time"};
        const bool is_about_binding = std::ranges::any_of(refused.problems, [&](const base::Problem& problem) { return std::ranges::find(codes, problem.code) != codes.end(); });
        if (!is_about_binding || withdraw_unbindable(job.tools.cell, evidence, one_page(job, book).get()) == 0) throw;
        return nullptr;
    }
}

base::Result<DossierMade> walk(const DossierTools& tools, const ExplainedCase& now, const fs::path& case_folder, const DossierRequest& request) {
    const dossier::Texts texts = dossier_texts(tools, *now.pack);
    const DossierJob job{tools, request, now, texts};
    base::Problems remarks;
    make_output_folder(request.output);
    const auto before = deliveries_of(tools.worker, now.debt.reference, request);
    const dossier::Delivered delivered(before);
    DossierEvidence evidence = gather_evidence(tools.cell, now.debt, case_folder, request, before.empty() || request.is_whole ? nullptr : &delivered);
    // No exhibit changes from here on.

    std::optional<DossierBook> book;
    std::unique_ptr<BoundBook> bound;
    while (!bound) { // once, unless an exhibit cannot be bound
        book.emplace(job, evidence);
        book->lay_out();
        // Nothing moves from here on: every page has its folio.
        if (request.is_whole) refuse_moved(before, evidence, *book, now.debt.reference);
        bound = bound_or_withdrawn(job, evidence, *book);
    }
    if (request.is_court_safe) LeakProof(job, evidence).of_file(bound->pdf.descriptor());
    DossierMade made;
    made.reference = now.debt.reference;
    made.pages = book->pages();
    if (!request.is_unsigned) made.signature_level = request.level;
    tell_exhibits(evidence, made, remarks);
    write_files(*bound, job, evidence, made);
    return {std::move(made), std::move(remarks)};
}

} // namespace

base::Result<DossierMade> make_dossier(const DossierTools& tools, const ExplainedCase& now, const fs::path& case_folder, const DossierRequest& request) {
    try {
        return walk(tools, now, case_folder, request);
    } catch (Refused& refused) {
        return std::move(refused.problems);
    }
}

base::Result<DossierMade> make_dossier(const DossierTools& tools, const ExplainInput& input, const DossierRequest& request) {
    auto explained = explain_case(tools.worker.workshop, input, request);
    if (!explained.ok()) return std::move(explained.problems());
    // No amount and no decision changes from here on.
    auto made = make_dossier(tools, *explained, input.file == "-" ? fs::path() : fs::absolute(input.file).parent_path(), request);
    made.problems().insert(made.problems().begin(), explained.problems().begin(), explained.problems().end());
    return made;
}

} // namespace legajo::run
