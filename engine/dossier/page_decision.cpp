// The decision record: which letter the rules led to, every rule tried, and why not each other letter.
#include "dossier/page_tools.hpp"

#include "model/names.hpp"

namespace legajo::dossier {
namespace {

std::string rule_sentence(const Material& material, const std::string& rule) {
    const RuleNote note = rule_note(material, rule);
    if (!note.sentence.empty()) return note.sentence + (note.must_be_checked ? " *" : "");
    return material.texts.reason ? material.texts.reason(rule, {}) : rule;
}

std::string result_of(const model::RuleUse& use) {
    return use.facts.empty() ? "" : use.facts.back().first == "resultado" ? use.facts.back().second : "";
}

// What a rule answered: yes, no, or the code of a reason.
std::string answer_text(const Material& material, const std::string& result, const model::Facts& facts) {
    if (result == "yes" || result == "no") return material.texts(result == "yes" ? "si" : "no");
    return material.texts.reason && !result.empty() ? material.texts.reason(result, facts) : result;
}

} // namespace

model::Document decision_record(const Material& material) {
    const Texts& texts = material.texts;
    const model::Decision& decision = material.decision;
    model::Document page = blank(material, texts("decision.titulo"));
    Blocks& blocks = page.blocks;
    blocks.push_back(heading(1, texts("decision.titulo")));
    const std::string outcome = texts.named("salida", "outcome", model::name_of(decision.outcome));
    blocks.push_back(paragraph(joined({outcome, decision.letter.empty() ? "" : letter_name(material, decision.letter), decision.next_date ? texts("decision.proxima", {{"fecha", date(*decision.next_date)}}) : ""}), "dosier.cifra"));
    if (!decision.reasons.empty()) {
        blocks.push_back(heading(2, texts("decision.razones")));
        TableMaker table(texts("decision.razones"), "dosier", {Side::left, Side::left, Side::left}, {1.8, 6.4, 5});
        table.head({texts("decision.regla"), texts("decision.dice"), texts("decision.datos")});
        for (const model::RuleUse& use : decision.reasons) table.row({use.rule.starts_with("policy.") ? texts("decision.politica") : use.rule, rule_sentence(material, use.rule), facts_text(material, use.facts)});
        blocks.push_back(table.take());
    }
    if (!decision.rejected.empty()) {
        blocks.push_back(heading(2, texts("decision.descartadas")));
        TableMaker table(texts("decision.descartadas"), "dosier", {Side::left, Side::left, Side::left, Side::left}, {3.5, 1.3, 7.7, 1.9});
        table.head({texts("decision.carta"), texts("decision.regla"), texts("decision.porque"), texts("decision.posible")});
        for (const model::Rejected& rejected : decision.rejected)
            table.row({letter_name(material, rejected.letter), rejected.rule.starts_with("policy.") ? texts("decision.politica") : rejected.rule, texts.reason ? texts.reason(rejected.reason, rejected.facts) : rejected.reason,
                       date(rejected.possible_from)});
        blocks.push_back(table.take());
    }
    if (!decision.tried.empty()) {
        blocks.push_back(heading(2, texts("decision.probadas")));
        blocks.push_back(paragraph(texts("decision.probadas-nota"), "nota"));
        TableMaker table(texts("decision.probadas"), "dosier.denso", {Side::right, Side::left, Side::left, Side::left, Side::left}, {0.7, 1.1, 6.6, 3.7, 3.3});
        table.head({texts("decision.orden"), texts("decision.regla"), texts("decision.dice"), texts("decision.datos"), texts("decision.resultado")});
        int number = 0;
        for (const model::RuleUse& use : decision.tried) {
            model::Facts facts = use.facts;
            const std::string result = result_of(use);
            if (!result.empty()) facts.pop_back();
            table.row({std::to_string(++number), use.rule.starts_with("policy.") ? texts("decision.politica") : use.rule, rule_sentence(material, use.rule), facts_text(material, facts), answer_text(material, result, facts)});
        }
        blocks.push_back(table.take());
    }
    blocks.push_back(paragraph(texts("comprobar"), "nota"));
    return page;
}

} // namespace legajo::dossier
