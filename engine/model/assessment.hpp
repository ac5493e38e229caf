#pragma once
// The result of assess_case: what is owed at the controlling date, since when, which clocks run, what stands in the way.
// A question that the rule set cannot answer is an abstention: the optional is empty and a Doubt says why.

#include "model/case.hpp"
#include "model/history.hpp"
#include "model/law_table.hpp"
#include "model/policy.hpp"
#include "model/rule_use.hpp"

namespace legajo::model {

struct InterestSegment { // one printed line of the interest table
    std::string invoice;  // id
    Date from, to;        // both included: first and last day that bear interest
    std::int64_t days = 0;
    Money base;
    Decimal rate;         // percent a year
    std::string source;   // norm of the rate row
    int day_basis = 365;
    Money interest;
    Confidence confidence = Confidence::confirmed;
};

struct InvoiceMovement { // credit note, payment or set-off as applied to one invoice
    enum class Kind { credit_note, payment, set_off, returned_payment };
    Kind kind = Kind::payment;
    Date date;
    Money amount;               // applied to this invoice, in all
    Money to_principal, to_interest;
    Money to_compensation;      // what is left after principal and interest
    std::string source_id;
};

// How interest runs on from the controlling date if nothing is paid. The first span begins with the last printed line when that line stays open.
struct RateAhead { // both ends included
    Date from, to;
    Decimal rate;
    int day_basis = 365;
};

struct InvoiceAccount {
    std::string invoice;        // id
    std::string number;
    Date issued, due;           // due: the one in law (capped, computed), see due_rules
    std::optional<Date> agreed_due; // when it differs
    Date default_from;          // first day that bears interest
    Money charged, credited, paid, outstanding; // outstanding = principal pending
    std::int64_t days_late = 0; // 0 when not yet due
    bool is_due = false;        // due < controlling date and outstanding > 0
    Money disputed;             // part under an open dispute
    bool is_held = false;       // wholly under a dispute or hold
    Regime regime = Regime::unknown;
    std::vector<InvoiceMovement> movements;
    std::vector<InterestSegment> segments;
    std::optional<Money> interest;     // accrued and unpaid at interest_to; absent: abstained
    Money compensation;                // recovery compensation due (L-130, L-131), 0 if none
    std::optional<Money> per_day;      // further interest a day from the controlling date on
    std::vector<RateAhead> ahead;      // to the last day with a published rate, at most 120 days; empty: interest does not run on
    bool ahead_reopens_last_line = false; // the first span replaces the last line of `segments`
    std::vector<RuleUse> rules;

