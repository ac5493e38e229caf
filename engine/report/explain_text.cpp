// Case, history, assessment, decision -> the page a clerk reads. The decision stands first, the figures next, then the law and the doubts.

#include "report/explain_sections.hpp"

#include "model/names.hpp"
#include "model/totals.hpp"
#include "report/problem_text.hpp"
#include "report/used_rules.hpp"

#include <algorithm>

namespace legajo::report {
namespace {

std::string party_text(const model::Party& party, const PageWriter& page) {
    std::string text = party.name;
    if (!party.tax_id.empty()) text += " (" + party.tax_id + ")";
    if (const auto kind = model::name_of(party.kind); !kind.empty()) text += ", " + page.word("kind." + std::string(kind));
    return text;
}

void write_parties(PageWriter& page, const Explained& explained) {
    std::vector<std::pair<std::string, std::string>> lines{{page.word("creditor"), party_text(explained.file.creditor, page)},
                                                           {page.word("debtor"), party_text(explained.file.debtor, page)}};
    if (const auto& share = explained.file.share) lines.emplace_back(page.word("share"), page.word("share_text", {{"parte", share->percent.text() + " %"}}));
    for (const auto& obligor : explained.file.obligors) {
        auto text = party_text(obligor.party, page);
        if (const auto regime = model::name_of(obligor.regime); !regime.empty()) text += ", " + page.word("liability." + std::string(regime));
        if (obligor.limit) text += ", " + page.word("up_to", {{"importe", page.human.money(*obligor.limit)}});
        lines.emplace_back(page.word("role." + std::string(model::name_of(obligor.role))), text);
    }
    for (const auto& hold : explained.file.holds) {
        auto text = hold.kind == model::HoldKind::unknown ? hold.kind_text : page.word("hold." + std::string(model::name_of(hold.kind)));
        text += " " + page.word("since", {{"fecha", page.human.date(hold.from)}});
        if (hold.to) text += " " + page.word("until", {{"fecha", page.human.date(*hold.to)}});
        if (!hold.reason.empty()) text += ": " + hold.reason;
        lines.emplace_back(page.word("hold"), text);
    }
    page.labelled(std::move(lines));
}

std::string invoice_number(const model::Case& file, const std::string& id) {
    for (const auto& invoice : file.invoices)
        if (invoice.id == id) return invoice.number;
    return id;
}

std::string party_name(const model::Case& file, const std::string& id) {
    if (id.empty() || id == file.debtor.id) return file.debtor.name;
    if (id == "abogado" && file.lawyer) return file.lawyer->name;
    if (id == "agencia" && file.agency) return file.agency->name;
    for (const auto& hold : file.holds)
        if (id == "administracion-concursal" && hold.administrator) return hold.administrator->name;
    for (const auto& obligor : file.obligors)
        if (obligor.party.id == id) return obligor.party.name;
    return id;
}

std::string letter_text(const PageWriter& page, const model::Decision& decision) {
    auto text = page.word("letter." + decision.letter);
    if (decision.level > 0) text += " (" + page.word("level", {{"n", std::to_string(decision.level)}}) + ")";
    if (decision.is_repeat) text += ", " + page.word("repeat");
    return text;
}

} // namespace

void write_decision(PageWriter& page, const Explained& explained) {
    const auto& decision = explained.decision;
    page.section("section.decision");
    page.text(page.word("outcome." + std::string(model::name_of(decision.outcome))));
    std::vector<std::pair<std::string, std::string>> lines;
    if (!decision.letter.empty()) {
        lines.emplace_back(page.word("letter"), letter_text(page, decision));
        lines.emplace_back(page.word("addressee"), party_name(explained.file, decision.addressee));
        if (decision.channel != model::Channel::unknown)
            lines.emplace_back(page.word("channel"), page.word("channel." + std::string(model::name_of(decision.channel))));
        if (decision.deadline)
            lines.emplace_back(page.word("deadline"), page.human.date(*decision.deadline));
        else if (decision.deadline_days)
            lines.emplace_back(page.word("deadline"), page.word("days", {{"n", std::to_string(*decision.deadline_days)}}));
        std::string invoices, copies;
        for (const auto& id : decision.invoices) invoices += (invoices.empty() ? "" : ", ") + invoice_number(explained.file, id);
        for (const auto& id : decision.copies_to) copies += (copies.empty() ? "" : ", ") + party_name(explained.file, id);
        lines.emplace_back(page.word("invoices"), invoices);
        const auto total = model::totals_for(explained.assessment, decision.invoices).total;
        if (total.is_positive()) lines.emplace_back(page.word("letter_total"), page.human.money(total));
        lines.emplace_back(page.word("copies"), copies);
    }
    if (decision.next_date) {
        auto next = page.human.date(*decision.next_date);
        if (!decision.next_letter.empty()) next += " · " + page.word("letter." + decision.next_letter);
        lines.emplace_back(page.word("next_date"), next);
    }
    page.labelled(std::move(lines));
    for (const auto& obstacle : explained.assessment.obstacles)
        page.item("•", page.with_facts(reason_text(obstacle.code, obstacle.facts, page.catalogue), obstacle.facts) + (obstacle.rule.empty() ? "" : " [" + obstacle.rule + "]"));
}

void write_reasons(PageWriter& page, const Explained& explained) {
    const auto& reasons = explained.decision.reasons;
    if (reasons.empty()) return;
    page.section("section.reasons");
    int number = 0;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        const auto& use = reasons[i];
        if (i == 0 || reasons[i - 1].rule != use.rule) { // the same rule for one invoice after another is said once
            const auto rule = rule_text(use.rule, explained.pack, page.catalogue);
            auto text = rule.sentence.empty() ? rule.id : filled(rule.sentence, use.facts) + " [" + rule.id + (rule.norm.empty() ? "" : ", " + rule.norm) + "]";
            if (rule.must_be_checked()) text += " " + page.word("to_check");
            page.item(std::to_string(++number) + ".", text);
        }
        if (const auto facts = page.facts(use.facts); !facts.empty()) page.item("–", facts, 5);
    }
}

