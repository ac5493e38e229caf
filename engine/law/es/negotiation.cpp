// Prior negotiation (MASC, LO 1/2025): required or not, and its clocks.

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"
#include "law/tables.hpp"

#include <algorithm>

namespace legajo::law::es {
namespace {

// L-502 to L-505, L-905: both parties are looked at; the route decides the rest.
bool is_required(const NegotiationFacts& facts, const LawTables& tables, Answer<NegotiationAnswer>& answer) {
    if (is_public_sector(facts.debt.debtor) || is_public_sector(facts.debt.creditor)) {
        answer.because("L-502", {{"parte", "sector público"}}).because("L-905");
        return false;
    }
    if (facts.debtor_insolvent) {
        answer.because("L-534");
        return false;
    }
    if (facts.route == "cambiario") {
        answer.because("L-503", {{"vía", facts.route}});
        return false;
    }
    if (facts.route == "proceso-monitorio-europeo") {
        answer.because("L-504", {{"vía", facts.route}});
        return false;
    }
    if (!row_at(tables, "negotiation.no_answer_days", facts.control_date)) { // before 03-04-2025
        answer.because("L-501");
        return false;
    }
    answer.because("L-503", {{"vía", facts.route}});
    if (facts.route == "monitorio") answer.because("L-505");
    return true;
}

struct Lengths {
    int no_answer_days, meeting_months, offer_months, suit_years;
};

Lengths lengths_at(const LawTables& tables, Date day) {
    return {whole_number_at(tables, "negotiation.no_answer_days", day).value_or(30), whole_number_at(tables, "negotiation.meeting_months", day).value_or(3),
            whole_number_at(tables, "negotiation.offer_months", day).value_or(1), whole_number_at(tables, "negotiation.suit_years", day).value_or(1)};
}

// Section 5.5. The last day of the negotiation: later events prevail; the debtor always has 30 days from receipt (or attempt).
std::optional<Date> end_of_negotiation(const NegotiationFacts& facts, const Lengths& lengths) {
    if (facts.end) return facts.end;
    const std::optional<Date> start = facts.receipt ? facts.receipt : facts.attempt;
    if (!start) return std::nullopt;
    Date ends = start->plus_days(lengths.no_answer_days);
    if (facts.kind == "oferta-vinculante") ends = std::max(ends, start->plus_months(lengths.offer_months));
    if (facts.proposal) ends = std::max(ends, facts.proposal->plus_days(lengths.no_answer_days));
    if (facts.first_meeting) ends = std::max(ends, facts.first_meeting->plus_months(lengths.meeting_months));
    if (facts.extension) ends = std::max(ends, *facts.extension);
    return ends;
}

model::NegotiationStage stage_of(const NegotiationFacts& facts, const NegotiationAnswer& clocks) {
    using enum model::NegotiationStage;
    if (!facts.has_attempt || !clocks.ends_on) return not_started;
    const bool over = facts.end ? *facts.end <= facts.control_date : *clocks.ends_on < facts.control_date;
    if (!over) return facts.first_meeting || facts.proposal ? under_way : waiting;
    return clocks.suit_until && facts.control_date > *clocks.suit_until ? window_missed : ended;
}

} // namespace

Answer<NegotiationAnswer> SpanishRules::negotiation(const NegotiationFacts& facts, const LawTables& tables) const {
    Answer<NegotiationAnswer> answer;
    NegotiationAnswer state;
    state.is_required = is_required(facts, tables, answer);
    if (state.is_required && facts.value) {
        const auto online = amount_at(tables, "negotiation.online_up_to", facts.control_date);
        const auto lawyer = amount_at(tables, "negotiation.offer_lawyer_above", facts.control_date);
        state.prefers_online = online && *facts.value <= *online;
        state.offer_needs_lawyer = lawyer && *facts.value > *lawyer;
        if (state.prefers_online) answer.because("L-532", {{"cuantía", facts.value->text()}});
        if (state.offer_needs_lawyer) answer.because("L-511", {{"cuantía", facts.value->text()}});
    }
    if (facts.has_attempt) {
        const Lengths lengths = lengths_at(tables, facts.control_date);
        state.ends_on = end_of_negotiation(facts, lengths);
        if (state.ends_on) {
            state.suit_not_before = state.ends_on->plus_days(1);
            const bool was_answered = facts.first_meeting || facts.proposal || facts.end;
            const Date from = was_answered ? *state.ends_on : facts.receipt.value_or(facts.attempt.value_or(*state.ends_on));
            state.suit_until = from.plus_years(lengths.suit_years); // 7.3
            answer.because("L-414", {{"solicitud", (facts.attempt ? *facts.attempt : from).iso()}, {"termina", state.ends_on->iso()},
                                     {"demanda hasta", state.suit_until->iso()}});
        } else {
            answer.doubting("doubt.negotiation_without_date", "L-414");
        }
        if (!facts.has_proof) answer.doubting("doubt.negotiation_without_proof", "L-530");
        if (facts.end && facts.result == "rechazada") answer.because("L-913", {{"fin", facts.end->iso()}});
    }
    if (state.is_required) state.stage = stage_of(facts, state);
    answer.value = state;
    return answer;
}

} // namespace legajo::law::es
