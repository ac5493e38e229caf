#include "report/result.hpp"

#include "report/csv.hpp"
#include "report/human.hpp"
#include "report/json_values.hpp"
#include "report/problem_text.hpp"
#include "report/text_layout.hpp"

#include "model/names.hpp"

namespace legajo::report {

std::string_view name_of(CaseState state) {
    switch (state) {
    case CaseState::letter: return "carta";
    case CaseState::awaiting_approval: return "pendiente-aprobacion";
    case CaseState::nothing_due: return "nada-que-enviar";
    case CaseState::held: return "retenido";
    case CaseState::handed_over: return "encargo";
    case CaseState::failed: break;
    }
    return "fallo";
}

CaseState state_of(model::Outcome outcome) {
    switch (outcome) {
    case model::Outcome::letter: return CaseState::letter;
    case model::Outcome::awaiting_approval: return CaseState::awaiting_approval;
    case model::Outcome::nothing_due: return CaseState::nothing_due;
    case model::Outcome::held: return CaseState::held;
    case model::Outcome::hand_over: return CaseState::handed_over;
    }
    return CaseState::failed;
}

Amounts amounts_of(const model::Totals& totals) {
    return {totals.principal, totals.compensation, totals.total, totals.interest, totals.per_day};
}

Json json_of(const Amounts& amounts) {
    return {{"moneda", amounts.total.currency().text()},
            {"principal", money_json(amounts.principal)},
            {"intereses", money_json(amounts.interest)},
            {"compensacion", money_json(amounts.compensation)},
            {"total", money_json(amounts.total)},
            {"por-dia", money_json(amounts.per_day)}};
}

std::string result_json(const CaseResult& result, const Catalogue& catalogue) {
    Json json;
    json["resultado"] = "caso";
    json["referencia"] = text_or_null(result.reference);
    json["fichero"] = result.file;
    json["estado"] = name_of(result.state);
    json["carta"] = text_or_null(result.letter);
    json["nivel"] = result.letter.empty() ? Json() : Json(result.level);
    json["canal"] = text_or_null(result.channel);
    json["fecha-control"] = date_json(result.control_date);
    json["plazo"] = date_json(result.deadline);
    json["proxima-fecha"] = date_json(result.next_date);
    json["motivo"] = text_or_null(result.reason);
    json["importes"] = result.amounts ? json_of(*result.amounts) : Json();
    json["pdf"] = text_or_null(result.pdf);
    json["sha256"] = text_or_null(result.sha256);
    json["paginas"] = result.pages > 0 ? Json(result.pages) : Json();
    json["firmado"] = result.is_signed;
    json["nivel-firma"] = text_or_null(result.signature_level);
    json["copias"] = result.copies;
    json["correos-copias"] = result.copies_mail;
    json["eml"] = text_or_null(result.eml);
    json["mensaje"] = text_or_null(result.message);
    json["copia-acreedor"] = text_or_null(result.creditor_copy);
    json["dosier"] = text_or_null(result.dossier);
    json["dosier-sha256"] = text_or_null(result.dossier_sha256);
    json["dosier-sin-leer"] = result.dossier_unread;
    json["registro"] = result.register_number > 0 ? Json(result.register_number) : Json();
    json["de-ejecucion-anterior"] = result.is_from_earlier_run;
    json["problemas"] = json_of(result.problems, catalogue);
    return json_line(json) + "\n";
}

std::string result_text(const CaseResult& result, const Catalogue& catalogue, bool colour) {
    const Human human(catalogue.language());
    std::string line = printable(result.reference.empty() ? result.file : result.reference);
    line += ": " + catalogue.word("state." + std::string(name_of(result.state)));
    if (!result.letter.empty()) line += " · " + catalogue.word("letter." + result.letter);
    if (!result.channel.empty()) line += " · " + catalogue.word("channel." + result.channel);
    if (result.amounts) line += " · " + human.money(result.amounts->total);
    if (result.deadline) line += " · " + catalogue.word("until", {{"fecha", human.date(*result.deadline)}});
    if (!result.pdf.empty()) line += " → " + printable(result.pdf);
    if (!result.dossier.empty()) line += " → " + printable(result.dossier);
    if (result.next_date && result.pdf.empty()) line += " · " + catalogue.word("not_before", {{"fecha", human.date(*result.next_date)}});
    return line + "\n" + problems_text(result.problems, catalogue, {.colour = colour});
}

std::string results_csv_header(const Catalogue& catalogue, bool with_byte_order_mark) {
    (void)catalogue; // column names are data: Spanish in every language
    CsvRow row;
    for (const char* name : {"referencia", "fichero", "estado", "carta", "nivel", "canal", "fecha-control", "plazo", "proxima-fecha", "motivo",
                             "moneda", "principal", "intereses", "compensacion", "total", "por-dia", "pdf", "sha256", "paginas", "firmado",
                             "dosier", "registro", "de-ejecucion-anterior", "problemas", "explicacion"})
        row.data(name);
    return (with_byte_order_mark ? std::string(byte_order_mark) : "") + row.line();
}

std::string results_csv_row(const CaseResult& result, const Catalogue& catalogue) {
    const auto date = [](const std::optional<model::Date>& day) { return day ? day->iso() : std::string(); };
    const auto money = [](const std::optional<model::Money>& amount) { return amount ? amount->text() : std::string(); };
    std::string codes, first;
    for (const auto& problem : result.problems) {
        codes += (codes.empty() ? "" : " ") + problem.code;
        if (first.empty() && problem.severity == base::Severity::error) first = catalogue.sentence(problem);
    }
    const auto& amounts = result.amounts;
    CsvRow row;
    row.text(result.reference).text(result.file).data(name_of(result.state)).data(result.letter);
    row.data(result.letter.empty() ? "" : std::to_string(result.level)).data(result.channel);
    row.data(date(result.control_date)).data(date(result.deadline)).data(date(result.next_date)).data(result.reason);
    row.data(amounts ? amounts->total.currency().text() : "");
    row.data(amounts ? amounts->principal.text() : "").data(amounts ? money(amounts->interest) : "");
    row.data(amounts ? amounts->compensation.text() : "").data(amounts ? amounts->total.text() : "");
    row.data(amounts ? money(amounts->per_day) : "");
    row.text(result.pdf).data(result.sha256).data(result.pages > 0 ? std::to_string(result.pages) : "");
    row.data(result.is_signed ? "si" : "no").text(result.dossier);
    row.data(result.register_number > 0 ? std::to_string(result.register_number) : "");
    row.data(result.is_from_earlier_run ? "si" : "no").data(codes).text(first);
    return row.line();
}

} // namespace legajo::report
