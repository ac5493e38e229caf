// What the parties said and did since: promises, agreements, communications, negotiation, holds, the offer.

#include "read/vocabulary.hpp"

namespace legajo::read::vocabulary {
namespace {

using namespace model;

constexpr std::string_view periodicity_words[] = {"semanal", "quincenal", "mensual", "bimestral", "trimestral"};
std::span<const std::string_view> plan_periodicities() { return periodicity_words; }
constexpr std::string_view agreement_kind_words[] = {"plan-de-pagos", "quita", "espera", "transaccion", "dacion", "otro"};
std::span<const std::string_view> agreement_kinds() { return agreement_kind_words; }
constexpr std::string_view agreement_form_words[] = {"verbal", "correo", "documento-privado", "escritura-publica", "homologacion-judicial"};
std::span<const std::string_view> agreement_forms() { return agreement_form_words; }
constexpr std::string_view letter_words[] = {
    "comunicacion", "recordatorio", "requerimiento", "propuesta", "ultimo-plazo", "negociacion-previa", "oferta-vinculante", "aviso-ficheros",
    "reclamacion-administracion", "encargo", "acuse-recibo", "cierre", "aviso-vencimiento", "guion-llamada", "comprobacion-pago", "respuesta-disputa",
    "respuesta-propuesta", "convocatoria-reunion", "recordatorio-cuota", "incumplimiento-plan", "interrupcion-prescripcion", "comunicacion-credito-concurso",
    "herederos", "cesion", "aviso-aseguradora", "rectificacion", "guia-deudor", "reconocimiento-deuda", "consentimiento-fiador"};
std::span<const std::string_view> letters() { return letter_words; }
constexpr std::string_view negotiation_kind_words[] = {"negociacion-directa", "mediacion", "conciliacion", "experto", "oferta-vinculante", "derecho-colaborativo", "otro"};
std::span<const std::string_view> negotiation_kinds() { return negotiation_kind_words; }
constexpr std::string_view negotiation_result_words[] = {"sin-respuesta", "rechazada", "acuerdo", "acuerdo-parcial", "sin-acuerdo"};
std::span<const std::string_view> negotiation_results() { return negotiation_result_words; }

constexpr AttributeRule promise_attributes[] = {
    generated_identifier<&Promise::id>(IdTarget::promise, "id", "Name of the promise."),
    required(attribute<&Promise::date>("fecha", "Day on which it was made.")),
    attribute<&Promise::until>("hasta", "Day by which the debtor promised to pay."),
    positive(attribute<&Promise::amount>("importe", "Amount promised; all that is owed when absent.")),
    reference<&Promise::invoices>(IdTarget::invoice, "facturas", "Invoices it is about; all when absent."),
    attribute<&Promise::acknowledges>("reconoce", "Whether the debtor acknowledges the debt by it (CC 1973)."),
    reference<&Promise::evidence>(IdTarget::evidence, "prueba", "Evidence of it."),
};

constexpr AttributeRule instalment_attributes[] = {
    required(attribute<&Instalment::due>("vencimiento", "Day by which it is to be paid.")),
    required(positive(attribute<&Instalment::amount>("importe", "Amount."))),
    attribute<&Instalment::paid_date>("pagada-fecha", "Day on which it was paid; the money itself stands in a <pago>."),
    positive(attribute<&Instalment::paid_amount>("pagada-importe", "What was paid of it.")),
};
constexpr ElementRule instalment{"cuota", "cuota", "Instalment of the plan.", instalment_attributes, {}, nullptr, &detail::place_of<Instalment>};
constexpr ChildRule agreement_children[] = {child<&Agreement::instalments>(instalment)};

constexpr AttributeRule agreement_attributes[] = {
    generated_identifier<&Agreement::id>(IdTarget::agreement, "id", "Name of the agreement."),
    required(word<&agreement_kinds, &Agreement::kind>("tipo", "What was agreed.")),
    required(attribute<&Agreement::date>("fecha", "Day of the agreement.")),
    attribute<&Agreement::state>("estado", "How it stands; in force when absent."),
    reference<&Agreement::invoices>(IdTarget::invoice, "facturas", "Invoices it is about; all when absent."),
    between(0, 10'000, attribute<&Agreement::interest>("interes", "Interest during the plan, percent a year.")),
    attribute<&Agreement::acceleration>("vencimiento-anticipado", "Whether all falls due when an instalment is missed (CC 1129)."),
    attribute<&Agreement::acknowledges>("reconoce", "Whether it acknowledges the debt."),
    word<&agreement_forms, &Agreement::form>("forma", "Form of the agreement."),
    reference<&Agreement::evidence>(IdTarget::evidence, "prueba", "Evidence of it."),
};

constexpr AttributeRule communication_attributes[] = {
    generated_identifier<&Communication::id>(IdTarget::communication, "id", "Name of the communication."),
    required(attribute<&Communication::date>("fecha", "Day on which it was sent, or received when the debtor wrote.")),
    required(attribute<&Communication::direction>("sentido", "From the creditor, or to it.")),
    required(attribute<&Communication::channel>("canal", "Channel.")),
    word<&letters, &Communication::letter>("carta", "Which letter it was; history counts its step."),
    reference<&Communication::addressee>(IdTarget::party, "destinatario", "Party it went to; the debtor when absent."),
    reference<&Communication::address>(IdTarget::address, "domicilio", "Address it went to."),
    attribute<&Communication::attempt>("intento", "Day of the first attempt at delivery."),
    attribute<&Communication::delivered>("entrega", "Day of delivery."),
    attribute<&Communication::result>("resultado", "What became of it."),
    attribute<&Communication::provider>("prestador", "Post or trust provider."),
    attribute<&Communication::text_certified>("certificado-texto", "Whether the text is certified."),
    reference<&Communication::invoices>(IdTarget::invoice, "facturas", "Invoices it was about; all when absent."),
    positive(attribute<&Communication::claimed>("reclamado", "Amount claimed in it.")),
    attribute<&Communication::acknowledges>("reconoce", "Whether the debtor acknowledges the debt in it."),
    attribute<&Communication::confidential>("confidencial", "Whether it is confidential."),
    attribute<&Communication::negotiation>("negociacion", "Whether it belongs to the prior negotiation."),
    reference<&Communication::evidence>(IdTarget::evidence, "prueba", "Evidence of it."),
};
constexpr AttributeRule communication_text = attribute<&Communication::summary>("", "What it said, in a line.");

constexpr AttributeRule negotiation_attributes[] = {
    generated_identifier<&Negotiation::id>(IdTarget::negotiation, "id", "Name of the negotiation."),
    required(word<&negotiation_kinds, &Negotiation::kind>("tipo", "Means chosen (LO 1/2025).")),
    attribute<&Negotiation::request>("solicitud", "Day of the request."),
    attribute<&Negotiation::attempt>("intento", "Day of the first recorded attempt to deliver it."),
    attribute<&Negotiation::receipt>("recepcion", "Day on which the debtor got it."),
    attribute<&Negotiation::first_meeting>("primera-reunion", "Day of the first meeting."),
    attribute<&Negotiation::proposal>("propuesta", "Day of the last concrete proposal."),
    attribute<&Negotiation::extension>("prorroga", "Day until which both extended it."),
    attribute<&Negotiation::end>("fin", "Day on which it ended."),
    word<&negotiation_results, &Negotiation::result>("resultado", "How it ended."),
    attribute<&Negotiation::lawyer>("abogado", "Lawyer who takes part."),
    reference<&Negotiation::invoices>(IdTarget::invoice, "facturas", "Invoices it is about; the claim must be about the same."),
    positive(attribute<&Negotiation::amount>("importe", "Amount it is about.")),
    reference<&Negotiation::evidence>(IdTarget::evidence, "prueba", "Evidence of the request and its receipt."),
};

constexpr ChildRule insolvency_administrator_children[] = {child<&InsolvencyAdministrator::address>(address)};
constexpr AttributeRule insolvency_administrator_attributes[] = {
    required(attribute<&InsolvencyAdministrator::name>("nombre", "Name.")),
    special<ValueKind::tax_id, &ValueContext::tax_id, &InsolvencyAdministrator::nif>("nif", "Tax id."),
    special<ValueKind::email, &ValueContext::email, &InsolvencyAdministrator::email>("correo", "Address for communications of credits."),
};
constexpr ElementRule insolvency_administrator{"administracion-concursal", "administracion-concursal", "Insolvency administrator.", insolvency_administrator_attributes,
                                               insolvency_administrator_children};
constexpr ChildRule hold_children[] = {child<&Hold::administrator>(insolvency_administrator)};

// An unknown kind of hold is kept: whatever it is, it stops the letters until somebody looks.
constexpr AttributeRule hold_kind() {
    AttributeRule rule = attribute<&Hold::kind>("tipo", "What stops or changes the ladder; an unknown word stops it.");
    rule.kind = ValueKind::open_word;
    rule.store = [](ValueContext& context, const AttributeRule& self, void* object, std::string_view value) {
        Hold& hold = *static_cast<Hold*>(object);
        hold.kind_text = std::string(value);
        hold.kind = from_name<HoldKind>(value).value_or(HoldKind::unknown);
        if (hold.kind == HoldKind::unknown)
            context.report(base::Severity::warning, "case.unknown_hold", value, {{"opciones", listed_nearest_first(value, self.words())}});
        return true;
    };
    return rule;
}

constexpr AttributeRule hold_attributes[] = {
    generated_identifier<&Hold::id>(IdTarget::hold, "id", "Name of the hold."),
    required(hold_kind()),
    required(attribute<&Hold::from>("desde", "First day.")),
    attribute<&Hold::to>("hasta", "Last day; open when absent."),
    reference<&Hold::invoices>(IdTarget::invoice, "facturas", "Invoices it is about; the whole case when absent."),
    positive(attribute<&Hold::amount>("importe", "Part in dispute.")),
    attribute<&Hold::reason>("motivo", "Reason, as the debtor gives it or as the clerk saw it."),
    attribute<&Hold::before>("ante", "Court or body before which the dispute is."),
    attribute<&Hold::insolvency>("clase", "Kind of insolvency."),
    attribute<&Hold::court>("juzgado", "Court."),
    attribute<&Hold::proceedings>("autos", "Number of the proceedings."),
    attribute<&Hold::boe_publication>("publicacion-boe", "Day of publication of the insolvency; the month for the credit runs from it."),
};

constexpr AttributeRule discount_attributes[] = {
    required(between(1, 10'000, attribute<&Discount::percent>("porcentaje", "Discount, percent."))),
    required(attribute<&Discount::until>("hasta", "Last day on which it may be taken.")),
};
constexpr ElementRule discount{"descuento", "descuento", "Discount for early payment.", discount_attributes};

constexpr AttributeRule plan_attributes[] = {
    between(2, 360, attribute<&PlanOffer::instalments>("cuotas", "Number of instalments.")),
    attribute<&PlanOffer::first>("primera", "Day of the first."),
    word<&plan_periodicities, &PlanOffer::periodicity>("periodicidad", "How often; monthly when absent."),
};
constexpr ElementRule plan{"plan", "plan", "Payment in instalments.", plan_attributes};

constexpr AttributeRule other_debt_attributes[] = {
    attribute<&OtherDebt::creditor>("acreedor", "To whom; this creditor when absent."),
    required(attribute<&OtherDebt::reference>("referencia", "Reference of that debt.")),
    required(positive(attribute<&OtherDebt::amount>("importe", "Amount."))),
    between(0, 10'000, attribute<&OtherDebt::interest>("interes", "Interest, percent a year.")),
    positive(attribute<&OtherDebt::minimum_payment>("pago-minimo", "Least to pay a month.")),
};
constexpr ElementRule other_debt{"otra-deuda", "otra-deuda", "Another debt of the same debtor, for a plan over all.", other_debt_attributes};

constexpr AttributeRule meeting_attributes[] = {
    attribute<&Meeting::date>("fecha", "Day proposed."),
    special<ValueKind::clock_time, &ValueContext::clock_time, &Meeting::time>("hora", "Time, 24 hours: 10:30."),
    attribute<&Meeting::place_text>("lugar", "Place."),
    special<ValueKind::link, &ValueContext::link, &Meeting::link>("enlace", "Address of a video meeting, https."),
};
constexpr ElementRule meeting{"reunion", "reunion", "Meeting that the creditor offers.", meeting_attributes};

constexpr AttributeRule offer_attributes[] = {
    attribute<&Offer::valid_until>("hasta", "Last day of the offer."),
    attribute<&Offer::binding>("vinculante", "Whether it is a confidential binding offer (LO 1/2025 art. 17)."),
    positive(attribute<&Offer::monthly_capacity>("capacidad-mensual", "What the debtor says that it can pay a month.")),
};
constexpr ChildRule offer_children[] = {child<&Offer::discount>(discount), child<&Offer::plan>(plan), child<&Offer::other_debts>(other_debt), child<&Offer::meeting>(meeting)};

} // namespace

constinit const ElementRule promise{"promesa", "promesa", "Promise of the debtor to pay.", promise_attributes, {}, nullptr, &detail::place_of<Promise>};
constinit const ElementRule agreement{"acuerdo", "acuerdo", "Agreement on the debt.", agreement_attributes, agreement_children, nullptr, &detail::place_of<Agreement>};
constinit const ElementRule communication{"comunicacion", "comunicacion", "Letter, e-mail or call, in either direction.", communication_attributes, {}, &communication_text, &detail::place_of<Communication>};
constinit const ElementRule negotiation{"negociacion", "negociacion", "Prior negotiation (LO 1/2025) with every date its clocks need.", negotiation_attributes, {}, nullptr, &detail::place_of<Negotiation>};
constinit const ElementRule hold{"incidencia", "incidencia", "What stops or changes the ladder.", hold_attributes, hold_children, nullptr, &detail::place_of<Hold>};
constinit const ElementRule offer{"oferta", "oferta", "What the creditor authorises; nothing else is ever offered.", offer_attributes, offer_children, nullptr, &detail::place_of<Offer>};

} // namespace legajo::read::vocabulary
