// Facts of the case that change nothing in the figures and that the lawyer should know.

#include "assess/context.hpp"
#include "law/working_days.hpp"

#include <algorithm>
#include <set>

namespace legajo::assess {
namespace {

bool is_business_regime(Regime regime) { return regime == Regime::business_3_2004 || regime == Regime::public_3_2004; }

// L-113: an invoice that left late, or whose dispatch nobody can prove, invites the answer "I had no invoice".
void flag_dispatch(Context& context, const InvoiceView& view) {
    const model::Invoice& invoice = *view.invoice;
    if (!is_business_regime(view.regime) || !invoice.sending_proof.empty() || invoice.received || !invoice.delivered) return;
    if (base::days_between(*invoice.delivered, invoice.issued) > 15)
        context.doubt("doubt.late_invoice", "L-113", {{"factura", invoice.number}, {"entrega", invoice.delivered->iso()}, {"emisión", invoice.issued.iso()}});
}

// L-115b: the clause changes what the lawyer may ask for.
void flag_contracts(Context& context) {
    std::set<const model::Contract*> seen;
    for (const InvoiceView& view : context.invoices) {
        if (!view.contract || !seen.insert(view.contract).second) continue;
        if (view.contract->retention_of_title.value_or(false)) context.out.rules.push_back({"L-115b", {{"contrato", view.contract->reference}}});
        if (view.contract->object == model::ContractObject::lease) context.doubt("doubt.lease", "L-644", {{"contrato", view.contract->reference}});
    }
}

// L-131b: costs with proof above the fixed sum; the lawyer asks for the excess.
void flag_costs(Context& context) {
    Money proved = context.zero;
    for (const model::RecoveryCost& cost : context.debt.recovery_costs)
        if (cost.date <= context.control && !cost.evidence.empty()) proved += cost.amount;
    if (!proved.is_positive()) return;
    const bool is_business = std::any_of(context.invoices.begin(), context.invoices.end(), [](const InvoiceView& view) { return is_business_regime(view.regime); });
    if (!is_business) return context.doubt("doubt.costs_of_consumer", "L-134", {{"gastos", proved.text()}});
    Money fixed = context.zero;
    for (const auto& account : context.out.account.invoices) fixed += account.compensation_charged;
    if (proved > fixed) context.doubt("doubt.recovery_costs", "L-131b", {{"gastos", proved.text()}, {"exceso", (proved - fixed).text()}});
}

// L-208: customer care rules bind big firms and basic services; whether this creditor is one, a person knows.
void flag_supply_to_consumer(Context& context) {
    if (context.active_hold(model::HoldKind::dispute) && context.debt.debtor.kind == model::PartyKind::consumer)
        context.doubt("doubt.customer_service", "L-208", {});
}

// Deadlines move off holidays; the table may know the nation's alone, and never the town's.
void flag_holidays(Context& context) {
    const auto& addresses = context.debt.debtor.addresses;
    const bool any_due = std::any_of(context.out.account.invoices.begin(), context.out.account.invoices.end(), [](const auto& account) { return account.is_due; });
    if (!any_due || addresses.empty()) return;
    const std::string_view region = context.rules.regional_holiday_key(addresses.front().postal_code);
    const law::WorkingCalendar calendar(context.pack.tables, context.rules.holiday_key(), region);
    if (calendar.knows_region_in(context.control.year()))
        return context.doubt("doubt.regional_holidays_unread", "L-702", {{"código postal", addresses.front().postal_code}});
    context.doubt("doubt.regional_holidays", "L-702", {{"código postal", addresses.front().postal_code}});
}

// L-134: the 40 EUR of a company's debt are not asked of a guarantor or co-debtor who is a consumer.
void flag_consumer_obligors(Context& context) {
    Money fixed = context.zero;
    for (const auto& account : context.out.account.invoices) fixed += account.compensation;
    if (!fixed.is_positive()) return;
    for (const model::Obligor& obligor : context.debt.obligors)
        if (obligor.party.kind == model::PartyKind::consumer)
            context.doubt("doubt.consumer_obligor", "L-134", {{"obligado", obligor.party.name}, {"compensación", fixed.text()}});
}

// L-411: what a part cannot say about the whole.
void flag_share(Context& context) {
    const auto& share = context.debt.share;
    if (!share) return;
    context.out.rules.push_back({"L-411", {{"parte", share->percent.text() + " %"}, {"deudor", context.debt.debtor.name}}});
    context.doubt("doubt.joint_share", "L-411", {{"parte", share->percent.text() + " %"}});
}

} // namespace

void flag_facts(Context& context) {
    for (const InvoiceView& view : context.invoices) flag_dispatch(context, view);
    flag_contracts(context);
    flag_costs(context);
    flag_supply_to_consumer(context);
    flag_share(context);
    flag_holidays(context);
    flag_consumer_obligors(context);
}

} // namespace legajo::assess
