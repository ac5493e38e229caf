// The yearly rate of late-payment interest.

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"
#include "law/tables.hpp"

#include <array>

namespace legajo::law::es {
namespace {

constexpr std::array<std::string_view, 1> legal_interest{"legal"};
constexpr std::array<std::string_view, 1> late_payment{"late_payment"};
constexpr std::array<std::string_view, 2> late_payment_of_old_contracts{"late_payment.old_contracts", "late_payment"};

RateSchedule legal_rates(const RateFacts& facts, const LawTables& tables) {
    return rates_from_tables(tables, legal_interest, facts.first, facts.last);
}

// L-122, L-123, L-914: contracts older than 24-02-2013 kept the lower margin for a year.
RateSchedule late_payment_rates(const RateFacts& facts, const LawTables& tables) {
    const bool is_old = facts.contract_date && *facts.contract_date < Date(2013, 2, 24);
    if (is_old) return rates_from_tables(tables, late_payment_of_old_contracts, facts.first, facts.last);
    return rates_from_tables(tables, late_payment, facts.first, facts.last);
}

// L-123, L-917: days after the last published rate stay without one; days before the first row of all tables are an abstention.
Answer<RateSchedule> finished(Answer<RateSchedule> answer, RateSchedule schedule, const RateFacts& facts) {
    if (schedule.spans.empty() && facts.first < Date(2002, 8, 9))
        return abstain<RateSchedule>("doubt.rate_unknown", "L-123", {{"día", facts.first.iso()}});
    if (schedule.missing_from) answer.doubting("doubt.rate_unpublished", "L-917", {{"desde", schedule.missing_from->iso()}});
    answer.value = std::move(schedule);
    return answer;
}

// L-122 to L-124, L-141.
Answer<RateSchedule> business_rates(const RateFacts& facts, const LawTables& tables) {
    Answer<RateSchedule> answer;
    RateSchedule by_law = late_payment_rates(facts, tables);
    if (facts.contract_date && *facts.contract_date < Date(2013, 2, 24) && facts.first < Date(2014, 2, 24)) answer.because("L-914");
    if (!facts.agreed) return finished(answer.because("L-122").because("L-123"), std::move(by_law), facts);

    const Facts agreed{{"interés pactado", facts.agreed->text()}};
    if (by_law.spans.empty()) { // nothing to compare with: the agreed rate cannot be judged
        answer.doubting("doubt.agreed_rate_unchecked", "L-124", agreed);
        return finished(std::move(answer), fixed_rate(*facts.agreed, "contrato", facts.first, facts.last), facts);
    }
    const Decimal legal = by_law.spans.front().rate;
    const bool is_public = facts.regime == Regime::public_3_2004;
    const model::LawRow* share = row_at(tables, "abusive.agreed_percent", facts.first);
    const Decimal edge = share ? legal * share->value * Decimal{1, 2} : Decimal{};
    if (is_public && *facts.agreed < legal) { // no room to agree a lower rate
        answer.because("L-141", agreed);
        return finished(answer.because("L-122"), std::move(by_law), facts);
    }
    if (share && *facts.agreed < edge) {
        answer.because("L-124", {agreed.front(), {"límite", edge.text()}, {"tipo legal", legal.text()}});
        answer.doubting("doubt.agreed_rate_presumed_abusive", "L-124", {agreed.front(), {"límite", edge.text()}});
        return finished(answer.because("L-122"), std::move(by_law), facts);
    }
    if (share && *facts.agreed == edge) answer.doubting("doubt.agreed_rate_at_the_edge", "L-124", agreed);
    if (*facts.agreed > legal) answer.doubting("doubt.agreed_rate_above_legal", "L-124", agreed);
    return finished(answer.because("L-122", agreed), fixed_rate(*facts.agreed, "contrato", facts.first, facts.last), facts);
}

// L-202, L-203: a default clause above remuneratory + 2 points disappears whole and the remuneratory rate keeps running.
Answer<RateSchedule> consumer_loan_rates(const RateFacts& facts, const LawTables& tables) {
    Answer<RateSchedule> answer;
    const model::LawRow* margin = row_at(tables, "abusive.consumer_loan_points", facts.first);
    if (!facts.remuneratory || !margin) {
        answer.doubting("doubt.consumer_loan_unchecked", "L-202", {{"interés pactado", facts.agreed->text()}});
        return finished(answer.because("L-151"), legal_rates(facts, tables), facts);
    }
    const Decimal limit = *facts.remuneratory + margin->value;
    const Facts figures{{"interés de demora pactado", facts.agreed->text()}, {"límite", limit.text()}};
    if (facts.is_secured) answer.doubting("doubt.secured_loan", "L-204", figures);
    if (*facts.agreed > limit) {
        answer.because("L-202", figures).because("L-203", {{"interés remuneratorio", facts.remuneratory->text()}});
        answer.doubting("doubt.abusive_clause", "L-206", figures);
        return finished(std::move(answer), fixed_rate(*facts.remuneratory, "interés remuneratorio del contrato", facts.first, facts.last), facts);
    }
    return finished(answer.because("L-202", figures), fixed_rate(*facts.agreed, "contrato", facts.first, facts.last), facts);
}

// L-201, L-205: the legal rate; an agreed one of a contract that is no loan is shown to the lawyer only.
Answer<RateSchedule> consumer_rates(const RateFacts& facts, const LawTables& tables) {
    if (facts.agreed && facts.object == ContractObject::loan) return consumer_loan_rates(facts, tables);
    Answer<RateSchedule> answer;
    if (facts.agreed) answer.doubting("doubt.agreed_consumer_rate", "L-205", {{"interés pactado", facts.agreed->text()}});
    return finished(answer.because("L-151"), legal_rates(facts, tables), facts);
}

} // namespace

Answer<RateSchedule> SpanishRules::rates(const RateFacts& facts, const LawTables& tables) const {
    switch (facts.regime) {
    case Regime::business_3_2004:
    case Regime::public_3_2004: return business_rates(facts, tables);
    case Regime::consumer: return consumer_rates(facts, tables);
    case Regime::legal_interest: {
        Answer<RateSchedule> answer;
        if (facts.agreed)
            return finished(answer.because("L-151", {{"interés pactado", facts.agreed->text()}}),
                            fixed_rate(*facts.agreed, "contrato", facts.first, facts.last), facts);
        return finished(answer.because("L-151").because("L-152"), legal_rates(facts, tables), facts);
    }
    case Regime::unknown:
    case Regime::no_rule_set: break;
    }
    return abstain<RateSchedule>("doubt.regime_unknown", "L-101");
}

} // namespace legajo::law::es
