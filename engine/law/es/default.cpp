// From when interest runs, and the fixed compensation of one invoice.

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"
#include "law/tables.hpp"

namespace legajo::law::es {

// L-120 (businesses and Administrations: the day after the due date), L-201 (consumers: receipt of the demand), L-150 (other debts: the day
// after an agreed day between businesses, else the demand). First day that bears interest: the start day is out (L-301).
Answer<Date> SpanishRules::default_start(const DefaultFacts& facts) const {
    Answer<Date> answer;
    const Date day_after_due = facts.due.plus_days(1);
    const auto from_demand = [&](const char* rule) {
        if (!facts.demand_received) return answer.because(rule, {{"requerimiento", "sin recibir"}});
        answer.value = std::max(day_after_due, facts.demand_received->plus_days(1));
        return answer.because(rule, {{"recepción del requerimiento", facts.demand_received->iso()}});
    };
    switch (facts.regime) {
    case Regime::business_3_2004:
    case Regime::public_3_2004:
        answer.value = day_after_due;
        return answer.because("L-120", {{"vencimiento", facts.due.iso()}}).because("L-301");
    case Regime::consumer:
        if (facts.automatic_default.value_or(false))
            answer.doubting("doubt.automatic_default", "L-201", {{"otra lectura", "desde " + day_after_due.iso()}});
        return from_demand("L-201");
    case Regime::legal_interest:
        if ((facts.between_businesses && facts.has_agreed_due) || facts.automatic_default.value_or(false)) {
            answer.value = day_after_due;
            return answer.because("L-150", {{"vencimiento", facts.due.iso()}});
        }
        return from_demand("L-150");
    case Regime::unknown:
    case Regime::no_rule_set: break;
    }
    return abstain<Date>("doubt.regime_unknown", "L-101");
}

// L-130 to L-134, L-909: 40 EUR for each unpaid invoice of a business or an Administration, once (L-133); never for consumers.
Answer<Money> SpanishRules::compensation(Regime regime, Date due, const LawTables& tables) const {
    Answer<Money> answer;
    if (regime != Regime::business_3_2004 && regime != Regime::public_3_2004) {
        answer.value = Money(0);
        if (regime == Regime::consumer) answer.because("L-134");
        return answer;
    }
    // The fixed sum came with the reform in force on 24-02-2013: earlier defaults have none.
    answer.value = amount_at(tables, "compensation.fixed", due.plus_days(1)).value_or(Money(0));
    return answer.because("L-130", {{"importe", answer.value->text()}}).because("L-131");
}

} // namespace legajo::law::es
