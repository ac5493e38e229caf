#include "law/rule_set.hpp"

#include "law/es/spanish_rules.hpp"

namespace legajo::law {
namespace {

constexpr const char* no_law = "doubt.no_rule_set";

// Jurisdictions whose law nobody has put in: every statement of law is abstained from.
class AbstainingRules final : public RuleSet {
public:
    explicit AbstainingRules(std::string_view id) : id_(id) {}
    [[nodiscard]] std::string_view jurisdiction() const override { return id_; }

private:
    std::string_view id_;
};

} // namespace

Answer<Regime> RuleSet::regime(const DebtFacts&) const { return abstain<Regime>(no_law); }
Answer<DueAnswer> RuleSet::due_date(const DueFacts&, const LawTables&) const { return abstain<DueAnswer>(no_law); }
Answer<Date> RuleSet::default_start(const DefaultFacts&) const { return abstain<Date>(no_law); }
Answer<RateSchedule> RuleSet::rates(const RateFacts&, const LawTables&) const { return abstain<RateSchedule>(no_law); }
Answer<Money> RuleSet::compensation(Regime, Date, const LawTables&) const { return abstain<Money>(no_law); }
Answer<std::vector<TermCandidate>> RuleSet::limitation(const TermFacts&, const LawTables&) const {
    return abstain<std::vector<TermCandidate>>(no_law);
}
Answer<NegotiationAnswer> RuleSet::negotiation(const NegotiationFacts&, const LawTables&) const { return abstain<NegotiationAnswer>(no_law); }
Answer<ProcedureAnswer> RuleSet::procedure(const ProcedureFacts&, const LawTables&) const { return abstain<ProcedureAnswer>(no_law); }
Answer<bool> RuleSet::serves_order_for_payment(std::string_view) const { return abstain<bool>(no_law); }
Answer<VatAnswer> RuleSet::vat_recovery(const VatFacts&, const LawTables&) const { return abstain<VatAnswer>(no_law); }
Answer<CreditFileAnswer> RuleSet::credit_file(const CreditFileFacts&, const LawTables&) const { return abstain<CreditFileAnswer>(no_law); }
Answer<PlanAnswer> RuleSet::payment_plan(const PlanFacts&) const { return abstain<PlanAnswer>(no_law); }
Answer<Date> RuleSet::insolvency_deadline(model::InsolvencyKind, std::optional<Date>) const { return abstain<Date>(no_law); }

const RuleSet* rule_set(std::string_view jurisdiction) {
    static const es::SpanishRules spain;
    static const AbstainingRules mexico("mx");
    if (jurisdiction == "es") return &spain;
    if (jurisdiction == "mx") return &mexico;
    return nullptr;
}

} // namespace legajo::law
