#pragma once
// What PreparedTemplates holds, for the other files of this folder: scanned templates with every tag resolved against contract and vocabulary.

#include "fill/filler.hpp"
#include "fill/lint.hpp"
#include "fill/template_scan.hpp"
#include "fill/vocabulary.hpp"

#include <map>
#include <optional>

namespace legajo::fill {

struct ResolvedTag {
    const Name* name = nullptr;   // of the vocabulary: the name itself, or the list when `column` is set
    int column = -1;              // index among the list's children
    bool may_be_empty = false;    // by the contract
};

struct PreparedTemplate {
    ScannedTemplate scanned;
    std::vector<ResolvedTag> tags;
};

struct PreparedLetter {
    model::LetterContract contract;
    std::vector<LintRule> lint;
    std::map<std::string, PreparedTemplate, std::less<>> variants; // "" = letter.mustache
    std::optional<PreparedTemplate> short_message;
};

struct PreparedTemplates::Contents {
    std::string language;
    PackWords words;
    std::map<std::string, PreparedLetter, std::less<>> letters;
};

// Names with kinds as the contract of a letter may hold them: the whole vocabulary.
[[nodiscard]] std::vector<model::ContractName> contract_of_vocabulary();

// Checks one template. Problems: those of scan_template and read_blocks, fill.name_unknown, fill.name_outside, fill.name_not_in_contract,
// fill.wrong_kind, fill.optional_unguarded.
[[nodiscard]] base::Result<PreparedTemplate> prepare_template(const model::TemplateSource& source, const Partials& partials,
                                                              const std::vector<model::ContractName>& contract, bool has_blocks);

} // namespace legajo::fill
