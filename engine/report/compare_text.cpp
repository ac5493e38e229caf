#include "report/compare.hpp"
#include "report/human.hpp"
#include "report/json_values.hpp"
#include "report/text_layout.hpp"

#include <map>

namespace legajo::report {
namespace {

std::string_view mark(LineChange::Kind kind) { return kind == LineChange::Kind::added ? "+ " : kind == LineChange::Kind::removed ? "- " : "  "; }

std::string painted(const std::string& text, LineChange::Kind kind, bool colour) {
    if (!colour || kind == LineChange::Kind::same) return text;
    return (kind == LineChange::Kind::added ? "\x1b[32m" : "\x1b[31m") + text.substr(0, text.size() - 1) + "\x1b[0m\n";
}

// The same change over many cases is told once, with the cases it touches: that is what a reviewer of a pack needs to see.
std::string key_of(const CaseChange& change) {
    std::string key;
    for (const auto& field : change.fields)
        if (field.name != "proxima-fecha" && field.name != "plazo" && field.name != "facturas") key += field.name + '\x1f' + field.before + '\x1f' + field.after + '\x1e';
    return key;
}

} // namespace

std::string changes_text(const std::vector<CaseChange>& changes, std::int64_t cases_compared, const Catalogue& catalogue, int width, bool colour) {
    const Human human(catalogue.language());
    if (changes.empty()) return catalogue.word("diff.nothing", {{"n", human.count(cases_compared)}}) + "\n";
    std::string text = catalogue.word("diff.title", {{"cambian", human.count(static_cast<std::int64_t>(changes.size()))}, {"n", human.count(cases_compared)}}) + "\n";

    std::map<std::string, std::vector<const CaseChange*>> groups;
    for (const auto& change : changes)
        if (const auto key = key_of(change); !key.empty()) groups[key].push_back(&change);
    if (!groups.empty()) text += "\n";
    for (const auto& [key, group] : groups) {
        std::string what, who;
        for (const auto& field : group.front()->fields) {
            if (key.find(field.name + '\x1f') == std::string::npos) continue;
            const auto none = catalogue.word("diff.none");
            what += (what.empty() ? "" : "; ") + field.name + ": " + (field.before.empty() ? none : field.before) + " → " + (field.after.empty() ? none : field.after);
        }
        for (const auto* change : group) who += (who.empty() ? "" : ", ") + change->reference;
        text += paragraph("  " + human.count(static_cast<std::int64_t>(group.size())) + " × ", printable(what) + " (" + printable(who) + ")", width);
    }
    for (const auto& change : changes) {
        text += "\n" + printable(change.reference) + (change.file.empty() ? "" : " · " + printable(change.file)) + "\n";
        for (const auto& field : change.fields) {
            const auto none = catalogue.word("diff.none");
            text += paragraph("    ", field.name + ": " + printable(field.before.empty() ? none : field.before) + " → " + printable(field.after.empty() ? none : field.after), width);
        }
        for (const auto& line : change.lines) text += painted(paragraph("    " + std::string(mark(line.kind)), printable(line.text), width), line.kind, colour);
    }
    return text;
}

std::string changes_json(const std::vector<CaseChange>& changes, std::int64_t cases_compared) {
    Json all = Json::array();
    for (const auto& change : changes) {
        Json fields = Json::array(), lines = Json::array();
        for (const auto& field : change.fields) {
            Json one;
            one["campo"] = field.name;
            one["antes"] = text_or_null(field.before);
            one["despues"] = text_or_null(field.after);
            fields.push_back(std::move(one));
        }
        for (const auto& line : change.lines) {
            Json one;
            one["cambio"] = line.kind == LineChange::Kind::added ? "nuevo" : line.kind == LineChange::Kind::removed ? "quitado" : "igual";
            one["texto"] = line.text;
            lines.push_back(std::move(one));
        }
        Json one;
        one["referencia"] = change.reference;
        one["fichero"] = text_or_null(change.file);
        one["cambia-decision"] = change.decision_changed;
        one["cambia-texto"] = change.text_changed;
        one["cambian-problemas"] = change.problems_changed;
        one["campos"] = std::move(fields);
        one["lineas"] = std::move(lines);
        all.push_back(std::move(one));
    }
    Json json;
    json["resultado"] = "comparacion";
    json["casos"] = cases_compared;
    json["cambian"] = changes.size();
    json["cambios"] = std::move(all);
    return json_text(json, 2) + "\n";
}

} // namespace legajo::report
