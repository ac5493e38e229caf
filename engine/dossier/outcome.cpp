#include "dossier/outcome.hpp"

#include <nlohmann/json.hpp>

namespace legajo::dossier {

std::string outcome_json(const Outcome& outcome) {
    using Json = nlohmann::ordered_json;
    Json json = {{"referencia", outcome.reference}, {"estado", outcome.unread.empty() ? "completo" : "con-documentos-sin-leer"}, {"version", outcome.is_court_safe ? "para-el-juzgado" : "completa"},
                 {"pdf", outcome.pdf},              {"carpeta", outcome.folder}, {"sha256", outcome.sha256}, {"paginas", outcome.pages}, {"documentos", outcome.documents}};
    if (!outcome.is_court_safe) json["reservados"] = outcome.sealed;
    if (outcome.supplement > 0) json["suplemento"] = outcome.supplement;
    json["sin-leer"] = outcome.unread;
    json["firmado"] = !outcome.signature_level.empty();
    json["nivel-firma"] = outcome.signature_level.empty() ? Json() : Json(outcome.signature_level);
    if (!outcome.zip.empty()) json["zip"] = {{"fichero", outcome.zip}, {"sha256", outcome.zip_sha256}};
    json["problemas"] = Json::array();
    for (const std::string& problem : outcome.problems_json) json["problemas"].push_back(Json::parse(problem));
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string filing_outcome_json(const FilingFacts& facts, const std::string& folder, const std::string& zip, const std::vector<std::string>& problems_json) {
    using Json = nlohmann::ordered_json;
    Json pending = Json::array(), plain = Json::array(), painted = Json::array(), documents = Json::array();
    for (const FilingDocument& document : facts.documents) {
        documents.push_back({{"numero", document.number}, {"fichero", document.name}, {"bytes", document.bytes}, {"sha256", document.sha256.empty() ? Json() : Json(document.sha256)},
                             {"envio", document.sending > 0 ? Json(document.sending) : Json("soporte")}});
        if (document.is_pending) pending.push_back(document.name);
        else if (document.archive.empty() || document.is_painted) (document.is_painted ? painted : plain).push_back({{"fichero", document.name}, {"motivos", document.archive_doubts}});
    }
    Json json = {{"referencia", facts.case_reference}, {"estado", facts.is_planned_only ? "previsto" : pending.empty() ? "completo" : "con-documentos-pendientes"}, {"nombres", facts.naming == FilingNaming::state ? "estado" : "cat"},
                 {"carpeta", folder.empty() ? Json() : Json(folder)}, {"firmado", !facts.signature_level.empty()}, {"nivel-firma", facts.signature_level.empty() ? Json() : Json(facts.signature_level)},
                 {"total-bytes", facts.plan.total_bytes}, {"limite-bytes", facts.plan.limit_bytes}, {"envios", facts.plan.sendings}, {"en-soporte", facts.plan.beyond_limit}, {"documentos", documents},
                 {"pendientes", pending}, {"sin-pdfa", plain}, {"convertidos", painted}, {"zip", zip.empty() ? Json() : Json(zip)}};
    json["problemas"] = Json::array();
    for (const std::string& problem : problems_json) json["problemas"].push_back(Json::parse(problem));
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string hand_over_json(const HandOverOutcome& outcome) {
    using Json = nlohmann::ordered_json;
    Json json = {{"referencia", outcome.reference}, {"encargo", outcome.to}, {"destinatario", outcome.addressee}, {"zip", {{"fichero", outcome.zip}, {"sha256", outcome.zip_sha256}}},
                 {"carta", {{"fichero", outcome.letter}, {"sha256", outcome.letter_sha256}}}, {"firmado", outcome.is_signed}, {"registro", outcome.register_number > 0 ? Json(outcome.register_number) : Json()}};
    json["dosier"] = outcome.dossier_json.empty() ? Json() : Json::parse(outcome.dossier_json);
    json["problemas"] = Json::array();
    for (const std::string& problem : outcome.problems_json) json["problemas"].push_back(Json::parse(problem));
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string import_json(const ImportOutcome& outcome) {
    using Json = nlohmann::ordered_json;
    Json json = {{"referencia", outcome.reference}, {"expediente", outcome.file}, {"facturas", outcome.invoices}, {"abonos", outcome.credit_notes}, {"se-puede-usar", outcome.is_fit}};
    json["avisos"] = json["por-corregir"] = Json::array();
    for (const std::string& problem : outcome.remarks_json) json["avisos"].push_back(Json::parse(problem));
    for (const std::string& problem : outcome.to_complete_json) json["por-corregir"].push_back(Json::parse(problem));
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace legajo::dossier
