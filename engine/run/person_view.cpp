#include "run/person_view.hpp"

#include "model/names.hpp"

namespace legajo::run {

report::PersonView person_view(const record::PersonData& data) {
    report::PersonView view;
    for (const record::LetterEntry& entry : data.letters)
        view.letters.push_back({entry.letter, entry.debtor_tax_id, entry.addressee_tax_id, entry.addressee_name});
    for (const record::StateChange& change : data.changes)
        view.changes.push_back({change.number, std::string(model::name_of(change.state)), change.proof, change.note, change.by, change.date});
    for (const record::CaseOutcome& outcome : data.outcomes)
        view.outcomes.push_back({outcome.reference, outcome.outcome, outcome.letter, outcome.rule, outcome.control_date, outcome.problem_codes});
    view.dossiers = data.dossiers;
    for (const auto& [reference, dossier] : data.made_dossiers) view.made_dossiers.push_back({reference, dossier.pdf_file, dossier.pdf_sha256, dossier.pages});
    return view;
}

} // namespace legajo::run
