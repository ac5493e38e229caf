#pragma once
// What every part of the assessment looks at: the case as it was known on the controlling date, and the answers already given.

#include "assess/assess_case.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::assess {

using base::Date;
using base::Decimal;
using base::Money;
using model::Facts;
using model::Regime;

// A letter or message of either side, from the case file or the register, not later than the controlling date.
struct Notice {
    bool is_sent = true;               // false: received from the debtor's side
    Date date;
    std::optional<Date> reached;       // day on which the other side had it or refused it
    bool has_proof = false;            // by a channel, a document or an answer that proves it (L-410, L-801)
    bool is_demand = false;            // claims payment
    bool is_not_collected = false;
    bool is_answered = false;
    bool acknowledges = false;
    std::string letter, addressee, source_id;
    std::optional<Date> deadline;      // granted to the debtor
    std::vector<std::string> invoices; // ids or numbers; empty = all of that time

    [[nodiscard]] bool covers(const model::Invoice& invoice) const;
};

struct InvoiceView {
    const model::Invoice* invoice = nullptr;
    const model::Contract* contract = nullptr; // nullptr: none
    law::DebtFacts debt;
    Regime regime = Regime::unknown;
    Date due;
    bool has_due = true;               // false: neither the case nor the law says when
    Money net;                         // payable: amount less withholding (L-125, L-309)
    std::optional<Date> demand;        // first demand received that covers it
};

class Context {
public:
    Context(const model::Case& debt, const model::History& history, const model::Pack& pack, const law::RuleSet& rules, const AssessOptions& options);

    const model::Case& debt;
    const model::Pack& pack;
    const law::RuleSet& rules;
    const AssessOptions& options;
    const Date control;
    const Money zero;
    std::vector<Notice> notices;        // by date
    std::vector<InvoiceView> invoices;  // by due date, number, id; issued not later than the controlling date
    model::Assessment out;
    base::Problems problems;

    [[nodiscard]] const InvoiceView* view_of(std::string_view invoice_id) const;
    [[nodiscard]] const model::InvoiceAccount* account_of(std::string_view invoice_id) const;
    [[nodiscard]] std::optional<Date> first_demand(const model::Invoice& invoice, Date due) const; // received by the debtor
    [[nodiscard]] bool is_active(const model::Hold& hold) const; // on the controlling date
    [[nodiscard]] const model::Hold* active_hold(model::HoldKind kind) const;

    void remark(base::Severity severity, std::string code, Facts arguments, base::Place place = {});
    void doubt(std::string code, std::string rule, Facts facts = {});
    void obstacle(std::string code, std::string rule, Facts facts = {});
    // Keeps the doubts of an answer; `about` is added to their facts.
    template <typename T>
    void keep_doubts(const law::Answer<T>& answer, std::string_view invoice = {}) {
        for (model::Doubt doubt : answer.doubts) {
            if (!invoice.empty()) doubt.facts.emplace_back("factura", invoice);
            out.doubts.push_back(std::move(doubt));
        }
    }

private:
    void gather_notices(const model::History& history);
    void gather_invoices();
};

// Stages, in order. Each fills its part of Context::out.
void make_account(Context& context);      // statement of account
void judge_promises(Context& context);    // promises, agreements, the debtor's record
void find_holds(Context& context);        // disputes, insolvency, assigned invoices, obstacles
void run_limitation(Context& context);
void find_procedure(Context& context);
void follow_negotiation(Context& context);
void find_vat_windows(Context& context);
void judge_credit_file(Context& context);
void plan_payments(Context& context);     // from the case's offer; the comparison of several debts
void flag_facts(Context& context);        // what the case shows or lacks and the lawyer should know
void set_clocks(Context& context);
void confess_doubts(Context& context);    // every rule marked S, I or K that decided something

// Agreements in force and kept at the controlling date suspend a consumer's interest (L-906): last day of interest, if any.
[[nodiscard]] std::optional<Date> interest_stopped_by_agreement(const Context& context, const InvoiceView& view);

} // namespace legajo::assess
