#pragma once
// The rule set of Spain, composed from the mechanisms of law/. State of the law: 2026-11-21. One file per subject; rule numbers stand in
// templates/es-ES/law/reglas.csv with norm, confidence and a sentence. Section 11 rules (L-9xx) prevail over earlier ones.
//   regime.cpp L-101..105, L-201, L-904, L-905   due_date.cpp L-110..116, L-140, L-904   default.cpp L-120, L-130, L-150, L-201
//   rates.cpp L-122..124, L-151, L-202..205, L-914   limitation.cpp L-401..433   negotiation.cpp L-501..534
//   procedure.cpp L-601..616, L-915   vat.cpp L-630..634, L-907   credit_file.cpp L-701..703   plan.cpp L-903, L-906, L-921, L-620

#include "law/rule_set.hpp"

namespace legajo::law::es {

class SpanishRules final : public RuleSet {
public:
    [[nodiscard]] std::string_view jurisdiction() const override { return "es"; }
    [[nodiscard]] bool states_law() const override { return true; }
    [[nodiscard]] bool accepts(Currency currency) const override { return currency == Currency{}; } // L-310: euro only
    [[nodiscard]] std::string_view holiday_key() const override { return "holiday.ES"; }
    [[nodiscard]] std::string_view regional_holiday_key(std::string_view postal_code) const override;

    [[nodiscard]] Answer<Regime> regime(const DebtFacts&) const override;
    [[nodiscard]] Answer<DueAnswer> due_date(const DueFacts&, const LawTables&) const override;
    [[nodiscard]] Answer<Date> default_start(const DefaultFacts&) const override;
    [[nodiscard]] Answer<RateSchedule> rates(const RateFacts&, const LawTables&) const override;
    [[nodiscard]] Answer<Money> compensation(Regime, Date due, const LawTables&) const override;
    [[nodiscard]] model::Imputation default_imputation(Regime) const override;
    [[nodiscard]] Answer<std::vector<TermCandidate>> limitation(const TermFacts&, const LawTables&) const override;
    [[nodiscard]] Answer<NegotiationAnswer> negotiation(const NegotiationFacts&, const LawTables&) const override;
    [[nodiscard]] Answer<ProcedureAnswer> procedure(const ProcedureFacts&, const LawTables&) const override;
    [[nodiscard]] Answer<bool> serves_order_for_payment(std::string_view evidence_kind) const override;
    [[nodiscard]] Answer<VatAnswer> vat_recovery(const VatFacts&, const LawTables&) const override;
    [[nodiscard]] Answer<CreditFileAnswer> credit_file(const CreditFileFacts&, const LawTables&) const override;
    [[nodiscard]] Answer<PlanAnswer> payment_plan(const PlanFacts&) const override;
    [[nodiscard]] Answer<Date> insolvency_deadline(model::InsolvencyKind, std::optional<Date> published) const override;
};

} // namespace legajo::law::es
