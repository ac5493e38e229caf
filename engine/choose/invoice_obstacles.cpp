#include "choose/invoice_obstacles.hpp"

#include <algorithm>

namespace legajo::choose {
namespace {

bool names(const std::vector<std::string>& list, const model::InvoiceAccount& account) {
    return list.empty() || std::find(list.begin(), list.end(), account.invoice) != list.end() || std::find(list.begin(), list.end(), account.number) != list.end();
}

std::optional<Date> day_after(const std::optional<Date>& last) { return last ? std::optional(last->plus_days(1)) : std::nullopt; }

Facts hold_facts(const model::Hold& hold) {
    Facts facts{{"incidencia", hold.id}, {"desde", hold.from.iso()}};
    if (hold.to) facts.emplace_back("hasta", hold.to->iso());
    if (!hold.reason.empty()) facts.emplace_back("motivo", hold.reason);
    return facts;
}

// L-matrix: pressing for a time-barred debt is for a person to decide.
std::optional<Obstacle> time_barred(const View&, const InvoiceView& invoice) {
    if (!invoice.account->is_time_barred) return std::nullopt;
    return Obstacle{"L-401", "time_barred", {{"factura", invoice.account->number}, {"vencimiento", invoice.account->due.iso()}}, std::nullopt, {}};
}

// A dispute holds its invoice, or its part: the rest goes on (L-640).
std::optional<Obstacle> disputed(const View& view, const InvoiceView& invoice) {
    for (const auto& hold : view.debt.holds) {
        if (hold.kind != model::HoldKind::dispute || !is_active(hold, view.today) || !names(hold.invoices, *invoice.account)) continue;
        const bool holds_a_part = hold.amount && !hold.invoices.empty() && invoice.claimable.is_positive();
        if (!holds_a_part) return Obstacle{"L-640", "disputed", hold_facts(hold), day_after(hold.to), {"respuesta-disputa"}};
    }
    if (invoice.account->is_held || !invoice.claimable.is_positive())
        return Obstacle{"L-640", "disputed", {{"factura", invoice.account->number}}, std::nullopt, {"respuesta-disputa"}};
    return std::nullopt;
}

std::optional<Obstacle> suspended(const View& view, const InvoiceView& invoice) {
    for (const auto& hold : view.debt.holds)
        if (hold.kind == model::HoldKind::suspension && is_active(hold, view.today) && names(hold.invoices, *invoice.account))
            return Obstacle{"policy.suspension", "suspended", hold_facts(hold), day_after(hold.to), {}};
    return std::nullopt;
}

// The debtor says that it has paid: its word is checked before anything else is asked of it.
std::optional<Obstacle> payment_in_transit(const View& view, const InvoiceView& invoice) {
    for (const auto& hold : view.debt.holds) {
        if (hold.kind != model::HoldKind::payment_in_transit || !is_active(hold, view.today) || !names(hold.invoices, *invoice.account)) continue;
        auto until = hold.from.plus_days(view.pack.policy.payment_check_days + 1);
        if (hold.to && hold.to->plus_days(1) < until) until = hold.to->plus_days(1);
        if (view.today < until) return Obstacle{"policy.payment_check", "payment_in_transit", hold_facts(hold), until, {"comprobacion-pago"}};
    }
    return std::nullopt;
}

// A promise pauses until its day (and a short tolerance) has gone by; a broken one pauses nothing.
std::optional<Obstacle> promised(const View& view, const InvoiceView& invoice) {
    constexpr int days_without_date = 7;
    for (const auto& outcome : view.assessment.promises) {
        const auto promise = std::find_if(view.debt.promises.begin(), view.debt.promises.end(), [&](const auto& one) { return one.id == outcome.promise; });
        if (promise == view.debt.promises.end() || promise->date > view.today || !names(promise->invoices, *invoice.account)) continue;
        if (outcome.state == model::PromiseState::kept) continue;
        const auto due = outcome.due ? *outcome.due : promise->until ? *promise->until : promise->date.plus_days(days_without_date);
        const auto until = due.plus_days(view.pack.policy.promise_tolerance_days + 1);
        if (view.today >= until) continue;
        Facts facts{{"promesa", promise->id}, {"hecha", promise->date.iso()}, {"hasta", due.iso()}};
        if (promise->amount) facts.emplace_back("importe", promise->amount->text());
        return Obstacle{"policy.promise", "promise_open", std::move(facts), until, {}};
    }
    return std::nullopt;
}

// A plan that is kept pauses its invoices. A missed instalment is answered first; the ladder goes on when that answer's deadline is over.
std::optional<Obstacle> planned(const View& view, const InvoiceView& invoice) {
    for (const auto& outcome : view.assessment.agreements) {
        const auto agreement =
            std::find_if(view.debt.agreements.begin(), view.debt.agreements.end(), [&](const auto& one) { return one.id == outcome.agreement; });
        if (agreement == view.debt.agreements.end() || agreement->date > view.today || !names(agreement->invoices, *invoice.account)) continue;
        Facts facts{{"acuerdo", agreement->id}};
        if (outcome.state == model::PlanState::kept) {
            if (outcome.next_due) facts.emplace_back("proxima-cuota", outcome.next_due->iso());
            const auto until = outcome.next_due ? std::optional(outcome.next_due->plus_days(1)) : std::nullopt;
            return Obstacle{"policy.plan", "plan_kept", std::move(facts), until, {"recordatorio-cuota"}};
        }
        if (outcome.state != model::PlanState::missed || agreement->state == model::AgreementState::broken) continue;
        if (outcome.missed_on) facts.emplace_back("cuota-impagada", outcome.missed_on->iso());
        const auto* notice = last_live(view, "incumplimiento-plan", agreement->id + "@" + (outcome.missed_on ? outcome.missed_on->iso() : ""), false);
        if (notice == nullptr) {
            if (!view.pack.letters.contains("incumplimiento-plan")) continue;
            return Obstacle{"policy.plan", "plan_missed", std::move(facts), std::nullopt, {"incumplimiento-plan"}};
        }
        const auto* step = step_of(invoice.ladder, "incumplimiento-plan");
        const auto last_day = notice->deadline ? *notice->deadline : base_day(*notice).plus_days(step && step->deadline_days ? *step->deadline_days : 10);
        facts.emplace_back("plazo", last_day.iso());
        if (view.today <= last_day) return Obstacle{"policy.plan", "plan_missed", std::move(facts), last_day.plus_days(1), {}};
    }
    return std::nullopt;
}

// A request to negotiate freezes the invoices it names, no others.
std::optional<Obstacle> negotiating(const View& view, const InvoiceView& invoice) {
    const auto& state = view.assessment.negotiation;
    if (state.stage != model::NegotiationStage::waiting && state.stage != model::NegotiationStage::under_way) return std::nullopt;
    bool is_named = view.debt.negotiations.empty() && last_live(view, "negociacion-previa") == nullptr;
    for (const auto& negotiation : view.debt.negotiations) is_named = is_named || names(negotiation.invoices, *invoice.account);
    if (const auto* request = last_live(view, "negociacion-previa")) is_named = is_named || covers(*request, *invoice.account);
    if (!is_named) return std::nullopt;
    Facts facts;
    if (state.request) facts.emplace_back("solicitud", state.request->iso());
    if (state.receipt) facts.emplace_back("recepcion", state.receipt->iso());
    if (state.ends_on) facts.emplace_back("termina", state.ends_on->iso());
    return Obstacle{"L-510", "negotiation_under_way", std::move(facts), day_after(state.ends_on), {"oferta-vinculante", "convocatoria-reunion", "respuesta-propuesta"}};
}

} // namespace

std::optional<Obstacle> obstacle_of(const View& view, const InvoiceView& invoice) {
    for (const auto rule : {time_barred, disputed, suspended, payment_in_transit, planned, promised, negotiating})
        if (auto obstacle = rule(view, invoice)) return obstacle;
    return std::nullopt;
}

} // namespace legajo::choose
