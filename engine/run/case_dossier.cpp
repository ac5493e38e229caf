#include "run/case_dossier.hpp"

#include "base/hash.hpp"
#include "base/private_folders.hpp"
#include "base/text.hpp"
#include "run/dossier_run.hpp"
#include "run/output_folder.hpp"

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

class Place { // one of the few at which a dossier may be made
public:
    explicit Place(std::counting_semaphore<>& places) : places_(places) { places_.acquire(); }
    ~Place() { places_.release(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    std::counting_semaphore<>& places_;
};

// The PDF appears last, so its folder was there; it may have been taken away since.
bool has_folder(const fs::path& pdf) {
    fs::path folder = pdf;
    std::error_code error;
    return fs::is_directory(folder.replace_extension(), error);
}

void tell(const record::DossierEntry& dossier, CaseRun& run) {
    run.result.dossier = dossier.pdf_file;
    run.result.dossier_sha256 = dossier.pdf_sha256;
    run.result.dossier_pages = dossier.pages;
    run.result.dossier_unread = dossier.unread;
}

DossierRequest dossier_request(const LetterRequest& request, fs::path folder) {
    DossierRequest asked;
    static_cast<LetterRequest&>(asked) = request;
    static_cast<DossierWish&>(asked) = request.dossiers;
    asked.output = std::move(folder);
    asked.letter.reset();
    return asked;
}

} // namespace

fs::path case_dossier_folder(const std::string& reference) {
    const std::string hash = base::sha256_hex(reference);
    std::string name = base::file_name_safe(reference, 80);
    if (name != reference) name += "-" + hash.substr(0, 6); // two references may differ only in what a safe name drops
    return fs::path("dosieres") / hash.substr(0, 2) / name;
}

base::Problems add_case_dossier(Worker& worker, const PackBench& bench, const model::Case& whole, const model::History& history, const fs::path& case_folder, const LetterRequest& request, CaseRun& run) {
    const fs::path folder = case_dossier_folder(whole.reference);
    if (request.is_resumed && worker.store())
        if (const auto made = worker.store()->made_dossier(whole.reference, request.control_date, whole.sha256); made && has_folder(request.output / made->pdf_file) && is_whole(request.output / made->pdf_file, made->pdf_sha256)) {
            tell(*made, run);
            if (run.letters.empty()) run.result.is_from_earlier_run = true;
            return {};
        }
    auto now = explain_read(whole, history, bench, request);
    if (!now.ok()) return std::move(now.problems());

    const Place place(worker.workshop.dossier_places);
    const DossierTools tools{worker, worker.cell(), worker.workshop.spanish(), worker.workshop.templates_folder()};
    base::make_private_folders(request.output / folder);
    const DossierRequest asked = dossier_request(request, request.output / folder);
    const auto made = make_dossier(tools, *now, case_folder, asked);
    if (!made.ok()) return made.problems();
    record::DossierEntry entry;
    entry.case_sha256 = whole.sha256;
    entry.pdf_file = (folder / made->pdf.filename()).generic_string();
    entry.pdf_sha256 = made->sha256;
    entry.pages = made->pages;
    entry.documents = made->documents;
    entry.sealed = made->sealed;
    entry.unread = made->unread;
    entry.signature_level = made->signature_level;
    entry.debtor_tax_id = whole.debtor.tax_id;
    tell(entry, run);
    run.outcome.dossier = std::move(entry);
    return made.problems();
}

} // namespace legajo::run
