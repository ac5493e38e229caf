#include "assess/movements.hpp"

#include <algorithm>
#include <tuple>

namespace legajo::assess {
namespace {

using model::ClaimMode;
using model::Imputation;

std::optional<std::size_t> index_of(const Context& context, const std::string& invoice_id) {
    for (std::size_t i = 0; i < context.invoices.size(); ++i)
        if (context.invoices[i].invoice->id == invoice_id) return i;
    return std::nullopt;
}

bool is_in_case(const Context& context, const std::string& invoice_id) {
    return std::any_of(context.debt.invoices.begin(), context.debt.invoices.end(), [&](const model::Invoice& i) { return i.id == invoice_id; });
}

void refuse_unknown(Context& context, const std::string& invoice_id, const base::Place& place) {
    if (!invoice_id.empty() && !is_in_case(context, invoice_id))
        context.remark(base::Severity::error, "assess.unknown_invoice", {{"factura", invoice_id}}, place);
}

LedgerPayment to_ledger(Context& context, const model::Payment& payment, Date date) {
    LedgerPayment entry;
    entry.id = payment.id;
    entry.date = date;
    entry.amount = payment.amount;
    entry.is_set_off = payment.is_set_off;
    refuse_unknown(context, payment.invoice, payment.place);
    entry.elsewhere = context.zero;
    if (!payment.invoice.empty()) {
        entry.invoice = index_of(context, payment.invoice);
        if (!entry.invoice) entry.elsewhere = payment.amount;
    }
    for (const model::Application& application : payment.applications) {
        refuse_unknown(context, application.invoice, application.place);
        if (const auto index = index_of(context, application.invoice)) entry.applications.emplace_back(*index, application.amount);
        else entry.elsewhere += application.amount;
    }
    std::sort(entry.applications.begin(), entry.applications.end());
    if (payment.returned && *payment.returned <= context.control) entry.returned = std::max(*payment.returned, date);
    return entry;
}

} // namespace

std::vector<LedgerCredit> gather_credits(Context& context) {
    std::vector<LedgerCredit> credits;
    for (const model::CreditNote& note : context.debt.credit_notes) {
        refuse_unknown(context, note.invoice, note.place);
        if (note.date > context.control) {
            context.remark(base::Severity::remark, "assess.credit_after_control", {{"abono", note.number.empty() ? note.id : note.number}, {"fecha", note.date.iso()}},
                           note.place);
            continue;
        }
        credits.push_back({note.id, note.date, note.amount, index_of(context, note.invoice)});
    }
    return credits;
}

std::vector<LedgerPayment> gather_payments(Context& context, std::vector<Imputation>& stated) {
    std::vector<std::pair<Date, const model::Payment*>> known;
    for (const model::Payment& payment : context.debt.payments) {
        const Date date = payment.value_date.value_or(payment.date);
        if (date > context.control) {
            context.remark(base::Severity::remark, "assess.payment_after_control",
                           {{"pago", payment.id}, {"fecha", date.iso()}, {"importe", payment.amount.text()}}, payment.place);
            continue;
        }
        known.emplace_back(date, &payment);
    }
    std::stable_sort(known.begin(), known.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second->id, a.second->amount, a.second->invoice) < std::tie(b.first, b.second->id, b.second->amount, b.second->invoice);
    });
    std::vector<LedgerPayment> payments;
    for (const auto& [date, payment] : known) {
        payments.push_back(to_ledger(context, *payment, date));
        if (payments.back().id.empty()) payments.back().id = "#" + std::to_string(payments.size());
        stated.push_back(payment->imputation);
    }
    return payments;
}

bool has_only(const std::vector<LedgerPayment>& payments, bool interest_first) {
    return std::all_of(payments.begin(), payments.end(), [&](const LedgerPayment& payment) { return payment.interest_first == interest_first; });
}

Imputation default_imputation(const Context& context) {
    if (context.options.imputation && *context.options.imputation != Imputation::unstated) return *context.options.imputation;
    if (context.out.account.interest_mode != ClaimMode::claim) return Imputation::principal_first; // what is not claimed takes no payment
    if (context.pack.policy.imputation == model::ImputationPolicy::principal_first) return Imputation::principal_first;
    for (const InvoiceView& view : context.invoices)
        if (context.rules.default_imputation(view.regime) == Imputation::principal_first) return Imputation::principal_first;
    return Imputation::interest_first;
}

void set_imputation(std::vector<LedgerPayment>& payments, const std::vector<Imputation>& stated, Imputation otherwise) {
    for (std::size_t i = 0; i < payments.size(); ++i)
        payments[i].interest_first = (stated[i] == Imputation::unstated ? otherwise : stated[i]) == Imputation::interest_first;
}

// A debtor that pays what it was asked for pays that: interest nobody had asked for by then is not taken out of it, it stays owed beside (CC 1110).
bool spare_unclaimed_interest(const Context& context, std::vector<LedgerPayment>& payments, const std::vector<Imputation>& stated) {
    if (context.options.imputation || context.pack.policy.imputation != model::ImputationPolicy::claimed_interest_first) return false;
    bool any = false;
    for (std::size_t i = 0; i < payments.size(); ++i) {
        LedgerPayment& payment = payments[i];
        if (!payment.interest_first || stated[i] != Imputation::unstated) continue;
        const auto concerns = [&](std::size_t index) {
            if (payment.invoice) return *payment.invoice == index;
            return payment.applications.empty() ||
                   std::any_of(payment.applications.begin(), payment.applications.end(), [&](const auto& part) { return part.first == index; });
        };
        const bool was_claimed = std::any_of(context.notices.begin(), context.notices.end(), [&](const Notice& notice) {
            if (!notice.is_sent || !notice.is_demand || !notice.reached || *notice.reached > payment.date || !notice.addressee.empty()) return false;
            for (std::size_t index = 0; index < context.invoices.size(); ++index)
                if (concerns(index) && notice.covers(*context.invoices[index].invoice)) return true;
            return false;
        });
        if (was_claimed) continue;
        payment.interest_first = false;
        any = true;
    }
    return any;
}

} // namespace legajo::assess
