#pragma once
// A story of tests/choose/cases/*.txt: the facts a lawyer writes, and what must be decided. The words are explained in cases/README.md.

#include "choose/choose_letter.hpp"

#include <string>
#include <vector>

namespace legajo::choose_tests {

struct Story {
    std::string title, file;
    std::size_t line = 0;
    model::Case debt;
    model::History history;
    model::Assessment assessment;
    choose::ChooseOptions options;
    std::vector<std::string> missing_letters;
    std::vector<std::pair<std::size_t, std::string>> expected; // line, "carta: requerimiento"
};

[[nodiscard]] std::vector<Story> read_stories(const std::string& file);

// The policy of es-ES with every letter it names, as empty texts.
[[nodiscard]] const model::Pack& spanish_pack();

// The account as assess/ would leave it, from amounts, payments and due dates alone; the rest of the assessment stays as it is.
void draw_account(const model::Case& debt, base::Date today, model::Assessment& assessment);

} // namespace legajo::choose_tests
