#include "run/deliver_run.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/mapped_file.hpp"
#include "run/cell_jobs.hpp"

#include <fcntl.h>

#include <algorithm>

namespace legajo::run {

base::Result<model::DeliveredDossier> delivered_dossier(CellPipe& cell, const std::filesystem::path& pdf, const std::string& receiver, base::Date on) {
    const base::Descriptor file(::open(pdf.c_str(), O_RDONLY | O_CLOEXEC)), nothing = memory_file("");
    if (!file.is_open()) throw base::Error("file.missing", "run", pdf.string());
    auto facts = read_dossier_facts(cell, file.get(), nothing.get());
    if (!facts.ok()) return std::move(facts.problems());
    const auto refuse = [&](const char* code) {
        base::Problem problem{.severity = base::Severity::error, .code = code, .stage = "record", .place = {}, .arguments = {}};
        return base::Problems{problem.with("fichero", pdf.filename().string())};
    };
    if (!facts->has_attached_manifest || facts->version.empty()) return refuse("record.no_dossier"); // a filing's manifest tells no version
    if (base::has_errors(facts->problems)) return facts->problems;
    if (facts->pages != facts->told_pages || facts->first_folio < 1) return refuse("record.dossier_unsound");

    model::DeliveredDossier out;
    out.reference = facts->reference;
    out.version = facts->version;
    out.receiver = receiver;
    out.on = on;
    out.pdf_sha256 = base::sha256_hex(base::MappedFile(file.get()).view());
    const auto manifest = std::ranges::find(facts->attachments, "manifiesto.json", &model::FoundFile::name);
    if (manifest != facts->attachments.end()) out.manifest_sha256 = manifest->sha256;
    out.supplements = facts->supplements;
    out.first_folio = facts->first_folio;
    out.pages = facts->pages;
    for (const model::ListedDocument& document : facts->documents)
        out.documents.push_back({document.number, document.is_sealed, document.exhibit_id, document.file, document.sha256, document.first_folio, document.pages});
    return out;
}

} // namespace legajo::run
