#pragma once
// What became of a dossier, for machines: one line of JSON, with line feed.

#include "dossier/filing_texts.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

struct Outcome {
    std::string reference, pdf, folder, sha256, signature_level;
    bool is_court_safe = false;
    int pages = 0, documents = 0, sealed = 0;
    std::vector<std::string> unread;
    std::vector<std::string> problems_json; // one object each
};

[[nodiscard]] std::string outcome_json(const Outcome& outcome);
// Of a filing export; `folder` empty when it was only planned.
[[nodiscard]] std::string filing_outcome_json(const FilingFacts& facts, const std::string& folder, const std::vector<std::string>& problems_json);

} // namespace legajo::dossier
