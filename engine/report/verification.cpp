#include "report/verification.hpp"

#include "report/json_values.hpp"
#include "report/problem_text.hpp"
#include "report/text_layout.hpp"

namespace legajo::report {
namespace {

using model::PadesLevel;

const char* level_name(PadesLevel level) {
    switch (level) {
    case PadesLevel::b_b: return "B-B";
    case PadesLevel::b_t: return "B-T";
    case PadesLevel::b_lt: return "B-LT";
    case PadesLevel::b_lta: return "B-LTA";
    case PadesLevel::none: break;
    }
    return "";
}

const char* key_of(model::Verdict verdict) {
    return verdict == model::Verdict::valid ? "valida" : verdict == model::Verdict::intact ? "integra" : "no-valida";
}

const char* key_of(model::SignatureKind kind) {
    return kind == model::SignatureKind::approval ? "firma" : kind == model::SignatureKind::certification ? "certificacion" : "sello-de-tiempo";
}

const char* key_of(model::Trust trust) {
    return trust == model::Trust::trusted ? "de-confianza" : trust == model::Trust::untrusted ? "no-de-confianza" : "sin-anclas";
}

const char* key_of(model::Revocation revocation) {
    return revocation == model::Revocation::good ? "vigente" : revocation == model::Revocation::revoked ? "revocado" : "no-consta";
}

const char* key_of(model::ChangeKind kind) {
    switch (kind) {
    case model::ChangeKind::validation_data: return "datos-de-validacion";
    case model::ChangeKind::document_timestamp: return "sello-de-tiempo";
    case model::ChangeKind::metadata: return "metadatos";
    case model::ChangeKind::signature: return "firma";
    case model::ChangeKind::form_filling: return "formulario";
    case model::ChangeKind::annotation: return "anotacion";
    case model::ChangeKind::other: break;
    }
    return "otro";
}

std::string word(const Catalogue& catalogue, const std::string& key) { return catalogue.word("verify." + key); }

Json json_of(const model::CertificateFacts& certificate) {
    return {{"titular", certificate.subject},           {"nombre", certificate.common_name},
            {"emisor", certificate.issuer},             {"serie", certificate.serial_hex},
            {"desde", certificate.not_before.iso8601()}, {"hasta", certificate.not_after.iso8601()},
            {"clave", certificate.key},                 {"sha256", certificate.sha256_hex}};
}

Json json_of(const model::SignatureReport& signature, const Catalogue& catalogue) {
    Json json = Json::object();
    json["campo"] = signature.field;
    json["clase"] = key_of(signature.kind);
    json["resultado"] = key_of(signature.verdict);
    json["integra"] = signature.intact;
    json["nivel"] = text_or_null(level_name(signature.level));
    json["formato"] = signature.sub_filter;
    json["firmante"] = signature.signer ? json_of(*signature.signer) : Json();
    json["cadena"] = Json::array();
    for (const auto& certificate : signature.chain) json["cadena"].push_back(json_of(certificate));
    json["fecha-declarada"] = signature.claimed_time ? Json(signature.claimed_time->iso8601()) : Json();
    json["sello"] = Json();
    if (signature.timestamp)
        json["sello"] = {{"integro", signature.timestamp->intact},
                         {"fecha", signature.timestamp->time.iso8601()},
                         {"autoridad", json_of(signature.timestamp->authority)},
                         {"confianza", key_of(signature.timestamp->trust)},
                         {"revocacion", key_of(signature.timestamp->revocation)}};
    json["cubre-todo"] = signature.covers_whole_file;
    json["cubre-hasta"] = signature.covered_until;
    json["revision"] = signature.revision;
    json["cambios-permitidos"] = signature.changes_allowed;
    json["cambios"] = Json::array();
    for (const auto& change : signature.changes_after) json["cambios"].push_back({{"clase", key_of(change.kind)}, {"donde", change.where}});
    json["certificacion"] = signature.certification_level;
    json["confianza"] = key_of(signature.trust);
    json["motivo"] = text_or_null(signature.trust_reason);
    json["revocacion"] = key_of(signature.revocation);
    json["juzgada-a"] = signature.judged_at.iso8601();
    json["problemas"] = report::json_of(signature.problems, catalogue);
    return json;
}

std::string signature_text(const model::SignatureReport& signature, const Catalogue& catalogue) {
    std::string text;
    const auto line = [&](const char* key, const std::string& value) {
        if (!value.empty()) text += paragraph("    " + padded(word(catalogue, key), 18), printable(value), 100);
    };
    text += "  " + word(catalogue, key_of(signature.kind)) + " «" + printable(signature.field) + "»: " + word(catalogue, key_of(signature.verdict)) + "\n";
    if (signature.signer) {
        line("firmante", signature.signer->common_name.empty() ? signature.signer->subject : signature.signer->common_name);
        line("emisor", signature.signer->issuer);
    }
    line("nivel", level_name(signature.level));
    if (signature.claimed_time) line("fecha-declarada", signature.claimed_time->iso8601());
    if (signature.timestamp) line("sello", signature.timestamp->time.iso8601() + " · " + signature.timestamp->authority.common_name);
    line("cobertura", word(catalogue, signature.covers_whole_file ? "cubre-todo" : "cubre-parte"));
    if (!signature.changes_after.empty()) {
        std::string changes;
        for (const auto& change : signature.changes_after) {
            const std::string one = word(catalogue, std::string("cambio-") + key_of(change.kind));
            if (changes.find(one) == std::string::npos) changes += (changes.empty() ? "" : ", ") + one;
        }
        line("cambios", changes + " (" + word(catalogue, signature.changes_allowed ? "permitidos" : "no-permitidos") + ")");
    }
    line("confianza", word(catalogue, key_of(signature.trust)) + (signature.trust_reason.empty() ? "" : " (" + signature.trust_reason + ")"));
    line("revocacion", word(catalogue, key_of(signature.revocation)));
    return text;
}

Json json_of(const model::DossierReport& dossier, const Catalogue& catalogue) {
    Json json = Json::object();
    json["referencia"] = dossier.reference;
    json["version"] = dossier.version;
    json["integro"] = !base::has_errors(dossier.problems);
    json["carpeta"] = dossier.has_folder;
    json["documentos"] = dossier.documents;
    json["ficheros-comprobados"] = dossier.files_checked;
    json["adjuntos-comprobados"] = dossier.attachments_checked;
    json["problemas"] = report::json_of(dossier.problems, catalogue);
    return json;
}

std::string dossier_text(const model::DossierReport& dossier, const Catalogue& catalogue, bool colour) {
    const std::string version = dossier.version == model::filing_version ? word(catalogue, "dosier-presentacion") : dossier.version == "para-el-juzgado" ? word(catalogue, "dosier-para-el-juzgado") : word(catalogue, "dosier-completa");
    const std::string counted = catalogue.word("verify.dosier-cuenta", {{"referencia", printable(dossier.reference)}, {"version", version}, {"documentos", std::to_string(dossier.documents)},
                                                                        {"ficheros", std::to_string(dossier.files_checked)}, {"adjuntos", std::to_string(dossier.attachments_checked)}});
    std::string text = "  " + word(catalogue, dossier.version == model::filing_version ? "presentacion" : "dosier") + " " + counted + "\n";
    text += "    " + word(catalogue, base::has_errors(dossier.problems) ? "dosier-alterado" : "dosier-integro") + "\n";
    return text + problems_text(dossier.problems, catalogue, {.colour = colour});
}

} // namespace

std::string verification_text(const std::string& file, const model::VerifyReport& report, const Catalogue& catalogue, bool colour, const model::DossierReport* dossier) {
    std::string text = printable(file) + "\n";
    for (const auto& signature : report.signatures) {
        text += signature_text(signature, catalogue);
        text += problems_text(signature.problems, catalogue, {.colour = colour});
    }
    for (const auto& field : report.empty_fields) text += "  " + word(catalogue, "campo-vacio") + " «" + printable(field) + "»\n";
    if (dossier) text += dossier_text(*dossier, catalogue, colour);
    return text + problems_text(report.problems, catalogue, {.colour = colour});
}

std::string verification_json(const std::string& file, const model::VerifyReport& report, const Catalogue& catalogue, const model::DossierReport* dossier) {
    Json json = Json::object();
    json["fichero"] = file;
    const bool is_filing = dossier && dossier->version == model::filing_version; // a folder: its documents are told one by one
    json["valida"] = is_filing ? !base::has_errors(dossier->problems) : report.all_valid();
    json["revisiones"] = report.revisions;
    json["firmas"] = Json::array();
    for (const auto& signature : report.signatures) json["firmas"].push_back(json_of(signature, catalogue));
    json["campos-vacios"] = report.empty_fields;
    json["dosier"] = dossier ? json_of(*dossier, catalogue) : Json();
    json["problemas"] = report::json_of(report.problems, catalogue);
    return json_line(json) + "\n";
}

} // namespace legajo::report
