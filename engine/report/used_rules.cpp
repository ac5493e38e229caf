#include "report/used_rules.hpp"

#include "report/human.hpp"

#include <algorithm>

namespace legajo::report {
namespace {

Arguments for_readers(const Arguments& facts, const Human& human) {
    Arguments all;
    for (const auto& [name, value] : facts) all.emplace_back(name, human.fact(value));
    return all;
}

template <typename Visit>
void visit_rules(const Explained& explained, Visit visit) {
    const auto all = [&](const std::vector<model::RuleUse>& uses) {
        for (const auto& use : uses) visit(use.rule);
    };
    const auto& decision = explained.decision;
    const auto& assessment = explained.assessment;
    all(decision.reasons);
    for (const auto& rejected : decision.rejected)
        if (rejected.letter == decision.letter) visit(rejected.rule);
    all(assessment.rules);
    for (const auto& invoice : assessment.account.invoices) all(invoice.rules);
    for (const auto& candidate : assessment.limitation.candidates) {
        visit(candidate.rule);
        all(candidate.events);
    }
    all(assessment.negotiation.rules);
    all(assessment.procedure.rules);
    for (const auto& vat : assessment.vat) all(vat.rules);
    all(assessment.credit_file.rules);
    if (assessment.plan) all(assessment.plan->rules);
    if (assessment.insolvency) all(assessment.insolvency->rules);
    for (const auto& obstacle : assessment.obstacles) visit(obstacle.rule);
    for (const auto& doubt : assessment.doubts) visit(doubt.rule);
}

// Sources of the printed interest lines that nobody has confirmed, each once.
std::vector<std::string> uncertain_sources(const model::StatementOfAccount& account) {
    std::vector<std::string> sources;
    for (const auto& invoice : account.invoices)
        for (const auto& segment : invoice.segments)
            if (segment.confidence != model::Confidence::confirmed && std::find(sources.begin(), sources.end(), segment.source) == sources.end())
                sources.push_back(segment.source);
    return sources;
}

bool is_law(std::string_view rule) { return !rule.empty() && !rule.starts_with("policy."); }

} // namespace

std::string_view name_of(model::Confidence confidence) {
    switch (confidence) {
    case model::Confidence::confirmed: return "confirmada";
    case model::Confidence::single_source: return "fuente-unica";
    case model::Confidence::inferred: return "inferida";
    case model::Confidence::known_unread: break;
    }
    return "conocida-sin-leer";
}

RuleText rule_text(std::string_view id, const model::Pack& pack, const Catalogue& catalogue) {
    if (const auto found = pack.rules.find(id); found != pack.rules.end())
        return {found->second.id, found->second.norm, found->second.sentence, found->second.confidence};
    if (const auto code = "reason." + std::string(id); catalogue.knows(code)) return {std::string(id), "", catalogue.parts(code, {}).what};
    return {std::string(id), "", ""};
}

std::string reason_text(std::string_view code, const Arguments& facts, const Catalogue& catalogue) {
    const Human human(catalogue.language());
    const auto key = "reason." + std::string(code);
    return catalogue.parts(catalogue.knows(key) ? key : std::string(code), for_readers(facts, human)).what;
}

std::string condition_text(std::string_view group, std::string_view code, const Catalogue& catalogue) {
    const auto key = "reason." + std::string(group) + "." + std::string(code);
    return catalogue.knows(key) ? catalogue.parts(key, {}).what : reason_text(code, {}, catalogue);
}

std::vector<RuleText> used_rules(const Explained& explained, const Catalogue& catalogue) {
    std::vector<RuleText> used;
    visit_rules(explained, [&](const std::string& id) {
        if (is_law(id) && std::none_of(used.begin(), used.end(), [&](const RuleText& rule) { return rule.id == id; }))
            used.push_back(rule_text(id, explained.pack, catalogue));
    });
    return used;
}

std::vector<DoubtText> doubts_of(const Explained& explained, const Catalogue& catalogue) {
    std::vector<DoubtText> doubts;
    bool has_rate_doubt = false;
    for (const auto& doubt : explained.assessment.doubts) {
        const auto rule = rule_text(doubt.rule, explained.pack, catalogue);
        // A rule that is in doubt as such is best told by its own sentence.
        const bool is_the_rule = doubt.code == "doubt.rule_to_be_checked" && !rule.sentence.empty();
        has_rate_doubt = has_rate_doubt || doubt.code == "doubt.rate_to_be_checked";
        doubts.push_back({doubt.code, doubt.rule, rule.norm, is_the_rule ? rule.sentence : reason_text(doubt.code, doubt.facts, catalogue), doubt.facts});
    }
    for (const auto& source : uncertain_sources(explained.assessment.account)) {
        if (has_rate_doubt) break;
        const Arguments facts{{"fuente", source}};
        doubts.push_back({"doubt.rate_source", "L-123", rule_text("L-123", explained.pack, catalogue).norm, reason_text("doubt.rate_source", facts, catalogue), facts});
    }
    for (const auto& rule : used_rules(explained, catalogue)) {
        const bool is_told = std::any_of(doubts.begin(), doubts.end(), [&](const DoubtText& doubt) { return doubt.rule == rule.id; });
        if (rule.must_be_checked() && !is_told) doubts.push_back({"", rule.id, rule.norm, rule.sentence, {}});
    }
    return doubts;
}

} // namespace legajo::report
