// The statement of account: totals, a line per invoice with its movements, and the interest segment by segment with its source.

#include "report/explain_sections.hpp"

#include "model/names.hpp"

#include <algorithm>

namespace legajo::report {
namespace {

std::string mode_text(const PageWriter& page, model::ClaimMode mode) { return page.word("claim_mode." + std::string(model::name_of(mode))); }

std::string movement_kind(const PageWriter& page, model::InvoiceMovement::Kind kind) {
    switch (kind) {
    case model::InvoiceMovement::Kind::credit_note: return page.word("movement.credit_note");
    case model::InvoiceMovement::Kind::payment: return page.word("movement.payment");
    case model::InvoiceMovement::Kind::set_off: return page.word("movement.set_off");
    case model::InvoiceMovement::Kind::returned_payment: break;
    }
    return page.word("movement.returned_payment");
}

std::string regime_key(model::Regime regime) {
    switch (regime) {
    case model::Regime::business_3_2004: return "regime.business_3_2004";
    case model::Regime::public_3_2004: return "regime.public_3_2004";
    case model::Regime::legal_interest: return "regime.legal_interest";
    case model::Regime::consumer: return "regime.consumer";
    case model::Regime::no_rule_set: return "regime.no_rule_set";
    case model::Regime::unknown: break;
    }
    return "regime.unknown";
}

std::string basis_text(const PageWriter& page, int day_basis) {
    return day_basis == 0 ? page.word("basis.actual") : page.word("basis.fixed", {{"n", std::to_string(day_basis)}});
}

std::string imputation_text(const PageWriter& page, model::Imputation imputation) {
    return imputation == model::Imputation::interest_first ? page.word("imputation.interest_first") : page.word("imputation.principal_first");
}

// What bears on one invoice beyond its figures: another due date in law, a dispute, a hold.
std::string invoice_note(const PageWriter& page, const model::InvoiceAccount& invoice) {
    std::string note;
    const auto add = [&](const std::string& text) { note += (note.empty() ? "" : "; ") + text; };
    if (invoice.agreed_due && *invoice.agreed_due != invoice.due)
        add(page.word("agreed_due", {{"pactado", page.human.date(*invoice.agreed_due)}, {"legal", page.human.date(invoice.due)}}));
    if (invoice.alternative_due) add(page.word("alternative_due", {{"fecha", page.human.date(*invoice.alternative_due)}}));
    if (invoice.demand_received) add(page.word("demand_received", {{"fecha", page.human.date(*invoice.demand_received)}}));
    if (invoice.owes_only_accessories) add(page.word("only_accessories"));
    if (invoice.is_time_barred) add(page.word("time_barred"));
    if (invoice.disputed.is_positive()) add(page.word("disputed", {{"importe", page.human.money(invoice.disputed)}}));
    if (invoice.is_held) add(page.word("held"));
    return note;
}

} // namespace

void write_totals(PageWriter& page, const Explained& explained) {
    const auto& account = explained.assessment.account;
    const auto& totals = account.totals;
    page.section("section.totals");
    TextTable table({{"", Align::left, true}, {"", Align::right}, {"", Align::left, true}});
    table.row({page.word("principal"), page.human.money(totals.principal), ""});
    std::string note = totals.interest ? page.word("interest_to", {{"fecha", page.human.date(totals.interest_to)}}) : page.word("interest_abstained");
    if (account.interest_mode != model::ClaimMode::claim) note += "; " + mode_text(page, account.interest_mode);
    table.row({page.word("interest"), totals.interest ? page.human.money(*totals.interest) : "—", note});
    table.row({page.word("compensation"), page.human.money(totals.compensation),
               account.compensation_mode == model::ClaimMode::claim ? "" : mode_text(page, account.compensation_mode)});
    table.total({page.word("total"), page.human.money(totals.total), totals.interest ? "" : page.word("total_without_interest")});
    page.table(table);
    if (totals.interest_is_partial) page.text(page.word("interest_partial", {{"fecha", page.human.date(totals.interest_to)}}));

    std::vector<std::pair<std::string, std::string>> lines;
    if (totals.per_day && totals.per_day->is_positive())
        lines.emplace_back(page.word("per_day"), page.word("per_day_text", {{"importe", page.human.money(*totals.per_day)}}));
    if (totals.of_paid_invoices.is_positive()) lines.emplace_back(page.word("of_paid_invoices"), page.human.money(totals.of_paid_invoices));
    if (totals.not_yet_due.is_positive()) lines.emplace_back(page.word("not_yet_due"), page.human.money(totals.not_yet_due));
    if (totals.uncontested != totals.principal) lines.emplace_back(page.word("uncontested"), page.human.money(totals.uncontested));
    if (account.unapplied_payments.is_positive()) lines.emplace_back(page.word("unapplied"), page.human.money(account.unapplied_payments));
    const bool has_payments = std::any_of(account.invoices.begin(), account.invoices.end(), [](const auto& invoice) { return !invoice.movements.empty(); });
    if (has_payments) lines.emplace_back(page.word("imputation"), imputation_text(page, account.imputation));
    if (const auto& other = account.other_imputation) {
        const auto way = account.imputation == model::Imputation::interest_first ? model::Imputation::principal_first : model::Imputation::interest_first;
        lines.emplace_back(page.word("other_way"), page.word("other_way_text", {{"modo", imputation_text(page, way)},
                                                                               {"principal", page.human.money(other->principal)},
                                                                               {"intereses", other->interest ? page.human.money(*other->interest) : "—"},
                                                                               {"total", page.human.money(other->total)}}));
    }
    page.blank();
    page.labelled(std::move(lines));
}

void write_invoices(PageWriter& page, const Explained& explained) {
    const auto& invoices = explained.assessment.account.invoices;
    if (invoices.empty()) return;
    page.section("section.invoices");
    TextTable table({{page.word("invoice"), Align::left}, {page.word("issued"), Align::left}, {page.word("due"), Align::left},
                     {page.word("charged"), Align::right}, {page.word("credited"), Align::right}, {page.word("paid"), Align::right},
                     {page.word("outstanding"), Align::right}, {page.word("days_late"), Align::right}});
    const auto amount_or_nothing = [&](model::Money amount) { return amount.is_zero() ? std::string() : page.human.amount(amount); };
    model::Money charged(0, explained.file.currency), credited = charged, paid = charged, outstanding = charged;
    for (const auto& invoice : invoices) {
        table.row({shortened(printable(invoice.number), 24), page.human.date(invoice.issued), page.human.date(invoice.due), page.human.amount(invoice.charged),
                   amount_or_nothing(invoice.credited), amount_or_nothing(invoice.paid), page.human.amount(invoice.outstanding),
                   invoice.is_due ? page.human.count(invoice.days_late) : "—"});
        charged += invoice.charged;
        credited += invoice.credited;
        paid += invoice.paid;
        outstanding += invoice.outstanding;
    }
    if (invoices.size() > 1)
        table.total({page.word("total"), "", "", page.human.amount(charged), amount_or_nothing(credited), amount_or_nothing(paid), page.human.amount(outstanding), ""});
    page.table(table);

    TextTable movements({{page.word("invoice"), Align::left}, {page.word("date"), Align::left}, {page.word("movement"), Align::left},
                         {page.word("amount"), Align::right}, {page.word("to_principal"), Align::right}, {page.word("to_interest"), Align::right},
                         {page.word("to_compensation"), Align::right}});
    for (const auto& invoice : invoices)
        for (const auto& movement : invoice.movements)
            movements.row({shortened(printable(invoice.number), 24), page.human.date(movement.date), movement_kind(page, movement.kind),
                           page.human.amount(movement.amount), amount_or_nothing(movement.to_principal), amount_or_nothing(movement.to_interest),
                           amount_or_nothing(movement.to_compensation)});
    if (!movements.empty()) {
        page.blank();
        page.table(movements);
    }
    for (const auto& invoice : invoices)
        if (const auto note = invoice_note(page, invoice); !note.empty()) page.item("•", invoice.number + ": " + note);
}

void write_interest(PageWriter& page, const Explained& explained) {
    const auto& account = explained.assessment.account;
    TextTable table({{page.word("invoice"), Align::left}, {page.word("from"), Align::left}, {page.word("to"), Align::left},
                     {page.word("days_head"), Align::right}, {page.word("base"), Align::right}, {page.word("rate"), Align::right},
                     {page.word("interest_head"), Align::right}, {page.word("source"), Align::left}});
    Notes sources; // a source is long and serves many lines
    bool has_doubt = false;
    model::Money sum(0, explained.file.currency), paid = sum;
    for (const auto& invoice : account.invoices) {
        paid += invoice.interest_paid.is_zero() ? model::Money(0, explained.file.currency) : invoice.interest_paid;
        for (const auto& segment : invoice.segments) {
            const bool is_sure = segment.confidence == model::Confidence::confirmed;
            has_doubt = has_doubt || !is_sure;
            sum += segment.interest;
            table.row({shortened(printable(invoice.number), 20), page.human.date(segment.from), page.human.date(segment.to), page.human.count(segment.days),
                       page.human.amount(segment.base), page.human.percent(segment.rate), page.human.amount(segment.interest),
                       sources.mark(segment.source) + (is_sure ? "" : " *")});
        }
    }
    std::vector<model::Regime> regimes;
    for (const auto& invoice : account.invoices)
        if (std::find(regimes.begin(), regimes.end(), invoice.regime) == regimes.end()) regimes.push_back(invoice.regime);
    if (table.empty() && regimes.empty()) return;

    page.section("section.interest");
    for (auto regime : regimes) {
        std::string numbers;
        for (const auto& invoice : account.invoices)
            if (invoice.regime == regime) numbers += (numbers.empty() ? "" : ", ") + invoice.number;
        page.text(page.word(regime_key(regime)) + (regimes.size() > 1 ? " (" + numbers + ")" : ""));
    }
    if (table.empty()) return page.text(page.word("no_interest"));
    table.total({page.word("sum"), "", "", "", "", "", page.human.amount(sum), ""});
    if (paid.is_positive()) { // the printed lines are what accrued; what was paid of it comes off, so that the column ties to the totals
        table.total({page.word("already_paid"), "", "", "", "", "", page.human.amount(-paid), ""});
        table.total({page.word("owed"), "", "", "", "", "", page.human.amount(sum - paid), ""});
    }
    page.blank();
    page.table(table);
    sources.write(page);
    page.text(basis_text(page, account.day_basis));
    if (has_doubt) page.text(page.word("star_to_check"));

    TextTable fixed({{page.word("invoice"), Align::left}, {page.word("interest"), Align::right}, {page.word("compensation"), Align::right},
                     {page.word("per_day_head"), Align::right}});
    if (account.invoices.size() < 2) return;
    for (const auto& invoice : account.invoices)
        if (invoice.is_due)
            fixed.row({shortened(printable(invoice.number), 24), invoice.interest ? page.human.amount(*invoice.interest) : "—",
                       page.human.amount(invoice.compensation), invoice.per_day ? page.human.amount(*invoice.per_day) : "—"});
    if (fixed.empty()) return;
    page.blank();
    page.table(fixed);
}

} // namespace legajo::report
