#pragma once
// What became of a dossier, for machines: one line of JSON, with line feed.

#include "dossier/filing_texts.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace legajo::dossier {

struct Outcome {
    std::string reference, pdf, folder, sha256, signature_level, zip, zip_sha256; // zip: empty when there is none
    bool is_court_safe = false;
    int pages = 0, documents = 0, sealed = 0, supplement = 0; // supplement: which one; 0: a dossier of its own
    std::vector<std::string> unread;
    std::vector<std::string> problems_json; // one object each
};

[[nodiscard]] std::string outcome_json(const Outcome& outcome);
// Of a hand-over; `dossier_json` is the line of the dossier, empty for an agency.
struct HandOverOutcome { std::string reference, to, addressee, zip, zip_sha256, letter, letter_sha256, dossier_json; bool is_signed = false; std::int64_t register_number = 0; std::vector<std::string> problems_json; };
[[nodiscard]] std::string hand_over_json(const HandOverOutcome& outcome);
// Of an import; both lists are problems, one object each.
struct ImportOutcome { std::string reference, file; int invoices = 0, credit_notes = 0; bool is_fit = false; std::vector<std::string> remarks_json, to_complete_json; };
[[nodiscard]] std::string import_json(const ImportOutcome& outcome);
// Of a filing export; `folder` empty when it was only planned.
[[nodiscard]] std::string filing_outcome_json(const FilingFacts& facts, const std::string& folder, const std::string& zip, const std::vector<std::string>& problems_json);

} // namespace legajo::dossier
