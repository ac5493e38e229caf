#include "report/problem_text.hpp"

#include "report/json_values.hpp"
#include "report/text_layout.hpp"

#include <algorithm>

namespace legajo::report {
namespace {

std::string_view severity_key(base::Severity severity) {
    switch (severity) {
    case base::Severity::error: return "error";
    case base::Severity::warning: return "warning";
    case base::Severity::remark: break;
    }
    return "remark";
}

std::string_view colour_of(base::Severity severity) {
    return severity == base::Severity::error ? "\x1b[1;31m" : severity == base::Severity::warning ? "\x1b[1;33m" : "\x1b[1;36m";
}

std::string place_text(const base::Place& place) {
    std::string text = printable(place.file);
    if (place.line > 0) text += ":" + std::to_string(place.line);
    if (place.line > 0 && place.column > 0) text += ":" + std::to_string(place.column);
    return text.empty() ? "" : text + ": ";
}

} // namespace

std::string problem_text(const base::Problem& problem, const Catalogue& catalogue, const ProblemStyle& style) {
    const auto paint = [&](std::string_view colour, const std::string& text) {
        return style.colour ? std::string(colour) + text + "\x1b[0m" : text;
    };
    const auto parts = catalogue.parts(problem);
    std::string text = paint("\x1b[1m", place_text(problem.place));
    text += paint(colour_of(problem.severity), catalogue.word(severity_key(problem.severity)) + ":") + " " + printable(parts.what);
    if (parts.is_known) text += " " + paint("\x1b[2m", "[" + problem.code + "]");
    text += "\n";

    const auto at = catalogue.word("at"), because = catalogue.word("because"), remedy = catalogue.word("remedy");
    const int label = std::max({display_width(at), display_width(because), display_width(remedy)}) + 2;
    const auto line = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) text += paragraph("    " + padded(name, label), printable(value), std::max(style.width, 40));
    };
    line(at, problem.place.path);
    line(because, parts.why);
    line(remedy, parts.fix);
    return text;
}

std::string problems_text(const base::Problems& problems, const Catalogue& catalogue, const ProblemStyle& style) {
    std::string text;
    for (const auto& problem : problems) text += problem_text(problem, catalogue, style);
    return text;
}

Json json_of(const base::Problem& problem, const Catalogue& catalogue) {
    const auto parts = catalogue.parts(problem);
    Json json;
    json["gravedad"] = problem.severity == base::Severity::error ? "error" : problem.severity == base::Severity::warning ? "aviso" : "nota";
    json["codigo"] = problem.code;
    json["etapa"] = problem.stage;
    json["fichero"] = text_or_null(problem.place.file);
    json["linea"] = problem.place.line > 0 ? Json(problem.place.line) : Json();
    json["columna"] = problem.place.column > 0 ? Json(problem.place.column) : Json();
    json["ruta"] = text_or_null(problem.place.path);
    json["que"] = parts.what;
    json["porque"] = text_or_null(parts.why);
    json["remedio"] = text_or_null(parts.fix);
    json["argumentos"] = facts_json(problem.arguments);
    return json;
}

std::string problem_json(const base::Problem& problem, const Catalogue& catalogue) { return json_line(json_of(problem, catalogue)); }

} // namespace legajo::report
