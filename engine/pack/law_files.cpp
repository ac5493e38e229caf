#include "pack/law_files.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"
#include "pack/problems.hpp"

#include <algorithm>

namespace legajo::pack {
namespace {

const std::vector<std::string> table_header{"key", "value", "from", "to", "norm", "source", "confidence", "text"};
const std::vector<std::string> rules_header{"id", "norm", "confidence", "sentence"};

std::optional<model::Confidence> confidence_of(std::string_view word) {
    if (word == "C" || word == "confirmed") return model::Confidence::confirmed;
    if (word == "S" || word == "single_source") return model::Confidence::single_source;
    if (word == "I" || word == "inferred") return model::Confidence::inferred;
    if (word == "K" || word == "known_unread") return model::Confidence::known_unread;
    return std::nullopt;
}

std::string joined(const std::vector<std::string>& cells) {
    std::string text;
    for (const auto& cell : cells) text += (text.empty() ? "" : ",") + cell;
    return text;
}

// The rows after a right header, each with the right number of cells.
std::vector<base::CsvRow> rows_of(std::string_view csv, const std::string& file, const std::vector<std::string>& header, base::Problems& problems) {
    if (!base::is_valid_utf8(csv)) {
        problems.push_back(problem("pack.xml_encoding", {file, 0, 0, ""}));
        return {};
    }
    auto rows = base::parse_csv(csv);
    for (const auto& row : rows)
        if (row.is_ill_quoted) problems.push_back(problem("law.csv_quote", {file, row.line, 0, ""}));
    if (rows.empty() || rows.front().cells != header) {
        problems.push_back(problem("law.header", {file, 1, 1, ""}).with("esperado", joined(header)));
        return {};
    }
    rows.erase(rows.begin());
    std::erase_if(rows, [&](const base::CsvRow& row) {
        if (row.cells.size() == header.size()) return false;
        problems.push_back(problem("law.columns", {file, row.line, 1, ""})
                               .with("hay", std::to_string(row.cells.size()))
                               .with("esperadas", std::to_string(header.size())));
        return true;
    });
    return rows;
}

bool granted(const std::vector<TableLeave>& leaves, const std::string& key, bool TableLeave::*what) {
    return std::any_of(leaves.begin(), leaves.end(), [&](const TableLeave& leave) {
        const bool covers = leave.key == key || (leave.key.ends_with('.') && key.starts_with(leave.key));
        return covers && leave.*what;
    });
}

std::string where_key(const std::string& key, const model::LawRow& row) { return key + "@" + row.from.iso(); }

} // namespace

void read_table(std::string_view csv, const std::string& file, model::LawTables& tables, std::map<std::string, base::Place, std::less<>>& places,
                base::Problems& problems) {
    for (auto& row : rows_of(csv, file, table_header, problems)) {
        const base::Place place{file, row.line, 1, ""};
        model::LawRow entry;
        entry.key = std::string(base::trimmed(row.cells[0]));
        const auto value = base::Decimal::parse(row.cells[1]);
        const auto from = base::Date::parse(row.cells[2]);
        const auto to = row.cells[3].empty() ? std::nullopt : base::Date::parse(row.cells[3]);
        const auto confidence = confidence_of(row.cells[6]);
        if (entry.key.empty()) problems.push_back(problem("law.key", place));
        if (!value) problems.push_back(problem("law.value", place).with("valor", row.cells[1]));
        if (!from) problems.push_back(problem("law.date", place).with("valor", row.cells[2]));
        if (!row.cells[3].empty() && !to) problems.push_back(problem("law.date", place).with("valor", row.cells[3]));
        if (!confidence) problems.push_back(problem("law.confidence", place).with("valor", row.cells[6]));
        if (from && to && *to < *from) problems.push_back(problem("law.backwards", place).with("clave", entry.key));
        if (entry.key.empty() || !value || !from || !confidence) continue;
        entry.value = *value;
        entry.from = *from;
        entry.to = to;
        entry.norm = std::move(row.cells[4]);
        entry.source = std::move(row.cells[5]);
        entry.confidence = *confidence;
        entry.text = std::move(row.cells[7]);
        places.emplace(where_key(entry.key, entry), place);
        tables[entry.key].push_back(std::move(entry));
    }
}

void read_rules(std::string_view csv, const std::string& file, model::LawRules& rules, base::Problems& problems) {
    for (auto& row : rows_of(csv, file, rules_header, problems)) {
        const base::Place place{file, row.line, 1, ""};
        const auto confidence = confidence_of(row.cells[2]);
        if (!confidence) problems.push_back(problem("law.confidence", place).with("valor", row.cells[2]));
        if (row.cells[0].empty() || row.cells[3].empty()) problems.push_back(problem("law.key", place));
        if (rules.contains(row.cells[0])) problems.push_back(problem("law.rule_twice", place).with("regla", row.cells[0]));
        rules.emplace(row.cells[0], model::LawRule{row.cells[0], row.cells[1], row.cells[3], confidence.value_or(model::Confidence::known_unread)});
    }
}

void check_tables(model::LawTables& tables, const std::vector<TableLeave>& leaves, const std::map<std::string, base::Place, std::less<>>& places,
                  base::Problems& problems) {
    for (auto& [key, rows] : tables) {
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
        const bool may_gap = granted(leaves, key, &TableLeave::gaps);
        const bool may_overlap = granted(leaves, key, &TableLeave::overlaps);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const auto& before = rows[i - 1];
            const auto& row = rows[i];
            const auto found = places.find(where_key(key, row));
            const base::Place place = found == places.end() ? base::Place{} : found->second;
            if ((!before.to || *before.to >= row.from) && !may_overlap)
                problems.push_back(problem("law.overlap", place).with("clave", key).with("desde", row.from.iso()));
            else if (before.to && *before.to < row.from.plus_days(-1) && !may_gap)
                problems.push_back(problem("law.gap", place).with("clave", key).with("desde", before.to->plus_days(1).iso()).with("hasta", row.from.plus_days(-1).iso()));
        }
    }
}

} // namespace legajo::pack
