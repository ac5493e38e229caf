#include "report/register_list.hpp"

#include "model/names.hpp"
#include "report/human.hpp"
#include "report/json_values.hpp"
#include "report/text_layout.hpp"

namespace legajo::report {
namespace {

Json json_of(const model::LetterRecord& letter) {
    Json json = Json::object();
    json["numero"] = letter.number;
    json["referencia"] = letter.case_reference;
    json["carta"] = letter.letter;
    json["nivel"] = letter.level;
    json["destinatario"] = text_or_null(letter.addressee);
    json["estado"] = model::name_of(letter.state);
    json["canal"] = model::name_of(letter.channel);
    json["regla"] = letter.rule;
    json["fecha-control"] = date_json(letter.control_date);
    json["emitida"] = date_json(letter.issued_on);
    json["enviada"] = date_json(letter.sent_on);
    json["entregada"] = date_json(letter.delivered_on);
    json["plazo"] = date_json(letter.deadline);
    json["respondida"] = date_json(letter.answered_on);
    json["facturas"] = letter.invoices;
    json["reclamado"] = money_json(letter.claimed);
    json["pack"] = letter.pack_version;
    json["expediente-sha256"] = letter.case_sha256;
    json["pdf"] = text_or_null(letter.pdf_file);
    json["pdf-sha256"] = text_or_null(letter.pdf_sha256);
    json["prueba"] = text_or_null(letter.proof);
    return json;
}

} // namespace

std::string register_text(std::span<const model::LetterRecord> letters, const Catalogue& catalogue) {
    if (letters.empty()) return catalogue.word("register.empty") + "\n";
    TextTable table({{catalogue.word("register.number"), Align::right},
                     {catalogue.word("register.reference"), Align::left, true},
                     {catalogue.word("register.letter"), Align::left, true},
                     {catalogue.word("register.addressee")},
                     {catalogue.word("register.state")},
                     {catalogue.word("register.issued")},
                     {catalogue.word("register.delivered")},
                     {catalogue.word("register.deadline")}});
    const auto day = [](const std::optional<model::Date>& date) { return date ? date->iso() : std::string(); };
    for (const model::LetterRecord& letter : letters)
        table.row({std::to_string(letter.number), letter.case_reference, letter.letter, letter.addressee, std::string(model::name_of(letter.state)),
                   day(letter.issued_on), day(letter.delivered_on), day(letter.deadline)});
    return table.text(110, 0);
}

std::string register_json(std::span<const model::LetterRecord> letters) {
    std::string lines;
    for (const model::LetterRecord& letter : letters) lines += json_line(json_of(letter)) + "\n";
    return lines;
}

std::string person_json(const PersonView& person) {
    Json json = Json::object();
    json["cartas"] = Json::array();
    for (const PersonView::Letter& entry : person.letters) {
        Json letter = json_of(entry.letter);
        letter["deudor-nif"] = entry.debtor_tax_id;
        letter["destinatario-nif"] = entry.addressee_tax_id;
        letter["destinatario-nombre"] = entry.addressee_name;
        json["cartas"].push_back(std::move(letter));
    }
    json["cambios"] = Json::array();
    for (const PersonView::Change& change : person.changes)
        json["cambios"].push_back({{"numero", change.number}, {"estado", change.state}, {"fecha", change.date.iso()},
                                   {"prueba", change.proof}, {"nota", change.note}, {"por", change.by}});
    json["decisiones"] = Json::array();
    for (const PersonView::Outcome& outcome : person.outcomes)
        json["decisiones"].push_back({{"referencia", outcome.reference}, {"fecha-control", outcome.control_date.iso()}, {"resultado", outcome.outcome},
                                      {"carta", outcome.letter}, {"regla", outcome.rule}, {"problemas", outcome.problem_codes}});
    json["dosieres-entregados"] = Json::array();
    for (const model::DeliveredDossier& dossier : person.dossiers)
        json["dosieres-entregados"].push_back({{"referencia", dossier.reference}, {"version", dossier.version}, {"destinatario", dossier.receiver}, {"fecha", dossier.on.iso()}, {"paginas", dossier.pages}, {"pdf-sha256", dossier.pdf_sha256}});
    json["dosieres-hechos"] = Json::array();
    for (const PersonView::MadeDossier& dossier : person.made_dossiers)
        json["dosieres-hechos"].push_back({{"referencia", dossier.reference}, {"pdf", dossier.pdf_file}, {"pdf-sha256", dossier.pdf_sha256}, {"paginas", dossier.pages}});
    return json_text(json, 2) + "\n";
}

} // namespace legajo::report
