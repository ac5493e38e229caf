// The same facts as explain_text, as data: templates/schema/explain.schema.json.

#include "report/explain.hpp"
#include "report/human.hpp"
#include "report/json_values.hpp"
#include "report/used_rules.hpp"

#include "model/names.hpp"
#include "model/totals.hpp"

namespace legajo::report {
namespace {

template <typename E>
Json name_json(E value) {
    return text_or_null(model::name_of(value));
}

Json party_json(const model::Party& party) {
    return {{"id", text_or_null(party.id)}, {"nombre", party.name}, {"nif", text_or_null(party.tax_id)}, {"tipo", name_json(party.kind)}};
}

std::string_view regime_name(model::Regime regime) {
    switch (regime) {
    case model::Regime::business_3_2004: return "ley-3-2004";
    case model::Regime::public_3_2004: return "ley-3-2004-administracion";
    case model::Regime::legal_interest: return "interes-legal";
    case model::Regime::consumer: return "consumidor";
    case model::Regime::no_rule_set: return "sin-reglas";
    case model::Regime::unknown: break;
    }
    return "desconocido";
}

std::string_view movement_name(model::InvoiceMovement::Kind kind) {
    switch (kind) {
    case model::InvoiceMovement::Kind::credit_note: return "abono";
    case model::InvoiceMovement::Kind::payment: return "pago";
    case model::InvoiceMovement::Kind::set_off: return "compensacion";
    case model::InvoiceMovement::Kind::returned_payment: break;
    }
    return "pago-devuelto";
}

std::string_view urgency_name(model::Urgency urgency) {
    switch (urgency) {
    case model::Urgency::ok: return "sin-urgencia";
    case model::Urgency::within_180_days: return "menos-de-180-dias";
    case model::Urgency::within_60_days: return "menos-de-60-dias";
    case model::Urgency::expired: break;
    }
    return "vencida";
}

std::string_view stage_name(model::NegotiationStage stage) {
    switch (stage) {
    case model::NegotiationStage::not_required: return "no-exigida";
    case model::NegotiationStage::not_started: return "sin-iniciar";
    case model::NegotiationStage::waiting: return "en-espera";
    case model::NegotiationStage::under_way: return "en-curso";
    case model::NegotiationStage::ended: return "terminada";
    case model::NegotiationStage::window_missed: break;
    }
    return "plazo-perdido";
}

std::string_view promise_name(model::PromiseState state) {
    return state == model::PromiseState::kept ? "cumplida" : state == model::PromiseState::broken ? "incumplida" : "abierta";
}

std::string_view plan_name(model::PlanState state) {
    switch (state) {
    case model::PlanState::kept: return "al-dia";
    case model::PlanState::missed: return "incumplido";
    case model::PlanState::fulfilled: return "cumplido";
    case model::PlanState::none: break;
    }
    return "sin-cuotas";
}

Json totals_json(const model::Totals& totals) {
    return {{"principal", money_json(totals.principal)},
            {"intereses", money_json(totals.interest)},
            {"compensacion", money_json(totals.compensation)},
            {"total", money_json(totals.total)},
            {"por-dia", money_json(totals.per_day)}};
}

class Writer {
public:
    Writer(const Explained& explained, const Catalogue& catalogue)
        : explained_(explained), assessment_(explained.assessment), decision_(explained.decision), catalogue_(catalogue) {}

