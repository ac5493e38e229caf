// The statement of account: due dates, regimes and rates by law, then the book of movements, then the printed figures.

#include "assess/context.hpp"
#include "assess/ledger.hpp"
#include "assess/movements.hpp"
#include "assess/shares.hpp"
#include "model/names.hpp"
#include "model/totals.hpp"

#include <algorithm>
#include <tuple>

namespace legajo::assess {
namespace {

using model::ClaimMode;
using model::Imputation;
using model::InvoiceAccount;
using model::InvoiceMovement;

ClaimMode claim_mode(const std::string& by_case, ClaimMode by_policy) {
    return model::from_name<ClaimMode>(by_case).value_or(by_policy);
}

// The most specific wins: case over debtor kind over policy.
void set_claim_modes(Context& context) {
    const model::Policy& policy = context.pack.policy;
    ClaimMode interest = policy.interest_mode, compensation = policy.compensation_mode;
    const model::PolicyLadder* chosen = nullptr;
    for (const model::PolicyLadder& ladder : policy.ladders) {
        const bool names_kind = std::find(ladder.kinds.begin(), ladder.kinds.end(), context.debt.debtor.kind) != ladder.kinds.end();
        if (names_kind || (ladder.kinds.empty() && !chosen)) chosen = &ladder;
        if (names_kind) break;
    }
    if (chosen) {
        interest = chosen->interest_mode.value_or(interest);
        compensation = chosen->compensation_mode.value_or(compensation);
    }
    if (context.debt.policy) {
        interest = claim_mode(context.debt.policy->interest, interest);
        compensation = claim_mode(context.debt.policy->compensation, compensation);
    }
    context.out.account.interest_mode = interest;
    context.out.account.compensation_mode = compensation;
}

law::DueFacts due_facts(const InvoiceView& view) {
    const model::Invoice& invoice = *view.invoice;
    law::DueFacts facts{.regime = view.regime, .issued = invoice.issued, .delivered = invoice.delivered, .received = invoice.received,
                        .accepted = invoice.accepted, .agreed_due = invoice.due, .period_from = invoice.period_from, .period_to = invoice.period_to,
                        .registry_date = invoice.registry_date, .conformity = invoice.conformity, .term_days = {}, .acceptance_days = {},
                        .electronic = invoice.electronic.value_or(false), .perishable = invoice.perishable.value_or(false)};
    if (view.contract) {
        facts.term_days = view.contract->payment_term_days;
        facts.acceptance_days = view.contract->acceptance_days;
    }
    return facts;
}

// Regime and due date of one invoice; without an answer the case's own date stands.
void decide_due(Context& context, InvoiceView& view, InvoiceAccount& account) {
    const model::Invoice& invoice = *view.invoice;
    auto regime = context.rules.regime(view.debt);
    view.regime = regime.value.value_or(context.rules.states_law() ? Regime::unknown : Regime::no_rule_set);
    context.keep_doubts(regime);
    account.rules.reserve(16);
    for (model::RuleUse& use : regime.rules) account.rules.push_back(std::move(use));

    auto due = context.rules.due_date(due_facts(view), context.pack.tables);
    context.keep_doubts(due, invoice.number);
    for (model::RuleUse& use : due.rules) account.rules.push_back(std::move(use));
    if (due) {
        view.due = due.value->due;
        account.agreed_due = due.value->agreed_due;
        account.alternative_due = due.value->alternative;
    } else if (invoice.due) {
        view.due = *invoice.due;
    } else if (view.contract && view.contract->payment_term_days) {
        view.due = invoice.issued.plus_days(*view.contract->payment_term_days);
    } else {
        view.due = invoice.issued;
        view.has_due = false;
        context.doubt("doubt.no_due_date", {}, {{"factura", invoice.number}});
    }
    view.demand = context.first_demand(invoice, view.due);
    account.invoice = invoice.id;
    account.number = invoice.number;
    account.issued = invoice.issued;
    account.due = view.due;
    account.regime = view.regime;
    account.charged = view.net;
    if (view.regime == Regime::business_3_2004 || view.regime == Regime::public_3_2004) account.rules.push_back({"L-125", {{"base", view.net.text()}}});
    if (invoice.withholding) account.rules.push_back({"L-309", {{"importe neto", view.net.text()}, {"retención", invoice.withholding->text()}}});
}

// Last day that may bear interest: the controlling date, the declaration of insolvency (L-621), a consumer's plan that is kept (L-906).
Date last_interest_day(Context& context, const InvoiceView& view, InvoiceAccount& account) {
    Date last = context.control;
    for (const model::Hold& hold : context.debt.holds)
        if (hold.kind == model::HoldKind::insolvency && context.is_active(hold) && hold.from < last) {
            last = hold.from;
            account.rules.push_back({"L-621", {{"declaración", hold.from.iso()}}});
        }
    if (const auto stopped = interest_stopped_by_agreement(context, view); stopped && *stopped < last) {
        last = *stopped;
        account.rules.push_back({"L-906", {{"acuerdo", stopped->iso()}}});
    }
    return last;
}

bool is_credited_whole(const Context& context, const InvoiceView& view) {
    Money credited = context.zero;
    for (const model::CreditNote& note : context.debt.credit_notes)
        if (note.invoice == view.invoice->id && note.date <= context.control) credited += note.amount;
    return credited >= view.net;
}

constexpr int days_ahead = 120; // no letter grants more

struct Entry { // one invoice on its way into the book
    LedgerInvoice book;
    bool interest_abstained = false;
    bool may_grow = true; // interest runs on after the controlling date
    law::RateSchedule ahead; // the same rates, as far as they are published
};

Entry decide_interest(Context& context, InvoiceView& view, InvoiceAccount& account) {
    Entry entry;
    LedgerInvoice& book = entry.book;
    book = {.charged = view.net, .due = view.due, .has_due = view.has_due, .interest_from = {}, .interest_last = context.control, .rates = {},
            .compensation = context.zero};
    if (view.regime == Regime::no_rule_set || view.regime == Regime::unknown || !context.rules.accepts(context.debt.currency)) {
        entry.interest_abstained = true;
        return entry;
    }
    if (is_credited_whole(context, view)) {
        account.rules.push_back({"L-309", {{"abonada", "por completo"}}});
        return entry;
    }
    const bool businesses = context.debt.creditor.kind != model::PartyKind::consumer && context.debt.debtor.kind != model::PartyKind::consumer;
    const bool has_agreed_due = view.invoice->due || (view.contract && view.contract->payment_term_days);
    auto start = context.rules.default_start({.regime = view.regime, .due = view.due, .has_agreed_due = has_agreed_due, .between_businesses = businesses,
                                              .automatic_default = view.contract ? view.contract->automatic_default : std::nullopt,
                                              .demand_received = view.demand});
    context.keep_doubts(start, view.invoice->number);
    const bool is_late_by_law = view.due < context.control;
    if (is_late_by_law)
        for (model::RuleUse& use : start.rules) account.rules.push_back(std::move(use));

    if (context.out.account.compensation_mode != ClaimMode::waive) {
        auto compensation = context.rules.compensation(view.regime, view.due, context.pack.tables);
        book.compensation = compensation.value.value_or(context.zero);
        if (context.debt.share) book.compensation = part_of(book.compensation, *context.debt.share);
        if (is_late_by_law)
            for (model::RuleUse& use : compensation.rules) account.rules.push_back(std::move(use));
    }
    if (!start || *start.value > context.control) return entry;
    const bool demand_decided = *start.value != view.due.plus_days(1) || view.regime == Regime::consumer;
    if (demand_decided) account.demand_received = view.demand;
    account.default_from = *start.value;
    book.interest_last = last_interest_day(context, view, account);
    entry.may_grow = book.interest_last == context.control;
    if (context.out.account.interest_mode == ClaimMode::waive) {
        entry.may_grow = false;
        return entry;
    }
    law::RateFacts facts{.regime = view.regime, .object = view.debt.object,
                         .contract_date = view.contract ? view.contract->date : std::nullopt,
                         .agreed = view.contract ? view.contract->default_interest : std::nullopt,
                         .remuneratory = view.contract ? view.contract->remuneratory_interest : std::nullopt,
                         .is_secured = view.invoice->secured.value_or(false), .first = *start.value,
                         .last = book.interest_last.plus_days(1)};
    auto rates = context.rules.rates(facts, context.pack.tables);
    context.keep_doubts(rates, view.invoice->number);
    for (model::RuleUse& use : rates.rules) account.rules.push_back(std::move(use));
    if (!rates) {
        entry.interest_abstained = true;
        return entry;
    }
    book.interest_from = *start.value;
    book.rates = std::move(*rates.value);
    if (entry.may_grow) { // what is not published yet is no doubt about today's figure
        facts.last = context.control.plus_days(days_ahead);
        entry.ahead = std::move(context.rules.rates(facts, context.pack.tables).value).value_or(law::RateSchedule{});
    }
    return entry;
}

// ---- figures

void write_segments(const std::string& invoice, std::vector<law::Segment>& segments, std::vector<model::InterestSegment>& lines) {
    lines.clear();
    lines.reserve(segments.size());
    for (law::Segment& segment : segments)
        lines.push_back({invoice, segment.from, segment.to, segment.days, segment.base, segment.rate, std::move(segment.norm), segment.day_basis,
                         segment.interest, segment.confidence});
}

// L-303, L-304: the line that is open on the controlling date goes on as one line, so that a figure for a later day is the one printed that day.
void look_ahead(const Context& context, const Entry& entry, law::DayBasis basis, InvoiceAccount& account) {
    Date from = context.control.plus_days(1);
    if (!account.segments.empty()) {
        const model::InterestSegment& last = account.segments.back();
        const law::RateSpan* now = entry.ahead.at(context.control);
        const law::RateSpan* next = entry.ahead.at(from);
        const bool new_year = basis == law::DayBasis::actual && from.year() != context.control.year();
        account.ahead_reopens_last_line = last.to == context.control && last.base == account.outstanding && now && now == next && !new_year;
        if (account.ahead_reopens_last_line) from = last.from;
    }
    for (const law::Segment& s : law::interest_segments(account.outstanding, from, context.control.plus_days(days_ahead), entry.ahead, basis))
        account.ahead.push_back({s.from, s.to, s.rate, s.day_basis});
}

void write_account(const Context& context, const InvoiceView& view, const Entry& entry, LedgerAccount& book, InvoiceAccount& account) {
    const Money zero = context.zero;
    account.credited = book.credited;
    account.paid = book.paid;
    account.outstanding = book.principal;
    account.disputed = zero;
    account.is_due = view.has_due && view.due < context.control && account.outstanding.is_positive();
    account.days_late = view.has_due ? std::max<std::int64_t>(0, base::days_between(view.due, context.control)) : 0;
    account.movements = std::move(book.movements);
    account.accrued_interest = law::sum_of_lines(book.segments, zero.currency());
    account.interest_paid = book.interest_paid;
    account.compensation_charged = book.was_late ? entry.book.compensation : zero;
    account.compensation_paid = book.compensation_paid;
    account.compensation = account.compensation_charged - account.compensation_paid;
    if (account.compensation_charged.is_positive() && account.paid.is_positive())
        account.rules.push_back({"L-133", {{"compensación", account.compensation_charged.text()}}});
    account.is_in_default = entry.book.interest_from.has_value() && book.was_late;
    if (!account.is_due && book.settled_on) account.days_late = std::max<std::int64_t>(0, base::days_between(view.due, *book.settled_on));
    if (entry.interest_abstained) {
        if (!account.is_due && !book.was_late) account.interest = zero; // nothing is owed: nothing to abstain from
        if (!account.is_due) account.per_day = zero;
        return;
    }
    account.interest = account.accrued_interest - account.interest_paid;
    if (account.is_in_default) {
        account.interest_to = entry.book.interest_last;
        const auto& missing = entry.book.rates.missing_from;
        if (missing && *missing <= entry.book.interest_last && account.outstanding.is_positive()) {
            account.interest_is_partial = true;
            account.interest_to = missing->plus_days(-1);
        }
    }
    const auto basis = context.options.actual_day_basis ? law::DayBasis::actual : law::DayBasis::fixed_365;
    const bool runs_on = account.is_in_default && account.is_due && entry.may_grow;
    account.per_day = runs_on ? law::interest_per_day(account.outstanding, context.control.plus_days(1), entry.book.rates, basis) : zero;
    write_segments(account.invoice, book.segments, account.segments);
    if (runs_on) look_ahead(context, entry, basis, account);
    account.owes_only_accessories = !account.is_due && book.was_late && (account.interest->is_positive() || account.compensation.is_positive());
}

// L-127, L-302 to L-304: how the printed figures were reached, and the reservation that every receipt carries (L-307).
void note_conventions(Context& context) {
    const auto& statement = context.out.account;
    const bool any_line = std::any_of(statement.invoices.begin(), statement.invoices.end(), [](const InvoiceAccount& a) { return !a.segments.empty(); });
    if (!any_line) return;
    context.out.rules.push_back({"L-302", {{"base", statement.day_basis == 0 ? "año real" : "365"}}});
    context.out.rules.push_back({"L-303", {}});
    context.out.rules.push_back({"L-304", {{"redondeo", "por línea"}}});
    context.out.rules.push_back({"L-127", {{"capitalización", "no"}}});
    context.out.rules.push_back({"L-307", {}});
}

model::Totals totals_of(const Context& context, const std::vector<InvoiceAccount>& accounts) {
    std::vector<const InvoiceAccount*> all;
    for (const InvoiceAccount& account : accounts) all.push_back(&account);
    const auto& statement = context.out.account;
    return model::sum_accounts(all, context.control, context.debt.currency, statement.interest_mode, statement.compensation_mode);
}

} // namespace

void make_account(Context& context) {
    model::StatementOfAccount& statement = context.out.account;
    statement.day_basis = context.options.actual_day_basis ? 0 : 365;
    statement.disputed = context.zero;
    set_claim_modes(context);

    std::vector<InvoiceAccount> accounts(context.invoices.size());
    for (std::size_t i = 0; i < accounts.size(); ++i) decide_due(context, context.invoices[i], accounts[i]);
    // By due date, then number: the order in which equals are served and printed, whatever the order of the file.
    std::vector<std::size_t> order(accounts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(accounts[a].due, accounts[a].number, accounts[a].invoice) < std::tie(accounts[b].due, accounts[b].number, accounts[b].invoice);
    });
    std::vector<InvoiceView> views;
    for (const std::size_t i : order) {
        views.push_back(context.invoices[i]);
        statement.invoices.push_back(std::move(accounts[i]));
    }
    context.invoices = std::move(views);

