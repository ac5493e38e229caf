// What a payment plan may do, and the deadline in the debtor's insolvency.

#include "law/es/kinds.hpp"
#include "law/es/spanish_rules.hpp"

namespace legajo::law::es {

// L-903: no extension while a guarantor has not consented (CC 1851). L-906: no interest or charges for consumers. L-921: insured credits need
// the insurer's word. L-620: no individual agreement in insolvency.
Answer<PlanAnswer> SpanishRules::payment_plan(const PlanFacts& facts) const {
    Answer<PlanAnswer> answer;
    PlanAnswer plan;
    if (facts.regime == Regime::consumer) {
        plan.adds_interest_to_total = false;
        answer.because("L-906");
    }
    if (facts.guarantor_without_consent) {
        plan.refused_because.push_back("fiador-sin-consentimiento");
        answer.because("L-903");
    }
    if (facts.is_insured) {
        plan.refused_because.push_back("credito-asegurado");
        answer.because("L-921");
    }
    if (facts.in_insolvency) {
        plan.refused_because.push_back("concurso");
        answer.because("L-620");
    }
    if (facts.debtor_is_public) {
        plan.refused_because.push_back("administracion");
        answer.because("L-143");
    }
    answer.value = std::move(plan);
    return answer;
}

// L-620, L-901: one month from the day after the publication, in the ordinary kind only; in the others a person decides.
Answer<Date> SpanishRules::insolvency_deadline(model::InsolvencyKind kind, std::optional<Date> published) const {
    if (kind != model::InsolvencyKind::ordinary) return abstain<Date>("doubt.insolvency_kind", "L-901");
    if (!published) return abstain<Date>("doubt.insolvency_not_published", "L-620");
    Answer<Date> answer;
    answer.value = published->plus_months(1);
    return answer.because("L-620", {{"publicación en el BOE", published->iso()}}).because("L-901");
}

} // namespace legajo::law::es