    Json all() const {
        Json json;
        json["formato"] = "urn:legajo:explicacion:1";
        json["referencia"] = explained_.file.reference;
        json["fecha-control"] = date_json(assessment_.control_date);
        json["datos-a"] = date_json(explained_.file.data_as_of);
        json["paquete"] = {{"id", explained_.pack.id}, {"version", explained_.pack.version}};
        json["acreedor"] = party_json(explained_.file.creditor);
        json["deudor"] = party_json(explained_.file.debtor);
        json["obligados"] = obligors();
        if (const auto& share = explained_.file.share) json["parte"] = {{"porcentaje", share->percent.text()}, {"de", text_or_null(share->party)}};
        add_amounts(json);
        add_decision(json);
        json["facturas"] = invoices();
        json["segmentos"] = segments();
        json["prescripcion"] = limitation();
        json["negociacion"] = negotiation();
        json["procedimiento"] = procedure();
        json["iva"] = vat();
        json["fichero-solvencia"] = {{"posible", assessment_.credit_file.is_possible},
                                     {"sistemas", assessment_.credit_file.systems},
                                     {"falta", codes("credit_file", assessment_.credit_file.missing)},
                                     {"bloqueado-hasta", date_json(assessment_.credit_file.blocked_until)},
                                     {"reglas", rules(assessment_.credit_file.rules)}};
        json["plan-de-pagos"] = plan();
        json["orden-de-pago"] = repayment();
        json["concurso"] = insolvency();
        json["obstaculos"] = obstacles();
        json["promesas"] = promises();
        json["acuerdos"] = agreements();
        json["plazos"] = clocks();
        json["cartas-anteriores"] = letters();
        json["historial-deudor"] = record();
        json["normas"] = norms();
        json["avisos"] = json_of(explained_.remarks, catalogue_);
        json["dudas"] = doubts();
        if (!explained_.parts.empty()) json["partes"] = parts();
        return json;
    }

private:
    Json rules(const std::vector<model::RuleUse>& uses) const {
        Json all = Json::array();
        for (const auto& use : uses) {
            const auto rule = rule_text(use.rule, explained_.pack, catalogue_);
            all.push_back({{"regla", use.rule},
                           {"norma", text_or_null(rule.norm)},
                           {"texto", text_or_null(filled(rule.sentence, use.facts))},
                           {"hechos", facts_json(use.facts)},
                           {"comprobar", rule.must_be_checked()}});
        }
        return all;
    }

    Json codes(std::string_view group, const std::vector<std::string>& list) const {
        Json all = Json::array();
        for (const auto& code : list) all.push_back({{"codigo", code}, {"texto", condition_text(group, code, catalogue_)}});
        return all;
    }

    Json obligors() const {
        Json all = Json::array();
        for (const auto& obligor : explained_.file.obligors) {
            Json json = party_json(obligor.party);
            json["papel"] = name_json(obligor.role);
            json["regimen"] = name_json(obligor.regime);
            json["limite"] = money_json(obligor.limit);
            all.push_back(std::move(json));
        }
        return all;
    }

    void add_amounts(Json& json) const {
        const auto& account = assessment_.account;
        json["moneda"] = explained_.file.currency.text();
        json["importes"] = totals_json(account.totals);
        json["intereses-hasta"] = account.totals.interest ? date_json(account.totals.interest_to) : Json();
        json["intereses-parciales"] = account.totals.interest_is_partial;
        json["no-vencido"] = money_json(account.totals.not_yet_due);
        json["no-discutido"] = money_json(account.totals.uncontested);
        json["sin-aplicar"] = money_json(account.unapplied_payments);
        json["imputacion"] = name_json(account.imputation);
        json["importes-otra-imputacion"] = account.other_imputation ? totals_json(*account.other_imputation) : Json();
        json["base-dias"] = account.day_basis == 0 ? Json("real/real") : Json(std::to_string(account.day_basis));
        json["modo-intereses"] = name_json(account.interest_mode);
        json["modo-compensacion"] = name_json(account.compensation_mode);
    }

    void add_decision(Json& json) const {
        json["resultado"] = name_json(decision_.outcome);
        json["carta"] = text_or_null(decision_.letter);
        json["nivel"] = decision_.letter.empty() ? Json() : Json(decision_.level);
        json["canal"] = name_json(decision_.channel);
        json["plazo"] = date_json(decision_.deadline);
        json["plazo-dias"] = value_or_null(decision_.deadline_days);
        json["destinatario"] = text_or_null(decision_.addressee);
        json["copias-a"] = decision_.copies_to;
        json["importes-de-la-carta"] =
            decision_.invoices.empty() ? Json() : totals_json(model::totals_for(assessment_, decision_.invoices));
        json["facturas-de-la-carta"] = decision_.invoices;
        json["ocasion"] = text_or_null(decision_.occasion);
        json["repeticion"] = decision_.is_repeat;
        json["motivos"] = rules(decision_.reasons);
        Json rejected = Json::array();
        for (const auto& one : decision_.rejected)
            rejected.push_back({{"carta", one.letter},
                                {"regla", one.rule},
                                {"motivo", one.reason},
                                {"texto", reason_text(one.reason, one.facts, catalogue_)},
                                {"hechos", facts_json(one.facts)},
                                {"posible-desde", date_json(one.possible_from)}});
        json["descartadas"] = rejected;
        json["reglas-probadas"] = rules(decision_.tried);
        json["proxima-fecha"] = date_json(decision_.next_date);
        json["proxima-carta"] = text_or_null(decision_.next_letter);
    }