void write_rejected(PageWriter& page, const Explained& explained) {
    struct Group { // letters that do not go for the same reason
        std::string letters, why, rules, from;
        bool is_of_one = true;
    };
    std::vector<Group> groups;
    for (const auto& rejected : explained.decision.rejected) {
        const auto why = page.with_facts(reason_text(rejected.reason, rejected.facts, page.catalogue), rejected.facts);
        const auto from = page.date(rejected.possible_from), letter = page.word("letter." + rejected.letter);
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) { return group.why == why && group.from == from; });
        if (same == groups.end()) {
            groups.push_back({letter, why, rejected.rule, from});
            continue;
        }
        same->letters += "; " + letter;
        if (same->rules.find(rejected.rule) == std::string::npos) same->rules += ", " + rejected.rule;
        same->is_of_one = false;
    }
    if (groups.empty()) return;
    std::stable_partition(groups.begin(), groups.end(), [](const Group& group) { return group.is_of_one; });
    page.section("section.rejected");
    TextTable table({{page.word("letter"), Align::left, true}, {page.word("why_not"), Align::left, true}, {page.word("rule"), Align::left, true},
                     {page.word("possible_from"), Align::left}});
    for (const auto& group : groups) table.row({group.letters, printable(group.why), group.rules, group.from});
    page.table(table);
}