    std::vector<Entry> entries;
    std::vector<LedgerInvoice> books;
    for (std::size_t i = 0; i < context.invoices.size(); ++i) {
        entries.push_back(decide_interest(context, context.invoices[i], statement.invoices[i]));
        books.push_back(entries.back().book);
    }
    const std::vector<LedgerCredit> credits = gather_credits(context);
    std::vector<Imputation> stated;
    std::vector<LedgerPayment> payments = gather_payments(context, stated);
    statement.imputation = default_imputation(context);
    const auto basis = context.options.actual_day_basis ? law::DayBasis::actual : law::DayBasis::fixed_365;

    set_imputation(payments, stated, statement.imputation);
    const bool is_spared = spare_unclaimed_interest(context, payments, stated);
    const auto other = !is_spared && statement.imputation == Imputation::interest_first ? Imputation::principal_first : Imputation::interest_first;
    if (!payments.empty() && context.options.with_other_imputation) {
        set_imputation(payments, stated, other);
        LedgerResult result = keep_books(books, credits, payments, context.control, basis, context.debt.currency);
        std::vector<InvoiceAccount> copies(books.size()); // figures only: the traces are those of the statement
        for (std::size_t i = 0; i < copies.size(); ++i) write_account(context, context.invoices[i], entries[i], result.accounts[i], copies[i]);
        statement.other_imputation = totals_of(context, copies);
    }
    set_imputation(payments, stated, statement.imputation);
    if (is_spared) spare_unclaimed_interest(context, payments, stated);
    LedgerResult result = keep_books(books, credits, payments, context.control, basis, context.debt.currency);
    for (std::size_t i = 0; i < statement.invoices.size(); ++i)
        write_account(context, context.invoices[i], entries[i], result.accounts[i], statement.invoices[i]);
    statement.unapplied_payments = result.unapplied;
    statement.totals = totals_of(context, statement.invoices);

    note_conventions(context);
    if (is_spared) {
        context.out.rules.push_back({"L-306", {{"imputación", "primero principal: los intereses no se habían reclamado"}}});
        if (has_only(payments, false)) statement.imputation = Imputation::principal_first;
    }
    if (!payments.empty() && !has_only(payments, false)) context.out.rules.push_back({"L-306", {{"imputación", "primero intereses"}}});
    if (!is_spared && !payments.empty() && has_only(payments, false)) context.out.rules.push_back({"L-306", {{"imputación", "primero principal"}}});
    if (result.unapplied.is_positive())
        context.remark(base::Severity::warning, "assess.unapplied_payment", {{"importe", result.unapplied.text()}});
    if (statement.totals.interest_is_partial)
        context.remark(base::Severity::warning, "assess.interest_partial", {{"hasta", statement.totals.interest_to.iso()}});
}

} // namespace legajo::assess
