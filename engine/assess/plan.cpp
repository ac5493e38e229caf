#include "assess/plan.hpp"

#include "assess/assess_case.hpp"
#include "assess/context.hpp"
#include "model/totals.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace legajo::assess {
namespace {

using model::HoldKind;
using model::OtherDebt;
using model::RepaymentDebt;
using model::RepaymentOrder;

constexpr int longest_plan_months = 600;

void refuse(model::PaymentPlan& plan, std::string code) { plan.refused_because.push_back(std::move(code)); }

Regime main_regime(const Context& context) {
    for (std::size_t i = 0; i < context.invoices.size(); ++i)
        if (context.out.account.invoices[i].is_due && context.invoices[i].regime == Regime::consumer) return Regime::consumer;
    return context.invoices.empty() ? Regime::unknown : context.invoices.front().regime;
}

law::PlanFacts plan_facts(const Context& context) {
    law::PlanFacts facts;
    facts.regime = main_regime(context);
    for (const model::Obligor& obligor : context.debt.obligors)
        if (obligor.role == model::Obligor::Role::guarantor && !obligor.consents_extension.value_or(false)) facts.guarantor_without_consent = true;
    facts.is_insured = context.debt.creditor.insurance.has_value();
    facts.in_insolvency = context.active_hold(HoldKind::insolvency) || context.active_hold(HoldKind::discharge);
    facts.debtor_is_public = context.debt.debtor.kind == model::PartyKind::public_admin;
    return facts;
}

struct Desk { // what a plan is made with
    const model::Case& debt;
    const model::Pack& pack;
    const law::RuleSet& rules;
    base::Date control;
};

void set_instalments(const Desk& context, const model::Offer& offer, model::PaymentPlan& plan) {
    std::vector<Money> amounts;
    if (offer.plan && offer.plan->instalments) {
        if (*offer.plan->instalments < 1 || *offer.plan->instalments > longest_plan_months) return refuse(plan, "numero-de-cuotas");
        amounts = equal_instalments(plan.total, *offer.plan->instalments);
        if (offer.monthly_capacity && offer.plan->periodicity == "mensual" && amounts.front() > *offer.monthly_capacity) refuse(plan, "supera-capacidad");
    } else if (offer.monthly_capacity && offer.monthly_capacity->is_positive()) {
        if (plan.total.cents() / offer.monthly_capacity->cents() >= longest_plan_months) return refuse(plan, "demasiado-largo");
        amounts = instalments_of(plan.total, *offer.monthly_capacity);
    }
    if (!plan.refused_because.empty()) return;
    const std::string periodicity = offer.plan ? offer.plan->periodicity : "mensual";
    const Date first = offer.plan && offer.plan->first ? *offer.plan->first : context.control.plus_days(30);
    if (first < context.control) return refuse(plan, "primera-cuota-pasada");
    const auto& addresses = context.debt.debtor.addresses;
    const law::WorkingCalendar calendar(context.pack.tables, context.rules.holiday_key(),
                                        addresses.empty() ? "" : context.rules.regional_holiday_key(addresses.front().postal_code));
    Money remaining = plan.total;
    for (std::size_t k = 0; k < amounts.size(); ++k) {
        const auto date = instalment_date(first, periodicity, static_cast<int>(k));
        if (!date) {
            plan.instalments.clear();
            return refuse(plan, "periodicidad");
        }
        remaining -= amounts[k];
        plan.instalments.push_back({static_cast<int>(k) + 1, calendar.next_working_day(*date), amounts[k], remaining});
    }
}

void set_discount(const Desk& context, const model::Offer& offer, model::PaymentPlan& plan) {
    if (!offer.discount || offer.discount->until < context.control) return;
    if (offer.discount->percent.is_negative() || offer.discount->percent > Decimal{100, 0}) return refuse(plan, "descuento");
    plan.discount = base::percent_of(plan.total, offer.discount->percent);
    plan.discounted_total = plan.total - *plan.discount;
    plan.discount_until = offer.valid_until ? std::min(offer.discount->until, *offer.valid_until) : offer.discount->until;
}

void offer_plan(Context& context, const model::Offer& offer) {
    auto answer = context.rules.payment_plan(plan_facts(context));
    model::PaymentPlan plan;
    const model::Totals& totals = context.out.account.totals;
    plan.total = totals.total;
    if (answer) {
        plan.rules = std::move(answer.rules);
        plan.refused_because = std::move(answer.value->refused_because);
        plan.is_of_principal_only = !answer.value->adds_interest_to_total;
        if (plan.is_of_principal_only) plan.total = totals.principal;
    }
    if (!plan.total.is_positive()) refuse(plan, "nada-vencido");
    if (offer.valid_until && *offer.valid_until < context.control) refuse(plan, "oferta-caducada");
    if (plan.refused_because.empty()) {
        const Desk desk{context.debt, context.pack, context.rules, context.control};
        set_discount(desk, offer, plan);
        set_instalments(desk, offer, plan);
    }
    context.out.plan = std::move(plan);
}

// ---- several debts

void compare_orders(Context& context, const model::Offer& offer) {
    std::vector<RepaymentDebt> debts;
    std::vector<Money> minimums;
    const Money own = context.out.plan ? context.out.plan->total : context.out.account.totals.total;
    if (own.is_positive()) {
        debts.push_back({.creditor = context.debt.creditor.name, .reference = context.debt.reference, .amount = own, .interest_paid = context.zero, .rate = {}});
        minimums.push_back(context.zero);
    }
    for (const OtherDebt& other : offer.other_debts) {
        debts.push_back({.creditor = other.creditor, .reference = other.reference, .amount = other.amount, .interest_paid = context.zero,
                         .rate = other.interest.value_or(Decimal{})});
        minimums.push_back(other.minimum_payment.value_or(context.zero));
    }
    const Date first = offer.plan && offer.plan->first ? *offer.plan->first : context.control.plus_days(30);
    const auto ordered = [&](auto before) {
        std::vector<std::size_t> order(debts.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return before(debts[a], debts[b]); });
        std::vector<RepaymentDebt> in_order;
        std::vector<Money> their_minimums;
        for (const std::size_t i : order) {
            in_order.push_back(debts[i]);
            their_minimums.push_back(minimums[i]);
        }
        return repay(std::move(in_order), their_minimums, *offer.monthly_capacity, first);
    };
    const auto smaller = [](const RepaymentDebt& a, const RepaymentDebt& b) {
        return std::tie(a.amount, a.creditor, a.reference) < std::tie(b.amount, b.creditor, b.reference);
    };
    const auto costlier = [&](const RepaymentDebt& a, const RepaymentDebt& b) { return a.rate > b.rate || (a.rate == b.rate && smaller(a, b)); };
    context.out.repayment = model::RepaymentComparison{*offer.monthly_capacity, ordered(smaller), ordered(costlier)};
}

} // namespace

