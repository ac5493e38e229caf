#pragma once
// A letter drawn without choosing, recording or signing: for whoever writes templates, and for comparing two packs.

#include "model/document.hpp"
#include "model/decision.hpp"
#include "report/compare.hpp"
#include "run/letter_request.hpp"
#include "run/workshop.hpp"

#include <functional>

namespace legajo::run {

struct Preview {
    std::string pdf;
    model::Document document;
    int pages = 0;
};

struct PreviewOf {
    std::string pack, letter;
    std::filesystem::path case_file; // usually the letter's own example.xml
    std::string addressee;           // party id; empty: the one the letter usually goes to
};

// The letter as it would look for that case, whatever step the case has come to; a draft mark stands on each page.
// What it promises is the choice's own result (choose::suppose_letter). Throws Error file.*, font.*.
[[nodiscard]] base::Result<Preview> preview_letter(Workshop& workshop, const PreviewOf& wanted, const LetterRequest& request);

// The same letter to be read, a sentence or a table row a line; after a line of dashes, its short message, if it has one.
[[nodiscard]] base::Result<std::string> preview_text(Workshop& workshop, const PreviewOf& wanted, const LetterRequest& request);

// Each case of the folder under both packs; what changes.
[[nodiscard]] std::vector<report::CaseChange> compare_packs(Workshop& workshop, const std::string& before, const std::string& after,
                                                            const std::vector<std::filesystem::path>& cases, const LetterRequest& request,
                                                            const std::function<void(std::size_t done)>& on_progress);

} // namespace legajo::run
