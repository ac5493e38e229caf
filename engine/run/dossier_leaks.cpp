#include "run/dossier_leaks.hpp"

#include "base/text.hpp"

namespace legajo::run {
namespace {

model::LeakRequest needles_of(const DossierJob& job, const DossierEvidence& evidence) {
    std::vector<dossier::KnownExhibit> known;
    for (const auto* list : {&evidence.exhibits, &evidence.standing, &evidence.hidden})
        for (const Exhibited& item : *list) known.push_back({item.entry.exhibit_id, item.entry.file, item.entry.sha256, item.exhibit.fingerprints});
    return dossier::leaks_to_look_for(job.now.debt, evidence.partition, known);
}

// As the search in PDFs does: letters and digits only.
std::string squashed(std::string_view text) { return base::replaced(base::file_name_safe("a" + std::string(text), 4 * text.size() + 16), "-", "").substr(1); }

bool is_empty(const model::LeakRequest& needles) { return needles.phrases.empty() && needles.hashes.empty() && needles.fingerprints.empty(); }

} // namespace

LeakProof::LeakProof(const DossierJob& job, const DossierEvidence& evidence) : job_(job), needles_(needles_of(job, evidence)) {}

void LeakProof::of_pdf(std::string_view pdf) const {
    if (is_empty(needles_)) return;
    of_file(memory_file(pdf).get());
}

void LeakProof::of_file(int file) const {
    if (is_empty(needles_)) return;
    const model::LeakReport report = taken(find_leaks(job_.tools.cell, file, needles_));
    base::Problems found;
    for (const model::Leak& leak : report.leaks) found.push_back(dossier_problem("dossier.leak").with("hallado", leak.needle).with("lugar", leak.place));
    if (report.unreadable_streams > 0) found.push_back(dossier_problem("dossier.leak_unproved").with("n", std::to_string(report.unreadable_streams)));
    if (!found.empty()) throw Refused{std::move(found)};
}

void LeakProof::of_text(std::string_view text) const {
    constexpr std::size_t shortest_needle = 8;
    const std::string flat = is_empty(needles_) ? std::string() : squashed(text);
    base::Problems found;
    for (const auto* list : {&needles_.phrases, &needles_.hashes})
        for (const std::string& needle : *list)
            if (const std::string form = squashed(needle); form.size() >= shortest_needle && flat.find(form) != std::string::npos)
                found.push_back(dossier_problem("dossier.leak").with("hallado", needle).with("lugar", "texto"));
    if (!found.empty()) throw Refused{std::move(found)};
}

} // namespace legajo::run