    Json invoices() const {
        Json all = Json::array();
        for (const auto& invoice : assessment_.account.invoices) {
            Json movements = Json::array();
            for (const auto& movement : invoice.movements)
                movements.push_back({{"tipo", movement_name(movement.kind)},
                                     {"fecha", date_json(movement.date)},
                                     {"importe", money_json(movement.amount)},
                                     {"a-principal", money_json(movement.to_principal)},
                                     {"a-intereses", money_json(movement.to_interest)},
                                     {"a-compensacion", money_json(movement.to_compensation)},
                                     {"origen", text_or_null(movement.source_id)}});
            all.push_back({{"id", invoice.invoice},
                           {"numero", invoice.number},
                           {"fecha", date_json(invoice.issued)},
                           {"vencimiento", date_json(invoice.due)},
                           {"vencimiento-pactado", date_json(invoice.agreed_due)},
                           {"vencimiento-otra-lectura", date_json(invoice.alternative_due)},
                           {"requerimiento-recibido", date_json(invoice.demand_received)},
                           {"importe", money_json(invoice.charged)},
                           {"abonado", money_json(invoice.credited)},
                           {"pagado", money_json(invoice.paid)},
                           {"pendiente", money_json(invoice.outstanding)},
                           {"vencida", invoice.is_due},
                           {"dias", invoice.days_late},
                           {"discutido", money_json(invoice.disputed)},
                           {"retenida", invoice.is_held},
                           {"regimen", regime_name(invoice.regime)},
                           {"intereses-desde", invoice.is_in_default ? date_json(invoice.default_from) : Json()},
                           {"intereses-hasta", date_json(invoice.interest_to)},
                           {"intereses-devengados", money_json(invoice.accrued_interest)},
                           {"intereses-pagados", money_json(invoice.interest_paid)},
                           {"intereses", money_json(invoice.interest)},
                           {"compensacion", money_json(invoice.compensation)},
                           {"por-dia", money_json(invoice.per_day)},
                           {"solo-accesorios", invoice.owes_only_accessories},
                           {"prescripcion", date_json(invoice.limitation_safe_day)},
                           {"prescrita", invoice.is_time_barred},
                           {"movimientos", std::move(movements)},
                           {"reglas", rules(invoice.rules)}});
        }
        return all;
    }

    Json segments() const {
        Json all = Json::array();
        for (const auto& invoice : assessment_.account.invoices)
            for (const auto& segment : invoice.segments)
                all.push_back({{"factura", segment.invoice},
                               {"desde", date_json(segment.from)},
                               {"hasta", date_json(segment.to)},
                               {"dias", segment.days},
                               {"base", money_json(segment.base)},
                               {"tipo", segment.rate.text()},
                               {"base-dias", segment.day_basis == 0 ? "real/real" : std::to_string(segment.day_basis)},
                               {"intereses", money_json(segment.interest)},
                               {"fuente", text_or_null(segment.source)},
                               {"confianza", name_of(segment.confidence)}});
        return all;
    }

    Json limitation() const {
        const auto& limitation = assessment_.limitation;
        Json candidates = Json::array();
        for (const auto& candidate : limitation.candidates)
            candidates.push_back({{"plazo", candidate.term},
                                  {"regla", candidate.rule},
                                  {"factura", text_or_null(candidate.invoice)},
                                  {"frente-a", text_or_null(candidate.against)},
                                  {"desde", date_json(candidate.starts)},
                                  {"ultimo-dia-seguro", date_json(candidate.last_safe_day)},
                                  {"lectura-menos-estricta", date_json(candidate.less_strict_day)},
                                  {"decide", candidate.decides},
                                  {"nota", candidate.note.empty() ? Json() : Json(condition_text("limitation", candidate.note, catalogue_))},
                                  {"hechos", rules(candidate.events)},
                                  {"confianza", name_of(candidate.confidence)}});
        return {{"ultimo-dia-seguro", date_json(limitation.last_safe_day)},
                {"urgencia", urgency_name(limitation.urgency)},
                {"vencida-en-toda-lectura", limitation.expired_in_every_reading},
                {"candidatos", std::move(candidates)}};
    }

