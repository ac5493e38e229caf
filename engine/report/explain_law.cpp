// The clocks and the ways: limitation, prior negotiation, procedure, VAT, credit files, plan and promises.

#include "report/explain_sections.hpp"

#include "model/names.hpp"
#include "report/used_rules.hpp"

#include <algorithm>

namespace legajo::report {
namespace {

std::string urgency_key(model::Urgency urgency) {
    switch (urgency) {
    case model::Urgency::ok: return "urgency.ok";
    case model::Urgency::within_180_days: return "urgency.within_180_days";
    case model::Urgency::within_60_days: return "urgency.within_60_days";
    case model::Urgency::expired: break;
    }
    return "urgency.expired";
}

std::string stage_key(model::NegotiationStage stage) {
    switch (stage) {
    case model::NegotiationStage::not_required: return "negotiation.not_required";
    case model::NegotiationStage::not_started: return "negotiation.not_started";
    case model::NegotiationStage::waiting: return "negotiation.waiting";
    case model::NegotiationStage::under_way: return "negotiation.under_way";
    case model::NegotiationStage::ended: return "negotiation.ended";
    case model::NegotiationStage::window_missed: break;
    }
    return "negotiation.window_missed";
}

std::string rules_text(const std::vector<model::RuleUse>& uses, const Explained& explained, const PageWriter& page) {
    std::string text;
    for (const auto& use : uses) {
        const auto rule = rule_text(use.rule, explained.pack, page.catalogue);
        const auto facts = page.facts(use.facts);
        text += (text.empty() ? "" : "; ") + rule.id + (rule.must_be_checked() ? "*" : "") + (facts.empty() ? "" : " (" + facts + ")");
    }
    return text;
}

// Condition codes have a sentence under their group: "reason.vat.plazo".
std::string reasons_text(std::string_view group, const std::vector<std::string>& codes, const PageWriter& page) {
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : " ") + condition_text(group, code, page.catalogue);
    return text;
}

std::string invoice_number(const Explained& explained, const std::string& id) {
    for (const auto& invoice : explained.assessment.account.invoices)
        if (invoice.invoice == id) return invoice.number;
    return id;
}

std::string yes_no(const PageWriter& page, const std::optional<bool>& value) { return !value ? "" : page.word(*value ? "yes" : "no"); }

const std::string* fact_of(const model::RuleUse& use, std::string_view name) {
    for (const auto& [key, value] : use.facts)
        if (key == name) return &value;
    return nullptr;
}

std::string against_text(const model::LimitationCandidate& candidate, const Explained& explained) {
    const auto& all = explained.assessment.limitation.candidates;
    if (candidate.against.empty() && std::any_of(all.begin(), all.end(), [](const auto& other) { return !other.against.empty(); }))
        return explained.file.debtor.name;
    for (const auto& obligor : explained.file.obligors)
        if (!candidate.against.empty() && obligor.party.id == candidate.against) return obligor.party.name;
    return candidate.against;
}

// The usual other reading (CC 1969): said once below the table, not for each invoice.
bool is_one_day_more(const model::LimitationCandidate& candidate) {
    return candidate.less_strict_day && candidate.last_safe_day && *candidate.less_strict_day == candidate.last_safe_day->plus_days(1);
}

// "reclamación 29/07/2026 (k3); reconocimiento 31/07/2026 (k4)", then what else bears on the term.
std::string events_text(const model::LimitationCandidate& candidate, const PageWriter& page) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    for (const auto& event : candidate.events) {
        const auto *what = fact_of(event, "hecho"), *when = fact_of(event, "fecha"), *until = fact_of(event, "hasta"), *which = fact_of(event, "referencia");
        if (!what || !when) {
            add(event.rule + (event.facts.empty() ? "" : " (" + page.facts(event.facts) + ")"));
            continue;
        }
        auto part = *what + " " + page.human.fact(*when);
        if (until) part += "–" + page.human.fact(*until);
        if (which && !which->empty()) part += " (" + *which + ")";
        add(part);
    }
    if (!candidate.note.empty()) add(condition_text("limitation", candidate.note, page.catalogue));
    if (candidate.less_strict_day && !is_one_day_more(candidate)) add(page.word("less_strict_day", {{"fecha", page.human.date(*candidate.less_strict_day)}}));
    if (!candidate.decides) add(page.word("beside"));
    return text;
}

void write_repayment(PageWriter& page, const model::RepaymentComparison& comparison) {
    page.text(page.word("repayment", {{"importe", page.human.money(comparison.monthly)}}));
    TextTable table({{page.word("repayment.order"), Align::left, true}, {page.word("repayment.debts"), Align::left, true},
                     {page.word("repayment.months"), Align::right}, {page.word("repayment.ends"), Align::left}, {page.word("interest_head"), Align::right},
                     {page.word("total"), Align::right}});
    const auto row = [&](std::string_view key, const model::RepaymentOrder& order) {
        std::string debts;
        for (const auto& debt : order.debts)
            debts += (debts.empty() ? "" : " → ") + (debt.reference.empty() ? debt.creditor : debt.reference) + " (" + std::to_string(debt.paid_off_month) + ")";
        if (order.is_possible)
            table.row({page.word(key), printable(debts), std::to_string(order.months), page.date(order.ends), page.human.amount(order.total_interest),
                       page.human.amount(order.total_paid)});
        else
            table.row({page.word(key), page.word("repayment.impossible"), "", "", "", ""});
    };
    row("repayment.smallest", comparison.smallest_first);
    row("repayment.costliest", comparison.costliest_first);
    page.table(table);
}

} // namespace

