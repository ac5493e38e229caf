// Every rule that decided something and is not confirmed is shown to the lawyer (marks S, I and K), once, with what it decided.

#include "assess/context.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace legajo::assess {
namespace {

using model::Confidence;
using model::RuleUse;

std::string_view word_for(Confidence confidence) {
    switch (confidence) {
    case Confidence::confirmed: return "confirmada";
    case Confidence::single_source: return "una sola fuente";
    case Confidence::inferred: return "deducida";
    case Confidence::known_unread: return "texto no releído";
    }
    return "";
}

using FirstUse = std::map<std::string_view, const RuleUse*>;

void note(FirstUse& uses, const std::vector<RuleUse>& rules) {
    for (const RuleUse& use : rules) uses.try_emplace(use.rule, &use);
}

FirstUse all_uses(const model::Assessment& out) {
    FirstUse uses;
    note(uses, out.rules);
    for (const auto& account : out.account.invoices) note(uses, account.rules);
    for (const auto& candidate : out.limitation.candidates) note(uses, candidate.events);
    note(uses, out.negotiation.rules);
    note(uses, out.procedure.rules);
    for (const auto& recovery : out.vat) note(uses, recovery.rules);
    note(uses, out.credit_file.rules);
    if (out.plan) note(uses, out.plan->rules);
    if (out.insolvency) note(uses, out.insolvency->rules);
    return uses;
}

void confess_rules(Context& context) {
    std::vector<model::Doubt> found;
    for (const auto& [rule, use] : all_uses(context.out)) {
        const auto known = context.pack.rules.find(rule);
        if (known == context.pack.rules.end() || known->second.confidence == Confidence::confirmed) continue;
        model::Doubt doubt{"doubt.rule_to_be_checked", std::string(rule), use->facts};
        doubt.facts.emplace_back("confianza", word_for(known->second.confidence));
        found.push_back(std::move(doubt));
    }
    for (model::Doubt& doubt : found) context.out.doubts.push_back(std::move(doubt));
}

// Rates and terms that decided a figure without two sources.
void confess_rates(Context& context) {
    std::map<std::string_view, const model::InterestSegment*> norms;
    for (const auto& account : context.out.account.invoices)
        for (const auto& segment : account.segments)
            if (segment.confidence != Confidence::confirmed) norms.try_emplace(segment.source, &segment);
    for (const auto& [norm, segment] : norms)
        context.doubt("doubt.rate_to_be_checked", "L-123", {{"tipo", segment->rate.text()}, {"desde", segment->from.iso()}, {"norma", std::string(norm)},
                                                            {"confianza", std::string(word_for(segment->confidence))}});
}

void confess_term(Context& context) {
    const auto& candidates = context.out.limitation.candidates;
    if (candidates.empty() || candidates.front().confidence == Confidence::confirmed) return;
    const auto& shortest = candidates.front();
    context.doubt("doubt.term_to_be_checked", shortest.rule, {{"plazo", shortest.term}, {"último día", shortest.last_safe_day->iso()},
                                                             {"confianza", std::string(word_for(shortest.confidence))}});
}

// Payments whose receipt reserved nothing, and the choice between both imputations.
void confess_payments(Context& context) {
    for (const model::Payment& payment : context.debt.payments)
        if (payment.receipt == model::Receipt::without_reservation && payment.value_date.value_or(payment.date) <= context.control)
            context.doubt("doubt.receipt_without_reservation", "L-908", {{"pago", payment.id}});
    const auto& statement = context.out.account;
    if (statement.other_imputation && statement.other_imputation->total != statement.totals.total)
        context.doubt("doubt.imputation", "L-306", {{"total", statement.totals.total.text()}, {"al revés", statement.other_imputation->total.text()}});
    for (const model::Payment& payment : context.debt.payments)
        if (payment.returned && payment.return_costs && *payment.returned <= context.control)
            context.doubt("doubt.return_costs", "L-130", {{"pago", payment.id}, {"gastos", payment.return_costs->text()}});
}

// The doubt without its invoice, and the invoice.
std::pair<Facts, std::string> apart(const model::Doubt& doubt) {
    Facts others;
    std::string invoice;
    for (const auto& fact : doubt.facts)
        if (fact.first == "factura") invoice = fact.second;
        else others.push_back(fact);
    return {std::move(others), std::move(invoice)};
}

// The same doubt about several invoices is said once, with the invoices: five by number, the rest counted.
void gather_repeated(std::vector<model::Doubt>& doubts) {
    struct Gathered {
        model::Doubt doubt; // without its invoice
        std::vector<std::string> invoices; // in order, each once
        std::set<std::string> seen;
    };
    std::vector<Gathered> once;
    for (model::Doubt& doubt : doubts) {
        auto [facts, invoice] = apart(doubt);
        auto known = std::find_if(once.begin(), once.end(), [&, &others = facts](const Gathered& g) {
            return std::tie(g.doubt.code, g.doubt.rule, g.doubt.facts) == std::tie(doubt.code, doubt.rule, others);
        });
        if (known == once.end()) {
            Gathered first;
            first.doubt = {std::move(doubt.code), std::move(doubt.rule), std::move(facts)};
            known = once.insert(once.end(), std::move(first));
        }
        if (!invoice.empty() && known->seen.insert(invoice).second) known->invoices.push_back(std::move(invoice));
    }
    doubts.clear();
    constexpr std::size_t named = 5;
    for (Gathered& gathered : once) {
        std::string list;
        for (std::size_t i = 0; i < std::min(named, gathered.invoices.size()); ++i) list += (i > 0 ? ", " : "") + gathered.invoices[i];
        if (gathered.invoices.size() > named) list += " (+" + std::to_string(gathered.invoices.size() - named) + ")";
        if (!list.empty()) gathered.doubt.facts.emplace_back("factura", std::move(list));
        doubts.push_back(std::move(gathered.doubt));
    }
}

} // namespace

void confess_doubts(Context& context) {
    if (context.rules.states_law()) {
        confess_rules(context);
        confess_rates(context);
        confess_term(context);
        confess_payments(context);
    }
    gather_repeated(context.out.doubts);
}

} // namespace legajo::assess
