// The way to court and what must come before it: procedure and prior negotiation.

#include "assess/context.hpp"

#include <algorithm>

namespace legajo::assess {
namespace {

using model::HoldKind;

// The address at which the debtor can be sued: its first one.
const model::Address* first_address(const model::Party& party) { return party.addresses.empty() ? nullptr : &party.addresses.front(); }

law::DebtFacts main_debt(const Context& context) {
    for (std::size_t i = 0; i < context.invoices.size(); ++i)
        if (context.out.account.invoices[i].is_due) {
            law::DebtFacts debt = context.invoices[i].debt;
            // A title counts only when every overdue invoice has one: otherwise one way must fit them all.
            debt.has_title = true;
            for (std::size_t k = 0; k < context.invoices.size(); ++k)
                if (context.out.account.invoices[k].is_due && !context.invoices[k].invoice->title) debt.has_title = false;
            return debt;
        }
    return {.creditor = context.debt.creditor.kind, .debtor = context.debt.debtor.kind, .creditor_person = context.debt.creditor.person,
            .debtor_person = context.debt.debtor.person};
}

// A sent letter that asks to negotiate stands for a negotiation that the case does not record.
std::optional<model::Negotiation> from_letters(const Context& context) {
    for (auto notice = context.notices.rbegin(); notice != context.notices.rend(); ++notice) {
        const bool asks = notice->letter == "negociacion-previa" || notice->letter == "oferta-vinculante";
        if (!notice->is_sent || !asks || !notice->addressee.empty()) continue;
        model::Negotiation negotiation;
        negotiation.id = notice->source_id;
        negotiation.kind = notice->letter == "oferta-vinculante" ? "oferta-vinculante" : "negociacion-directa";
        negotiation.request = notice->date;
        negotiation.attempt = notice->reached ? notice->reached : std::optional<Date>(notice->date);
        negotiation.receipt = notice->reached;
        negotiation.invoices = notice->invoices;
        if (notice->has_proof) negotiation.evidence = notice->source_id.empty() ? "registro" : notice->source_id;
        return negotiation;
    }
    return std::nullopt;
}

std::optional<model::Negotiation> latest_negotiation(const Context& context) {
    std::optional<model::Negotiation> latest;
    const auto start = [](const model::Negotiation& n) { return n.request ? n.request : n.attempt ? n.attempt : n.receipt; };
    for (const model::Negotiation& negotiation : context.debt.negotiations) {
        const auto date = start(negotiation);
        if (!date || *date > context.control) continue;
        if (!latest || *date > *start(*latest)) latest = negotiation;
    }
    return latest ? latest : from_letters(context);
}

// Nothing after the controlling date was known then.
void forget_later(const Context& context, model::Negotiation& negotiation) {
    for (auto* date : {&negotiation.attempt, &negotiation.receipt, &negotiation.first_meeting, &negotiation.proposal, &negotiation.end})
        if (*date && **date > context.control) date->reset();
}

bool same_object(const Context& context, const model::Negotiation& negotiation) {
    if (negotiation.invoices.empty()) return true;
    return std::all_of(context.out.account.invoices.begin(), context.out.account.invoices.end(), [&](const model::InvoiceAccount& account) {
        return !account.is_due || std::find(negotiation.invoices.begin(), negotiation.invoices.end(), account.invoice) != negotiation.invoices.end() ||
               std::find(negotiation.invoices.begin(), negotiation.invoices.end(), account.number) != negotiation.invoices.end();
    });
}

// L-507: each solidary debtor is invited, and each guarantor on its own account (L-916); otherwise the suit reaches only those who were.
void note_uninvited(Context& context) {
    std::string names;
    for (const model::Obligor& obligor : context.debt.obligors) {
        const bool is_solidary = obligor.role == model::Obligor::Role::co_debtor && obligor.regime == model::LiabilityRegime::solidary;
        if (!is_solidary && obligor.role != model::Obligor::Role::guarantor) continue;
        const bool was_invited = std::any_of(context.notices.begin(), context.notices.end(), [&](const Notice& notice) {
            return notice.is_sent && notice.letter == "negociacion-previa" && notice.addressee == obligor.party.id;
        });
        if (!was_invited) names += (names.empty() ? "" : ", ") + obligor.party.name;
    }
    if (!names.empty()) context.doubt("doubt.negotiation_uninvited", "L-507", {{"sin invitar", names}});
}

} // namespace

void find_procedure(Context& context) {
    const model::Address* address = first_address(context.debt.debtor);
    law::ProcedureFacts facts;
    facts.debt = main_debt(context);
    facts.value = context.out.account.totals.total;
    facts.control_date = context.control;
    facts.in_insolvency = context.active_hold(HoldKind::insolvency) != nullptr;
    facts.discharged = context.active_hold(HoldKind::discharge) != nullptr;
    facts.debtor_country = address && !address->country.empty() ? address->country : "ES";
    facts.debtor_town = address ? address->town : "";
    for (const model::Evidence& evidence : context.debt.evidence)
        if (!evidence.date || *evidence.date <= context.control) facts.evidence_kinds.push_back(evidence.kind);

    auto answer = context.rules.procedure(facts, context.pack.tables);
    context.keep_doubts(answer);
    model::Procedure& procedure = context.out.procedure;
    procedure.rules = std::move(answer.rules);
    if (!answer) return;
    procedure.route = std::move(answer.value->route);
    procedure.court = std::move(answer.value->court);
    procedure.fee = answer.value->fee;
    procedure.needs_lawyer = answer.value->needs_lawyer;
    procedure.after_opposition = std::move(answer.value->after_opposition);
    procedure.needs_lawyer_later = answer.value->needs_lawyer_later;
    procedure.value = facts.value;
    for (const model::Evidence& evidence : context.debt.evidence)
        if (evidence.reserve == model::Reserve::none && context.rules.serves_order_for_payment(evidence.kind).value.value_or(false))
            procedure.documents.push_back(evidence.id);
}

void follow_negotiation(Context& context) {
    model::NegotiationState& state = context.out.negotiation;
    std::optional<model::Negotiation> negotiation = latest_negotiation(context);
    law::NegotiationFacts facts;
    facts.debt = main_debt(context);
    facts.debtor_insolvent = context.active_hold(HoldKind::insolvency) || context.active_hold(HoldKind::discharge);
    facts.route = context.out.procedure.route;
    facts.value = context.out.account.totals.total;
    facts.control_date = context.control;
    if (negotiation) {
        forget_later(context, *negotiation);
        facts.has_attempt = true;
        facts.kind = negotiation->kind;
        facts.result = negotiation->result;
        facts.request = negotiation->request;
        facts.attempt = negotiation->attempt;
        facts.receipt = negotiation->receipt;
        facts.first_meeting = negotiation->first_meeting;
        facts.proposal = negotiation->proposal;
        facts.extension = negotiation->extension;
        facts.end = negotiation->end;
        facts.has_proof = !negotiation->evidence.empty();
        state.request = negotiation->request;
        state.attempt = negotiation->attempt;
        state.receipt = negotiation->receipt;
        state.has_proof = facts.has_proof;
    }
    auto answer = context.rules.negotiation(facts, context.pack.tables);
    context.keep_doubts(answer);
    state.rules = std::move(answer.rules);
    if (!answer) return;
    state.is_required = answer.value->is_required;
    state.stage = answer.value->stage;
    state.prefers_online = answer.value->prefers_online;
    state.offer_needs_lawyer = answer.value->offer_needs_lawyer;
    state.ends_on = answer.value->ends_on;
    state.suit_not_before = answer.value->suit_not_before;
    state.suit_until = answer.value->suit_until;
    if (negotiation && state.is_required && !same_object(context, *negotiation))
        context.doubt("doubt.negotiation_object", "L-507", {{"negociación", negotiation->id}});
    if (state.is_required && (negotiation || state.stage != model::NegotiationStage::not_started)) note_uninvited(context);
}

} // namespace legajo::assess
