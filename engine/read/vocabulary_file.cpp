// What belongs to the file of the case: evidence, limitation events, suits, assignment, and how to treat it.

#include "read/vocabulary.hpp"

#include "model/policy.hpp"

namespace legajo::read::vocabulary {
namespace {

using namespace model;

constexpr std::string_view event_words[] = {"interrupcion", "reconocimiento", "suspension", "demanda"};
std::span<const std::string_view> event_kinds() { return event_words; }
constexpr std::string_view evidence_words[] = {
    "contrato", "condiciones", "presupuesto", "pedido", "albaran", "factura", "factura-electronica", "extracto", "correo", "mensaje", "burofax",
    "certificado-texto", "acuse", "reconocimiento-deuda", "justificante-pago", "titulo", "poder", "certificado-comunidad", "nota-registral",
    "solicitud-negociacion", "oferta-confidencial", "otro"};
std::span<const std::string_view> evidence_kinds() { return evidence_words; }
constexpr std::string_view claim_words[] = {"reclamar", "reservar", "renunciar"};
std::span<const std::string_view> claim_modes() { return claim_words; }
constexpr std::string_view lawsuit_words[] = {"monitorio", "verbal", "ordinario", "cambiario", "ejecucion", "monitorio-europeo", "contencioso-administrativo", "otro"};
std::span<const std::string_view> lawsuit_kinds() { return lawsuit_words; }

constexpr AttributeRule event_attributes[] = {
    required(word<&event_kinds, &LimitationEvent::kind>("tipo", "What it did to limitation.")),
    required(attribute<&LimitationEvent::date>("fecha", "Day of it.")),
    attribute<&LimitationEvent::until>("hasta", "Last day of a suspension."),
    reference<&LimitationEvent::against>(IdTarget::party, "frente-a", "Party against whom it works; the debtor when absent."),
    reference<&LimitationEvent::evidence>(IdTarget::evidence, "prueba", "Evidence of it."),
};

constexpr AttributeRule lawsuit_attributes[] = {
    required(word<&lawsuit_kinds, &Lawsuit::kind>("tipo", "Kind of proceedings.")),
    attribute<&Lawsuit::court>("juzgado", "Court."),
    attribute<&Lawsuit::proceedings>("autos", "Number of the proceedings."),
    attribute<&Lawsuit::date>("fecha", "Day of the claim."),
    attribute<&Lawsuit::state>("estado", "How it stands."),
    positive(attribute<&Lawsuit::amount>("importe", "Amount claimed.")),
};

constexpr AttributeRule assignment_attributes[] = {
    required(attribute<&Assignment::assignor>("cedente", "Who assigned the claim.")),
    required(attribute<&Assignment::assignee>("cesionario", "Who holds it now.")),
    required(attribute<&Assignment::date>("fecha", "Day of the assignment.")),
    attribute<&Assignment::notified>("notificada", "Day on which the debtor was told (CC 1527)."),
    reference<&Assignment::evidence>(IdTarget::evidence, "prueba", "Evidence of it."),
};

constexpr AttributeRule evidence_attributes[] = {
    generated_identifier<&Evidence::id>(IdTarget::evidence, "id", "Name by which other elements refer to it."),
    required(word<&evidence_kinds, &Evidence::kind>("tipo", "Kind of document.")),
    attribute<&Evidence::date>("fecha", "Day of the document."),
    special<ValueKind::file, &ValueContext::file, &Evidence::file>("fichero", "File, relative to the folder of the case and inside it."),
    attribute<&Evidence::issuer>("emisor", "Who made the document."),
    attribute<&Evidence::proves>("acredita", "Fact that it proves."),
    attribute<&Evidence::original_holder>("original", "Who holds the original."),
    special<ValueKind::language, &ValueContext::language, &Evidence::language>("idioma", "Language of the document."),
    attribute<&Evidence::group>("grupo", "Group under which it is listed with others."),
    special<ValueKind::sha256, &ValueContext::sha256, &Evidence::sha256>("sha256", "SHA-256 of the file, 64 hexadecimal digits."),
    reference<&Evidence::invoices>(IdTarget::invoice, "facturas", "Invoices it is about."),
    attribute<&Evidence::reserve>("reserva", "Why it may not be shown in court; none when absent."),
};
constexpr AttributeRule evidence_text = attribute<&Evidence::description>("", "What it is, as the index says it.");

constexpr AttributeRule policy_attributes[] = {
    between(0, 365, attribute<&PolicyOverride::grace_days>("gracia", "Days after the due date before the first letter.")),
    zero_or_more(attribute<&PolicyOverride::minimum_amount>("importe-minimo", "Below this no letter goes out.")),
    between(0, 7, attribute<&PolicyOverride::maximum_level>("nivel-maximo", "Highest step that this case may reach.")),
    word<&claim_modes, &PolicyOverride::interest>("intereses", "Whether interest is claimed, reserved or waived."),
    word<&claim_modes, &PolicyOverride::compensation>("compensacion", "The same for the recovery compensation of 40 EUR."),
};

constexpr AttributeRule consultation_attributes[] = {
    required(attribute<&Consultation::question>("pregunta", "What the lawyer is asked.")),
    attribute<&Consultation::answer_before>("responder-antes", "Day by which an answer is needed."),
    attribute<&Consultation::goal>("objetivo", "What the creditor wants: money soon, a plan, enforcement."),
};

constexpr AttributeRule data_protection_attributes[] = {
    required(attribute<&DataProtection::controller>("responsable", "Controller of the data.")),
    attribute<&DataProtection::contact>("contacto", "Where rights are exercised."),
    special<ValueKind::link, &ValueContext::link, &DataProtection::url>("url", "Address of the full information, https."),
    attribute<&DataProtection::origin>("origen", "Where the data come from when not from the debtor."),
};

} // namespace

constinit const ElementRule limitation_event{"hecho-prescripcion", "hecho-prescripcion", "Event that interrupts or suspends limitation and stands nowhere else.", event_attributes, {}, nullptr, &detail::place_of<LimitationEvent>};
constinit const ElementRule lawsuit{"procedimiento", "procedimiento", "Suit about this debt.", lawsuit_attributes, {}, nullptr, &detail::place_of<Lawsuit>};
constinit const ElementRule assignment{"cesion", "cesion", "Assignment of the claim.", assignment_attributes, {}, nullptr, &detail::place_of<Assignment>};
constinit const ElementRule evidence{"prueba", "prueba", "Evidence: a document of the case.", evidence_attributes, {}, &evidence_text, &detail::place_of<Evidence>};
constinit const ElementRule policy{"politica", "politica", "Where this case departs from the policy.", policy_attributes};
constinit const ElementRule consultation{"consulta", "consulta", "Question to the lawyer.", consultation_attributes};
constinit const ElementRule data_protection{"proteccion-datos", "proteccion-datos", "First layer of the data-protection notice (LOPDGDD 11).", data_protection_attributes};

} // namespace legajo::read::vocabulary