void write_insolvency(PageWriter& page, const Explained& explained) {
    if (!explained.assessment.insolvency) return;
    const auto& insolvency = *explained.assessment.insolvency;
    page.section("section.insolvency");
    if (insolvency.is_discharge) page.text(page.word("insolvency.discharge"));
    const auto kind = model::name_of(insolvency.kind);
    page.labelled({{page.word("insolvency.kind"), kind.empty() ? "" : page.word("insolvency." + std::string(kind))},
                   {page.word("insolvency.declared"), page.human.date(insolvency.declared)},
                   {page.word("insolvency.communicate_until"), page.date(insolvency.communicate_until)},
                   {page.word("rules"), rules_text(insolvency.rules, explained, page)}});
}

void write_limitation(PageWriter& page, const Explained& explained) {
    const auto& limitation = explained.assessment.limitation;
    if (limitation.candidates.empty() && !limitation.last_safe_day) return;
    page.section("section.limitation");
    auto verdict = page.word(urgency_key(limitation.urgency));
    if (limitation.last_safe_day) verdict = page.word("last_safe_day", {{"fecha", page.human.date(*limitation.last_safe_day)}}) + " " + verdict;
    if (limitation.expired_in_every_reading) verdict += " " + page.word("expired_in_every_reading");
    page.text(verdict);
    TextTable table({{page.word("invoice"), Align::left, true}, {page.word("term"), Align::left, true}, {page.word("against"), Align::left, true},
                     {page.word("starts"), Align::left}, {page.word("last_day"), Align::left}, {page.word("events"), Align::left}});
    Notes events;
    std::vector<std::vector<std::string>> rows; // invoices with the same clock share a row
    for (const auto& candidate : limitation.candidates) {
        const bool is_sure = candidate.confidence == model::Confidence::confirmed;
        std::vector<std::string> row{invoice_number(explained, candidate.invoice), candidate.term + (is_sure ? "" : " *"), against_text(candidate, explained),
                                     page.human.date(candidate.starts),
                                     candidate.last_safe_day ? page.human.date(*candidate.last_safe_day) : page.word("suspended"),
                                     events.mark(events_text(candidate, page))};
        const auto same = std::find_if(rows.begin(), rows.end(), [&](const auto& other) { return std::equal(row.begin() + 1, row.end(), other.begin() + 1); });
        if (same == rows.end())
            rows.push_back(std::move(row));
        else
            (*same)[0] += ", " + row[0];
    }
    if (rows.empty()) return;
    for (auto& row : rows) {
        for (auto& cell : row) cell = printable(cell);
        table.row(row);
    }
    page.blank();
    page.table(table);
    events.write(page);
    auto below = page.word("shortest_rules");
    if (std::any_of(limitation.candidates.begin(), limitation.candidates.end(), is_one_day_more)) below += " " + page.word("one_day_more");
    page.text(below);
}

void write_negotiation(PageWriter& page, const Explained& explained) {
    const auto& negotiation = explained.assessment.negotiation;
    if (!negotiation.is_required && negotiation.rules.empty() && negotiation.stage == model::NegotiationStage::not_required) return;
    page.section("section.negotiation");
    page.text(page.word(stage_key(negotiation.stage)));
    page.labelled({{page.word("negotiation.request"), page.date(negotiation.request)},
                   {page.word("negotiation.attempt"), page.date(negotiation.attempt)},
                   {page.word("negotiation.receipt"), page.date(negotiation.receipt)},
                   {page.word("negotiation.proof"), negotiation.request ? yes_no(page, negotiation.has_proof) : ""},
                   {page.word("negotiation.ends_on"), page.date(negotiation.ends_on)},
                   {page.word("negotiation.suit_not_before"), page.date(negotiation.suit_not_before)},
                   {page.word("negotiation.suit_until"), page.date(negotiation.suit_until)},
                   {page.word("rules"), rules_text(negotiation.rules, explained, page)}});
}

