#include "run/dossier_leaks.hpp"

namespace legajo::run {

void prove_no_leak(std::string_view pdf, const DossierJob& job, const DossierEvidence& evidence) {
    std::vector<dossier::KnownExhibit> known;
    for (const auto* list : {&evidence.exhibits, &evidence.hidden})
        for (const Exhibited& item : *list) known.push_back({item.entry.exhibit_id, item.entry.file, item.entry.sha256, item.exhibit.fingerprints});
    const model::LeakRequest needles = dossier::leaks_to_look_for(job.now.debt, evidence.partition, known);
    const base::Descriptor file = memory_file(pdf);
    const model::LeakReport report = taken(find_leaks(job.tools.cell, file.get(), needles));
    base::Problems found;
    for (const model::Leak& leak : report.leaks) found.push_back(dossier_problem("dossier.leak").with("hallado", leak.needle).with("lugar", leak.place));
    if (report.unreadable_streams > 0) found.push_back(dossier_problem("dossier.leak_unproved").with("n", std::to_string(report.unreadable_streams)));
    if (!found.empty()) throw Refused{std::move(found)};
}

} // namespace legajo::run
