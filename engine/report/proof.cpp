#include "report/proof.hpp"

#include "report/human.hpp"
#include "report/json_values.hpp"
#include "report/problem_text.hpp"
#include "report/text_layout.hpp"

namespace legajo::report {
namespace {

const char* key_of(Sameness sameness) {
    switch (sameness) {
    case Sameness::identical: return "identica";
    case Sameness::outside_signature: return "identica-salvo-firma";
    case Sameness::different: return "distinta";
    case Sameness::not_made: break;
    }
    return "no-rehecha";
}

} // namespace

std::string proof_text(const LetterProof& proof, const Catalogue& catalogue, bool colour) {
    const model::LetterRecord& letter = proof.letter;
    const auto say = [&](const std::string& key) { return catalogue.word("reissue." + key); };
    std::string text = printable(letter.case_reference) + " · " + say("numero") + " " + std::to_string(letter.number) + " · " + catalogue.word("letter." + letter.letter) +
                       " · " + (letter.issued_on ? Human(catalogue.language()).date(*letter.issued_on) : std::string()) + ": " +
                       say(proof.is_proven() ? "probada" : "no-probada") + "\n";
    const auto line = [&](const char* key, const std::string& value) { text += paragraph("    " + padded(say(key), 14), printable(value), 100); };
    line("fichero", letter.pdf_file + " · " + say(proof.file_is_recorded ? "fichero-igual" : proof.file_exists ? "fichero-distinto" : "fichero-falta"));
    line("expediente", say(proof.case_is_recorded ? "expediente-igual" : "expediente-distinto"));
    line("pack", letter.pack_version + " · " + (proof.pack_is_recorded ? say("pack-igual") : say("pack-distinto") + " " + proof.pack_now));
    std::string again = say(key_of(proof.sameness));
    if (proof.first_difference) again += " (" + say("byte") + " " + std::to_string(*proof.first_difference) + ")";
    if (proof.appended > 0) again += "; " + say("anadido");
    line("rehecha", again);
    return text + problems_text(proof.problems, catalogue, {.colour = colour});
}

std::string proof_json(const LetterProof& proof, const Catalogue& catalogue) {
    const model::LetterRecord& letter = proof.letter;
    Json json = Json::object();
    json["resultado"] = "reemision";
    json["referencia"] = letter.case_reference;
    json["numero"] = letter.number;
    json["carta"] = letter.letter;
    json["destinatario"] = text_or_null(letter.addressee);
    json["emitida-a"] = proof.issued_at ? Json(proof.issued_at->iso8601()) : Json();
    json["nivel-firma"] = text_or_null(proof.signature_level);
    json["pdf"] = letter.pdf_file;
    json["pdf-sha256"] = letter.pdf_sha256;
    json["fichero"] = proof.file_is_recorded ? "igual" : proof.file_exists ? "distinto" : "falta";
    json["expediente"] = proof.case_is_recorded ? "igual" : "distinto";
    json["pack"] = letter.pack_version;
    json["pack-actual"] = text_or_null(proof.pack_now);
    json["rehecha"] = key_of(proof.sameness);
    json["bytes"] = proof.bytes;
    json["bytes-anadidos"] = proof.appended;
    json["primera-diferencia"] = value_or_null(proof.first_difference);
    json["probada"] = proof.is_proven();
    json["problemas"] = json_of(proof.problems, catalogue);
    return json_line(json) + "\n";
}

} // namespace legajo::report
