// Analysis for the lawyer: which document serves which way, what speaks for the claim, the defects one by one, what is missing, what is in doubt.
#include "dossier/defects.hpp"
#include "dossier/page_tools.hpp"

#include "model/names.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace legajo::dossier {
namespace {

// Row of the table "evidence and procedure": key of its sentences. "" for kinds without a place there.
std::string use_of(const std::string& kind) {
    static const std::map<std::string_view, const char*> uses{
        {"albaran", "uso.entrega"}, {"presupuesto", "uso.entrega"}, {"contrato", "uso.contrato"}, {"pedido", "uso.contrato"}, {"condiciones", "uso.contrato"}, {"factura", "uso.factura"},
        {"factura-electronica", "uso.factura"}, {"extracto", "uso.extracto"}, {"correo", "uso.correo"}, {"mensaje", "uso.correo"}, {"reconocimiento-deuda", "uso.reconocimiento"}, {"titulo", "uso.titulo"},
        {"justificante-pago", "uso.pago"}, {"burofax", "uso.burofax"}, {"certificado-texto", "uso.burofax"}, {"acuse", "uso.burofax"}, {"certificado-comunidad", "uso.comunidad"}, {"nota-registral", "uso.registro"},
        {"solicitud-negociacion", "uso.negociacion"}, {"poder", "uso.poder"}};
    const auto found = uses.find(kind);
    return found == uses.end() ? std::string() : found->second;
}

// Documents of one kind that follow one another make one line when they are many.
std::size_t end_of_group(const std::vector<model::IndexEntry>& index, std::size_t first) {
    constexpr std::size_t most_lines = 4;
    std::size_t end = first + 1;
    while (end < index.size() && index[end].kind == index[first].kind && index[end].number == index[end - 1].number + 1) ++end;
    return end - first > most_lines ? end : first + 1;
}

void add_uses(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    TableMaker table(texts("analisis.documentos"), "dosier", {Side::left, Side::left, Side::left, Side::left, Side::left}, {3.6, 3, 3.2, 1.9, 2.8});
    table.head({texts("analisis.documento"), texts("analisis.monitorio"), texts("analisis.declarativo"), texts("analisis.cambiario"), texts("analisis.flaqueza")});
    for (std::size_t i = 0, end = 0; i < material.index.size(); i = end) {
        end = end_of_group(material.index, i);
        const model::IndexEntry &entry = material.index[i], &last = material.index[end - 1];
        const std::string use = use_of(entry.kind);
        if (use.empty()) continue;
        model::RichText documents = to_folio(std::to_string(entry.number) + (end > i + 1 ? "" : ". " + entry.description), entry.first_folio);
        if (end > i + 1) {
            const auto add = [&](model::RichText more) { documents.insert(documents.end(), more.begin(), more.end()); };
            add(rich(" " + texts("analisis.hasta") + " "));
            add(to_folio(std::to_string(last.number), last.first_folio));
            add(rich(" · " + texts.named("tipo", "", entry.kind)));
        }
        table.row(std::vector<model::RichText>{std::move(documents), rich(texts(use + ".monitorio")), rich(texts(use + ".declarativo")), rich(texts(use + ".cambiario")),
                                               rich(texts(use + ".flaqueza"))});
    }
    if (table.empty()) return;
    blocks.push_back(heading(2, texts("analisis.documentos")));
    blocks.push_back(table.take());
}

std::vector<std::string> strengths(const Material& material) {
    const Texts& texts = material.texts;
    const model::Case& file = material.file;
    std::vector<std::string> lines;
    const auto say = [&](bool holds, const char* key, const Arguments& arguments = {}) {
        if (holds) lines.push_back(texts(key, arguments));
    };
    const auto has = [&](std::string_view kind) { return std::ranges::any_of(file.evidence, [&](const model::Evidence& item) { return item.kind == kind; }); };
    const auto acknowledged = std::ranges::find_if(file.communications, [](const model::Communication& c) { return c.acknowledges.value_or(false); });
    say(acknowledged != file.communications.end(), "fuerza.reconoce", {{"fecha", acknowledged == file.communications.end() ? "" : date(acknowledged->date)}});
    say(has("reconocimiento-deuda"), "fuerza.reconocimiento");
    say(std::ranges::any_of(file.payments, [](const model::Payment& p) { return !p.returned && !p.is_set_off; }), "fuerza.pago");
    say(has("albaran"), "fuerza.entrega");
    say(has("contrato") || has("pedido") || has("presupuesto"), "fuerza.contrato");
    say(std::ranges::none_of(file.holds, [](const model::Hold& h) { return h.kind == model::HoldKind::dispute; }), "fuerza.sin-queja");
    say(std::ranges::any_of(file.communications, [](const model::Communication& c) { return c.text_certified.value_or(false) && c.delivered; }), "fuerza.burofax");
    say(material.assessment.negotiation.stage == model::NegotiationStage::ended && material.assessment.negotiation.has_proof, "fuerza.negociacion");
    say(std::ranges::any_of(material.assessment.promises, [](const model::PromiseOutcome& p) { return p.state == model::PromiseState::broken; }), "fuerza.promesa-rota");
    return lines;
}

void add_defects(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    const auto defects = examine_defects({material.file, material.history, material.assessment, material.index});
    std::map<Finding, int> count;
    for (const Defect& defect : defects) ++count[defect.finding];
    blocks.push_back(heading(2, texts("analisis.defectos")));
    blocks.push_back(paragraph(texts("analisis.defectos-cuenta", {{"presentes", std::to_string(count[Finding::present])}, {"dudosos", std::to_string(count[Finding::unknown])}, {"total", std::to_string(defects.size())}}),
                               count[Finding::present] > 0 ? "dosier.ambar" : "dosier.verde"));
    TableMaker table(texts("analisis.defectos"), "dosier", {Side::right, Side::left, Side::left, Side::left, Side::left}, {0.8, 4.4, 1.9, 5, 3.7});
    table.head({texts("analisis.n"), texts("analisis.defecto"), texts("analisis.resultado"), texts("analisis.porque"), texts("analisis.norma")});
    static constexpr const char* findings[] = {"hallazgo.no", "hallazgo.si", "hallazgo.duda", "hallazgo.na"};
    for (const Defect& defect : defects) {
        Arguments arguments;
        for (const auto& [name, value] : defect.facts) arguments.emplace_back(name, fact(value));
        std::string why = defect.detail.empty() ? "" : texts(defect.detail, arguments);
        const std::string mend = "defecto." + std::to_string(defect.number) + ".remedio";
        if ((defect.finding == Finding::present || defect.finding == Finding::unknown) && texts.knows(mend)) why = joined({why, texts(mend)}, " ");
        const RuleNote note = rule_note(material, defect.rule);
        const bool is_loud = defect.finding == Finding::present || defect.finding == Finding::unknown;
        table.row(std::vector<model::RichText>{rich(std::to_string(defect.number)), rich(texts("defecto." + std::to_string(defect.number))),
                                               rich(texts(findings[static_cast<std::size_t>(defect.finding)]), is_loud ? model::Emphasis::strong : model::Emphasis::none), rich(why),
                                               rich(joined({defect.rule, note.norm}, " · ") + (note.must_be_checked ? " *" : ""))});
    }
    blocks.push_back(table.take());
}

// "reclamación 29/07/2026 (k3)"; facts of another shape as they are.
std::string event_text(const Material& material, const model::RuleUse& use) {
    std::string what, when, until, which;
    for (const auto& [name, value] : use.facts) {
        if (name == "hecho") what = value;
        if (name == "fecha") when = fact(value);
        if (name == "hasta") until = fact(value);
        if (name == "referencia") which = value;
    }
    if (what.empty() || when.empty()) return joined({use.rule, facts_text(material, use.facts)}, " ");
    return what + " " + when + (until.empty() ? "" : "–" + until) + (which.empty() ? "" : " (" + which + ")");
}

void add_limitation(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    if (material.assessment.limitation.candidates.empty()) return;
    TableMaker table(texts("analisis.prescripcion"), "dosier.denso", {Side::left, Side::left, Side::left, Side::left, Side::left, Side::left}, {2.1, 2.7, 1.5, 1.9, 1.9, 5.6});
    table.head({texts("liquidacion.factura"), texts("analisis.plazo"), texts("analisis.regla"), texts("analisis.empieza"), texts("analisis.ultimo"), texts("analisis.hechos")});
    for (const model::LimitationCandidate& candidate : material.assessment.limitation.candidates) {
        std::vector<std::string> events;
        if (!candidate.against.empty()) {
            const auto whom = std::ranges::find(material.file.obligors, candidate.against, [](const model::Obligor& obligor) { return obligor.party.id; });
            events.push_back(texts("analisis.frente-a", {{"quien", whom == material.file.obligors.end() ? candidate.against : whom->party.name}}));
        }
        for (const model::RuleUse& use : candidate.events) events.push_back(event_text(material, use));
        if (candidate.less_strict_day) events.push_back(texts("resumen.otra-lectura", {{"fecha", date(*candidate.less_strict_day)}}));
        if (!candidate.note.empty() && texts.condition) events.push_back(texts.condition("limitation", candidate.note));
        table.row({invoice_number(material, candidate.invoice), candidate.term, candidate.rule + (candidate.confidence != model::Confidence::confirmed ? " *" : ""), date(candidate.starts),
                   candidate.last_safe_day ? date(*candidate.last_safe_day) : texts("resumen.suspendido"), joined(events, "; ")});
    }
    blocks.push_back(heading(2, texts("analisis.prescripcion")));
    blocks.push_back(table.take());
}

void add_doubts(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    std::vector<std::string> lines;
    const auto add = [&](const model::Doubt& doubt) {
        const RuleNote note = rule_note(material, doubt.rule);
        const std::string sentence = doubt.code == "doubt.rule_to_be_checked" && !note.sentence.empty() ? note.sentence : texts.reason ? texts.reason(doubt.code, doubt.facts) : doubt.code;
        lines.push_back(sentence + (doubt.rule.empty() ? "" : " [" + joined({doubt.rule, note.norm}, " · ") + "]"));
    };
    for (const model::Doubt& doubt : material.assessment.obstacles) add(doubt);
    for (const model::Doubt& doubt : material.assessment.doubts) add(doubt);
    // What led to the decision without two sources (S, I, K) and is not among the doubts yet.
    std::set<std::string> told;
    for (const model::Doubt& doubt : material.assessment.doubts) told.insert(doubt.rule);
    for (const model::RuleUse& use : material.decision.reasons)
        if (const RuleNote note = rule_note(material, use.rule); note.must_be_checked && told.insert(use.rule).second)
            lines.push_back(note.sentence + " [" + joined({use.rule, note.norm}, " · ") + "]");
    blocks.push_back(heading(2, texts("analisis.dudas")));
    if (lines.empty()) blocks.push_back(paragraph(texts("analisis.sin-dudas")));
    else blocks.push_back(list_of(lines));
}

} // namespace

model::Document analysis(const Material& material) {
    const Texts& texts = material.texts;
    model::Document page = blank(material, texts("analisis.titulo"));
    Blocks& blocks = page.blocks;
    blocks.push_back(heading(1, texts("analisis.titulo")));
    blocks.push_back(paragraph(texts("analisis.nota"), "nota"));
    add_defects(blocks, material);
    blocks.push_back(heading(2, texts("analisis.fuerzas")));
    if (const auto lines = strengths(material); lines.empty()) blocks.push_back(paragraph(texts("analisis.sin-fuerzas")));
    else blocks.push_back(list_of(lines));
    add_uses(blocks, material);
    add_limitation(blocks, material);
    add_doubts(blocks, material);
    blocks.push_back(paragraph(texts("comprobar"), "nota"));
    return page;
}

} // namespace legajo::dossier