    Json negotiation() const {
        const auto& negotiation = assessment_.negotiation;
        return {{"exigida", negotiation.is_required},
                {"estado", stage_name(negotiation.stage)},
                {"solicitud", date_json(negotiation.request)},
                {"intento", date_json(negotiation.attempt)},
                {"recepcion", date_json(negotiation.receipt)},
                {"con-prueba", negotiation.has_proof},
                {"termina", date_json(negotiation.ends_on)},
                {"demanda-desde", date_json(negotiation.suit_not_before)},
                {"demanda-hasta", date_json(negotiation.suit_until)},
                {"reglas", rules(negotiation.rules)}};
    }

    Json procedure() const {
        const auto& procedure = assessment_.procedure;
        return {{"via", text_or_null(procedure.route)},
                {"tribunal", text_or_null(procedure.court)},
                {"tasa", money_json(procedure.fee)},
                {"abogado", value_or_null(procedure.needs_lawyer)},
                {"cuantia", money_json(procedure.value)},
                {"tras-oposicion", text_or_null(procedure.after_opposition)},
                {"abogado-tras-oposicion", value_or_null(procedure.needs_lawyer_later)},
                {"documentos", procedure.documents},
                {"reglas", rules(procedure.rules)}};
    }

    Json vat() const {
        Json all = Json::array();
        for (const auto& one : assessment_.vat)
            all.push_back({{"factura", one.invoice},
                           {"posible", one.is_eligible},
                           {"desde", date_json(one.window_from)},
                           {"hasta", date_json(one.window_to)},
                           {"reclamado-el", date_json(one.claimed_on)},
                           {"falta", codes("vat", one.missing)},
                           {"reglas", rules(one.rules)}});
        return {{"facturas", std::move(all)}};
    }

    Json plan() const {
        if (!assessment_.plan) return Json();
        const auto& plan = *assessment_.plan;
        Json instalments = Json::array();
        for (const auto& one : plan.instalments)
            instalments.push_back({{"numero", one.number}, {"vencimiento", date_json(one.due)}, {"importe", money_json(one.amount)}, {"queda", money_json(one.remaining)}});
        return {{"cuotas", std::move(instalments)},
                {"total", money_json(plan.total)},
                {"descuento", money_json(plan.discount)},
                {"total-con-descuento", money_json(plan.discounted_total)},
                {"descuento-hasta", date_json(plan.discount_until)},
                {"rechazado-por", codes("plan", plan.refused_because)},
                {"reglas", rules(plan.rules)}};
    }

    static Json repayment_order(const model::RepaymentOrder& order) {
        Json debts = Json::array();
        for (const auto& debt : order.debts)
            debts.push_back({{"acreedor", text_or_null(debt.creditor)},
                             {"referencia", text_or_null(debt.reference)},
                             {"importe", money_json(debt.amount)},
                             {"tipo", debt.rate.text()},
                             {"intereses", money_json(debt.interest_paid)},
                             {"mes", debt.paid_off_month}});
        return {{"posible", order.is_possible},
                {"deudas", std::move(debts)},
                {"meses", order.months},
                {"termina", date_json(order.ends)},
                {"intereses", money_json(order.total_interest)},
                {"total", money_json(order.total_paid)}};
    }

    Json repayment() const {
        if (!assessment_.repayment) return Json();
        return {{"al-mes", money_json(assessment_.repayment->monthly)},
                {"bola-de-nieve", repayment_order(assessment_.repayment->smallest_first)},
                {"mas-cara-primero", repayment_order(assessment_.repayment->costliest_first)}};
    }

