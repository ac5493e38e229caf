#include "law/law_tables.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace legajo::test {
namespace {

std::vector<std::vector<std::string>> read_csv(const std::string& file) {
    std::ifstream in(std::string(LEGAJO_SOURCE_DIR) + "/templates/es-ES/law/" + file);
    if (!in) throw std::runtime_error("missing " + file);
    std::stringstream text;
    text << in.rdbuf();
    std::vector<std::vector<std::string>> rows{{""}};
    bool quoted = false;
    const std::string all = text.str();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const char c = all[i];
        if (quoted && c == '"' && i + 1 < all.size() && all[i + 1] == '"') rows.back().back() += all[++i];
        else if (c == '"') quoted = !quoted;
        else if (!quoted && c == ',') rows.back().emplace_back();
        else if (!quoted && c == '\n') rows.push_back({""});
        else rows.back().back() += c;
    }
    rows.pop_back();
    rows.erase(rows.begin());
    return rows;
}

model::Confidence confidence(const std::string& word) {
    if (word == "confirmed") return model::Confidence::confirmed;
    if (word == "single_source") return model::Confidence::single_source;
    if (word == "inferred") return model::Confidence::inferred;
    if (word == "known_unread") return model::Confidence::known_unread;
    throw std::runtime_error("confidence " + word);
}

} // namespace

const model::LawTables& spanish_tables() {
    static const model::LawTables tables = [] {
        model::LawTables all;
        for (const char* file : {"intereses.csv", "umbrales.csv", "tasas.csv", "festivos.csv"})
            for (const auto& row : read_csv(file))
                all[row.at(0)].push_back({row[0], base::Decimal::parse(row.at(1)).value(), day(row.at(2).c_str()),
                                          row.at(3).empty() ? std::nullopt : std::optional(day(row[3].c_str())), row.at(4), row.at(5), row.at(7),
                                          confidence(row.at(6))});
        for (auto& [key, rows] : all) std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
        return all;
    }();
    return tables;
}

const model::LawRules& spanish_rules_catalogue() {
    static const model::LawRules rules = [] {
        model::LawRules all;
        for (const auto& row : read_csv("reglas.csv")) all[row.at(0)] = {row[0], row.at(1), row.at(3), confidence(row.at(2))};
        return all;
    }();
    return rules;
}

} // namespace legajo::test
