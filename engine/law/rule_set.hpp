#pragma once
// The questions that a jurisdiction answers. Facts go in as plain structs (no case, no files), a value or an abstention comes out with the
// rules used. The base class abstains from everything: a jurisdiction overrides what it knows. Instances live for the whole program, hold no
// state and may be used by all threads; dated tables come with each question, from the pack.

#include "base/money.hpp"
#include "law/answer.hpp"
#include "law/interest.hpp"
#include "law/rates.hpp"
#include "law/terms.hpp"
#include "model/kinds.hpp"
#include "model/law_table.hpp"
#include "model/party.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::law {

using base::Currency;
using base::Decimal;
using base::Money;
using model::ContractLaw;
using model::ContractObject;
using model::LawTables;
using model::PartyKind;
using model::PersonKind;
using model::Purpose;
using model::Regime;

// Who owes what to whom: decides the regime and most other answers.
struct DebtFacts {
    PartyKind creditor = PartyKind::unknown, debtor = PartyKind::unknown;
    PersonKind creditor_person = PersonKind::unknown, debtor_person = PersonKind::unknown;
    Purpose purpose = Purpose::unknown;
    ContractObject object = ContractObject::unknown;
    bool has_title = false; // bill, note or cheque
};

struct DueFacts {
    Regime regime = Regime::unknown;
    Date issued;
    std::optional<Date> delivered, received, accepted, agreed_due, period_from, period_to, registry_date, conformity;
    std::optional<int> term_days, acceptance_days;
    bool electronic = false, perishable = false;
};

struct DueAnswer {
    Date due;                         // last day to pay in time
    std::optional<Date> agreed_due;   // when the law gives another one
    std::optional<Date> alternative;  // another reading of the law
};

struct DefaultFacts {
    Regime regime = Regime::unknown;
    Date due;
    bool has_agreed_due = false;
    bool between_businesses = false;          // for debts outside Ley 3/2004
    std::optional<bool> automatic_default;    // the contract says that no demand is needed
    std::optional<Date> demand_received;      // first demand received by the debtor that covers the invoice
};

struct RateFacts {
    Regime regime = Regime::unknown;
    ContractObject object = ContractObject::unknown;
    std::optional<Date> contract_date;
    std::optional<Decimal> agreed, remuneratory; // percent a year
    bool is_secured = false;
    Date first, last; // days that need a rate
};

struct TermFacts { // limitation of one debt against one person
    DebtFacts debt;
    Date due;
    std::optional<ContractLaw> law;
    bool touches_navarre = false;
    bool touches_catalonia = false; // a party or the place of performance is there and no law is stated
    bool is_periodic = false;
    std::optional<Date> contract_date, service_end, title_due;
    bool is_loan_without_term = false;  // its time starts with the demand (L-405)
    std::optional<Date> demand;         // first demand received
    bool title_is_cheque = false;
    std::vector<TermEvent> events;
};

struct TermCandidate {
    std::string term, rule; // "5 años (CC 1964.2)", "L-401"
    TermResult result;
    std::optional<Date> less_strict_day;
    std::string note;
    bool decides = true;
    model::Confidence confidence = model::Confidence::confirmed;
};

struct NegotiationFacts {
    DebtFacts debt;
    bool debtor_insolvent = false;
    std::string route;                       // of ProcedureAnswer
    std::optional<Money> value;              // of the claim
    Date control_date;
    bool has_attempt = false;
    std::string kind, result;                // case vocabulary: oferta-vinculante, ...; acuerdo, rechazada, ...
    std::optional<Date> request, attempt, receipt, first_meeting, proposal, extension, end;
    bool has_proof = false;
};

struct NegotiationAnswer {
    bool is_required = false;
    bool prefers_online = false;      // small claims (LO 1/2025 art. 8.2)
    bool offer_needs_lawyer = false;  // a binding offer of this value (art. 6.2)
    model::NegotiationStage stage = model::NegotiationStage::not_required;
    std::optional<Date> ends_on, suit_not_before, suit_until;
};

struct ProcedureFacts {
    DebtFacts debt;
    Money value;                   // what would be claimed
    Date control_date;
    bool in_insolvency = false, discharged = false;
    std::string debtor_country = "ES", debtor_town;
    std::vector<std::string> evidence_kinds; // case vocabulary
};

