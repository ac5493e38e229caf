#include "read/checks.hpp"

#include "base/money.hpp"
#include "model/names.hpp"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <utility>
#include <vector>

namespace legajo::read {
namespace {

using base::Money;
using base::Severity;

constexpr std::int64_t rounding_cents = 2; // taxes are rounded by line or by total; both are in use

struct Paid {
    Money credited, paid;
    bool has_interest_payment = false;
};

class AmountChecks {
public:
    AmountChecks(const model::Case& data, Findings& findings) : data_(data), findings_(findings), zero_(0, data.currency) {}

    void check() {
        for (const auto& invoice : data_.invoices) check_sum(invoice);
        for (const auto& payment : data_.payments) check_payment(payment);
        check_invoices_against_payments();
        sum_payments_by_date();
        for (const auto& agreement : data_.agreements) check_agreement(agreement);
    }

private:
    // A required amount that could not be read stays at the type's nought, in euros: told already, and no reason to stop here.
    Money read(Money amount) const { return amount.currency() == data_.currency ? amount : zero_; }

    void check_sum(const model::Invoice& invoice) {
        if (!invoice.amount.is_positive()) return;
        Money bases = zero_, quotas = zero_;
        bool has_all_bases = !invoice.taxes.empty(), has_all_quotas = has_all_bases;
        for (const auto& tax : invoice.taxes) {
            if (tax.base) bases += *tax.base;
            else has_all_bases = false;
            if (tax.quota) quotas += *tax.quota;
            else has_all_quotas = false;
            check_tax(invoice, tax);
        }
        if (!invoice.base && !has_all_bases) return;
        const Money net = invoice.base.value_or(bases);
        const bool knows_taxes = invoice.vat.has_value() || has_all_quotas;
        if (!knows_taxes) return;
        const Money taxes = has_all_quotas ? quotas : *invoice.vat;
        const Money expected = net + taxes + invoice.disbursements.value_or(zero_) - invoice.withholding.value_or(zero_);
        const std::int64_t difference = std::abs((expected - invoice.amount).cents());
        if (difference == 0) return;
        const bool is_rounding = difference <= rounding_cents;
        findings_.add(is_rounding ? Severity::warning : Severity::error, is_rounding ? "case.invoice_sum_rounding" : "case.invoice_sum",
                      findings_.attribute(invoice.place, "importe"),
                      {{"factura", invoice.number}, {"importe", invoice.amount.text()}, {"calculado", expected.text()}});
    }

    void check_tax(const model::Invoice& invoice, const model::Tax& tax) {
        if (!tax.base || !tax.quota || tax.rate.is_zero()) return;
        const Money expected = base::percent_of(*tax.base, tax.rate);
        if (std::abs((expected - *tax.quota).cents()) <= rounding_cents) return;
        findings_.warning("case.tax_quota", invoice.place,
                          {{"factura", invoice.number}, {"cuota", tax.quota->text()}, {"calculado", expected.text()}});
    }

    void check_payment(const model::Payment& payment) {
        if (payment.applications.empty()) return;
        if (!payment.invoice.empty()) {
            findings_.error("case.payment_goes_twice", findings_.attribute(payment.place, "factura"), {{"pago", payment.id}});
            return;
        }
        Money applied = zero_;
        for (const auto& application : payment.applications) applied += read(application.amount);
        if (applied != payment.amount && payment.amount.is_positive())
            findings_.error("case.applications_sum", findings_.attribute(payment.place, "importe"),
                            {{"pago", payment.id}, {"importe", payment.amount.text()}, {"suma", applied.text()}});
    }

    void check_invoices_against_payments() {
        std::unordered_map<std::string_view, Paid> by_invoice;
        const auto paid_of = [&](std::string_view id) -> Paid& { return by_invoice.try_emplace(id, Paid{zero_, zero_, false}).first->second; };
        for (const auto& note : data_.credit_notes) paid_of(note.invoice).credited += read(note.amount);
        for (const auto& payment : data_.payments) {
            if (payment.returned) continue;
            const bool is_interest = payment.imputation == model::Imputation::interest_first;
            const auto add = [&](std::string_view id, Money amount) {
                Paid& paid = paid_of(id);
                paid.paid += read(amount);
                paid.has_interest_payment |= is_interest;
            };
            if (!payment.invoice.empty()) add(payment.invoice, payment.amount);
            else
                for (const auto& application : payment.applications) add(application.invoice, application.amount);
        }
        if (by_invoice.empty()) return;
        for (const auto& invoice : data_.invoices)
            if (const auto found = by_invoice.find(invoice.id); found != by_invoice.end() && invoice.amount.is_positive()) compare(invoice, found->second);
    }

    // Interest and costs may be paid on top of an invoice; nobody owes it twice over.
    void compare(const model::Invoice& invoice, const Paid& paid) {
        if (paid.credited > invoice.amount) {
            findings_.error("case.credit_exceeds_invoice", findings_.attribute(invoice.place, "importe"),
                            {{"factura", invoice.number}, {"importe", invoice.amount.text()}, {"abonado", paid.credited.text()}});
            return;
        }
        const Money owed = invoice.amount - paid.credited;
        if (paid.paid <= owed || paid.has_interest_payment) return;
        const bool is_far_beyond = paid.paid - owed > invoice.amount;
        findings_.add(is_far_beyond ? Severity::error : Severity::warning, is_far_beyond ? "case.payments_far_beyond_invoice" : "case.payments_exceed_invoice",
                      findings_.attribute(invoice.place, "importe"),
                      {{"factura", invoice.number}, {"importe", owed.text()}, {"pagado", paid.paid.text()}});
    }

    void check_agreement(const model::Agreement& agreement) {
        if (agreement.kind == "plan-de-pagos" && agreement.instalments.empty())
            findings_.error("case.plan_without_instalments", agreement.place, {{"acuerdo", agreement.id}});
        Money marked = zero_;
        const model::Instalment* last_paid = nullptr;
        for (const auto& instalment : agreement.instalments) {
            if (instalment.paid_amount) marked += *instalment.paid_amount;
            else if (instalment.paid_date) marked += read(instalment.amount);
            else continue;
            last_paid = &instalment;
        }
        if (last_paid == nullptr) return;
        const Money received = received_since(agreement.date);
        if (marked > received)
            findings_.error("case.instalment_without_payment", last_paid->place,
                            {{"acuerdo", agreement.id}, {"marcado", marked.text()}, {"pagos", received.text()}});
    }

    void sum_payments_by_date() {
        for (const auto& payment : data_.payments)
            if (!payment.returned) received_.emplace_back(payment.date, read(payment.amount));
        std::sort(received_.begin(), received_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        for (std::size_t i = 1; i < received_.size(); ++i) received_[i].second += received_[i - 1].second;
    }

    Money received_since(base::Date date) const {
        const auto after = std::partition_point(received_.begin(), received_.end(), [&](const auto& entry) { return entry.first >= date; });
        return after == received_.begin() ? zero_ : (after - 1)->second;
    }

    const model::Case& data_;
    Findings& findings_;
    Money zero_;
    std::vector<std::pair<base::Date, Money>> received_; // latest first, each with the sum of all from its day on
};

} // namespace

void check_amounts(const model::Case& data, Findings& findings) { AmountChecks(data, findings).check(); }

} // namespace legajo::read
