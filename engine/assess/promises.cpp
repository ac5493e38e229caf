// What became of promises and agreements, and the debtor's record. The record is for the clerk and the policy, never for a letter.

#include "assess/context.hpp"

#include <algorithm>

namespace legajo::assess {
namespace {

using model::Agreement;
using model::AgreementState;
using model::InvoiceAccount;
using model::InvoiceMovement;

bool covers(const std::vector<std::string>& invoices, const InvoiceAccount& account) {
    return invoices.empty() || std::find(invoices.begin(), invoices.end(), account.invoice) != invoices.end() ||
           std::find(invoices.begin(), invoices.end(), account.number) != invoices.end();
}

// Money received for the given invoices within first..last, less what came back up to `last`.
Money received(const Context& context, const std::vector<std::string>& invoices, Date first, Date last) {
    Money sum = context.zero;
    for (const InvoiceAccount& account : context.out.account.invoices) {
        if (!covers(invoices, account)) continue;
        for (const InvoiceMovement& movement : account.movements) {
            if (movement.date < first || movement.date > last) continue;
            if (movement.kind == InvoiceMovement::Kind::payment || movement.kind == InvoiceMovement::Kind::set_off) sum += movement.amount;
            if (movement.kind == InvoiceMovement::Kind::returned_payment) sum -= movement.amount;
        }
    }
    return std::max(sum, context.zero);
}

Money outstanding_on(const Context& context, const std::vector<std::string>& invoices, Date day) {
    Money sum = context.zero;
    for (const InvoiceAccount& account : context.out.account.invoices) {
        if (!covers(invoices, account) || account.issued > day) continue;
        sum += account.charged;
        for (const InvoiceMovement& movement : account.movements) {
            if (movement.date > day) continue;
            sum += movement.kind == InvoiceMovement::Kind::returned_payment ? movement.to_principal : -movement.to_principal;
        }
    }
    return sum;
}

model::PromiseOutcome judge(const Context& context, const model::Promise& promise) {
    model::PromiseOutcome outcome;
    outcome.promise = promise.id;
    outcome.due = promise.until;
    const Date last = promise.until ? std::min(*promise.until, context.control) : context.control;
    outcome.paid_since = received(context, promise.invoices, promise.date, last);
    const Money promised = promise.amount.value_or(outstanding_on(context, promise.invoices, promise.date.plus_days(-1)));
    if (promised.is_positive() && outcome.paid_since >= promised) outcome.state = model::PromiseState::kept;
    else if (promise.until && context.control > *promise.until) outcome.state = model::PromiseState::broken;
    return outcome;
}

// Instalments in order take what was paid since the agreement; amounts that the case marks as paid count when they exceed it.
model::AgreementOutcome judge(const Context& context, const Agreement& agreement) {
    model::AgreementOutcome outcome;
    outcome.agreement = agreement.id;
    if (agreement.state == AgreementState::proposed || agreement.state == AgreementState::cancelled || agreement.date > context.control) return outcome;
    std::vector<model::Instalment> instalments = agreement.instalments;
    std::stable_sort(instalments.begin(), instalments.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
    Money marked = context.zero;
    for (const model::Instalment& instalment : instalments)
        if (instalment.paid_date && *instalment.paid_date <= context.control) marked += instalment.paid_amount.value_or(instalment.amount);
    Money left = std::max(marked, received(context, agreement.invoices, agreement.date, context.control));

    outcome.state = instalments.empty() ? model::PlanState::none : model::PlanState::fulfilled;
    for (const model::Instalment& instalment : instalments) {
        const Money covered = std::min(left, instalment.amount);
        left -= covered;
        if (covered == instalment.amount) continue;
        if (instalment.due < context.control) {
            outcome.state = model::PlanState::missed;
            if (!outcome.missed_on) outcome.missed_on = instalment.due;
            outcome.missed_amount = outcome.missed_amount.value_or(context.zero) + (instalment.amount - covered);
        } else {
            if (outcome.state == model::PlanState::fulfilled) outcome.state = model::PlanState::kept;
            if (!outcome.next_due) {
                outcome.next_due = instalment.due;
                outcome.next_amount = instalment.amount - covered;
            }
        }
    }
    if (agreement.state == AgreementState::broken && outcome.state == model::PlanState::kept) outcome.state = model::PlanState::missed;
    if (agreement.state == AgreementState::fulfilled) outcome.state = model::PlanState::fulfilled;
    return outcome;
}

// The day on which the principal was covered, when it is.
std::optional<Date> paid_on(const InvoiceAccount& account) {
    if (account.outstanding.is_positive()) return std::nullopt;
    std::optional<Date> last;
    for (const InvoiceMovement& movement : account.movements)
        if (movement.kind != InvoiceMovement::Kind::credit_note && movement.to_principal.is_positive()) last = movement.date;
    return last;
}

void count_payments(Context& context, model::DebtorRecord& record) {
    std::int64_t days = 0;
    int counted = 0;
    for (const InvoiceAccount& account : context.out.account.invoices) {
        const auto day = paid_on(account);
        if (!day) continue;
        const std::int64_t late = std::max<std::int64_t>(0, base::days_between(account.due, *day));
        ++(late > 0 ? record.invoices_paid_late : record.invoices_paid_on_time);
        days += late;
        ++counted;
    }
    if (counted > 0) record.average_days_late = static_cast<int>((days + counted / 2) / counted);
}

void count_answers(Context& context, model::DebtorRecord& record) {
    for (const Notice& notice : context.notices) {
        if (!notice.is_sent || !notice.addressee.empty() || !notice.reached) continue;
        const bool answered_by_letter = std::any_of(context.notices.begin(), context.notices.end(), [&](const Notice& other) {
            return !other.is_sent && other.date >= notice.date && base::days_between(notice.date, other.date) <= 30;
        });
        ++(notice.is_answered || answered_by_letter ? record.letters_answered : record.letters_unanswered);
    }
}

} // namespace

std::optional<Date> interest_stopped_by_agreement(const Context& context, const InvoiceView& view) {
    if (view.regime != Regime::consumer) return std::nullopt;
    std::optional<Date> stopped;
    for (const Agreement& agreement : context.debt.agreements) {
        const bool covered = agreement.invoices.empty() ||
                             std::find(agreement.invoices.begin(), agreement.invoices.end(), view.invoice->id) != agreement.invoices.end();
        if (agreement.state != AgreementState::in_force || agreement.date > context.control || !covered) continue;
        if (!stopped || agreement.date < *stopped) stopped = agreement.date;
    }
    return stopped;
}

void judge_promises(Context& context) {
    model::DebtorRecord& record = context.out.record;
    for (const model::Promise& promise : context.debt.promises) {
        if (promise.date > context.control) continue;
        context.out.promises.push_back(judge(context, promise));
        switch (context.out.promises.back().state) {
        case model::PromiseState::open: ++record.promises_open; break;
        case model::PromiseState::kept: ++record.promises_kept; break;
        case model::PromiseState::broken: ++record.promises_broken; break;
        }
    }
    for (const Agreement& agreement : context.debt.agreements) {
        if (agreement.date > context.control) continue;
        context.out.agreements.push_back(judge(context, agreement));
        const bool runs = agreement.state == AgreementState::in_force;
        if (runs && agreement.interest && !agreement.interest->is_zero() && context.debt.debtor.kind == model::PartyKind::consumer)
            context.doubt("doubt.consumer_plan_interest", "L-906", {{"acuerdo", agreement.id}});
        if (runs && context.debt.debtor.kind != model::PartyKind::consumer) context.doubt("doubt.agreement_interest", "L-126", {{"acuerdo", agreement.id}});
    }
    count_payments(context, record);
    count_answers(context, record);
}

} // namespace legajo::assess
