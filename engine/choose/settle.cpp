#include "choose/settle.hpp"

#include "choose/channels.hpp"
#include "law/rule_set.hpp"
#include "law/working_days.hpp"

#include <algorithm>

namespace legajo::choose {

using model::Decision;
using model::Outcome;

namespace {

// The register's word on this very letter: same case, letter, addressee, occasion and invoices.
const model::LetterRecord* waiting_record(const View& view, const Decision& decision) {
    const model::LetterRecord* found = nullptr;
    for (const auto& record : view.history.letters)
        if ((record.state == model::LetterState::proposed || record.state == model::LetterState::approved) && record.letter == decision.letter &&
            record.addressee == decision.addressee && record.occasion == decision.occasion && is_same_set(record.invoices, decision.invoices))
            found = &record;
    return found;
}

bool is_offer_or_warning(const std::string& letter) {
    return letter == "propuesta" || letter == "oferta-vinculante" || letter == "respuesta-propuesta" || letter == "aviso-ficheros";
}

// The policy's word; and decisions that weigh on a natural person need a person (GDPR art. 22, L-922).
std::optional<model::RuleUse> approval_wanted(const View& view, const Decision& decision, const model::PolicyStep& step) {
    if (step.needs_approval) return model::RuleUse{"policy.approval", {{"carta", decision.letter}}};
    const auto& automatic = view.pack.policy.automatic_letters;
    if (std::find(automatic.begin(), automatic.end(), decision.letter) != automatic.end()) return std::nullopt;
    const bool weighs = decision.level >= 5 || is_offer_or_warning(decision.letter);
    if (weighs && is_natural(party_of(view.debt, decision.addressee), decision.treated_as)) return model::RuleUse{"L-922", {{"carta", decision.letter}}};
    return std::nullopt;
}


bool owes_for(const model::Obligor& obligor, const View& view, const std::vector<std::string>& invoices) {
    if (obligor.contract.empty()) return true;
    return std::any_of(view.debt.invoices.begin(), view.debt.invoices.end(), [&](const auto& invoice) {
        return invoice.contract == obligor.contract && std::find(invoices.begin(), invoices.end(), invoice.id) != invoices.end();
    });
}

// L-412, L-916: a claim against the debtor does not interrupt against the guarantor; each one gets the letter itself.
std::vector<std::string> obligors_for(const View& view, const Proposal& proposal, const std::string& letter) {
    std::vector<std::string> ids;
    for (const auto& obligor : view.debt.obligors) {
        const bool is_heir = obligor.role == model::Obligor::Role::heir;
        const bool takes_part = letter == "herederos" ? is_heir && obligor.party.id != proposal.addressee : proposal.goes_to_obligors && !is_heir;
        if (takes_part && owes_for(obligor, view, proposal.invoices)) ids.push_back(obligor.party.id);
    }
    return ids;
}

// A last day on which no bank works is no day to pay: the debtor gets the next working one.
void move_off_holidays(const View& view, Decision& decision) {
    const law::RuleSet* rules = law::rule_set(view.pack.jurisdiction);
    if (rules == nullptr) return;
    const auto& addresses = party_of(view.debt, decision.addressee).addresses;
    const law::WorkingCalendar calendar(view.pack.tables, rules->holiday_key(), addresses.empty() ? "" : rules->regional_holiday_key(addresses.front().postal_code));
    const Date counted = *decision.deadline;
    const auto day_off = calendar.day_off(counted);
    if (day_off.empty()) return;
    decision.deadline = calendar.next_working_day(counted);
    decision.reasons.push_back({"policy.working_day", {{"contado", counted.iso()}, {"es", std::string(day_off)}, {"plazo", decision.deadline->iso()}}});
}

// A proposal is not open longer than its creditor allows, nor beyond its first payment. (A binding offer has its month by law: L-520.)
void keep_within_offer(const View& view, Decision& decision) {
    const auto& offer = view.debt.offer;
    if ((decision.letter != "propuesta" && decision.letter != "respuesta-propuesta") || !offer) return;
    auto last = offer->valid_until.value_or(*decision.deadline);
    if (const auto& plan = view.assessment.plan; plan && !plan->instalments.empty() && plan->instalments.front().due >= view.issue_day)
        last = std::min(last, plan->instalments.front().due);
    if (last >= *decision.deadline) return;
    decision.reasons.push_back({"policy.offer", {{"contado", decision.deadline->iso()}, {"hasta", last.iso()}}});
    decision.deadline = last;
}

// Who is invited answers before the day of the meeting.
void keep_before_meeting(const View& view, Decision& decision) {
    const auto& offer = view.debt.offer;
    if (decision.letter != "convocatoria-reunion" || !offer || !offer->meeting || !offer->meeting->date) return;
    const auto eve = offer->meeting->date->plus_days(-1);
    if (eve >= *decision.deadline || eve < view.issue_day) return;
    decision.reasons.push_back({"policy.meeting", {{"contado", decision.deadline->iso()}, {"reunion", offer->meeting->date->iso()}}});
    decision.deadline = eve;
}

} // namespace

bool is_same_set(std::vector<std::string> a, std::vector<std::string> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

void set_deadline(const View& view, Decision& decision, const model::PolicyStep& step) {
    decision.deadline_days = step.deadline_days;
    if (!decision.deadline_days)
        if (const auto found = view.pack.letters.find(decision.letter); found != view.pack.letters.end())
            decision.deadline_days = found->second.contract.deadline_days;
    if (!decision.deadline_days) return;
    const auto& allowed = view.pack.policy.channel_delivery_days;
    const auto travel = allowed.find(decision.channel);
    decision.deadline = view.issue_day.plus_days((travel == allowed.end() ? 0 : travel->second) + *decision.deadline_days); // L-920
    move_off_holidays(view, decision);
    keep_within_offer(view, decision);
    keep_before_meeting(view, decision);
}

void set_channel(const View& view, Decision& decision, const model::PolicyStep& step) {
    const auto& party = party_of(view.debt, decision.addressee);
    // L-532: a small claim is negotiated online where that can be done with proof.
    if (decision.letter == "negociacion-previa" && view.assessment.negotiation.prefers_online && step.channel != model::Channel::certified_email)
        if (const auto online = route_for(view, party, model::Channel::certified_email); online && online->channel == model::Channel::certified_email) {
            decision.reasons.push_back({"L-532", {{"previsto", std::string(model::name_of(step.channel))}, {"canal", std::string(model::name_of(online->channel))}}});
            decision.channel = online->channel;
            return;
        }
    const auto route = route_for(view, party, step.channel);
    if (!route || route->channel == step.channel) return;
    decision.reasons.push_back({"policy.channel", {{"previsto", std::string(model::name_of(step.channel))}, {"canal", std::string(model::name_of(route->channel))}}});
    decision.channel = route->channel;
}

void set_approval(const View& view, Decision& decision, const model::PolicyStep& step) {
    decision.outcome = Outcome::letter;
    const auto wanted = approval_wanted(view, decision, step);
    if (!wanted) return;
    const auto* record = waiting_record(view, decision);
    if (view.options.approved || (record != nullptr && record->state == model::LetterState::approved)) {
        decision.reasons.push_back({"policy.approved", {{"registro", record ? std::to_string(record->number) : "-"}}});
        return;
    }
    decision.outcome = Outcome::awaiting_approval;
    decision.reasons.push_back(*wanted);
}

void settle(const View& view, Decision& decision, const std::string& letter, const Proposal& proposal) {
    const auto& step = *proposal.step;
    decision.letter = letter;
    decision.level = proposal.level;
    decision.treated_as = proposal.kind;
    decision.addressee = proposal.addressee;
    decision.address = proposal.address;
    decision.invoices = proposal.invoices;
    decision.occasion = proposal.occasion;
    decision.is_repeat = proposal.is_repeat;
    decision.is_last_notice = proposal.is_last_notice;
    decision.wants_dossier = step.wants_dossier;
    decision.reasons.insert(decision.reasons.end(), proposal.reasons.begin(), proposal.reasons.end());
    decision.channel = proposal.channel != model::Channel::unknown ? proposal.channel : step.channel;
    if (proposal.channel == model::Channel::unknown && !has_own_route(proposal.addressee)) set_channel(view, decision, step);
    set_deadline(view, decision, step);
    decision.copies_to = obligors_for(view, proposal, letter);
    if (!decision.copies_to.empty()) decision.reasons.push_back({"L-412", {{"copias", listed(decision.copies_to)}}});
    if (letter == "encargo") decision.outcome = Outcome::hand_over;
    else set_approval(view, decision, step);
}

} // namespace legajo::choose
