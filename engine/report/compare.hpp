#pragma once
// `legajo template diff`: what changes over a folder of cases between two packs or policies. Pure: takes what both sides gave.

#include "model/decision.hpp"
#include "model/document.hpp"
#include "report/catalogue.hpp"

#include <optional>
#include <string>
#include <vector>

namespace legajo::report {

struct Side { // one case under one pack
    model::Decision decision;
    std::optional<model::Document> document; // absent: no letter, or it could not be filled
    base::Problems problems;
};

struct ComparedCase {
    std::string reference, file;
    Side before, after;
};

// The text of a document sentence by sentence, in reading order; table rows as one line each.
[[nodiscard]] std::vector<std::string> sentences(const model::Document& document);

struct LineChange {
    enum class Kind { same, removed, added } kind = Kind::same;
    std::string text;
};
// Shortest edit script (Myers); beyond `limit` differences everything left counts as replaced.
[[nodiscard]] std::vector<LineChange> line_changes(const std::vector<std::string>& before, const std::vector<std::string>& after,
                                                   std::size_t limit = 2000);

struct CaseChange {
    std::string reference, file;
    bool decision_changed = false, text_changed = false, problems_changed = false;
    // what -> before, after: "carta", "nivel", "canal", "plazo", "estado", "proxima-fecha", "destinatario", "facturas"
    struct Field {
        std::string name, before, after;
    };
    std::vector<Field> fields;
    std::vector<LineChange> lines; // only around changes
};

[[nodiscard]] std::optional<CaseChange> compare(const ComparedCase& compared); // nullopt: nothing changes

[[nodiscard]] std::string changes_text(const std::vector<CaseChange>& changes, std::int64_t cases_compared, const Catalogue& catalogue,
                                       int width = 96, bool colour = false);
[[nodiscard]] std::string changes_json(const std::vector<CaseChange>& changes, std::int64_t cases_compared);

} // namespace legajo::report
