#include "dossier/outcome.hpp"

#include <nlohmann/json.hpp>

namespace legajo::dossier {

std::string outcome_json(const Outcome& outcome) {
    using Json = nlohmann::ordered_json;
    Json json = {{"referencia", outcome.reference}, {"estado", outcome.unread.empty() ? "completo" : "con-documentos-sin-leer"}, {"version", outcome.is_court_safe ? "para-el-juzgado" : "completa"},
                 {"pdf", outcome.pdf},              {"carpeta", outcome.folder}, {"sha256", outcome.sha256}, {"paginas", outcome.pages}, {"documentos", outcome.documents}};
    if (!outcome.is_court_safe) json["reservados"] = outcome.sealed;
    json["sin-leer"] = outcome.unread;
    json["firmado"] = !outcome.signature_level.empty();
    json["nivel-firma"] = outcome.signature_level.empty() ? Json() : Json(outcome.signature_level);
    json["problemas"] = Json::array();
    for (const std::string& problem : outcome.problems_json) json["problemas"].push_back(Json::parse(problem));
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace legajo::dossier
