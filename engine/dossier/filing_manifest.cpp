#include "dossier/filing_texts.hpp"

#include <nlohmann/json.hpp>

namespace legajo::dossier {
namespace {

using Json = nlohmann::ordered_json;

Json document_of(const FilingDocument& document, bool is_signed) {
    Json json = {{"numero", document.number}, {"fichero", document.name}, {"tipo", document.kind}, {"descripcion", document.description}};
    if (document.date) json["fecha"] = document.date->iso();
    json["emisor"] = document.issuer;
    json["acredita"] = document.proves;
    json["original"] = document.original_holder;
    json["paginas"] = document.pages;
    json["bytes"] = document.bytes;
    json["sha256"] = document.sha256;
    json["formato"] = document.is_pending ? "" : document.archive.empty() ? "PDF" : document.archive;
    json["conversion"] = document.is_painted ? "imagen-con-texto" : "ninguna";
    json["motivos-sin-pdfa"] = document.archive_doubts; // as it was
    json["estado"] = document.is_pending ? "pendiente" : "completo";
    json["firmado"] = is_signed && !document.is_pending;
    json["envio"] = document.sending > 0 ? Json(document.sending) : Json("soporte");
    if (!document.exhibit_id.empty()) json["prueba"] = {{"id", document.exhibit_id}, {"fichero", document.original_file}, {"sha256", document.original_sha256}};
    return json;
}

} // namespace

std::string filing_manifest_json(const FilingFacts& facts, const std::vector<FilingExtra>& extra) {
    Json json = {{"formato", "urn:legajo:presentacion:1"}, {"referencia", facts.case_reference}, {"expediente-sha256", facts.case_sha256}, {"programa", facts.program_version}, {"paquete", facts.pack_version},
                 {"fecha-control", facts.control_date.iso()}, {"creado", facts.created.iso8601()}, {"nombres", facts.naming == FilingNaming::state ? "estado" : "cat"},
                 {"nivel-firma", facts.signature_level.empty() ? Json() : Json(facts.signature_level)}, {"limite-bytes", facts.plan.limit_bytes}, {"total-bytes", facts.plan.total_bytes}};
    json["envios"] = facts.plan.sendings;
    json["en-soporte"] = facts.plan.beyond_limit;
    json["documentos"] = Json::array();
    json["ficheros"] = Json::array();
    for (const FilingDocument& document : facts.documents) {
        json["documentos"].push_back(document_of(document, !facts.signature_level.empty()));
        if (!document.is_pending) json["ficheros"].push_back({{"nombre", "documentos/" + document.name}, {"bytes", document.bytes}, {"sha256", document.sha256}});
    }
    for (const FilingExtra& file : extra) json["ficheros"].push_back({{"nombre", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<std::string> files_of_manifest(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    std::vector<std::string> names;
    if (!json.is_object() || !json.contains("ficheros") || !json["ficheros"].is_array()) return names;
    for (const Json& file : json["ficheros"])
        if (file.is_object() && file.contains("nombre") && file["nombre"].is_string()) names.push_back(file["nombre"].get<std::string>());
    return names;
}

} // namespace legajo::dossier