    Json insolvency() const {
        if (!assessment_.insolvency) return Json();
        const auto& insolvency = *assessment_.insolvency;
        return {{"incidencia", text_or_null(insolvency.hold)},
                {"clase", name_json(insolvency.kind)},
                {"exoneracion", insolvency.is_discharge},
                {"declarado", date_json(insolvency.declared)},
                {"comunicar-hasta", date_json(insolvency.communicate_until)},
                {"reglas", rules(insolvency.rules)}};
    }

    Json obstacles() const {
        Json all = Json::array();
        for (const auto& obstacle : assessment_.obstacles)
            all.push_back({{"codigo", obstacle.code},
                           {"regla", text_or_null(obstacle.rule)},
                           {"texto", reason_text(obstacle.code, obstacle.facts, catalogue_)},
                           {"hechos", facts_json(obstacle.facts)}});
        return all;
    }

    Json promises() const {
        Json all = Json::array();
        for (const auto& one : assessment_.promises)
            all.push_back({{"id", one.promise}, {"estado", promise_name(one.state)}, {"hasta", date_json(one.due)}, {"pagado-desde", money_json(one.paid_since)}});
        return all;
    }

    Json agreements() const {
        Json all = Json::array();
        for (const auto& one : assessment_.agreements)
            all.push_back({{"id", one.agreement},
                           {"estado", plan_name(one.state)},
                           {"incumplido-el", date_json(one.missed_on)},
                           {"importe-incumplido", money_json(one.missed_amount)},
                           {"proxima-cuota", date_json(one.next_due)},
                           {"importe-proximo", money_json(one.next_amount)}});
        return all;
    }

    Json clocks() const {
        Json all = Json::array();
        for (const auto& clock : assessment_.clocks)
            all.push_back({{"tipo", clock.kind}, {"fecha", date_json(clock.date)}, {"sobre", text_or_null(clock.subject_id)}, {"regla", text_or_null(clock.rule)}});
        return all;
    }

    Json letters() const {
        Json all = Json::array();
        for (const auto& letter : explained_.history.letters)
            all.push_back({{"carta", letter.letter},
                           {"nivel", letter.level},
                           {"estado", name_json(letter.state)},
                           {"canal", name_json(letter.channel)},
                           {"emitida", date_json(letter.issued_on)},
                           {"enviada", date_json(letter.sent_on)},
                           {"entregada", date_json(letter.delivered_on)},
                           {"plazo", date_json(letter.deadline)},
                           {"respondida", date_json(letter.answered_on)},
                           {"registro", letter.number > 0 ? Json(letter.number) : Json()}});
        return all;
    }

    Json record() const {
        const auto& record = assessment_.record;
        return {{"facturas-a-tiempo", record.invoices_paid_on_time}, {"facturas-con-retraso", record.invoices_paid_late},
                {"retraso-medio", value_or_null(record.average_days_late)}, {"promesas-cumplidas", record.promises_kept},
                {"promesas-incumplidas", record.promises_broken},   {"promesas-abiertas", record.promises_open},
                {"cartas-respondidas", record.letters_answered},    {"cartas-sin-respuesta", record.letters_unanswered}};
    }

    Json norms() const {
        Json all = Json::array();
        for (const auto& rule : used_rules(explained_, catalogue_))
            all.push_back({{"regla", rule.id}, {"norma", text_or_null(rule.norm)}, {"texto", text_or_null(rule.sentence)}, {"confianza", name_of(rule.confidence)}});
        return all;
    }

    Json doubts() const {
        Json all = Json::array();
        for (const auto& doubt : doubts_of(explained_, catalogue_))
            all.push_back({{"codigo", text_or_null(doubt.code)},
                           {"regla", text_or_null(doubt.rule)},
                           {"norma", text_or_null(doubt.norm)},
                           {"texto", text_or_null(doubt.text)},
                           {"hechos", facts_json(doubt.facts)}});
        return all;
    }

    Json parts() const {
        Json all = Json::array();
        for (const Explained& part : explained_.parts) all.push_back(Writer(part, catalogue_).all());
        return all;
    }

    const Explained& explained_;
    const model::Assessment& assessment_;
    const model::Decision& decision_;
    const Catalogue& catalogue_;
};

} // namespace

std::string explain_json(const Explained& explained, const Catalogue& catalogue, int indent) {
    return json_text(Writer(explained, catalogue).all(), indent) + "\n";
}

} // namespace legajo::report