void write_past(PageWriter& page, const Explained& explained) {
    const auto& record = explained.assessment.record;
    page.section("section.past");
    if (explained.history.letters.empty()) {
        page.text(page.word("no_letters_yet"));
    } else {
        TextTable table({{page.word("date"), Align::left}, {page.word("letter"), Align::left, true}, {page.word("channel"), Align::left},
                         {page.word("state"), Align::left}, {page.word("delivered"), Align::left}, {page.word("deadline"), Align::left}});
        for (const auto& letter : explained.history.letters)
            table.row({page.date(letter.issued_on ? letter.issued_on : letter.sent_on), page.word("letter." + letter.letter),
                       letter.channel == model::Channel::unknown ? "" : page.word("channel." + std::string(model::name_of(letter.channel))),
                       page.word("letter_state." + std::string(model::name_of(letter.state))), page.date(letter.delivered_on),
                       page.date(letter.deadline)});
        page.table(table);
    }
    page.blank();
    const auto pair = [&](std::string_view key, int first, int second, int third) {
        return first + second + third == 0 ? std::string()
                                           : page.word(key, {{"a", std::to_string(first)}, {"b", std::to_string(second)}, {"c", std::to_string(third)}});
    };
    page.labelled({{page.word("record.invoices"), pair("record.invoices_text", record.invoices_paid_on_time, record.invoices_paid_late, 0)},
                   {page.word("record.delay"), record.average_days_late ? page.word("days", {{"n", std::to_string(*record.average_days_late)}}) : ""},
                   {page.word("record.promises"), pair("record.promises_text", record.promises_kept, record.promises_broken, record.promises_open)},
                   {page.word("record.letters"), pair("record.letters_text", record.letters_answered, record.letters_unanswered, 0)}});
}

void write_doubts(PageWriter& page, const Explained& explained) {
    const auto doubts = doubts_of(explained, page.catalogue);
    if (doubts.empty()) return;
    page.section("section.doubts");
    std::vector<std::string> said;
    for (const auto& doubt : doubts) {
        const auto key = doubt.text + "\x1f" + doubt.rule;
        if (std::find(said.begin(), said.end(), key) != said.end()) continue;
        said.push_back(key);
        auto text = doubt.text.empty() ? doubt.rule : doubt.text;
        std::string all_facts; // of every doubt with this sentence: one invoice after another
        for (const auto& other : doubts)
            if (other.text == doubt.text && other.rule == doubt.rule)
                if (const auto some = page.with_facts("", page.unmentioned(text, other.facts)); !some.empty()) all_facts += some;
        if (!doubt.text.empty()) text += all_facts;
        if (!doubt.rule.empty() && doubt.text != doubt.rule) text += " [" + doubt.rule + (doubt.norm.empty() ? "" : ", " + doubt.norm) + "]";
        page.item("•", text);
    }
}

void write_norms(PageWriter& page, const Explained& explained) {
    auto used = used_rules(explained, page.catalogue);
    if (used.empty()) return;
    std::sort(used.begin(), used.end(), [](const RuleText& a, const RuleText& b) { return a.id < b.id; });
    page.section("section.norms");
    TextTable table({{page.word("rule"), Align::left}, {page.word("norm"), Align::left, true}, {page.word("says"), Align::left, true}});
    for (const auto& rule : used)
        if (!rule.sentence.empty() || !rule.norm.empty()) table.row({rule.id + (rule.must_be_checked() ? " *" : ""), rule.norm, printable(rule.sentence)});
    page.table(table);
    if (std::any_of(used.begin(), used.end(), [](const RuleText& rule) { return rule.must_be_checked(); })) page.text(page.word("star_to_check"));
}

void write_remarks(PageWriter& page, const Explained& explained) {
    if (explained.remarks.empty()) return;
    page.section("section.remarks");
    for (const auto& problem : explained.remarks) {
        const auto parts = page.catalogue.parts(problem);
        page.item("•", parts.is_known ? parts.what + " " + parts.fix + " [" + problem.code + "]" : parts.what);
    }
}

std::string explain_text(const Explained& explained, const Catalogue& catalogue, const PageStyle& style) {
    PageWriter page(catalogue, style);
    page.title(page.word("case", {{"referencia", explained.file.reference}}),
               page.word("as_of", {{"fecha", page.human.date(explained.assessment.control_date)}}));
    write_parties(page, explained);
    write_decision(page, explained);
    write_reasons(page, explained);
    write_totals(page, explained);
    write_invoices(page, explained);
    write_interest(page, explained);
    write_rejected(page, explained);
    write_insolvency(page, explained);
    write_limitation(page, explained);
    write_negotiation(page, explained);
    write_procedure(page, explained);
    write_vat(page, explained);
    write_offer(page, explained);
    write_past(page, explained);
    write_doubts(page, explained);
    write_norms(page, explained);
    write_remarks(page, explained);
    return page.take();
}

} // namespace legajo::report
