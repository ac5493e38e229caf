#include "report/code_class.hpp"
#include "report/human.hpp"
#include "report/json_values.hpp"
#include "report/result.hpp"
#include "report/text_layout.hpp"

namespace legajo::report {
namespace {

constexpr CaseState every_state[] = {CaseState::letter,      CaseState::awaiting_approval, CaseState::nothing_due,
                                     CaseState::held,        CaseState::handed_over,       CaseState::failed};

std::string money_list(const std::map<std::string, std::int64_t>& cents, const Human& human) {
    std::string text;
    for (const auto& [currency, amount] : cents)
        text += (text.empty() ? "" : " + ") + human.money(model::Money(amount, base::Currency::parse(currency).value_or(base::Currency{})));
    return text;
}

Json money_object(const std::map<std::string, std::int64_t>& cents) {
    Json json = Json::object();
    for (const auto& [currency, amount] : cents) json[currency] = model::Money(amount).text();
    return json;
}

template <typename Map>
Json count_object(const Map& counts) {
    Json json = Json::object();
    for (const auto& [name, count] : counts) json[name] = count;
    return json;
}

std::int64_t& count_of(std::map<std::string, std::int64_t>& counts, const std::string& name) { return counts[name.empty() ? "-" : name]; }

} // namespace

void BatchSummary::add(const CaseResult& result, const Catalogue& catalogue) {
    ++by_state_[result.state];
    if (!result.debtor_kind.empty()) ++by_debtor_kind_[result.debtor_kind];
    if (result.is_from_earlier_run) ++from_earlier_run_;
    pages_ += result.pages;
    if (!result.dossier.empty()) {
        ++dossiers_;
        dossier_pages_ += result.dossier_pages;
        if (!result.dossier_unread.empty()) ++dossiers_with_unread_;
    }
    if (result.is_signed) ++signed_letters_;
    if (result.amounts) outstanding_cents_[result.amounts->principal.currency().text()] += result.amounts->principal.cents();
    if (result.state == CaseState::letter || result.state == CaseState::awaiting_approval) {
        auto& letter = by_letter_[result.letter];
        ++letter.letters;
        if (result.amounts) letter.claimed_cents[result.amounts->total.currency().text()] += result.amounts->total.cents();
    }
    if (result.state == CaseState::held) ++count_of(by_hold_reason_, result.reason);
    if (result.state != CaseState::failed) return;

    Failure failure{result.reference, result.file, {}, ""};
    for (const auto& problem : result.problems) {
        if (problem.severity != base::Severity::error) continue;
        if (failure.codes.empty()) failure.first_sentence = catalogue.sentence(problem);
        failure.codes.push_back(problem.code);
    }
    ++count_of(by_code_, failure.codes.empty() ? "" : failure.codes.front());
    const auto kind = class_of(result.problems);
    if (kind == CodeClass::input_unfit || kind == CodeClass::input_too_large) ++unfit_failures_;
    if (kind == CodeClass::service_unavailable) ++service_failures_;
    failures_.push_back(std::move(failure));
}

std::int64_t BatchSummary::count(CaseState state) const {
    const auto found = by_state_.find(state);
    return found == by_state_.end() ? 0 : found->second;
}

std::int64_t BatchSummary::counted() const {
    std::int64_t sum = 0;
    for (const auto& [state, count] : by_state_) sum += count;
    return sum;
}

int BatchSummary::exit_code() const {
    const auto failed = count(CaseState::failed);
    if (is_interrupted) return 130;
    if (failed == 0) return dossiers_with_unread_ > 0 ? 1 : 0;
    if (service_failures_ == failed) return 5; // nothing is wrong with the cases: run again when the service is back
    if (failed < counted()) return 1;
    return unfit_failures_ == failed ? 4 : 3;
}

std::string BatchSummary::text(const Catalogue& catalogue, int width) const {
    const Human human(catalogue.language());
    const auto word = [&](std::string_view key, const Arguments& arguments = {}) { return catalogue.word(key, arguments); };
    std::string text = word(is_dry_run ? "summary.title_dry" : "summary.title");
    if (control_date) text += " · " + word("as_of", {{"fecha", human.date(*control_date)}});
    if (!pack.empty()) text += " · " + pack;
    text += "\n\n";

    TextTable states({{"", Align::left}, {"", Align::right}});
    for (auto state : every_state)
        if (count(state) > 0 || state == CaseState::letter || state == CaseState::failed)
            states.row({word("states." + std::string(name_of(state))), human.count(count(state))});
    if (not_reached() != 0) states.row({word("summary.not_reached"), human.count(not_reached())});
    states.total({word("summary.found"), human.count(cases_found)});
    text += states.text(width);
    if (is_interrupted) text += paragraph("  ", word("summary.interrupted"), width);
    else if (!reconciles()) text += paragraph("  ", word("summary.does_not_reconcile"), width);
    if (from_earlier_run_ > 0) text += paragraph("  ", word("summary.from_earlier", {{"n", human.count(from_earlier_run_)}}), width);

    if (!by_letter_.empty()) {
        TextTable letters({{word("letter"), Align::left, true}, {word("count"), Align::right}, {word("claimed"), Align::right}});
        for (const auto& [id, letter] : by_letter_)
            letters.row({word("letter." + id), human.count(letter.letters), money_list(letter.claimed_cents, human)});
        text += "\n" + letters.text(width);
    }
    if (dossiers_ > 0) {
        text += "\n" + paragraph("  ", word("summary.dossiers", {{"n", human.count(dossiers_)}, {"paginas", human.count(dossier_pages_)}}), width);
        if (dossiers_with_unread_ > 0) text += paragraph("  ", word("summary.dossiers_unread", {{"n", human.count(dossiers_with_unread_)}}), width);
    }
    if (!by_hold_reason_.empty()) {
        TextTable holds({{word("held_because"), Align::left, true}, {word("count"), Align::right}});
        for (const auto& [reason, count] : by_hold_reason_) holds.row({catalogue.parts("reason." + reason, {}).what, human.count(count)});
        text += "\n" + holds.text(width);
    }
    if (!failures_.empty()) {
        constexpr std::size_t most = 20; // the rest stands in resumen.json and resumen.csv
        text += "\n  " + word("summary.failures") + "\n";
        for (std::size_t i = 0; i < failures_.size() && i < most; ++i) {
            const auto& failure = failures_[i];
            text += paragraph("    ", printable(failure.file) + ": " + printable(failure.first_sentence), width);
        }
        if (failures_.size() > most)
            text += "    " + word("summary.more", {{"n", human.count(static_cast<std::int64_t>(failures_.size() - most))}}) + "\n";
    }
    if (!outstanding_cents_.empty())
        text += "\n" + paragraph("  ", word("summary.outstanding", {{"importe", money_list(outstanding_cents_, human)}}), width);
    return text;
}

std::string BatchSummary::json(const Catalogue& catalogue) const {
    (void)catalogue; // the sentences were taken by add(); keys are the same in every language
    Json json;
    json["resultado"] = "resumen";
    json["carpeta"] = text_or_null(folder);
    json["fecha-control"] = date_json(control_date);
    json["emitido"] = issued_at ? Json(issued_at->iso8601()) : Json();
    json["paquete"] = text_or_null(pack);
    json["simulacro"] = is_dry_run;
    json["interrumpido"] = is_interrupted;
    json["casos"] = cases_found;
    Json states;
    for (auto state : every_state) states[std::string(name_of(state))] = count(state);
    states["sin-tratar"] = not_reached();
    json["estados"] = states;
    json["cuadra"] = reconciles();
    json["de-ejecucion-anterior"] = from_earlier_run_;
    json["firmadas"] = signed_letters_;
    json["paginas"] = pages_;
    Json letters = Json::object();
    for (const auto& [id, letter] : by_letter_) letters[id] = {{"cartas", letter.letters}, {"reclamado", money_object(letter.claimed_cents)}};
    json["cartas"] = letters;
    json["dosieres"] = {{"hechos", dossiers_}, {"paginas", dossier_pages_}, {"con-documentos-sin-leer", dossiers_with_unread_}};
    json["retenidos-por"] = count_object(by_hold_reason_);
    json["deudores"] = count_object(by_debtor_kind_);
    json["principal-vencido"] = money_object(outstanding_cents_);
    json["fallos-por-codigo"] = count_object(by_code_);
    Json failures = Json::array();
    for (const auto& failure : failures_)
        failures.push_back({{"referencia", text_or_null(failure.reference)},
                            {"fichero", failure.file},
                            {"codigos", failure.codes},
                            {"explicacion", text_or_null(failure.first_sentence)}});
    json["fallos"] = failures;
    json["codigo-salida"] = exit_code();
    return json_text(json, 2) + "\n";
}

} // namespace legajo::report
