#pragma once
// What every step of a dossier's way knows: what was asked, the case as explained, the sentences. Internal to the dossier's files of run/.

#include "dossier/texts.hpp"
#include "run/dossier_run.hpp"
#include "run/refused.hpp"

namespace legajo::run {

[[nodiscard]] inline base::Problem dossier_problem(const char* code) {
    return {.severity = base::Severity::error, .code = code, .stage = "dossier", .place = {}, .arguments = {}};
}

struct DossierJob { // references outlive every step
    const DossierTools& tools;
    const DossierRequest& request;
    const ExplainedCase& now;
    const dossier::Texts& texts;
};

// The sentences of the pack's dossier. Throws Refused dossier.no_texts, dossier.texts_*.
[[nodiscard]] dossier::Texts dossier_texts(const DossierTools& tools, const model::Pack& pack);
// Throws Error file.unwritable.
void make_output_folder(const std::filesystem::path& folder);

} // namespace legajo::run
