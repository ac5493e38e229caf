#include "run/refusal.hpp"

#include "base/error.hpp"

#include <new>

namespace legajo::run {

base::Problem problem_of(const std::exception& failure) {
    base::Problem problem;
    problem.stage = "run";
    if (const auto* error = dynamic_cast<const base::Error*>(&failure)) {
        problem.code = error->code();
        problem.stage = error->stage();
        problem.with("detail", error->detail()).with("detalle", error->detail());
    } else if (dynamic_cast<const std::bad_alloc*>(&failure)) {
        problem.code = "run.out_of_memory";
    } else {
        problem.code = "run.bug";
        problem.with("detail", failure.what()).with("detalle", failure.what());
    }
    return problem;
}

void refuse(CaseRun& run, base::Problems problems) {
    run.letters.clear();
    run.proposals.clear();
    run.result.state = report::CaseState::failed;
    run.result.pdf.clear();
    run.result.sha256.clear();
    run.result.copies.clear();
    run.result.eml.clear();
    run.result.creditor_copy.clear();
    run.result.message.clear();
    run.result.is_signed = false;
    run.result.dossier.clear();
    run.result.dossier_sha256.clear();
    run.result.dossier_pages = 0;
    run.result.dossier_unread.clear();
    run.outcome.dossier.reset();
    std::ranges::move(problems, std::back_inserter(run.result.problems));
}

void finish_outcome(CaseRun& run) {
    run.outcome.reference = run.result.reference;
    if (run.result.control_date) run.outcome.control_date = *run.result.control_date;
    run.outcome.outcome = std::string(report::name_of(run.result.state));
    run.outcome.letter = run.result.letter;
    run.outcome.rule = run.result.reason;
    for (const base::Problem& problem : run.result.problems)
        if (problem.severity == base::Severity::error) run.outcome.problem_codes.push_back(problem.code);
}

} // namespace legajo::run