std::vector<Money> equal_instalments(Money total, int count) {
    const std::int64_t each = total.cents() / count, rest = total.cents() % count;
    std::vector<Money> amounts;
    for (int k = 0; k < count; ++k) amounts.emplace_back(each + (k < rest ? 1 : 0), total.currency());
    return amounts;
}

std::vector<Money> instalments_of(Money total, Money each) {
    std::vector<Money> amounts;
    for (Money left = total; left.is_positive(); left -= amounts.back()) amounts.push_back(std::min(each, left));
    return amounts;
}

std::optional<Date> instalment_date(Date first, std::string_view periodicity, int k) {
    if (periodicity == "semanal") return first.plus_days(7LL * k);
    if (periodicity == "quincenal") return first.plus_days(15LL * k);
    if (periodicity == "mensual") return first.plus_months(k);
    if (periodicity == "bimestral") return first.plus_months(2 * k);
    if (periodicity == "trimestral") return first.plus_months(3 * k);
    if (periodicity == "semestral") return first.plus_months(6 * k);
    if (periodicity == "anual") return first.plus_years(k);
    return std::nullopt;
}

RepaymentOrder repay(std::vector<RepaymentDebt> debts, const std::vector<Money>& minimums, Money monthly, Date first_payment) {
    RepaymentOrder order;
    const Money zero(0, monthly.currency());
    order.total_paid = order.total_interest = zero;
    std::vector<Money> left;
    for (const RepaymentDebt& debt : debts) left.push_back(debt.amount);
    const auto owed = [&] { return std::accumulate(left.begin(), left.end(), zero); };
    while (owed().is_positive() && order.months < longest_plan_months) {
        ++order.months;
        Money budget = monthly;
        if (order.months > 1) // the first payment comes before a month of interest
            for (std::size_t i = 0; i < debts.size(); ++i) {
                const Money interest = base::simple_interest(left[i], debts[i].rate, 1, 12); // one twelfth of the yearly rate
                left[i] += interest;
                debts[i].interest_paid += interest;
                order.total_interest += interest;
            }
        const auto pay = [&](std::size_t i, Money amount) {
            const Money part = std::min({amount, left[i], budget});
            if (!part.is_positive()) return;
            left[i] -= part;
            budget -= part;
            order.total_paid += part;
            if (left[i].is_zero()) debts[i].paid_off_month = order.months;
        };
        Money needed = zero;
        for (std::size_t i = 0; i < debts.size(); ++i) needed += std::min(minimums[i], left[i]);
        if (needed > budget) break; // the sum does not cover the minimum payments
        for (std::size_t i = 0; i < debts.size(); ++i) pay(i, minimums[i]);
        for (std::size_t i = 0; i < debts.size(); ++i) pay(i, budget);
    }
    order.is_possible = !owed().is_positive();
    if (order.is_possible && order.months > 0) order.ends = first_payment.plus_months(order.months - 1);
    order.debts = std::move(debts);
    return order;
}

std::optional<model::PaymentPlan> plan_for(const model::Case& debt, const model::Assessment& assessment, const model::Pack& pack, const law::RuleSet& rules,
                                           const std::vector<std::string>& invoice_ids) {
    if (!debt.offer || !assessment.plan) return std::nullopt;
    model::PaymentPlan plan = *assessment.plan;
    if (!plan.refused_because.empty()) return plan;
    plan.instalments.clear();
    plan.discount.reset();
    plan.discounted_total.reset();
    plan.discount_until.reset();
    const model::Claim claim = model::claim_for(assessment, invoice_ids);
    plan.total = plan.is_of_principal_only ? claim.totals.principal : claim.claimed;
    if (!plan.total.is_positive()) {
        refuse(plan, "nada-vencido");
        return plan;
    }
    const Desk desk{debt, pack, rules, assessment.control_date};
    set_discount(desk, *debt.offer, plan);
    set_instalments(desk, *debt.offer, plan);
    return plan;
}

void plan_payments(Context& context) {
    if (!context.debt.offer) return;
    const model::Offer& offer = *context.debt.offer;
    if (offer.plan || offer.discount || offer.monthly_capacity) offer_plan(context, offer);
    if (!offer.other_debts.empty() && offer.monthly_capacity && offer.monthly_capacity->is_positive()) compare_orders(context, offer);
}

} // namespace legajo::assess
