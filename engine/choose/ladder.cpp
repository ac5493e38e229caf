// The ladder: each free invoice has its own next step; a letter takes the invoices whose next step it is and whose day has come.

#include "choose/channels.hpp"
#include "choose/verdict.hpp"

#include <algorithm>
#include <map>

namespace legajo::choose {

bool is_merged(const View& view) {
    const auto& limit = view.pack.policy.merge_formal_below;
    return limit && view.claimable.cents() <= limit->cents();
}

namespace {

using model::LetterState;
using model::PolicyStep;

struct Skip { // a step that does not apply to this debt
    std::string rule, reason;
    Facts facts;
};

std::optional<Skip> no_offer(const View& view) {
    const auto& offer = view.debt.offer;
    if (!offer) return Skip{"policy.offer", "no_offer", {}};
    if (offer->valid_until && *offer->valid_until < view.today) return Skip{"policy.offer", "offer_expired", {{"hasta", offer->valid_until->iso()}}};
    const bool has_discount = offer->discount && offer->discount->until >= view.today;
    const bool has_plan = offer->plan || offer->monthly_capacity;
    if (!has_discount && !has_plan) return Skip{"policy.offer", "offer_empty", {}};
    if (has_discount && !has_plan) return std::nullopt;
    for (const auto& obligor : view.debt.obligors)
        if (obligor.role == model::Obligor::Role::guarantor && !obligor.consents_extension.value_or(false))
            return Skip{"L-903", "guarantor_has_not_consented", {{"fiador", obligor.party.id}}};
    if (view.debt.creditor.insurance) return Skip{"L-921", "insurer_must_authorise", {{"aseguradora", view.debt.creditor.insurance->insurer}}};
    if (view.assessment.plan && !view.assessment.plan->refused_because.empty())
        return Skip{"policy.offer", "plan_refused", {{"motivos", listed(view.assessment.plan->refused_because)}}};
    return std::nullopt;
}

std::optional<Skip> no_negotiation(const View& view) {
    const auto& state = view.assessment.negotiation;
    if (!view.assessment.has_rule_set) return Skip{"policy.rule_set", "no_rule_set", {}};
    if (view.kind == model::PartyKind::public_admin) return Skip{"L-502", "public_body", {}};
    if (view.kind == model::PartyKind::public_entity) return Skip{"L-905", "public_body", {}};
    if (state.stage == model::NegotiationStage::ended)
        return Skip{"L-507", "negotiation_done", state.ends_on ? Facts{{"terminada", state.ends_on->iso()}} : Facts{}};
    if (state.is_required) return std::nullopt;
    return Skip{state.rules.empty() ? "L-504" : state.rules.front().rule, "negotiation_not_required", state.rules.empty() ? Facts{} : state.rules.front().facts};
}

// Steps that law or policy take out of the ladder for this invoice. Law first.
std::optional<Skip> skipped(const View& view, const InvoiceView& invoice, const PolicyStep& step) {
    if (step.letter == "negociacion-previa")
        if (auto skip = no_negotiation(view)) return skip;
    if (step.level >= 3 && step.level != 4 && !view.assessment.has_rule_set) return Skip{"policy.rule_set", "no_rule_set", {}};
    if (step.letter == "propuesta")
        if (auto skip = no_offer(view)) return skip;
    if (invoice.is_limitation_near && step.level != 3 && step.level != 6)
        return Skip{"policy.limitation", "limitation_near", {{"ultimo-dia-seguro", invoice.account->limitation_safe_day->iso()}}};
    if (step.letter == "ultimo-plazo" && is_merged(view))
        return Skip{"policy.merge", "merged_with_formal_notice", {{"principal", view.claimable.text()}, {"hasta", view.pack.policy.merge_formal_below->text()}}};
    return std::nullopt;
}

struct Next { // what one invoice waits for
    const InvoiceView* invoice = nullptr;
    const PolicyStep* step = nullptr; // nullptr: nothing is left on the ladder
    Date from;
    Facts facts;
    std::optional<Route> repeat;      // the last letter again
    bool window_missed = false;
};

const PolicyStep* step_at(const model::PolicyLadder& ladder, const std::string& letter) { return ladder_step(&ladder, letter); }

Date granted_until(const InvoiceView& invoice) {
    const auto& last = *invoice.last;
    const auto* step = step_at(*invoice.ladder, last.letter);
    auto until = last.deadline.value_or(base_day(last));
    if (last.delivered_on && step != nullptr && step->deadline_days) until = std::max(until, last.delivered_on->plus_days(*step->deadline_days)); // L-920
    if (!last.deadline && !last.delivered_on && step != nullptr && step->deadline_days) until = base_day(last).plus_days(*step->deadline_days);
    return until;
}

// First day of a step: after its term from the due date, after the wait from the letter before, after the deadline that letter gave.
Date first_day(const View& view, const InvoiceView& invoice, const PolicyStep& step, Date before, Date granted) {
    return std::max({invoice.account->due.plus_days(view.grace_days + step.days_after_due), before.plus_days(step.wait_days), granted.plus_days(1)});
}

bool may_give_last_term(const View& view, const InvoiceView& invoice) {
    const auto* step = ladder_step(invoice.ladder, "ultimo-plazo");
    return step != nullptr && step->level <= view.maximum_level && !skipped(view, invoice, *step);
}

const PolicyStep* merged_step(const View& view, const InvoiceView& invoice, const PolicyStep& step) {
    if (!is_merged(view) || step.level <= 5) return nullptr;
    const auto* merged = step_at(*invoice.ladder, "ultimo-plazo");
    return merged != nullptr && invoice.reached < merged->level ? merged : nullptr;
}

void set_first_day(const View& view, Next& next) {
    const auto& invoice = *next.invoice;
    const auto& step = *next.step;
    const auto& due = invoice.account->due;
    next.facts = {{"factura", invoice.account->number}, {"vencimiento", due.iso()}};
    if (invoice.is_limitation_near) {
        next.from = view.today;
        next.facts.emplace_back("ultimo-dia-seguro", invoice.account->limitation_safe_day->iso());
        return;
    }
    next.facts.emplace_back("dias-tras-vencimiento", days(view.grace_days + step.days_after_due));
    if (invoice.last == nullptr) {
        next.from = due.plus_days(view.grace_days + step.days_after_due);
        return;
    }
    auto before = base_day(*invoice.last), granted = granted_until(invoice);
    // A smaller debt that skips the merged step never runs ahead of a larger one: the time of that step passes all the same.
    if (const auto* merged = merged_step(view, invoice, step)) {
        before = first_day(view, invoice, *merged, before, granted);
        const auto travel = view.pack.policy.channel_delivery_days.find(merged->channel);
        granted = before.plus_days((travel == view.pack.policy.channel_delivery_days.end() ? 0 : travel->second) + merged->deadline_days.value_or(0));
    }
    next.from = first_day(view, invoice, step, before, granted);
    next.facts.emplace_back("carta-anterior", invoice.last->letter);
    next.facts.emplace_back("fecha-anterior", base_day(*invoice.last).iso());
    next.facts.emplace_back("plazo-anterior", granted.iso());
}

bool did_not_arrive(const model::LetterRecord& letter) { return letter.state == LetterState::not_collected || letter.state == LetterState::returned; }

int attempts(const View& view, const InvoiceView& invoice) {
    int count = 0;
    for (const auto& letter : view.history.letters)
        if (is_live(letter) && letter.letter == invoice.last->letter && letter.addressee.empty() && covers(letter, *invoice.account)) ++count;
    return count;
}

// An undelivered letter is repeated instead of climbing. A refused one has arrived in law.
bool set_repeat(const View& view, Next& next) {
    const auto& invoice = *next.invoice;
    if (invoice.last == nullptr || !did_not_arrive(*invoice.last) || attempts(view, invoice) > view.pack.policy.repeat_limit) return false;
    next.repeat = better_route(view, view.debt.debtor, *invoice.last);
    if (!next.repeat) return false;
    next.step = step_at(*invoice.ladder, invoice.last->letter);
    next.from = base_day(*invoice.last).plus_days(invoice.is_limitation_near ? 0 : view.pack.policy.repeat_wait_days);
    next.facts = {{"factura", invoice.account->number},
                  {"carta-anterior", invoice.last->letter},
                  {"resultado", std::string(model::name_of(invoice.last->state))},
                  {"canal-anterior", std::string(model::name_of(invoice.last->channel))},
                  {"canal", std::string(model::name_of(next.repeat->channel))}};
    if (!next.repeat->address.empty()) next.facts.emplace_back("domicilio", next.repeat->address);
    return true;
}

Next next_of(const View& view, const InvoiceView& invoice) {
    Next next;
    next.invoice = &invoice;
    if (invoice.ladder == nullptr || set_repeat(view, next)) return next;
    int reached = invoice.reached;
    if (view.assessment.negotiation.stage == model::NegotiationStage::window_missed && reached >= 6) {
        reached = 5; // a year has passed without a suit (LO 1/2025 art. 7.3): the request is made anew
        next.window_missed = true;
    }
    for (const auto& step : invoice.ladder->steps) {
        if (step.level <= reached || skipped(view, invoice, step)) continue;
        next.step = &step;
        set_first_day(view, next);
        return next;
    }
    return next;
}

bool is_exhausted(const Next& next) { return next.step == nullptr && next.invoice->reached >= 3; }

Money sum_of(const View& view, const std::vector<const Next*>& group) {
    Money sum(0, view.debt.currency);
    for (const auto* next : group) sum += next->invoice->claimable;
    return sum;
}

Money least_for(const View& view, const PolicyStep& step, model::Channel channel) {
    // The least for any letter holds for the invoices of this one too: nobody gets a letter about cents because something else is owed.
    std::int64_t least = std::max(view.minimum_amount.cents(), step.minimum_amount ? step.minimum_amount->cents() : 0);
    if (step.channel_cost) least = std::max(least, step.channel_cost->cents());
    else if (const auto cost = view.pack.policy.channel_costs.find(channel); cost != view.pack.policy.channel_costs.end()) least = std::max(least, cost->second.cents());
    return Money(least, view.debt.currency);
}

bool is_formal(const PolicyStep& step) { return step.level == 3 || step.level >= 5; }

Proposal propose(const View& view, const std::vector<const Next*>& ready, const PolicyStep& step) {
    const auto& first = *ready.front();
    Proposal proposal;
    proposal.level = step.level;
    proposal.step = &step;
    proposal.kind = first.invoice->kind;
    proposal.is_last_notice = step.level == 3 && std::none_of(ready.begin(), ready.end(), [&](const Next* next) { return may_give_last_term(view, *next->invoice); });
    proposal.goes_to_obligors = is_formal(step) && proposal.kind != model::PartyKind::public_admin;
    for (const auto* next : ready) {
        proposal.invoices.push_back(next->invoice->account->invoice);
        proposal.is_urgent = proposal.is_urgent || next->invoice->is_limitation_near;
        proposal.reasons.push_back({next->repeat ? "policy.repeat" : next->invoice->is_limitation_near ? "policy.limitation" : "policy.step", next->facts});
    }
    if (first.repeat) {
        proposal.is_repeat = true;
        proposal.channel = first.repeat->channel;
        proposal.address = first.repeat->address;
    }
    return proposal;
}

// Why a letter of the ladder is nobody's next step.
Verdict nobody_waits(const View& view, const std::string& letter, const PolicyStep& step, const std::vector<Next>& nexts) {
    for (const auto& next : nexts)
        if (const auto skip = skipped(view, *next.invoice, step); skip && step.level > next.invoice->reached)
            return no(letter, skip->rule, skip->reason, skip->facts);
    if (const auto* sent = last_live(view, letter); sent != nullptr && std::any_of(nexts.begin(), nexts.end(), [&](const Next& next) { return covers(*sent, *next.invoice->account); }))
        return no(letter, "policy.not_twice", "already_issued", {{"emitida", issue_of(*sent).iso()}, {"estado", std::string(model::name_of(sent->state))}});
    for (const auto& next : nexts)
        if (next.step != nullptr && next.step->level < step.level)
            return no(letter, "policy.order", "earlier_step_first", {{"antes", next.step->letter}});
    for (const auto& invoice : view.due)
        if (invoice.obstacle) return no(letter, *invoice.obstacle);
    if (!nexts.empty()) return no(letter, "policy.order", "step_passed", {{"nivel", days(nexts.front().invoice->reached)}});
    return no(letter, "policy.due", "nothing_overdue");
}

Verdict verdict_on(const View& view, const std::string& letter, const PolicyStep& step, const std::vector<Next>& nexts) {
    std::vector<const Next*> group;
    for (const auto& next : nexts)
        if (next.step != nullptr && next.step->letter == letter && (group.empty() || (next.invoice->ladder == group.front()->invoice->ladder &&
                                                                                     next.repeat.has_value() == group.front()->repeat.has_value())))
            group.push_back(&next);
    if (group.empty()) return nobody_waits(view, letter, step, nexts);
    const auto& own_step = *group.front()->step;
    if (own_step.level > view.maximum_level)
        return no(letter, "policy.maximum_level", "above_maximum_level", {{"nivel", days(own_step.level)}, {"maximo", days(view.maximum_level)}});
    if (view.claimable < view.minimum_amount)
        return no(letter, "policy.minimum_amount", "below_minimum", {{"principal", view.claimable.text()}, {"minimo", view.minimum_amount.text()}});

    std::vector<const Next*> ready;
    const Next* soonest = group.front();
    for (const auto* next : group) {
        if (next->from <= view.today) ready.push_back(next);
        if (next->from < soonest->from) soonest = next;
    }
    if (ready.empty()) return no(letter, soonest->repeat ? "policy.repeat" : "policy.wait", "wait_not_over", soonest->facts, soonest->from);

    const auto channel = ready.front()->repeat ? ready.front()->repeat->channel : own_step.channel;
    const auto least = least_for(view, own_step, channel);
    const auto sum = sum_of(view, ready);
    if (sum < least)
        return no(letter, "policy.step_minimum", "below_step_minimum",
                  {{"principal", sum.text()}, {"minimo", least.text()}, {"canal", std::string(model::name_of(channel))}});
    auto proposal = propose(view, ready, own_step);
    if (ready.front()->window_missed && view.assessment.negotiation.suit_until) proposal.occasion = "ventana@" + view.assessment.negotiation.suit_until->iso();
    return yes(letter, std::move(proposal));
}

// A person asks for this letter by name: waits, order, minimums and caps give way; law, offers and holds do not.
Verdict forced_verdict(const View& view, const std::string& letter, const std::vector<Next>& nexts) {
    std::vector<Next> taken;
    std::optional<Skip> refusal;
    for (const auto& next : nexts) {
        const auto* step = ladder_step(next.invoice->ladder, letter);
        if (step == nullptr) continue;
        auto skip = skipped(view, *next.invoice, *step);
        if (skip && !skip->rule.starts_with("policy.limitation") && skip->rule != "policy.merge") {
            refusal = std::move(skip);
            continue;
        }
        auto forced = next;
        forced.step = step;
        forced.repeat.reset();
        forced.facts = {{"factura", next.invoice->account->number}, {"vencimiento", next.invoice->account->due.iso()}};
        taken.push_back(std::move(forced));
    }
    if (taken.empty()) {
        if (refusal) return no(letter, refusal->rule, refusal->reason, refusal->facts);
        for (const auto& invoice : view.due)
            if (invoice.obstacle) return no(letter, *invoice.obstacle);
        return no(letter, "policy.due", "nothing_overdue");
    }
    std::vector<const Next*> ready;
    for (const auto& next : taken)
        if (next.invoice->ladder == taken.front().invoice->ladder) ready.push_back(&next);
    auto proposal = propose(view, ready, *taken.front().step);
    proposal.is_pressing = false;
    for (auto& reason : proposal.reasons) reason.rule = "policy.asked_for";
    return yes(letter, std::move(proposal));
}

Verdict ask_hand_over(const View& view, const std::vector<Next>& nexts) {
    const std::string letter = "encargo";
    const auto* step = step_of(view.ladder, letter);
    if (step == nullptr) return no(letter, "policy.no_step", "not_in_policy");
    const bool is_forced = view.options.forced_type == letter;
    if (!is_forced && view.maximum_level < 6)
        return no(letter, "policy.maximum_level", "above_maximum_level", {{"nivel", "6"}, {"maximo", days(view.maximum_level)}});
    const auto& negotiation = view.assessment.negotiation;
    Proposal proposal;
    proposal.level = 6;
    proposal.step = step;
    proposal.kind = view.kind;
    proposal.addressee = view.debt.lawyer || !view.debt.agency ? "abogado" : "agencia";
    proposal.is_pressing = false;
    std::optional<Date> soonest;
    for (const auto& next : nexts) {
        const bool urgent = next.invoice->is_limitation_near && next.step == nullptr;
        if (!is_forced && !is_exhausted(next) && !urgent) continue;
        Date from = next.invoice->last ? std::max(base_day(*next.invoice->last).plus_days(step->wait_days), granted_until(*next.invoice).plus_days(1)) : view.today;
        if (!is_forced && !urgent && negotiation.is_required) {
            if (negotiation.stage != model::NegotiationStage::ended) continue;
            from = negotiation.suit_not_before ? *negotiation.suit_not_before : negotiation.ends_on ? negotiation.ends_on->plus_days(1) : view.today;
        }
        if (is_forced || urgent) from = view.today;
        if (from <= view.today) {
            proposal.invoices.push_back(next.invoice->account->invoice);
            Facts facts{{"factura", next.invoice->account->number}, {"nivel", days(next.invoice->reached)}};
            if (negotiation.ends_on) facts.emplace_back("negociacion-terminada", negotiation.ends_on->iso());
            if (urgent) facts.emplace_back("ultimo-dia-seguro", next.invoice->account->limitation_safe_day->iso());
            proposal.reasons.push_back({is_forced ? "policy.asked_for" : urgent ? "policy.limitation" : "policy.ladder_end", std::move(facts)});
        } else if (!soonest || from < *soonest) {
            soonest = from;
        }
    }
    if (!proposal.invoices.empty()) return yes(letter, std::move(proposal));
    if (soonest) return no(letter, "policy.wait", "wait_not_over", {{"desde", soonest->iso()}}, soonest);
    if (std::any_of(nexts.begin(), nexts.end(), is_exhausted)) return no(letter, "L-505", "negotiation_not_ended", {}, negotiation.suit_not_before);
    return no(letter, "policy.order", nexts.empty() ? "nothing_overdue" : "ladder_not_ended");
}

} // namespace

bool is_last_term_due(const View& view, const std::vector<std::string>& invoices) {
    return std::any_of(view.due.begin(), view.due.end(), [&](const InvoiceView& invoice) {
        return std::find(invoices.begin(), invoices.end(), invoice.account->invoice) != invoices.end() && may_give_last_term(view, invoice);
    });
}

std::vector<Verdict> ask_ladder(const View& view) {
    std::vector<Next> nexts;
    for (const auto& invoice : view.due)
        if (!invoice.obstacle) nexts.push_back(next_of(view, invoice));

    std::map<std::string, const PolicyStep*> letters; // of every ladder that some invoice follows
    std::vector<const PolicyStep*> order;
    const auto add = [&](const model::PolicyLadder* ladder) {
        if (ladder == nullptr) return;
        for (const auto& step : ladder->steps)
            if (letters.emplace(step.letter, &step).second) order.push_back(&step);
    };
    for (const auto& next : nexts) add(next.invoice->ladder);
    add(view.ladder);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->level > b->level; });

    std::vector<Verdict> verdicts;
    verdicts.push_back(ask_hand_over(view, nexts));
    for (const auto* step : order)
        verdicts.push_back(view.options.forced_type == step->letter ? forced_verdict(view, step->letter, nexts)
                                                                    : verdict_on(view, step->letter, *step, nexts));
    // Steps that only other kinds of debtor know.
    for (const auto& ladder : view.pack.policy.ladders)
        for (const auto& step : ladder.steps) {
            if (!letters.emplace(step.letter, &step).second) continue;
            const auto skip = step.letter == "negociacion-previa" ? no_negotiation(view) : std::nullopt;
            verdicts.push_back(skip ? no(step.letter, skip->rule, skip->reason, skip->facts)
                                    : no(step.letter, "policy.no_step", "not_for_this_kind", {{"clase", std::string(model::name_of(view.kind))}}));
        }
    return verdicts;
}

} // namespace legajo::choose
