// What the creditor authorised to offer, plans in force, meetings, other debts. Nothing is offered that the case's `oferta` does not say.

#include "fill/vocabulary.hpp"

#include <algorithm>

namespace legajo::fill {
namespace {

const model::PaymentPlan* offered(const Facts& f) { return f.options.plan != nullptr ? f.options.plan : f.assessment.plan ? &*f.assessment.plan : nullptr; }
const model::PaymentPlan* plan(const Facts& f) {
    const auto* one = offered(f);
    return one != nullptr && !one->instalments.empty() ? one : nullptr;
}
const model::PaymentPlan* discounted(const Facts& f) {
    const auto* one = offered(f);
    return one != nullptr && one->discount && one->discounted_total && one->discount_until ? one : nullptr;
}
// A meeting whose day has passed is offered no more.
const model::Meeting* meeting(const Facts& f) {
    if (!f.debt.offer || !f.debt.offer->meeting) return nullptr;
    const model::Meeting& one = *f.debt.offer->meeting;
    return one.date && *one.date < f.options.issued_at.local_date() ? nullptr : &one;
}

// The agreement that the letter speaks of: the one its occasion names ("ac1#3"), else the last.
const model::Agreement* agreement(const Facts& f) {
    const std::string id = f.decision.occasion.substr(0, f.decision.occasion.find('#'));
    for (const model::Agreement& one : f.debt.agreements)
        if (one.id == id) return &one;
    return f.debt.agreements.empty() ? nullptr : &f.debt.agreements.back();
}
const model::AgreementOutcome* outcome(const Facts& f) {
    const model::Agreement* wanted = agreement(f);
    for (const model::AgreementOutcome& one : f.assessment.agreements)
        if (wanted != nullptr && one.agreement == wanted->id) return &one;
    return nullptr;
}

std::vector<Row> plan_rows(const Facts& f) {
    std::vector<Row> rows;
    if (const model::PaymentPlan* p = plan(f))
        for (const model::PlannedInstalment& i : p->instalments)
            rows.push_back({f.say.integer(i.number), f.say.short_date(i.due), f.say.money(i.amount), f.say.money(i.remaining)});
    return rows;
}

std::vector<Row> agreement_rows(const Facts& f) {
    std::vector<Row> rows;
    const model::Agreement* a = agreement(f);
    if (a == nullptr) return rows;
    int number = 0;
    for (const model::Instalment& i : a->instalments) {
        ++number;
        rows.push_back({f.say.integer(number), f.say.short_date(i.due), f.say.money(i.amount), i.paid_date.has_value(),
                        i.paid_date ? f.say.short_date(*i.paid_date) : std::string()});
    }
    return rows;
}

std::vector<Row> guarantor_rows(const Facts& f) {
    std::vector<Row> rows;
    for (const model::Obligor& obligor : f.debt.obligors)
        if (obligor.role == model::Obligor::Role::guarantor)
            rows.push_back({obligor.party.name, obligor.party.tax_id, obligor.consents_extension.value_or(false)});
    return rows;
}

std::vector<Row> other_debt_rows(const Facts& f) {
    std::vector<Row> rows;
    if (!f.debt.offer) return rows;
    for (const model::OtherDebt& other : f.debt.offer->other_debts)
        rows.push_back({other.creditor, other.reference, f.say.money(other.amount), other.interest ? f.say.percent(*other.interest) : std::string(),
                        other.minimum_payment ? f.say.money(*other.minimum_payment) : std::string()});
    return rows;
}

using Order = model::RepaymentOrder;
const Order* order(const Facts& f, Order model::RepaymentComparison::*which) {
    return f.assessment.repayment && (*f.assessment.repayment.*which).is_possible ? &(*f.assessment.repayment.*which) : nullptr;
}

std::vector<Row> order_rows(const Facts& f, Order model::RepaymentComparison::*which) {
    std::vector<Row> rows;
    if (const Order* o = order(f, which))
        for (const model::RepaymentDebt& debt : o->debts)
            rows.push_back({debt.creditor, f.say.money(debt.amount), f.say.percent(debt.rate), f.say.integer(debt.paid_off_month)});
    return rows;
}

void add_order(std::vector<Name>& names, const std::string& id, const std::string& what, Order model::RepaymentComparison::*which) {
    names.push_back(list(id + ".deudas", what + ": las deudas en ese orden",
                         {column("acreedor", "A quién"), column("importe", "Importe"), column("tipo", "Interés anual"), column("mes", "Mes en que termina, desde el primero")},
                         [which](const Facts& f) { return order_rows(f, which); }));
    names.push_back(text(id + ".meses", what + ": meses en total", [which](const Facts& f) { const auto* o = order(f, which); return o ? f.say.integer(o->months) : std::string(); }));
    names.push_back(text(id + ".intereses", what + ": intereses en total", [which](const Facts& f) { const auto* o = order(f, which); return o ? f.say.money(o->total_interest) : std::string(); }));
    names.push_back(text(id + ".total", what + ": lo que se paga en total", [which](const Facts& f) { const auto* o = order(f, which); return o ? f.say.money(o->total_paid) : std::string(); }));
}

std::vector<Name> repayment_names() {
    std::vector<Name> names = {
        condition("reparto.hay", "Se pueden comparar dos órdenes de pago de todas las deudas",
                  [](const Facts& f) { return order(f, &model::RepaymentComparison::smallest_first) && order(f, &model::RepaymentComparison::costliest_first); }),
        text("reparto.al-mes", "Suma mensual con la que se comparan", [](const Facts& f) { return f.assessment.repayment ? f.say.money(f.assessment.repayment->monthly) : std::string(); }),
    };
    add_order(names, "bola-de-nieve", "La más pequeña primero", &model::RepaymentComparison::smallest_first);
    add_order(names, "mas-cara-primero", "La más cara primero", &model::RepaymentComparison::costliest_first);
    return names;
}

std::vector<Name> plan_names() {
    return {
        condition("plan.hay", "El acreedor autoriza un plan de pagos", [](const Facts& f) { return plan(f) != nullptr; }),
        list("plan.cuotas", "Calendario propuesto", {column("numero", "Número"), column("fecha", "Día de pago"), column("importe", "Importe"), column("resto", "Lo que queda después")}, plan_rows),
        text("plan.cuantas", "Número de cuotas", [](const Facts& f) { const auto* p = plan(f); return p ? f.say.integer(static_cast<std::int64_t>(p->instalments.size())) : std::string(); }),
        condition("plan.es-una", "El plan tiene una sola cuota", [](const Facts& f) { const auto* p = plan(f); return p && p->instalments.size() == 1; }),
        text("plan.total", "Suma de las cuotas", [](const Facts& f) { const auto* p = plan(f); return p ? f.say.money(p->total) : std::string(); }),
        text("plan.total-en-letra", "En letra", [](const Facts& f) { const auto* p = plan(f); return p ? f.say.amount_in_words(p->total) : std::string(); }),
        condition("plan.cubre-principal", "Las cuotas suman justo el principal de la carta", [](const Facts& f) { const auto* p = plan(f); return p && p->total == f.totals.principal; }),
        condition("plan.cubre-total", "Las cuotas suman justo el total que se reclama, y no solo el principal",
                  [](const Facts& f) { const auto* p = plan(f); return p && p->total == f.claimed && p->total != f.totals.principal; }),
        optional_text("oferta.cuotas", "Cuotas que autoriza la oferta", [](const Facts& f) { return f.debt.offer && f.debt.offer->plan && f.debt.offer->plan->instalments ? f.say.integer(*f.debt.offer->plan->instalments) : std::string(); }),
        optional_text("oferta.primera", "Primer día de pago que autoriza la oferta", [](const Facts& f) { return f.debt.offer && f.debt.offer->plan && f.debt.offer->plan->first ? f.say.date(*f.debt.offer->plan->first) : std::string(); }),
        text("plan.primera-fecha", "Día de la primera cuota", [](const Facts& f) { const auto* p = plan(f); return p ? f.say.date(p->instalments.front().due) : std::string(); }),
        text("plan.primera-importe", "Importe de la primera", [](const Facts& f) { const auto* p = plan(f); return p ? f.say.money(p->instalments.front().amount) : std::string(); }),
        text("plan.ultima-fecha", "Día de la última cuota", [](const Facts& f) { const auto* p = plan(f); return p ? f.say.date(p->instalments.back().due) : std::string(); }),
        condition("descuento.hay", "El acreedor autoriza un descuento por pronto pago", [](const Facts& f) { return discounted(f) != nullptr; }),
        text("descuento.porcentaje", "Tanto por ciento", [](const Facts& f) { return f.debt.offer && f.debt.offer->discount ? f.say.percent(f.debt.offer->discount->percent) : std::string(); }),
        text("descuento.importe", "Lo que se descuenta", [](const Facts& f) { const auto* p = discounted(f); return p ? f.say.money(*p->discount) : std::string(); }),
        text("descuento.total", "Lo que se paga con el descuento", [](const Facts& f) { const auto* p = discounted(f); return p ? f.say.money(*p->discounted_total) : std::string(); }),
        text("descuento.hasta", "Último día para pagar con descuento", [](const Facts& f) { const auto* p = discounted(f); return p ? f.say.date(*p->discount_until) : std::string(); }),
        optional_text("oferta.hasta", "Hasta cuándo vale lo ofrecido", [](const Facts& f) { return f.debt.offer && f.debt.offer->valid_until ? f.say.date(*f.debt.offer->valid_until) : std::string(); }),
        condition("hay-oferta", "Hay un plan o un descuento que ofrecer", [](const Facts& f) { return plan(f) || discounted(f); }),
        condition("plan.y-descuento", "Hay las dos cosas", [](const Facts& f) { return plan(f) && discounted(f); }),
        optional_text("oferta.capacidad", "Lo que el deudor dice poder pagar al mes", [](const Facts& f) { return f.debt.offer && f.debt.offer->monthly_capacity ? f.say.money(*f.debt.offer->monthly_capacity) : std::string(); }),
        list("otras-deudas", "Otras deudas declaradas", {column("acreedor", "A quién"), optional_column("referencia", "Referencia"), column("importe", "Importe"), optional_column("tipo", "Interés anual"), optional_column("minimo", "Pago mínimo")}, other_debt_rows),
        condition("hay-otras-deudas", "El expediente declara otras deudas", [](const Facts& f) { return f.debt.offer && !f.debt.offer->other_debts.empty(); }),
    };
}

std::vector<Name> meeting_names() {
    return {
        condition("reunion.hay", "El acreedor ofrece una reunión", [](const Facts& f) { return meeting(f) != nullptr; }),
        optional_text("reunion.fecha", "Día", [](const Facts& f) { const auto* m = meeting(f); return m && m->date ? f.say.date(*m->date) : std::string(); }),
        optional_text("reunion.hora", "Hora", [](const Facts& f) { const auto* m = meeting(f); return m ? m->time : ""; }),
        optional_text("reunion.lugar", "Lugar", [](const Facts& f) { const auto* m = meeting(f); return m ? m->place_text : ""; }),
        optional_text("reunion.enlace", "Enlace de videollamada", [](const Facts& f) { const auto* m = meeting(f); return m ? m->link : ""; }),
    };
}

std::vector<Name> agreement_names() {
    return {
        condition("acuerdo.hay", "Hay un acuerdo de pago", [](const Facts& f) { return agreement(f) != nullptr; }),
        optional_text("propuesta-recibida.fecha", "Cuándo propuso el deudor el acuerdo al que contesta la carta",
                      [](const Facts& f) { const auto* a = agreement(f); return a && a->state == model::AgreementState::proposed ? f.say.date(a->date) : std::string(); }),
        text("acuerdo.fecha", "Su fecha", [](const Facts& f) { const auto* a = agreement(f); return a ? f.say.date(a->date) : std::string(); }),
        list("acuerdo.cuotas", "Sus cuotas", {column("numero", "Número"), column("fecha", "Vencimiento"), column("importe", "Importe"), flag_column("pagada", "Está pagada"), optional_column("pagada-fecha", "Cuándo se pagó")}, agreement_rows),
        condition("acuerdo.con-pagadas", "Alguna de sus cuotas está pagada",
                  [](const Facts& f) {
                      const auto* a = agreement(f);
                      return a != nullptr && std::any_of(a->instalments.begin(), a->instalments.end(), [](const model::Instalment& i) { return i.paid_date.has_value(); });
                  }),
        text("cuota.fecha", "Vencimiento de la próxima cuota", [](const Facts& f) { const auto* o = outcome(f); return o && o->next_due ? f.say.date(*o->next_due) : std::string(); }),
        text("cuota.importe", "Su importe", [](const Facts& f) { const auto* o = outcome(f); return o && o->next_amount ? f.say.money(*o->next_amount) : std::string(); }),
        text("cuota-impagada.fecha", "Vencimiento de la cuota que falta, o de la primera de ellas", [](const Facts& f) { const auto* o = outcome(f); return o && o->missed_on ? f.say.date(*o->missed_on) : std::string(); }),
        condition("cuota-impagada.son-varias", "Faltan varias",
                  [](const Facts& f) {
                      const auto* a = agreement(f);
                      const auto* o = outcome(f);
                      return a && o && o->missed_on && std::count_if(a->instalments.begin(), a->instalments.end(), [&](const model::Instalment& i) {
                                 return i.due >= *o->missed_on && i.due < f.assessment.control_date;
                             }) > 1;
                  }),
        text("cuota-impagada.importe", "Lo que falta de ella o, si son varias, de todas", [](const Facts& f) { const auto* o = outcome(f); return o && o->missed_amount ? f.say.money(*o->missed_amount) : std::string(); }),
        condition("acuerdo.vence-anticipadamente", "El acuerdo prevé el vencimiento anticipado", [](const Facts& f) { const auto* a = agreement(f); return a && a->acceleration.value_or(false); }),
        list("fiadores", "Fiadores", {column("nombre", "Nombre"), optional_column("nif", "NIF"), flag_column("consiente", "Ha consentido la prórroga")}, guarantor_rows),
        condition("hay-fiadores", "El expediente tiene fiadores", [](const Facts& f) { return !guarantor_rows(f).empty(); }),
    };
}

} // namespace

std::vector<Name> names_of_solutions() {
    std::vector<Name> all;
    for (auto* part : {plan_names, repayment_names, meeting_names, agreement_names}) {
        std::vector<Name> some = part();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace legajo::fill
