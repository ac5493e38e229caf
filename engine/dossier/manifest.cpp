#include "dossier/manifest.hpp"

#include "base/text.hpp"
#include "base/xml_text.hpp"

#include <nlohmann/json.hpp>

namespace legajo::dossier {
namespace {

using Json = nlohmann::ordered_json;

std::string_view state_name(model::SignatureState state) {
    switch (state) {
    case model::SignatureState::valid: return "valida";
    case model::SignatureState::untrusted: return "emisor-no-comprobado";
    case model::SignatureState::broken: return "rota";
    case model::SignatureState::not_checked: break;
    }
    return "no-comprobada";
}

Json signatures_of(const model::IndexEntry& entry) {
    Json list = Json::array();
    for (const model::ExhibitSignature& signature : entry.signatures)
        list.push_back({{"firmante", signature.signer}, {"formato", signature.format}, {"fecha", signature.time_iso}, {"fecha-probada", signature.is_time_proved}, {"estado", state_name(signature.state)}, {"motivo", signature.reason}});
    return list;
}

Json document_of(const model::IndexEntry& entry) {
    Json document = {{"numero", entry.number}, {"prueba", entry.exhibit_id}, {"tipo", entry.kind}, {"descripcion", entry.description}, {"fichero", entry.file}};
    if (entry.is_sealed) document["no-aportar"] = true; // its number is R1, R2 ...
    if (entry.date) document["fecha"] = entry.date->iso();
    document["emisor"] = entry.issuer;
    document["idioma"] = entry.language;
    document["original"] = entry.original_holder;
    document["acredita"] = entry.proves;
    document["paginas"] = entry.pages;
    document["folio"] = entry.first_folio;
    document["sha256"] = entry.sha256;
    document["legible"] = entry.is_readable;
    document["firmas"] = signatures_of(entry);
    document["avisos"] = entry.remarks;
    return document;
}

Json supplement_of(const Supplement& supplement, bool is_court_safe) {
    static constexpr const char* kinds[] = {"nuevo", "sustituido", "retirado"};
    Json changes = Json::array();
    for (const Change& change : supplement.changes) {
        Json line = {{"cambio", kinds[static_cast<std::size_t>(change.kind)]}};
        if (change.kind != Change::Kind::withdrawn) line["numero"] = change.now.number;
        if (change.kind != Change::Kind::withdrawn && change.now.is_sealed) line["no-aportar"] = true;
        if (change.before) {
            line["antes"] = {{"numero", change.before->number}, {"no-aportar", change.before->is_sealed}, {"folio", change.before->first_folio}};
            if (!is_court_safe) line["antes"].update({{"prueba", change.before->exhibit_id}, {"sha256", change.before->sha256}});
        }
        changes.push_back(std::move(line));
    }
    return {{"ordinal", supplement.ordinal}, {"suple-a", supplement.after.pdf_sha256}, {"entregado", supplement.after.on.iso()}, {"primer-folio", supplement.first_folio}, {"cambios", changes}};
}

std::string element(const char* name, std::string_view text) { return "<" + std::string(name) + ">" + base::xml_attribute(text) + "</" + name + ">"; }

} // namespace

std::string manifest_json(const Manifest& manifest) {
    Json json = {{"formato", "urn:legajo:manifiesto:1"},
                 {"referencia", manifest.case_reference},
                 {"expediente-sha256", manifest.case_sha256},
                 {"programa", manifest.program_version},
                 {"paquete", manifest.pack_version},
                 {"fecha-control", manifest.control_date.iso()},
                 {"creado", manifest.created.iso8601()},
                 {"version", manifest.is_court_safe ? "para-el-juzgado" : "completa"},
                 {"paginas", manifest.pages}};
    if (manifest.supplement) json["suplemento"] = supplement_of(*manifest.supplement, manifest.is_court_safe);
    json["documentos"] = Json::array();
    for (const model::IndexEntry& entry : manifest.documents) json["documentos"].push_back(document_of(entry));
    if (!manifest.is_court_safe) {
        json["reservados"] = Json::array();
        for (const model::Withheld& entry : manifest.withheld) json["reservados"].push_back({{"prueba", entry.exhibit_id}, {"motivo", entry.reason}, {"norma", entry.rule}});
    }
    json["ficheros"] = Json::array();
    for (const ManifestFile& file : manifest.files) json["ficheros"].push_back({{"nombre", file.name}, {"donde", file.is_in_folder && file.is_attached ? "ambos" : file.is_attached ? "adjunto" : "carpeta"}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// Names of elements as in the ENI index; the hash function is named as its annex does.
std::string eni_index_xml(const Manifest& manifest) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<indice:IndiceElectronico xmlns:indice=\"http://administracionelectronica.gob.es/ENI/XSD/v1.0/expediente-e/indice-e\" "
                      "xmlns=\"http://administracionelectronica.gob.es/ENI/XSD/v1.0/expediente-e/indice-e/contenido\" Id=\"" +
                      base::xml_attribute(base::file_name_safe(manifest.case_reference)) + "\">\n<IndiceContenido>\n" + element("FechaIndiceElectronico", manifest.created.iso8601()) + "\n";
    for (const model::IndexEntry& entry : manifest.documents) {
        out += "<DocumentoIndizado>" + element("IdentificadorDocumento", manifest.case_reference + "/" + entry.exhibit_id) + element("ValorHuella", entry.sha256) +
               element("FuncionResumen", "http://www.w3.org/2001/04/xmlenc#sha256");
        if (entry.date) out += element("FechaIncorporacionExpediente", entry.date->iso() + "T00:00:00");
        out += element("OrdenDocumentoExpediente", std::to_string(entry.number)) + "</DocumentoIndizado>\n";
    }
    return out + "</IndiceContenido>\n</indice:IndiceElectronico>\n";
}

} // namespace legajo::dossier
