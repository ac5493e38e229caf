#pragma once
// The defects that make claims fail, each looked for in the case: there, not there, or cannot be told from what the file says. Pure.

#include "model/assessment.hpp"
#include "model/dossier.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

enum class Finding {
    absent,         // looked for and not there
    present,        // there: mend it before filing
    unknown,        // the case file does not say enough
    not_applicable, // cannot arise in this case
};

struct Defect {
    int number = 0;     // 1..24, as lawyers number them
    std::string rule;   // "L-602"
    Finding finding = Finding::unknown;
    std::string detail; // stable code of the reason: "defecto.4.sin-fecha"; empty: the finding's usual sentence
    model::Facts facts;
};

struct Examined { // what the checks look at; references must outlive the call
    const model::Case& file;
    const model::History& history;
    const model::Assessment& assessment;
    const std::vector<model::IndexEntry>& index; // exhibits as read; `remarks` hold the codes of their reading
};

// All 24, in order.
[[nodiscard]] std::vector<Defect> examine_defects(const Examined& examined);

} // namespace legajo::dossier