    bool is_in_default = false;        // default_from has a meaning; false: not due, paid in time, or no demand received yet (consumer)
    std::optional<Date> alternative_due; // another reading of the law, shown to the lawyer (L-904, L-140)
    std::optional<Date> demand_received; // the demand that started interest, where one is needed (CC 1100)
    Money accrued_interest;            // sum of the printed segments; interest = accrued - interest_paid
    Money interest_paid, compensation_charged, compensation_paid;
    std::optional<Date> interest_to;   // last day counted; earlier than the controlling date when a rate is unpublished or interest stopped
    bool interest_is_partial = false;  // stopped for want of a published rate (L-917)
    bool owes_only_accessories = false; // principal paid, late: interest or compensation is still owed
    std::optional<Date> limitation_safe_day; // shortest reading, against the debtor
    bool is_time_barred = false;       // in every reading
};

// Amounts over the invoices that are overdue (is_due) or owe accessories only. A reserved or waived item is shown but left out of `total`.
struct Totals {
    Money principal, compensation, total; // of what is overdue
    Money of_paid_invoices;               // part of interest and compensation that belongs to invoices already paid, late
    std::optional<Money> interest;        // absent: abstained; then total leaves it out and says so
    std::optional<Money> per_day;
    Date interest_to;                     // last day counted; earlier than the controlling date when a half-year is unpublished (L-917)
    bool interest_is_partial = false;     // stopped at interest_to for want of a rate
    Money not_yet_due;                    // outstanding with due date in the future
    Money uncontested;                    // principal without the disputed part
};

struct StatementOfAccount {
    std::vector<InvoiceAccount> invoices; // by due date, then number
    Totals totals;
    Imputation imputation = Imputation::principal_first; // the one used in `totals`
    std::optional<Totals> other_imputation;              // the other way, for the lawyer, when payments exist
    int day_basis = 365;                                 // 365, or 0 for actual/actual
    ClaimMode interest_mode = ClaimMode::claim, compensation_mode = ClaimMode::claim;
    Money unapplied_payments;                            // beyond what was owed
    Money disputed;                                      // over all invoices
};

struct LimitationCandidate {
    std::string term;       // "5 años (CC 1964.2)"
    std::string rule;       // "L-401"
    std::string invoice;
    std::string against;    // party id, empty = debtor
    Date starts;
    std::optional<Date> last_safe_day;  // absent: suspended now (negotiation under way), see note
    std::string note;       // code: "", "covid_81_or_82_days", "negotiation_under_way", "title_only", "lawsuit_under_way"
    std::optional<Date> less_strict_day; // a reading that allows more; never relied on
    bool decides = true;    // false: another action (bill, cheque) that lives beside the debt's own
    Urgency urgency = Urgency::ok;
    std::vector<RuleUse> events; // interruptions and suspensions applied
    Confidence confidence = Confidence::confirmed;
};

struct Limitation {
    std::vector<LimitationCandidate> candidates; // the shortest first
    std::optional<Date> last_safe_day;           // of the shortest, over all overdue invoices, against the debtor
    Urgency urgency = Urgency::ok;
    bool expired_in_every_reading = false;
};

struct NegotiationState { // prior negotiation, LO 1/2025
    bool is_required = false;
    NegotiationStage stage = NegotiationStage::not_required;
    std::optional<Date> request, attempt, receipt, ends_on, suit_not_before, suit_until; // suit_until: one-year limit (7.3)
    bool has_proof = false;
    std::vector<RuleUse> rules;
    bool prefers_online = false;     // up to 600 EUR (L-532)
    bool offer_needs_lawyer = false; // binding offer above 2,000 EUR (L-511, L-918)
};

struct Procedure {
    std::string route;   // monitorio, verbal, ordinario, cambiario, lcsp-199, proceso-monitorio-europeo, concurso, ninguna
    std::string court;
    std::optional<Money> fee;
    std::optional<bool> needs_lawyer;
    std::vector<std::string> documents; // evidence ids that serve art. 812
    std::optional<Money> value;         // amount that decides route and fee
    std::string after_opposition;       // verbal | ordinario, after opposition to the monitorio (LEC 818)
    std::optional<bool> needs_lawyer_later; // there
    std::vector<RuleUse> rules;
};

struct VatRecovery { // LIVA 80.Cuatro
    std::string invoice;
    bool is_eligible = false;
    std::optional<Date> window_from, window_to;
    std::vector<std::string> missing; // condition codes: plazo, ventana-cerrada, libro-iva, base-minima, reclamacion-fehaciente, garantizada, vinculada, asegurada, no-establecido, desglose-iva, sector-publico, ya-rectificado
    std::optional<Date> claimed_on;   // demand with proof
    std::vector<RuleUse> rules;
};

struct InsolvencyState { // L-620, L-901, L-902; absent in a case without such a hold
    std::string hold;    // id
    InsolvencyKind kind = InsolvencyKind::unknown;
    bool is_discharge = false;             // exoneracion: no action for payment at all
    Date declared;
    std::optional<Date> communicate_until; // communication of the credit, ordinary kind with a date of publication
    std::vector<RuleUse> rules;
};

struct Clock { // any dated limit worth a calendar entry
    std::string kind; // "limitacion", "negociacion", "iva", "seguro", "respuesta", ...
    Date date;
    std::string subject_id; // invoice, party or letter
    std::string rule;
};

struct CreditFileWarning { // LOPDGDD 20
    bool is_possible = false;
    std::vector<std::string> systems;
    std::vector<std::string> missing;   // condition codes: persona-juridica, sin-fichero, disputa, minimo, antiguedad, prescripcion, concurso, no-vencida
    std::optional<Date> blocked_until;  // if notified on the controlling date: 30 working days (L-702)
    std::vector<RuleUse> rules;
};

struct PlannedInstalment {
    int number = 0;
    Date due;
    Money amount, remaining; // remaining after it
};

struct PaymentPlan { // from the case's offer, for all that is due
    std::vector<PlannedInstalment> instalments;
    Money total;
    bool is_of_principal_only = false; // consumers pay no interest in a plan (L-906)
    std::optional<Money> discount, discounted_total;
    std::optional<Date> discount_until;
    std::vector<std::string> refused_because; // codes; then instalments are empty
    std::vector<RuleUse> rules;
};

struct DebtorRecord { // shown to the clerk, usable by the policy; never in a letter
    int invoices_paid_on_time = 0, invoices_paid_late = 0;
    int promises_kept = 0, promises_broken = 0, promises_open = 0;
    int letters_answered = 0, letters_unanswered = 0;
    std::optional<int> average_days_late;
};

enum class PromiseState { open, kept, broken };
// One order of paying several debts with a fixed sum a month.
struct RepaymentDebt {
    std::string creditor, reference;
    Money amount, interest_paid;
    Decimal rate;
    int paid_off_month = 0; // 1 = first month
};

struct RepaymentOrder { // debts in the order in which they are attacked
    std::vector<RepaymentDebt> debts;
    Money total_paid, total_interest;
    int months = 0;
    std::optional<Date> ends;
    bool is_possible = false; // false: the sum does not cover the minimum payments, or interest outruns it
};

struct RepaymentComparison {
    Money monthly;
    RepaymentOrder smallest_first, costliest_first; // bola de nieve; la mas cara primero
};

struct PromiseOutcome {
    std::string promise; // id
    PromiseState state = PromiseState::open;
    std::optional<Date> due;
    Money paid_since;
};

enum class PlanState { none, kept, missed, fulfilled };
struct AgreementOutcome {
    std::string agreement;
    PlanState state = PlanState::none;
    std::optional<Date> missed_on, next_due;
    std::optional<Money> next_amount, missed_amount;
};

struct Assessment {
    Date control_date;
    StatementOfAccount account;
    Limitation limitation;
    NegotiationState negotiation;
    Procedure procedure;
    std::vector<VatRecovery> vat;
    CreditFileWarning credit_file;
    std::optional<PaymentPlan> plan;
    std::vector<PromiseOutcome> promises;
    std::vector<AgreementOutcome> agreements;
    DebtorRecord record;
    std::vector<Clock> clocks;
    std::vector<RuleUse> rules;
    std::vector<Doubt> doubts;

    // Reasons for which no letter may claim anything until a person decides: obstacle.debtor_kind_unknown, .currency, .public_creditor,
    // .insolvency, .discharge, .time_barred, .amount.
    std::vector<Doubt> obstacles;
    std::optional<InsolvencyState> insolvency;
    std::optional<RepaymentComparison> repayment;
    bool has_rule_set = true; // false: the jurisdiction abstains from every statement of law
};

} // namespace legajo::model
