#pragma once
// Why this letter, and why not the others: the page that a clerk reads, and the same as data (templates/schema/explain.schema.json).
// Pure: the same inputs give the same bytes. Rules of confidence S, I or K that decide something are marked «a comprobar por el letrado».

#include "model/assessment.hpp"
#include "model/decision.hpp"
#include "model/history.hpp"
#include "model/pack.hpp"
#include "report/catalogue.hpp"

#include <span>
#include <string>

namespace legajo::report {

// What one explanation speaks of. References must outlive the call.
struct Explained {
    const model::Case& file;
    const model::History& history;
    const model::Assessment& assessment;
    const model::Decision& decision;
    const model::Pack& pack;
    const base::Problems& remarks; // warnings met on the way; empty when none
    std::span<const Explained> parts{}; // one per joint debtor; each is a page of its own and a member of `partes`
};

struct PageStyle {
    int width = 96;      // columns, 80..140; East Asian and combining characters are counted as terminals show them
    bool colour = false; // ANSI bold and dim for headings; never inside amounts
};

[[nodiscard]] std::string explain_text(const Explained& explained, const Catalogue& catalogue, const PageStyle& style = {});

// Amounts are decimal strings with a point and two decimals, dates ISO 8601, absent facts null. `indent` < 0: one line.
[[nodiscard]] std::string explain_json(const Explained& explained, const Catalogue& catalogue, int indent = 2);

} // namespace legajo::report