struct ProcedureAnswer {
    std::string route, court, after_opposition;
    std::optional<Money> fee;
    std::optional<bool> needs_lawyer, needs_lawyer_later;
};

struct VatFacts {
    DebtFacts debt;
    Date control_date;
    Date accrual;
    bool accrual_is_assumed = false;
    std::optional<Money> base, vat, turnover;
    std::optional<bool> in_vat_book;
    bool is_secured = false, is_related = false, is_insured = false, public_body_guarantees = false;
    std::string debtor_country = "ES";
    std::optional<Date> claimed_with_proof, already_rectified;
    std::optional<Date> insolvency_published; // BOE, ordinary kind
    bool in_insolvency = false;
};

struct VatAnswer {
    bool is_eligible = false;
    std::optional<Date> window_from, window_to;
    std::vector<std::string> missing;
};

struct CreditFileFacts {
    DebtFacts debt;
    Date control_date, oldest_due;
    Money principal;
    bool creditor_takes_part = false, is_disputed = false, is_due = false, limitation_passed = false, in_insolvency = false;
};

struct CreditFileAnswer {
    bool is_possible = false;
    std::vector<std::string> missing;
    std::optional<Date> blocked_until;
};

struct PlanFacts {
    Regime regime = Regime::unknown;
    bool guarantor_without_consent = false, is_insured = false, in_insolvency = false, debtor_is_public = false;
};

struct PlanAnswer {
    bool adds_interest_to_total = true; // false: principal only (consumers)
    std::vector<std::string> refused_because;
};

class RuleSet {
public:
    virtual ~RuleSet() = default;

    [[nodiscard]] virtual std::string_view jurisdiction() const = 0;
    // False: abstains from every statement of law; a formal step is refused with that reason.
    [[nodiscard]] virtual bool states_law() const { return false; }
    [[nodiscard]] virtual bool accepts(Currency) const { return true; }
    [[nodiscard]] virtual std::string_view holiday_key() const { return {}; }
    // Rows of the region of a postal code ("holiday.ES-MD" for 28009); empty: the code says no region.
    [[nodiscard]] virtual std::string_view regional_holiday_key(std::string_view postal_code) const {
        (void)postal_code;
        return {};
    }

    [[nodiscard]] virtual Answer<Regime> regime(const DebtFacts&) const;
    [[nodiscard]] virtual Answer<DueAnswer> due_date(const DueFacts&, const LawTables&) const;
    [[nodiscard]] virtual Answer<Date> default_start(const DefaultFacts&) const; // first day that bears interest
    [[nodiscard]] virtual Answer<RateSchedule> rates(const RateFacts&, const LawTables&) const;
    [[nodiscard]] virtual Answer<Money> compensation(Regime, Date due, const LawTables&) const; // of one invoice in default
    [[nodiscard]] virtual model::Imputation default_imputation(Regime) const { return model::Imputation::principal_first; }
    [[nodiscard]] virtual Answer<std::vector<TermCandidate>> limitation(const TermFacts&, const LawTables&) const;
    [[nodiscard]] virtual Answer<NegotiationAnswer> negotiation(const NegotiationFacts&, const LawTables&) const;
    [[nodiscard]] virtual Answer<ProcedureAnswer> procedure(const ProcedureFacts&, const LawTables&) const;
    // Whether an exhibit of this kind opens the monitorio, and by which rule.
    [[nodiscard]] virtual Answer<bool> serves_order_for_payment(std::string_view evidence_kind) const;
    [[nodiscard]] virtual Answer<VatAnswer> vat_recovery(const VatFacts&, const LawTables&) const;
    [[nodiscard]] virtual Answer<CreditFileAnswer> credit_file(const CreditFileFacts&, const LawTables&) const;
    [[nodiscard]] virtual Answer<PlanAnswer> payment_plan(const PlanFacts&) const;
    // Last day to communicate the credit in the insolvency.
    [[nodiscard]] virtual Answer<Date> insolvency_deadline(model::InsolvencyKind, std::optional<Date> published) const;
};

// "es"; "mx" = abstains from everything of law. nullptr: no such jurisdiction.
[[nodiscard]] const RuleSet* rule_set(std::string_view jurisdiction);

} // namespace legajo::law
