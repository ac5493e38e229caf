// Letters beside the ladder: each answers an event, once per event (its occasion).

#include "choose/verdict.hpp"

#include <algorithm>

namespace legajo::choose {
namespace {

using model::HoldKind;

constexpr int receipt_days = 30; // a payment is thanked for while it is news
constexpr int closing_days = 60;
constexpr int insurer_warning_days = 7;

const model::PolicyStep* own_step(const View& view, const char* letter) { return step_of(view.ladder, letter); }

bool is_asked_for(const View& view, const char* letter) { return view.options.forced_type && *view.options.forced_type == letter; }

Verdict not_in_policy(const char* letter) { return no(letter, "policy.no_step", "not_in_policy"); }

std::vector<std::string> due_invoices(const View& view) {
    std::vector<std::string> ids;
    for (const auto& invoice : view.due) ids.push_back(invoice.account->invoice);
    return ids;
}

std::vector<std::string> invoices_or_due(const View& view, const std::vector<std::string>& named) { return named.empty() ? due_invoices(view) : named; }

Proposal proposal_for(const View& view, const model::PolicyStep& step, std::string occasion, std::vector<std::string> invoices) {
    Proposal proposal;
    proposal.step = &step;
    proposal.kind = view.kind;
    proposal.occasion = std::move(occasion);
    proposal.invoices = std::move(invoices);
    if (const auto found = view.pack.letters.find(step.letter); found != view.pack.letters.end()) proposal.level = found->second.contract.level;
    return proposal;
}

Verdict already(const char* letter, const model::LetterRecord& sent) {
    return no(letter, "policy.not_twice", "already_issued", {{"emitida", issue_of(sent).iso()}, {"motivo", sent.occasion}});
}

// One letter per active hold of a kind.
template <typename Build>
Verdict for_hold(const View& view, const char* letter, HoldKind kind, const char* rule, Build build) {
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    auto answer = no(letter, rule, "no_such_event");
    for (const auto& hold : view.debt.holds) {
        if (hold.kind != kind || !is_active(hold, view.today)) continue;
        if (const auto* sent = last_live(view, letter, hold.id, false); sent != nullptr && !(view.options.again && is_asked_for(view, letter))) {
            answer = already(letter, *sent);
            continue;
        }
        auto proposal = proposal_for(view, *step, hold.id, invoices_or_due(view, hold.invoices));
        Facts facts{{"incidencia", hold.id}, {"desde", hold.from.iso()}};
        if (!hold.reason.empty()) facts.emplace_back("motivo", hold.reason);
        proposal.is_pressing = false;
        proposal.reasons.push_back({rule, std::move(facts)});
        return build(hold, std::move(proposal));
    }
    return answer;
}

// L-620, L-901: only the ordinary kind, to the administration of the insolvency, within one month of the BOE.
Verdict credit_in_insolvency(const View& view) {
    const char* letter = "comunicacion-credito-concurso";
    return for_hold(view, letter, HoldKind::insolvency, "L-620", [&](const model::Hold& hold, Proposal proposal) {
        if (hold.insolvency != model::InsolvencyKind::ordinary)
            return no(letter, "L-901", "insolvency_kind", {{"clase", std::string(model::name_of(hold.insolvency))}});
        if (!hold.administrator) return no(letter, "L-620", "administrator_unknown", {{"incidencia", hold.id}});
        proposal.addressee = "administracion-concursal";
        if (hold.boe_publication) proposal.reasons.back().facts.emplace_back("publicacion-boe", hold.boe_publication->iso());
        if (view.assessment.insolvency && view.assessment.insolvency->communicate_until)
            proposal.reasons.back().facts.emplace_back("comunicar-hasta", view.assessment.insolvency->communicate_until->iso());
        if (proposal.invoices.empty())
            for (const auto& account : view.assessment.account.invoices)
                if (account.outstanding.is_positive()) proposal.invoices.push_back(account.invoice);
        return yes(letter, std::move(proposal));
    });
}

Verdict heirs(const View& view) {
    return for_hold(view, "herederos", HoldKind::death, "L-641", [&](const model::Hold&, Proposal proposal) {
        for (const auto& obligor : view.debt.obligors)
            if (obligor.role == model::Obligor::Role::heir && proposal.addressee.empty()) proposal.addressee = obligor.party.id;
        return yes("herederos", std::move(proposal));
    });
}

Verdict dispute_answer(const View& view) {
    return for_hold(view, "respuesta-disputa", HoldKind::dispute, "L-640",
                    [&](const model::Hold&, Proposal proposal) { return yes("respuesta-disputa", std::move(proposal)); });
}

Verdict payment_check(const View& view) {
    return for_hold(view, "comprobacion-pago", HoldKind::payment_in_transit, "policy.payment_check", [&](const model::Hold&, Proposal proposal) {
        if (view.due.empty()) return no("comprobacion-pago", "policy.due", "nothing_overdue");
        return yes("comprobacion-pago", std::move(proposal));
    });
}

const model::Payment* last_payment(const View& view) {
    const model::Payment* last = nullptr;
    for (const auto& payment : view.debt.payments)
        if (payment.date <= view.today && !payment.returned && payment.amount.is_positive() && (last == nullptr || last->date <= payment.date)) last = &payment;
    return last;
}

std::optional<Date> first_ladder_letter(const View& view) {
    std::optional<Date> first;
    for (const auto& letter : view.history.letters)
        if (is_live(letter) && letter.addressee.empty() && ladder_step(view.ladder, letter.letter) != nullptr)
            if (const auto day = issue_of(letter); !first || day < *first) first = day;
    return first;
}

bool owes_nothing_due(const View& view) { return view.due.empty() && !view.assessment.account.totals.principal.is_positive(); }

// Everything that was claimed has been paid: thanks, and the matter is closed.
Verdict closing(const View& view) {
    const char* letter = "cierre";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    const auto first = first_ladder_letter(view);
    if (!first) return no(letter, "policy.closing", "no_claim_was_made");
    if (!owes_nothing_due(view)) return no(letter, "policy.closing", "still_owed", {{"principal", view.assessment.account.totals.principal.text()}});
    if (view.assessment.account.totals.total.is_positive())
        return no(letter, "L-307", "accessories_still_owed", {{"total", view.assessment.account.totals.total.text()}});
    std::optional<Date> settled;
    for (const auto& account : view.assessment.account.invoices)
        for (const auto& movement : account.movements)
            if (!settled || *settled < movement.date) settled = movement.date;
    if (!settled || *settled < *first) return no(letter, "policy.closing", "no_claim_was_made");
    const auto* sent = last_live(view, letter);
    if (sent != nullptr && issue_of(*sent) >= *settled && !(view.options.again && is_asked_for(view, letter))) return already(letter, *sent);
    if (base::days_between(*settled, view.today) > closing_days && !is_asked_for(view, letter))
        return no(letter, "policy.closing", "too_long_ago", {{"pagado", settled->iso()}});
    std::vector<std::string> paid;
    for (const auto& account : view.assessment.account.invoices)
        if (!account.outstanding.is_positive()) paid.push_back(account.invoice);
    auto proposal = proposal_for(view, *step, settled->iso(), std::move(paid));
    proposal.is_pressing = false;
    proposal.reasons.push_back({"policy.closing", {{"pagado", settled->iso()}, {"primera-carta", first->iso()}}});
    return yes(letter, std::move(proposal));
}

// Thanks for a part payment, with reservation (CC 1110, L-307).
Verdict receipt(const View& view) {
    const char* letter = "acuse-recibo";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    const auto* payment = last_payment(view);
    const auto first = first_ladder_letter(view);
    if (payment == nullptr || payment->is_set_off) return no(letter, "policy.receipt", "no_payment");
    const Facts facts{{"pago", payment->id}, {"fecha", payment->date.iso()}, {"importe", payment->amount.text()}};
    if (!first || payment->date < *first) return no(letter, "policy.receipt", "paid_before_any_letter", facts);
    if (payment->receipt != model::Receipt::none) return no(letter, "policy.receipt", "receipt_given", facts);
    const auto* sent = last_live(view, letter, payment->id, false);
    if (sent != nullptr && (sent->occasion == payment->id || issue_of(*sent) >= payment->date) && !(view.options.again && is_asked_for(view, letter)))
        return already(letter, *sent);
    if (const auto* closed = last_live(view, "cierre"); closed != nullptr && issue_of(*closed) >= payment->date) return already(letter, *closed);
    if (base::days_between(payment->date, view.today) > receipt_days && !is_asked_for(view, letter)) return no(letter, "policy.receipt", "too_long_ago", facts);
    auto invoices = payment->invoice.empty() ? due_invoices(view) : std::vector<std::string>{payment->invoice};
    for (const auto& application : payment->applications)
        if (payment->invoice.empty() && std::find(invoices.begin(), invoices.end(), application.invoice) == invoices.end()) invoices.push_back(application.invoice);
    auto proposal = proposal_for(view, *step, payment->id, std::move(invoices));
    proposal.is_pressing = false;
    proposal.reasons.push_back({"L-307", facts});
    return yes(letter, std::move(proposal));
}

// The debtor has proposed an agreement: it gets an answer, within what the creditor's offer authorises.
Verdict proposal_answer(const View& view) {
    const char* letter = "respuesta-propuesta";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    for (const auto& agreement : view.debt.agreements) {
        if (agreement.state != model::AgreementState::proposed || agreement.date > view.today) continue;
        if (const auto* sent = last_live(view, letter, agreement.id, false)) return already(letter, *sent);
        auto proposal = proposal_for(view, *step, agreement.id, invoices_or_due(view, agreement.invoices));
        proposal.is_pressing = false;
        proposal.reasons.push_back({"policy.answer", {{"acuerdo", agreement.id}, {"fecha", agreement.date.iso()}}});
        return yes(letter, std::move(proposal));
    }
    return no(letter, "policy.answer", "no_such_event");
}

// The debtor who pays the former creditor in good faith is free (CC 1527): the assignment is told first (L-642).
Verdict assignment(const View& view) {
    const char* letter = "cesion";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    for (const auto& cession : view.debt.assignments) {
        if (cession.notified || cession.date > view.today) continue;
        const auto occasion = cession.date.iso();
        if (const auto* sent = last_live(view, letter, occasion, false)) return already(letter, *sent);
        if (view.due.empty() && view.not_due.empty()) return no(letter, "policy.due", "nothing_owed");
        auto proposal = proposal_for(view, *step, occasion, due_invoices(view));
        proposal.is_pressing = false;
        proposal.goes_to_obligors = true;
        proposal.reasons.push_back({"L-642", {{"cedente", cession.assignor}, {"cesionario", cession.assignee}, {"fecha", occasion}}});
        return yes(letter, std::move(proposal));
    }
    return no(letter, "L-642", "no_such_event");
}

Verdict broken_plan(const View& view) {
    const char* letter = "incumplimiento-plan";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    for (const auto& outcome : view.assessment.agreements) {
        if (outcome.state != model::PlanState::missed || !outcome.missed_on) continue;
        const auto agreement =
            std::find_if(view.debt.agreements.begin(), view.debt.agreements.end(), [&](const auto& one) { return one.id == outcome.agreement; });
        if (agreement == view.debt.agreements.end() || agreement->state == model::AgreementState::broken) continue;
        const auto occasion = outcome.agreement + "@" + outcome.missed_on->iso();
        if (const auto* sent = last_live(view, letter, occasion, false)) return already(letter, *sent);
        auto proposal = proposal_for(view, *step, occasion, invoices_or_due(view, agreement->invoices));
        proposal.goes_to_obligors = true;
        Facts facts{{"acuerdo", outcome.agreement}, {"cuota-impagada", outcome.missed_on->iso()}};
        if (outcome.missed_amount) facts.emplace_back("importe", outcome.missed_amount->text());
        proposal.reasons.push_back({"policy.plan", std::move(facts)});
        return yes(letter, std::move(proposal));
    }
    return no(letter, "policy.plan", "no_such_event");
}

Verdict instalment_reminder(const View& view) {
    const char* letter = "recordatorio-cuota";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    const int ahead = view.pack.policy.instalment_reminder_days;
    auto answer = no(letter, "policy.plan", "no_such_event");
    for (const auto& outcome : view.assessment.agreements) {
        if (outcome.state != model::PlanState::kept || !outcome.next_due || ahead == 0) continue;
        const auto from = outcome.next_due->plus_days(-ahead);
        const Facts facts{{"acuerdo", outcome.agreement}, {"cuota", outcome.next_due->iso()}};
        if (view.today < from) {
            answer = no(letter, "policy.plan", "wait_not_over", facts, from);
            continue;
        }
        const auto occasion = outcome.agreement + "@" + outcome.next_due->iso();
        if (const auto* sent = last_live(view, letter, occasion, false)) return already(letter, *sent);
        const auto agreement =
            std::find_if(view.debt.agreements.begin(), view.debt.agreements.end(), [&](const auto& one) { return one.id == outcome.agreement; });
        auto proposal = proposal_for(view, *step, occasion, invoices_or_due(view, agreement == view.debt.agreements.end() ? std::vector<std::string>{} : agreement->invoices));
        proposal.reasons.push_back({"policy.plan", facts});
        return yes(letter, std::move(proposal));
    }
    return answer;
}

bool interrupts(const std::string& letter) {
    return letter == "requerimiento" || letter == "ultimo-plazo" || letter == "interrupcion-prescripcion" || letter == "reclamacion-administracion" ||
           letter == "negociacion-previa";
}

// Limitation near, although the formal notice has gone: a fresh demand with proof (CC 1973, L-410).
Verdict interruption(const View& view) {
    const char* letter = "interrupcion-prescripcion";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    std::vector<std::string> near;
    Facts facts;
    auto answer = no(letter, "L-410", "limitation_not_near");
    for (const auto& invoice : view.due) {
        const bool is_asked = is_asked_for(view, letter);
        if (!invoice.is_limitation_near && !is_asked) continue;
        if (invoice.obstacle && invoice.obstacle->reason != "promise_open" && invoice.obstacle->reason != "plan_kept") continue;
        if (invoice.reached < 3 && !is_asked) {
            answer = no(letter, "policy.order", "formal_notice_first", {{"factura", invoice.account->number}});
            continue;
        }
        const auto recent = std::find_if(view.history.letters.begin(), view.history.letters.end(), [&](const auto& sent) {
            return is_live(sent) && sent.addressee.empty() && interrupts(sent.letter) && covers(sent, *invoice.account) &&
                   base::days_between(issue_of(sent), view.today) < view.pack.policy.limitation_short_circuit_days;
        });
        if (recent != view.history.letters.end() && !is_asked) {
            answer = no(letter, "policy.not_twice", "already_interrupted", {{"carta", recent->letter}, {"emitida", issue_of(*recent).iso()}});
            continue;
        }
        near.push_back(invoice.account->invoice);
        if (facts.empty() && invoice.account->limitation_safe_day)
            facts = {{"factura", invoice.account->number}, {"ultimo-dia-seguro", invoice.account->limitation_safe_day->iso()}};
    }
    if (near.empty()) return answer;
    auto proposal = proposal_for(view, *step, view.today.iso(), std::move(near));
    proposal.is_urgent = true;
    proposal.goes_to_obligors = true;
    proposal.reasons.push_back({"L-410", std::move(facts)});
    return yes(letter, std::move(proposal));
}

// Policies ask for notice of default within days (L-921).
Verdict insurer_notice(const View& view) {
    const char* letter = "aviso-aseguradora";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    const auto& insurance = view.debt.creditor.insurance;
    if (!insurance) return no(letter, "L-921", "not_insured");
    if (const auto* sent = last_live(view, letter)) return already(letter, *sent);
    if (view.due.empty()) return no(letter, "policy.due", "nothing_overdue");
    const auto last_day = view.due.front().account->due.plus_days(insurance->notice_days.value_or(0));
    const auto from = last_day.plus_days(-insurer_warning_days);
    const Facts facts{{"aseguradora", insurance->insurer}, {"ultimo-dia", last_day.iso()}};
    if (view.today < from && !is_asked_for(view, letter)) return no(letter, "policy.wait", "wait_not_over", facts, from);
    auto proposal = proposal_for(view, *step, view.due.front().account->invoice, due_invoices(view));
    proposal.addressee = "aseguradora";
    proposal.is_pressing = false;
    proposal.reasons.push_back({"L-921", facts});
    return yes(letter, std::move(proposal));
}

// The confidential offer travels apart from the request to negotiate (L-520, L-918), with a lawyer above the threshold (L-511).
Verdict binding_offer(const View& view) {
    const char* letter = "oferta-vinculante";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    const auto& offer = view.debt.offer;
    if (!view.assessment.has_rule_set) return no(letter, "policy.rule_set", "no_rule_set");
    if (view.kind == model::PartyKind::public_admin || view.kind == model::PartyKind::public_entity) return no(letter, "L-502", "public_body");
    if (!offer || !offer->binding.value_or(false)) return no(letter, "policy.offer", "no_binding_offer");
    if (offer->valid_until && *offer->valid_until < view.today) return no(letter, "policy.offer", "offer_expired", {{"hasta", offer->valid_until->iso()}});
    const auto threshold = view.pack.tables.find("negotiation.offer_lawyer_above");
    std::int64_t limit_cents = 200'000; // L-511
    if (threshold != view.pack.tables.end())
        for (const auto& row : threshold->second)
            if (row.from <= view.today && (!row.to || view.today <= *row.to)) limit_cents = row.value.rescaled(std::max(row.value.scale, 2)).digits;
    Money in_play(0, view.debt.currency); // also what the negotiation itself holds
    for (const auto& invoice : view.due) in_play += invoice.claimable;
    if (in_play.cents() > limit_cents && !view.debt.lawyer)
        return no(letter, "L-511", "lawyer_missing", {{"importe", in_play.text()}, {"limite", Money(limit_cents).text()}});
    const auto* request = last_live(view, "negociacion-previa");
    if (request == nullptr && view.debt.negotiations.empty()) return no(letter, "L-918", "request_first");
    if (const auto* sent = last_live(view, letter); sent != nullptr && (request == nullptr || issue_of(*sent) >= issue_of(*request)) && !view.options.again)
        return already(letter, *sent);
    if (view.assessment.negotiation.stage == model::NegotiationStage::ended) return no(letter, "L-520", "negotiation_over");
    auto proposal = proposal_for(view, *step, request ? issue_of(*request).iso() : "", request && !request->invoices.empty() ? request->invoices : due_invoices(view));
    proposal.level = 6;
    proposal.is_pressing = false;
    Facts facts{{"importe", in_play.text()}};
    if (request) facts.emplace_back("solicitud", issue_of(*request).iso());
    proposal.reasons.push_back({"L-520", std::move(facts)});
    return yes(letter, std::move(proposal));
}

// Only when the creditor has fixed a meeting (oferta/reunion) that lies far enough ahead.
Verdict meeting(const View& view) {
    constexpr int days_ahead = 3;
    const char* letter = "convocatoria-reunion";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    const auto& offer = view.debt.offer;
    if (!offer || !offer->meeting || !offer->meeting->date) return no(letter, "policy.offer", "no_meeting");
    const auto day = *offer->meeting->date;
    if (day < view.today.plus_days(days_ahead)) return no(letter, "policy.offer", "meeting_too_near", {{"reunion", day.iso()}});
    if (const auto* sent = last_live(view, letter, day.iso(), false)) return already(letter, *sent);
    if (view.due.empty()) return no(letter, "policy.due", "nothing_overdue");
    if (step->on_request && !is_asked_for(view, letter)) return no(letter, "policy.on_request", "only_on_request");
    auto proposal = proposal_for(view, *step, day.iso(), due_invoices(view));
    proposal.reasons.push_back({"policy.offer", {{"reunion", day.iso()}}});
    return yes(letter, std::move(proposal));
}

Verdict before_due(const View& view) {
    const char* letter = "aviso-vencimiento";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    auto answer = no(letter, "policy.due", view.not_due.empty() ? "nothing_to_fall_due" : "already_issued");
    std::vector<std::string> soon;
    Facts facts;
    for (const auto* account : view.not_due) {
        const auto from = account->due.plus_days(step->days_after_due);
        const auto sent = std::any_of(view.history.letters.begin(), view.history.letters.end(),
                                      [&](const auto& record) { return is_live(record) && record.letter == letter && covers(record, *account); });
        if (sent && !view.options.again) continue;
        if (view.today < from && !is_asked_for(view, letter)) {
            if (soon.empty() && (!answer.refusal.possible_from || from < *answer.refusal.possible_from))
                answer = no(letter, "policy.wait", "wait_not_over", {{"factura", account->number}, {"vencimiento", account->due.iso()}}, from);
            continue;
        }
        soon.push_back(account->invoice);
        facts = {{"factura", account->number}, {"vencimiento", account->due.iso()}};
    }
    if (soon.empty()) return answer;
    Money sum(0, view.debt.currency);
    for (const auto* account : view.not_due)
        if (std::find(soon.begin(), soon.end(), account->invoice) != soon.end()) sum += account->outstanding;
    if (sum < view.minimum_amount && !is_asked_for(view, letter))
        return no(letter, "policy.minimum_amount", "below_minimum", {{"principal", sum.text()}, {"minimo", view.minimum_amount.text()}});
    auto proposal = proposal_for(view, *step, "", std::move(soon));
    proposal.reasons.push_back({"policy.step", std::move(facts)});
    return yes(letter, std::move(proposal));
}

// L-701..L-703: named systems, demand made before, nothing disputed, natural person.
Verdict credit_file(const View& view) {
    const char* letter = "aviso-ficheros";
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    const auto& state = view.assessment.credit_file;
    if (!state.is_possible) return no(letter, "L-703", "credit_file_not_allowed", {{"motivos", listed(state.missing)}});
    std::vector<std::string> demanded;
    for (const auto& invoice : view.due)
        if (!invoice.obstacle && invoice.reached >= 3) demanded.push_back(invoice.account->invoice);
    if (demanded.empty()) return no(letter, "L-701", "formal_notice_first");
    if (const auto* sent = last_live(view, letter); sent != nullptr && !view.options.again) return already(letter, *sent);
    if (step->on_request && !is_asked_for(view, letter)) return no(letter, "policy.on_request", "only_on_request");
    auto proposal = proposal_for(view, *step, "", std::move(demanded));
    proposal.reasons.push_back({"L-701", {{"ficheros", listed(state.systems)}}});
    return yes(letter, std::move(proposal));
}

Verdict on_request(const View& view, const char* letter, bool needs_debt) {
    const auto* step = own_step(view, letter);
    if (step == nullptr) return not_in_policy(letter);
    if (!is_asked_for(view, letter)) return no(letter, "policy.on_request", "only_on_request");
    if (needs_debt && view.due.empty()) return no(letter, "policy.due", "nothing_overdue");
    auto proposal = proposal_for(view, *step, view.today.iso(), due_invoices(view));
    proposal.is_pressing = false;
    proposal.reasons.push_back({"policy.asked_for", {{"carta", letter}}});
    return yes(letter, std::move(proposal));
}

Verdict call_script(const View& view) { return on_request(view, "guion-llamada", true); }
Verdict debtor_guide(const View& view) { return on_request(view, "guia-deudor", true); }

Verdict correction(const View& view) {
    if (view.history.letters.empty()) return no("rectificacion", "policy.on_request", "nothing_to_correct");
    return on_request(view, "rectificacion", false);
}

constexpr LetterRule before[] = {
    {"comunicacion-credito-concurso", credit_in_insolvency},
    {"herederos", heirs},
    {"cierre", closing},
    {"acuse-recibo", receipt},
    {"respuesta-disputa", dispute_answer},
    {"respuesta-propuesta", proposal_answer},
    {"comprobacion-pago", payment_check},
    {"cesion", assignment},
    {"incumplimiento-plan", broken_plan},
    {"interrupcion-prescripcion", interruption},
    {"aviso-aseguradora", insurer_notice},
    {"oferta-vinculante", binding_offer},
};
constexpr LetterRule after[] = {
    {"convocatoria-reunion", meeting},
    {"recordatorio-cuota", instalment_reminder},
    {"aviso-vencimiento", before_due},
};
constexpr LetterRule asked[] = {
    {"aviso-ficheros", credit_file},
    {"guion-llamada", call_script},
    {"guia-deudor", debtor_guide},
    {"rectificacion", correction},
};

} // namespace

std::span<const LetterRule> rules_before_ladder() { return before; }
std::span<const LetterRule> rules_after_ladder() { return after; }
std::span<const LetterRule> rules_on_request() { return asked; }

std::vector<Verdict> ask_all(const View& view) {
    std::vector<Verdict> verdicts;
    for (const auto& rule : before) verdicts.push_back(rule.ask(view));
    for (auto& verdict : ask_ladder(view)) verdicts.push_back(std::move(verdict));
    for (const auto& rule : after) verdicts.push_back(rule.ask(view));
    for (const auto& rule : asked) verdicts.push_back(rule.ask(view));
    return verdicts;
}

} // namespace legajo::choose
