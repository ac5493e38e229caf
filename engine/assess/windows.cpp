// Windows and clocks: VAT recovery, credit file, insurance, and the calendar of every dated limit.

#include "assess/context.hpp"
#include "law/working_days.hpp"

#include <algorithm>

namespace legajo::assess {
namespace {

using model::HoldKind;
using model::InvoiceAccount;

std::string debtor_country(const Context& context) {
    const auto& addresses = context.debt.debtor.addresses;
    return addresses.empty() || addresses.front().country.empty() ? "ES" : addresses.front().country;
}

// L-630 (4): the first demand with proof that covers the invoice.
std::optional<Date> claimed_with_proof(const Context& context, const model::Invoice& invoice) {
    for (const Notice& notice : context.notices)
        if (notice.is_sent && notice.is_demand && notice.has_proof && notice.addressee.empty() && notice.covers(invoice)) return notice.reached;
    return std::nullopt;
}

law::VatFacts vat_facts(const Context& context, const InvoiceView& view) {
    const model::Invoice& invoice = *view.invoice;
    law::VatFacts facts;
    facts.debt = view.debt;
    facts.control_date = context.control;
    facts.accrual = invoice.accrual ? *invoice.accrual : invoice.delivered.value_or(invoice.issued);
    facts.accrual_is_assumed = !invoice.accrual;
    facts.vat = invoice.vat;
    facts.base = invoice.base;
    if (!facts.base && invoice.vat) facts.base = invoice.amount - *invoice.vat;
    facts.turnover = context.debt.creditor.annual_turnover;
    facts.in_vat_book = invoice.in_vat_book;
    facts.is_secured = invoice.secured.value_or(false);
    facts.is_related = invoice.related_party.value_or(false);
    facts.is_insured = context.debt.creditor.insurance.has_value();
    facts.debtor_country = debtor_country(context);
    facts.claimed_with_proof = claimed_with_proof(context, invoice);
    if (invoice.vat_rectified && *invoice.vat_rectified <= context.control) facts.already_rectified = invoice.vat_rectified;
    if (const model::Hold* insolvency = context.active_hold(HoldKind::insolvency)) {
        facts.in_insolvency = true;
        if (insolvency->insolvency == model::InsolvencyKind::ordinary) facts.insolvency_published = insolvency->boe_publication;
    }
    return facts;
}

void add_clock(Context& context, std::string kind, std::optional<Date> date, std::string subject, std::string rule) {
    if (date) context.out.clocks.push_back({std::move(kind), *date, std::move(subject), std::move(rule)});
}

// L-142: one month without answer to the written claim opens the contentious appeal.
void add_administration_clock(Context& context) {
    for (const Notice& notice : context.notices)
        if (notice.letter == "reclamacion-administracion" && notice.reached && notice.addressee.empty())
            add_clock(context, "administracion", notice.reached->plus_months(1), notice.source_id, "L-142");
}

// L-911: from 28-12-2026 the complaint of a consumer is answered within 15 working days.
void add_complaint_clocks(Context& context) {
    if (context.debt.debtor.kind != model::PartyKind::consumer) return;
    const law::WorkingCalendar calendar(context.pack.tables, context.rules.holiday_key());
    for (const model::Hold& hold : context.debt.holds)
        if (hold.kind == HoldKind::dispute && context.is_active(hold) && hold.from >= Date(2026, 12, 28)) {
            add_clock(context, "respuesta-disputa", calendar.plus_working_days(hold.from, 15), hold.id, "L-911");
            context.doubt("doubt.complaint_scope", "L-911", {{"incidencia", hold.id}});
        }
}

void add_insurance_clock(Context& context) {
    const auto& insurance = context.debt.creditor.insurance;
    if (!insurance) return;
    const InvoiceAccount* oldest = nullptr;
    for (const InvoiceAccount& account : context.out.account.invoices)
        if (account.is_due && (!oldest || account.due < oldest->due)) oldest = &account;
    if (!oldest) return;
    if (!insurance->notice_days) return context.doubt("doubt.insurance_notice", "L-921", {{"póliza", insurance->policy}});
    add_clock(context, "seguro", oldest->due.plus_days(*insurance->notice_days), oldest->invoice, "L-921");
    context.out.rules.push_back({"L-921", {{"vencimiento", oldest->due.iso()}, {"días", std::to_string(*insurance->notice_days)}}});
}

} // namespace

void find_vat_windows(Context& context) {
    if (context.debt.share) return; // the invoice's VAT is one: its window is that of the whole, not of a part (doubt.joint_share)
    for (std::size_t i = 0; i < context.invoices.size(); ++i) {
        if (!context.out.account.invoices[i].is_due) continue;
        const InvoiceView& view = context.invoices[i];
        const law::VatFacts facts = vat_facts(context, view);
        if (facts.vat && facts.vat->is_zero()) continue; // no VAT, nothing to recover
        auto answer = context.rules.vat_recovery(facts, context.pack.tables);
        context.keep_doubts(answer, view.invoice->number);
        if (!answer) continue;
        model::VatRecovery recovery;
        recovery.invoice = view.invoice->id;
        recovery.is_eligible = answer.value->is_eligible;
        recovery.window_from = answer.value->window_from;
        recovery.window_to = answer.value->window_to;
        recovery.missing = std::move(answer.value->missing);
        recovery.claimed_on = facts.claimed_with_proof;
        recovery.rules = std::move(answer.rules);
        context.out.vat.push_back(std::move(recovery));
    }
}

void judge_credit_file(Context& context) {
    law::CreditFileFacts facts;
    facts.debt = {.creditor = context.debt.creditor.kind, .debtor = context.debt.debtor.kind, .creditor_person = context.debt.creditor.person,
                  .debtor_person = context.debt.debtor.person};
    facts.control_date = context.control;
    facts.oldest_due = context.control;
    facts.principal = context.out.account.totals.principal;
    facts.creditor_takes_part = !context.debt.creditor.credit_files.empty();
    facts.is_disputed = context.active_hold(HoldKind::dispute) != nullptr; // also a dispute about the amount alone (L-701)
    facts.in_insolvency = context.active_hold(HoldKind::insolvency) || context.active_hold(HoldKind::discharge);
    facts.is_due = facts.principal.is_positive();
    facts.limitation_passed = context.out.limitation.urgency == model::Urgency::expired;
    for (const InvoiceAccount& account : context.out.account.invoices)
        if (account.is_due) facts.oldest_due = std::min(facts.oldest_due, account.due);
    auto answer = context.rules.credit_file(facts, context.pack.tables);
    context.keep_doubts(answer);
    if (!answer) return;
    model::CreditFileWarning& warning = context.out.credit_file;
    warning.is_possible = answer.value->is_possible;
    warning.missing = std::move(answer.value->missing);
    warning.blocked_until = answer.value->blocked_until;
    warning.rules = std::move(answer.rules);
    if (warning.is_possible) warning.systems = context.debt.creditor.credit_files;
}

void set_clocks(Context& context) {
    const model::Assessment& out = context.out;
    for (const InvoiceAccount& account : out.account.invoices)
        if (account.is_due) add_clock(context, "limitacion", account.limitation_safe_day, account.invoice, "L-401");
    for (const model::LimitationCandidate& candidate : out.limitation.candidates) {
        if (candidate.against.empty() || !candidate.decides) continue;
        const bool known = std::any_of(out.clocks.begin(), out.clocks.end(), [&](const model::Clock& clock) {
            return clock.kind == "limitacion" && clock.subject_id == candidate.against; // candidates come shortest first
        });
        if (!known) add_clock(context, "limitacion", candidate.last_safe_day, candidate.against, "L-412");
    }
    if (out.negotiation.is_required) {
        add_clock(context, "negociacion", out.negotiation.ends_on, "", "L-414");
        add_clock(context, "demanda", out.negotiation.suit_until, "", "L-414");
    }
    for (const model::VatRecovery& recovery : out.vat) add_clock(context, "iva", recovery.window_to, recovery.invoice, "L-631");
    if (out.insolvency) add_clock(context, "concurso", out.insolvency->communicate_until, out.insolvency->hold, "L-620");
    add_insurance_clock(context);
    add_administration_clock(context);
    add_complaint_clocks(context);
    for (const Notice& notice : context.notices)
        if (notice.is_sent && !notice.is_answered && notice.deadline && *notice.deadline >= context.control)
            add_clock(context, "respuesta", notice.deadline, notice.letter, "L-920");
    for (const model::PromiseOutcome& promise : out.promises)
        if (promise.state == model::PromiseState::open) add_clock(context, "promesa", promise.due, promise.promise, "");
    for (const model::AgreementOutcome& agreement : out.agreements)
        if (agreement.state == model::PlanState::kept) add_clock(context, "cuota", agreement.next_due, agreement.agreement, "");
    if (out.plan) add_clock(context, "descuento", out.plan->discount_until, "", "");
    std::stable_sort(context.out.clocks.begin(), context.out.clocks.end(), [](const model::Clock& a, const model::Clock& b) { return a.date < b.date; });
}

} // namespace legajo::assess
