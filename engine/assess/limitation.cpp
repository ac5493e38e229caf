// Limitation of each overdue invoice against the debtor and, apart, against each guarantor, co-debtor and heir.

#include "assess/context.hpp"

#include <algorithm>
#include <array>

namespace legajo::assess {
namespace {

using law::TermEvent;
using model::InvoiceAccount;
using model::InvoiceMovement;
using model::LimitationCandidate;
using model::Obligor;

// Whose clock is looked at, and whose acts move it.
struct Clockholder {
    std::string id;                       // party id, empty = debtor
    bool is_guarantor = false;            // L-412: only a court claim against the debtor reaches it
    std::vector<std::string> shares_with; // persons whose interruption counts here (CC 1974)
};

bool is_solidary(const Obligor& obligor) {
    return obligor.role == Obligor::Role::heir || (obligor.role == Obligor::Role::co_debtor && obligor.regime == model::LiabilityRegime::solidary);
}

std::vector<Clockholder> clockholders(const Context& context) {
    std::vector<std::string> solidary{std::string{}}; // the debtor
    for (const Obligor& obligor : context.debt.obligors)
        if (is_solidary(obligor)) solidary.push_back(obligor.party.id);
    std::vector<Clockholder> all{{"", false, solidary}};
    for (const Obligor& obligor : context.debt.obligors) {
        Clockholder holder{obligor.party.id, obligor.role == Obligor::Role::guarantor, {obligor.party.id}};
        if (is_solidary(obligor)) holder.shares_with = solidary;
        all.push_back(std::move(holder));
    }
    return all;
}

bool reaches(const Clockholder& holder, const std::string& person) {
    return std::find(holder.shares_with.begin(), holder.shares_with.end(), person) != holder.shares_with.end();
}

void add(std::vector<TermEvent>& events, Date date, const char* rule, const char* what, const std::string& id, std::optional<Date> until = {},
         TermEvent::Kind kind = TermEvent::Kind::restart) {
    TermEvent event{kind, date, until, {rule, {{"hecho", what}, {"fecha", date.iso()}}}, false};
    if (until) event.use.facts.emplace_back("hasta", until->iso());
    if (!id.empty()) event.use.facts.emplace_back("referencia", id);
    events.push_back(std::move(event));
}

// L-410: claims with proof and acknowledgements. Without proof nothing is relied on.
void add_notices(const Context& context, const Clockholder& holder, const model::Invoice& invoice, std::vector<TermEvent>& events) {
    for (const Notice& notice : context.notices) {
        if (!reaches(holder, notice.addressee) || !notice.covers(invoice)) continue;
        if (notice.is_sent && notice.is_demand && notice.has_proof) {
            add(events, *notice.reached, "L-410", "reclamación", notice.source_id);
            events.back().is_written_claim = true;
        }
        if (!notice.is_sent && notice.acknowledges) add(events, notice.date, "L-410", "reconocimiento", notice.source_id);
    }
}

bool concerns(const std::vector<std::string>& invoices, const model::Invoice& invoice) {
    return invoices.empty() || std::find(invoices.begin(), invoices.end(), invoice.id) != invoices.end() ||
           std::find(invoices.begin(), invoices.end(), invoice.number) != invoices.end();
}

// Acts of the main debtor: part payments, promises, plans (acknowledgements, L-410 I).
void add_acknowledgements(const Context& context, const model::Invoice& invoice, const InvoiceAccount& account, std::vector<TermEvent>& events) {
    for (const InvoiceMovement& movement : account.movements) {
        const bool came_back = std::any_of(account.movements.begin(), account.movements.end(), [&](const InvoiceMovement& other) {
            return other.kind == InvoiceMovement::Kind::returned_payment && other.source_id == movement.source_id;
        });
        if (movement.kind == InvoiceMovement::Kind::payment && !came_back) add(events, movement.date, "L-410", "pago parcial", movement.source_id);
    }
    for (const model::Promise& promise : context.debt.promises)
        if (promise.date <= context.control && concerns(promise.invoices, invoice) && (!promise.evidence.empty() || promise.acknowledges.value_or(false)))
            add(events, promise.date, "L-410", "promesa de pago", promise.id);
    for (const model::Agreement& agreement : context.debt.agreements) {
        const bool was_made = agreement.state != model::AgreementState::proposed && agreement.state != model::AgreementState::cancelled;
        const bool can_be_shown = !agreement.evidence.empty() || agreement.acknowledges.value_or(false) || !agreement.form.empty();
        if (agreement.date <= context.control && was_made && can_be_shown && concerns(agreement.invoices, invoice))
            add(events, agreement.date, "L-410", "acuerdo", agreement.id);
    }
}

// L-414 and section 5.5: interrupted from the recorded attempt until the negotiation ends. Needs proof of the attempt.
void add_negotiations(const Context& context, const Clockholder& holder, const model::Invoice& invoice, std::vector<TermEvent>& events) {
    if (!reaches(holder, "") || holder.is_guarantor) return;
    for (const model::Negotiation& negotiation : context.debt.negotiations) {
        const auto attempt = negotiation.attempt ? negotiation.attempt : negotiation.receipt;
        if (!attempt || *attempt > context.control || negotiation.evidence.empty() || !concerns(negotiation.invoices, invoice)) continue;
        const auto state = context.rules.negotiation({.debt = {}, .route = {}, .value = {}, .control_date = context.control, .has_attempt = true,
                                                      .kind = negotiation.kind, .result = negotiation.result, .request = negotiation.request,
                                                      .attempt = negotiation.attempt, .receipt = negotiation.receipt,
                                                      .first_meeting = negotiation.first_meeting, .proposal = negotiation.proposal,
                                                      .extension = negotiation.extension, .end = negotiation.end, .has_proof = true},
                                                     context.pack.tables);
        add(events, *attempt, "L-414", "negociación previa", negotiation.id, state.value ? state.value->ends_on : std::nullopt);
    }
}

// Events put in by hand and lawsuits. A court claim against the debtor reaches guarantors too (CC 1975).
void add_recorded(const Context& context, const Clockholder& holder, std::vector<TermEvent>& events) {
    for (const model::LimitationEvent& event : context.debt.limitation_events) {
        if (event.date > context.control) continue;
        const bool in_court = event.kind == "demanda";
        if (!reaches(holder, event.against) && !(in_court && event.against.empty())) continue;
        if (event.kind == "suspension")
            add(events, event.date, "L-410", "suspensión", event.evidence, event.until.value_or(context.control), TermEvent::Kind::suspend);
        else
            add(events, event.date, in_court ? "L-412" : "L-410", event.kind.c_str(), event.evidence, event.until);
    }
    for (const model::Lawsuit& suit : context.debt.lawsuits)
        if (suit.date && *suit.date <= context.control) add(events, *suit.date, "L-410", "demanda", suit.proceedings);
}

std::vector<TermEvent> events_for(const Context& context, const Clockholder& holder, const model::Invoice& invoice, const InvoiceAccount& account) {
    std::vector<TermEvent> events;
    events.reserve(8);
    add_notices(context, holder, invoice, events);
    if (reaches(holder, "")) add_acknowledgements(context, invoice, account, events);
    add_negotiations(context, holder, invoice, events);
    add_recorded(context, holder, events);
    return events;
}

// ---- facts

bool is_in(const model::Party& party, std::initializer_list<std::string_view> codes) {
    return std::any_of(party.addresses.begin(), party.addresses.end(), [&](const model::Address& address) {
        return address.country == "ES" && std::any_of(codes.begin(), codes.end(), [&](std::string_view code) { return address.postal_code.starts_with(code); });
    });
}

bool is_periodic(const std::string& periodicity) {
    static constexpr std::array<std::string_view, 6> words{"semanal", "quincenal", "mensual", "bimestral", "trimestral", "anual"};
    return std::find(words.begin(), words.end(), periodicity) != words.end() || periodicity == "semestral";
}

law::TermFacts term_facts(const Context& context, const InvoiceView& view) {
    law::TermFacts facts;
    facts.debt = view.debt;
    facts.due = view.due;
    if (view.contract) {
        facts.law = view.contract->law;
        facts.is_periodic = is_periodic(view.contract->periodicity);
        facts.contract_date = view.contract->date;
        facts.service_end = view.contract->service_end;
    }
    const auto touches = [&](std::initializer_list<std::string_view> provinces) { return is_in(context.debt.debtor, provinces) || is_in(context.debt.creditor, provinces); };
    facts.touches_catalonia = touches({"08", "17", "25", "43"});
    facts.touches_navarre = touches({"31"});
    facts.is_loan_without_term = view.debt.object == model::ContractObject::loan && !view.invoice->due && !view.contract->payment_term_days;
    facts.demand = view.demand;
    if (view.invoice->title) {
        facts.title_due = view.invoice->title->due.value_or(view.due);
        facts.title_is_cheque = view.invoice->title->kind == model::Title::Kind::cheque;
    }
    return facts;
}

model::Urgency urgency(Date control, Date last_safe_day) {
    const std::int64_t days = base::days_between(control, last_safe_day);
    if (days < 0) return model::Urgency::expired;
    if (days < 60) return model::Urgency::within_60_days;
    if (days < 180) return model::Urgency::within_180_days;
    return model::Urgency::ok;
}

LimitationCandidate to_model(const Context& context, law::TermCandidate& found, const InvoiceView& view, const Clockholder& holder) {
    LimitationCandidate candidate;
    candidate.term = std::move(found.term);
    candidate.rule = std::move(found.rule);
    candidate.invoice = view.invoice->id;
    candidate.against = holder.id;
    candidate.starts = found.result.starts;
    candidate.last_safe_day = found.result.last_safe_day;
    candidate.less_strict_day = found.less_strict_day;
    candidate.note = std::move(found.note);
    candidate.decides = found.decides;
    candidate.confidence = found.confidence;
    candidate.events = std::move(found.result.applied);
    candidate.urgency = urgency(context.control, *candidate.last_safe_day);
    return candidate;
}

void judge_invoice(Context& context, const InvoiceView& view, InvoiceAccount& account, const Clockholder& holder) {
    law::TermFacts facts = term_facts(context, view);
    facts.events = events_for(context, holder, *view.invoice, account);
    auto answer = context.rules.limitation(facts, context.pack.tables);
    if (holder.id.empty()) context.keep_doubts(answer, view.invoice->number);
    if (!answer) return;
    bool all_expired = true;
    for (law::TermCandidate& found : *answer.value) {
        LimitationCandidate candidate = to_model(context, found, view, holder);
        if (candidate.decides) {
            all_expired = all_expired && candidate.less_strict_day < context.control;
            if (holder.id.empty() && (!account.limitation_safe_day || *candidate.last_safe_day < *account.limitation_safe_day))
                account.limitation_safe_day = candidate.last_safe_day;
        }
        context.out.limitation.candidates.push_back(std::move(candidate));
    }
    if (holder.id.empty()) account.is_time_barred = all_expired;
}

void sum_up(Context& context) {
    model::Limitation& limitation = context.out.limitation;
    std::stable_sort(limitation.candidates.begin(), limitation.candidates.end(), [](const LimitationCandidate& a, const LimitationCandidate& b) {
        if (a.decides != b.decides) return a.decides;
        return *a.last_safe_day < *b.last_safe_day;
    });
    bool any = false, all_barred = true;
    for (const InvoiceAccount& account : context.out.account.invoices) {
        if (!account.limitation_safe_day) continue;
        any = true;
        all_barred = all_barred && account.is_time_barred;
        if (!limitation.last_safe_day || *account.limitation_safe_day < *limitation.last_safe_day) limitation.last_safe_day = account.limitation_safe_day;
    }
    if (limitation.last_safe_day) limitation.urgency = urgency(context.control, *limitation.last_safe_day);
    limitation.expired_in_every_reading = any && all_barred;
    if (limitation.expired_in_every_reading)
        context.obstacle("obstacle.time_barred", "L-401", {{"último día", limitation.last_safe_day->iso()}});
}

} // namespace

void run_limitation(Context& context) {
    const std::vector<Clockholder> holders = clockholders(context);
    for (std::size_t i = 0; i < context.invoices.size(); ++i) {
        InvoiceAccount& account = context.out.account.invoices[i];
        if (!account.is_due) continue;
        for (const Clockholder& holder : holders) judge_invoice(context, context.invoices[i], account, holder);
    }
    const bool has_guarantor = std::any_of(holders.begin(), holders.end(), [](const Clockholder& holder) { return holder.is_guarantor; });
    if (has_guarantor) {
        context.out.rules.push_back({"L-412", {{"fiadores", "plazo propio"}}});
        context.out.rules.push_back({"L-916", {}});
    }
    sum_up(context);
}

} // namespace legajo::assess
