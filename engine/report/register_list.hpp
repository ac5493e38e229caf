#pragma once
// The register told: letters as a table or JSON lines, and everything held about a person as JSON.

#include "model/delivery.hpp"
#include "model/history.hpp"
#include "report/catalogue.hpp"

#include <span>
#include <string>
#include <vector>

namespace legajo::report {

[[nodiscard]] std::string register_text(std::span<const model::LetterRecord> letters, const Catalogue& catalogue);
// One line of JSON per letter.
[[nodiscard]] std::string register_json(std::span<const model::LetterRecord> letters);

struct PersonView { // what record::PersonData holds, in model terms
    struct Letter {
        model::LetterRecord letter;
        std::string debtor_tax_id, addressee_tax_id, addressee_name;
    };
    struct Change {
        std::int64_t number = 0;
        std::string state, proof, note, by;
        model::Date date;
    };
    struct Outcome {
        std::string reference, outcome, letter, rule;
        model::Date control_date;
        std::vector<std::string> problem_codes;
    };
    std::vector<Letter> letters;
    std::vector<Change> changes;
    std::vector<Outcome> outcomes;
    struct MadeDossier {
        std::string reference, pdf_file, pdf_sha256;
        std::int32_t pages = 0;
    };
    std::vector<model::DeliveredDossier> dossiers;
    std::vector<MadeDossier> made_dossiers;
};
[[nodiscard]] std::string person_json(const PersonView& person);

} // namespace legajo::report