void write_procedure(PageWriter& page, const Explained& explained) {
    const auto& procedure = explained.assessment.procedure;
    if (procedure.route.empty()) return;
    page.section("section.procedure");
    std::string documents;
    for (const auto& id : procedure.documents) {
        std::string text = id;
        for (const auto& evidence : explained.file.evidence)
            if (evidence.id == id) text = (evidence.description.empty() ? evidence.kind : evidence.description) + " (" + id + ")";
        documents += (documents.empty() ? "" : "; ") + text;
    }
    auto after = page.word("route." + procedure.after_opposition);
    if (procedure.needs_lawyer_later) after += ", " + page.word(*procedure.needs_lawyer_later ? "with_lawyer" : "without_lawyer");
    page.labelled({{page.word("route"), page.word("route." + procedure.route)},
                   {page.word("court"), procedure.court},
                   {page.word("fee"), procedure.fee ? page.human.money(*procedure.fee) : ""},
                   {page.word("needs_lawyer"), yes_no(page, procedure.needs_lawyer)},
                   {page.word("value"), page.money(procedure.value)},
                   {page.word("after_opposition"), procedure.after_opposition.empty() ? "" : after},
                   {page.word("documents"), documents},
                   {page.word("rules"), rules_text(procedure.rules, explained, page)}});
}

void write_vat(PageWriter& page, const Explained& explained) {
    if (explained.assessment.vat.empty()) return;
    page.section("section.vat");
    TextTable table({{page.word("invoice"), Align::left}, {page.word("vat.possible"), Align::left}, {page.word("from"), Align::left},
                     {page.word("to"), Align::left}, {page.word("vat.missing"), Align::left, true}});
    for (const auto& vat : explained.assessment.vat)
        table.row({shortened(printable(invoice_number(explained, vat.invoice)), 24), page.word(vat.is_eligible ? "yes" : "no"), page.date(vat.window_from),
                   page.date(vat.window_to), printable(reasons_text("vat", vat.missing, page))});
    page.table(table);
}

void write_offer(PageWriter& page, const Explained& explained) {
    const auto& assessment = explained.assessment;
    const auto& credit_file = assessment.credit_file;
    const bool has_credit_file = !credit_file.rules.empty() || !credit_file.missing.empty() || credit_file.is_possible;
    if (!assessment.plan && !assessment.repayment && assessment.promises.empty() && assessment.agreements.empty() && !has_credit_file) return;
    page.section("section.ways");
    std::vector<std::pair<std::string, std::string>> lines;
    if (has_credit_file) {
        std::string systems;
        for (const auto& system : credit_file.systems) systems += (systems.empty() ? "" : ", ") + system;
        auto text = page.word(credit_file.is_possible ? "credit_file.possible" : "credit_file.impossible");
        if (!systems.empty()) text += " (" + systems + ")";
        if (!credit_file.missing.empty()) text += ". " + reasons_text("credit_file", credit_file.missing, page);
        if (credit_file.blocked_until) text += ". " + page.word("blocked_until", {{"fecha", page.human.date(*credit_file.blocked_until)}});
        if (const auto rules = rules_text(credit_file.rules, explained, page); !rules.empty()) text += " " + rules;
        lines.emplace_back(page.word("credit_file"), text);
    }
    for (const auto& promise : assessment.promises) {
        const auto state = promise.state == model::PromiseState::kept ? "promise.kept" : promise.state == model::PromiseState::broken ? "promise.broken" : "promise.open";
        auto text = page.word(state);
        if (promise.due) text += ", " + page.word("until", {{"fecha", page.human.date(*promise.due)}});
        if (promise.paid_since.is_positive()) text += ", " + page.word("paid_since", {{"importe", page.human.money(promise.paid_since)}});
        lines.emplace_back(page.word("promise", {{"id", promise.promise}}), text);
    }
    for (const auto& agreement : assessment.agreements) {
        static constexpr std::string_view keys[] = {"plan.none", "plan.kept", "plan.missed", "plan.fulfilled"};
        auto text = page.word(keys[static_cast<int>(agreement.state)]);
        if (agreement.missed_on) text += ", " + page.word("since", {{"fecha", page.human.date(*agreement.missed_on)}});
        if (agreement.missed_amount) text += ", " + page.human.money(*agreement.missed_amount);
        if (agreement.next_due) text += "; " + page.word("plan.next", {{"fecha", page.human.date(*agreement.next_due)}, {"importe", page.money(agreement.next_amount)}});
        lines.emplace_back(page.word("agreement", {{"id", agreement.agreement}}), text);
    }
    page.labelled(std::move(lines));
    if (assessment.repayment) write_repayment(page, *assessment.repayment);
    if (!assessment.plan) return;
    const auto& plan = *assessment.plan;
    if (!plan.refused_because.empty()) return page.text(page.word("plan.refused") + " " + reasons_text("plan", plan.refused_because, page));
    TextTable table({{page.word("number"), Align::right}, {page.word("due"), Align::left}, {page.word("amount"), Align::right}, {page.word("remaining"), Align::right}});
    for (const auto& instalment : plan.instalments)
        table.row({std::to_string(instalment.number), page.human.date(instalment.due), page.human.amount(instalment.amount), page.human.amount(instalment.remaining)});
    table.total({"", page.word("total"), page.human.amount(plan.total), ""});
    page.blank();
    page.text(page.word("plan.offer"));
    page.table(table);
    if (plan.discounted_total && plan.discount_until)
        page.text(page.word("plan.discount", {{"importe", page.human.money(*plan.discounted_total)}, {"fecha", page.human.date(*plan.discount_until)}}));
}

} // namespace legajo::report
