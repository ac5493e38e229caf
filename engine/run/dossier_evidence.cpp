#include "run/dossier_evidence.hpp"

#include "base/text.hpp"

#include <map>
#include <set>

namespace legajo::run {

namespace {

// What was delivered unchanged keeps its number and stays there; the rest goes on after the last number. What is gone is told.
void go_on_after(const dossier::Delivered& delivered, DossierEvidence& found) {
    using Kind = dossier::Change::Kind;
    dossier::Supplement supplement = delivered.next();
    std::vector<Exhibited> ours;
    std::set<std::string> present;
    for (Exhibited& item : found.exhibits) {
        present.insert(item.entry.exhibit_id);
        const model::DeliveredDocument* before = delivered.known(item.entry.exhibit_id);
        if (delivered.stands(item.entry, item.is_sealed)) {
            item.entry.number = before->number;
            found.standing.push_back(std::move(item));
            continue;
        }
        auto& count = item.is_sealed ? supplement.sealed : supplement.documents;
        item.entry.number = (item.is_sealed ? supplement.first_sealed : supplement.first_number) + static_cast<int>(count++);
        dossier::Change change{before ? Kind::replaced : Kind::added, item.entry, before ? std::optional(*before) : std::nullopt};
        change.now.is_sealed = item.is_sealed;
        supplement.changes.push_back(std::move(change));
        ours.push_back(std::move(item));
    }
    std::map<std::pair<bool, int>, const model::DeliveredDocument*> withdrawn; // by number
    for (const auto& [id, before] : delivered.in_force())
        if (!present.contains(id)) withdrawn.emplace(std::pair(before.is_sealed, before.number), &before);
    for (const auto& [key, before] : withdrawn) supplement.changes.push_back({Kind::withdrawn, {}, *before});
    found.exhibits = std::move(ours);
    found.supplement = std::move(supplement);
}

} // namespace

DossierEvidence gather_evidence(CellPipe& cell, const model::Case& file, const std::filesystem::path& case_folder, const DossierRequest& request, const dossier::Delivered* delivered) {
    DossierEvidence found;
    found.partition = dossier::partition_evidence(file, {request.cleared.begin(), request.cleared.end()});
    found.pages_spool = unnamed_file(request.output);
    found.originals_spool = unnamed_file(request.output);
    const ExhibitWish wish{case_folder, request.output, found.pages_spool.get(), found.originals_spool.get(), request.recognise_text, request.is_court_safe, {request.anchors_pem, request.issued_at, {}}};
    for (Exhibited& item : read_exhibits(cell, file, found.partition, wish)) {
        if (item.is_sealed && request.is_court_safe) found.hidden.push_back(std::move(item));
        else found.exhibits.push_back(std::move(item));
    }
    if (!request.is_court_safe) found.withheld = found.partition.withheld;
    if (delivered) go_on_after(*delivered, found);
    for (const auto* list : {&found.exhibits, &found.standing})
        for (const Exhibited& item : *list) (item.is_sealed ? found.sealed : found.index).push_back(item.entry);
    return found;
}

std::string mime_of(const Exhibited& item) {
    switch (item.exhibit.kind) {
    case model::ExhibitKind::pdf: return "application/pdf";
    case model::ExhibitKind::jpeg: return "image/jpeg";
    case model::ExhibitKind::png: return "image/png";
    case model::ExhibitKind::tiff: return "image/tiff";
    case model::ExhibitKind::webp: return "image/webp";
    case model::ExhibitKind::gif: return "image/gif";
    case model::ExhibitKind::heif: return "image/heif";
    case model::ExhibitKind::bmp: return "image/bmp";
    case model::ExhibitKind::pnm: return "image/x-portable-anymap";
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

std::string original_name(const Exhibited& item) {
    const std::filesystem::path path(item.entry.file);
    const std::string digits = std::to_string(item.entry.number), extension = base::file_name_safe(path.extension().string(), 8);
    return (item.is_sealed ? "R" : "") + std::string(digits.size() < 2 ? "0" : "") + digits + "_" + base::file_name_safe(path.stem().string(), 50) + (path.extension().empty() ? "" : "." + extension);
}

bool is_original_attached(const Exhibited& item, const DossierRequest& request) { return item.original && request.attaches_originals && !item.is_sealed; }

std::string original_place(const Exhibited& item, const DossierRequest& request) {
    if (is_original_attached(item, request)) return original_name(item);
    return (item.is_sealed ? "NO_APORTAR/" : "originales/") + original_name(item);
}

} // namespace legajo::run
