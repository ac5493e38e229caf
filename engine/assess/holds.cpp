// Disputes and other holds on the amounts; insolvency and discharge; reasons for which no letter may claim anything.

#include "assess/context.hpp"
#include "assess/shares.hpp"

#include <algorithm>
#include <tuple>

namespace legajo::assess {
namespace {

using model::Hold;
using model::HoldKind;
using model::InvoiceAccount;

bool covers(const Hold& hold, const InvoiceAccount& account) {
    return hold.invoices.empty() || std::find(hold.invoices.begin(), hold.invoices.end(), account.invoice) != hold.invoices.end() ||
           std::find(hold.invoices.begin(), hold.invoices.end(), account.number) != hold.invoices.end();
}

// A dispute without amount holds its invoices whole; with one, that much of them, the oldest first.
void apply_dispute(Context& context, const Hold& hold) {
    std::optional<Money> left = hold.amount;
    for (InvoiceAccount& account : context.out.account.invoices) {
        if (!covers(hold, account)) continue;
        const Money free = account.outstanding - account.disputed;
        const Money part = left ? std::min(*left, free) : free;
        account.disputed += part;
        if (left) *left -= part;
        if (account.outstanding.is_positive() && account.disputed == account.outstanding) account.is_held = true;
        account.rules.push_back({"L-640", {{"incidencia", hold.id}, {"discutido", account.disputed.text()}}});
    }
    context.out.rules.push_back({"L-640", {{"incidencia", hold.id}, {"desde", hold.from.iso()}}});
}

void hold_invoices(Context& context, const Hold& hold) {
    for (InvoiceAccount& account : context.out.account.invoices)
        if (covers(hold, account)) account.is_held = true;
}

void apply_insolvency(Context& context, const Hold& hold) {
    model::InsolvencyState state;
    state.hold = hold.id;
    state.kind = hold.insolvency;
    state.declared = hold.from;
    auto deadline = context.rules.insolvency_deadline(hold.insolvency, hold.boe_publication);
    context.keep_doubts(deadline);
    state.communicate_until = deadline.value;
    state.rules = std::move(deadline.rules);
    context.out.insolvency = std::move(state);
    context.obstacle("obstacle.insolvency", "L-620", {{"incidencia", hold.id}, {"desde", hold.from.iso()}});
}

void apply_discharge(Context& context, const Hold& hold) {
    model::InsolvencyState state;
    state.hold = hold.id;
    state.declared = hold.from;
    state.is_discharge = true;
    state.rules.push_back({"L-902", {{"exoneración", hold.from.iso()}}});
    context.out.insolvency = std::move(state);
    context.obstacle("obstacle.discharge", "L-902", {{"incidencia", hold.id}, {"desde", hold.from.iso()}});
}

void apply(Context& context, const Hold& hold) {
    switch (hold.kind) {
    case HoldKind::dispute: return apply_dispute(context, hold);
    case HoldKind::insolvency: return apply_insolvency(context, hold);
    case HoldKind::discharge: return apply_discharge(context, hold);
    case HoldKind::death: context.out.rules.push_back({"L-641", {{"incidencia", hold.id}}}); return;
    case HoldKind::vulnerable: return; // tone and help, not the amount
    case HoldKind::payment_in_transit:
    case HoldKind::suspension:
    case HoldKind::unknown: return hold_invoices(context, hold); // an unknown hold means no
    }
}

// An invoice assigned to somebody else is not this creditor's to claim (L-642).
void hold_assigned(Context& context) {
    for (std::size_t i = 0; i < context.invoices.size(); ++i) {
        const std::string& owner = context.invoices[i].invoice->assigned_to;
        InvoiceAccount& account = context.out.account.invoices[i];
        if (owner.empty() || owner == context.debt.creditor.id || owner == context.debt.creditor.name || owner == context.debt.creditor.tax_id) continue;
        account.is_held = true;
        account.rules.push_back({"L-642", {{"cedida a", owner}}});
        context.doubt("doubt.assigned_invoice", "L-642", {{"factura", account.number}, {"cedida a", owner}});
    }
}

void find_obstacles(Context& context) {
    using model::PartyKind;
    const model::Case& debt = context.debt;
    if (!context.rules.accepts(debt.currency)) context.obstacle("obstacle.currency", "L-310", {{"moneda", debt.currency.text()}});
    if (!context.rules.states_law()) return;
    if (debt.debtor.kind == PartyKind::unknown) context.obstacle("obstacle.debtor_kind_unknown", "L-101");
    if (debt.creditor.kind == PartyKind::public_admin || debt.creditor.kind == PartyKind::public_entity)
        context.obstacle("obstacle.public_creditor", "L-905");
    if (has_joint_debtors(debt))
        if (const std::string why = cannot_split(debt); !why.empty()) context.obstacle(why, "L-411");
}

} // namespace

void find_holds(Context& context) {
    std::vector<const Hold*> active;
    for (const Hold& hold : context.debt.holds)
        if (context.is_active(hold)) active.push_back(&hold);
    std::stable_sort(active.begin(), active.end(), [](const Hold* a, const Hold* b) { return std::tie(a->from, a->id) < std::tie(b->from, b->id); });
    for (const Hold* hold : active) apply(context, *hold);
    hold_assigned(context);
    find_obstacles(context);

    model::StatementOfAccount& statement = context.out.account;
    Money contested_and_due = context.zero;
    for (const InvoiceAccount& account : statement.invoices) {
        statement.disputed += account.disputed;
        if (account.is_due) contested_and_due += account.disputed;
    }
    statement.totals.uncontested = statement.totals.principal - contested_and_due;
    if (statement.other_imputation) statement.other_imputation->uncontested = std::max(context.zero, statement.other_imputation->principal - contested_and_due);
    if (statement.totals.principal.is_zero()) context.out.rules.push_back({"L-305", {{"principal vencido", statement.totals.principal.text()}}});
}

} // namespace legajo::assess
