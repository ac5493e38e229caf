// Everything that happened, drawn and in a table; and what was promised, agreed, offered or negotiated.
#include "dossier/chronology.hpp"
#include "dossier/page_tools.hpp"

#include "model/names.hpp"

#include <algorithm>

namespace legajo::dossier {
namespace {

constexpr std::size_t most_marks = 16; // more labels than these make a tower of the line

// Letters whose text belongs to the negotiation or to the creditor's own side.
bool is_for_creditor_only(const std::string& letter) {
    for (const char* id : {"oferta-vinculante", "propuesta", "respuesta-propuesta", "encargo", "encargo-abogado", "encargo-agencia", "aviso-aseguradora", "guion-llamada", "comprobacion-pago", "consentimiento-fiador"})
        if (letter == id) return true;
    return false;
}

std::vector<model::ChronologyEvent> events_of(const Material& material) {
    auto events = chronology_of(material.file, material.is_court_safe, material.texts);
    for (const model::LetterRecord& letter : material.history.letters) {
        if (letter.number == 0 || letter.state == model::LetterState::proposed || letter.state == model::LetterState::annulled) continue;
        if (material.is_court_safe && is_for_creditor_only(letter.letter)) continue;
        const std::string name = letter_name(material, letter.letter);
        if (letter.issued_on) events.push_back({*letter.issued_on, "carta", material.texts("hecho.emitida", {{"carta", name}, {"n", std::to_string(letter.number)}}), "", "", 2});
        if (letter.delivered_on) events.push_back({*letter.delivered_on, "carta", material.texts("hecho.entregada", {{"carta", name}}), "", letter.proof, 2});
    }
    std::ranges::stable_sort(events, {}, &model::ChronologyEvent::date);
    return events;
}

// The drawn line keeps what matters: invoices and due days go first when there are too many marks.
std::optional<model::Block> time_line(const Material& material, std::vector<model::ChronologyEvent> events) {
    std::erase_if(events, [&](const auto& event) { // delivered on the day it was sent: one mark tells both
        return event.kind == "entrega-carta" && std::ranges::any_of(material.file.communications, [&](const auto& sent) { return sent.date == event.date && sent.delivered == event.date; });
    });
    const auto drop = [&](std::string_view kind) {
        if (events.size() > most_marks) std::erase_if(events, [&](const auto& event) { return event.kind == kind; });
    };
    for (const char* kind : {"recepcion", "entrega", "vencimiento", "factura", "entrega-carta", "abono"}) drop(kind);
    while (events.size() > most_marks) { // every other one, ends kept
        std::vector<model::ChronologyEvent> half;
        for (std::size_t i = 0; i < events.size(); ++i)
            if (i % 2 == 0 || i + 1 == events.size()) half.push_back(events[i]);
        if (half.size() == events.size()) break;
        events = std::move(half);
    }
    if (events.size() < 2) return std::nullopt;
    model::Figure figure;
    figure.kind = model::Figure::Kind::timeline;
    for (const model::ChronologyEvent& event : events) {
        std::string label = event.description;
        if (label.size() > 44) {
            std::size_t cut = 42;
            while (cut > 0 && (static_cast<unsigned char>(label[cut]) & 0xC0) == 0x80) --cut;
            label = label.substr(0, cut) + "…";
        }
        figure.marks.push_back({event.date.iso(), date(event.date).substr(0, 5) + " " + label, event.lane});
    }
    figure.alternate = material.texts("cronologia.figura", {{"desde", date(events.front().date)}, {"hasta", date(events.back().date)}, {"n", std::to_string(events.size())}});
    return model::Block{std::move(figure)};
}

std::string steps_of(const Material& material, const model::Negotiation& entry) {
    const auto step = [&](const char* key, const std::optional<model::Date>& day) { return day ? material.texts(key, {{"fecha", date(*day)}}) : std::string(); };
    return joined({step("negociacion.solicitud", entry.request), step("negociacion.intento", entry.attempt), step("negociacion.recepcion", entry.receipt), material.is_court_safe ? "" : step("negociacion.propuesta", entry.proposal),
                   step("negociacion.fin", entry.end)});
}

void add_promises(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    if (material.file.promises.empty()) return;
    static constexpr const char* states[] = {"promesa.abierta", "promesa.cumplida", "promesa.incumplida"};
    TableMaker table(texts("acuerdos.promesas"), "dosier", {Side::left, Side::left, Side::right, Side::left, Side::left, Side::left}, {2, 2, 2.4, 2.4, 3, 2.4});
    table.head({texts("acuerdos.fecha"), texts("acuerdos.hasta"), texts("acuerdos.importe"), texts("acuerdos.estado"), texts("acuerdos.reconoce"), texts("acuerdos.documento")});
    for (const model::Promise& promise : material.file.promises) {
        const auto outcome = std::ranges::find(material.assessment.promises, promise.id, &model::PromiseOutcome::promise);
        table.row(std::vector<model::RichText>{rich(date(promise.date)), rich(date(promise.until)), rich(promise.amount ? amount(*promise.amount) : ""),
                                               rich(outcome == material.assessment.promises.end() ? "" : texts(states[static_cast<std::size_t>(outcome->state)])),
                                               rich(promise.acknowledges ? texts(*promise.acknowledges ? "si" : "no") : ""), cited(material, promise.evidence)});
    }
    blocks.push_back(heading(2, texts("acuerdos.promesas")));
    blocks.push_back(table.take());
}

void add_agreements(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    if (material.file.agreements.empty()) return;
    blocks.push_back(heading(2, texts("acuerdos.acuerdos")));
    for (const model::Agreement& agreement : material.file.agreements) {
        model::RichText line = rich(joined({texts.named("acuerdo", "", agreement.kind), date(agreement.date), texts.named("estado-acuerdo", "", model::name_of(agreement.state)), texts.named("forma-acuerdo", "", agreement.form),
                                            agreement.acceleration.value_or(false) ? texts("acuerdos.vencimiento-anticipado") : ""}) + " ");
        for (model::Run& run : cited(material, agreement.evidence)) line.push_back(run);
        blocks.push_back(paragraph(std::move(line), ""));
        if (agreement.instalments.empty()) continue;
        TableMaker table(texts("acuerdos.cuotas"), "dosier", {Side::left, Side::right, Side::left, Side::right}, {2, 2, 2, 2});
        table.head({texts("acuerdos.cuota-vence"), texts("acuerdos.importe"), texts("acuerdos.pagada"), texts("acuerdos.pagado")});
        for (const model::Instalment& instalment : agreement.instalments)
            table.row({date(instalment.due), amount(instalment.amount), instalment.paid_date ? date(*instalment.paid_date) : "—", instalment.paid_amount ? amount(*instalment.paid_amount) : "—"});
        blocks.push_back(table.take());
    }
}

void add_offer(Blocks& blocks, const Material& material) {
    const Texts& texts = material.texts;
    if (!material.file.offer) return;
    const model::Offer& offer = *material.file.offer;
    std::vector<std::string> lines;
    if (offer.discount) lines.push_back(texts("acuerdos.descuento", {{"porcentaje", percent(offer.discount->percent)}, {"fecha", date(offer.discount->until)}}));
    if (offer.plan) lines.push_back(texts("acuerdos.plan", {{"n", offer.plan->instalments ? std::to_string(*offer.plan->instalments) : "—"}, {"fecha", offer.plan->first ? date(*offer.plan->first) : "—"}}));
    if (offer.valid_until) lines.push_back(texts("acuerdos.validez", {{"fecha", date(*offer.valid_until)}}));
    if (offer.binding.value_or(false)) lines.push_back(texts("acuerdos.vinculante"));
    if (lines.empty()) return;
    blocks.push_back(heading(2, texts("acuerdos.oferta")));
    blocks.push_back(paragraph(texts("acuerdos.oferta-nota"), "nota"));
    blocks.push_back(list_of(lines));
}

} // namespace

model::Document chronology(const Material& material) {
    const Texts& texts = material.texts;
    model::Document page = blank(material, texts("cronologia.titulo"));
    page.blocks.push_back(heading(1, texts("cronologia.titulo")));
    const auto events = events_of(material);
    const bool says_of_agreements = !material.is_court_safe && !has_agreements(material); // a page of their own would say nothing else
    const auto end = [&] {
        if (!says_of_agreements) return;
        page.blocks.push_back(heading(2, texts("acuerdos.titulo")));
        page.blocks.push_back(paragraph(texts("acuerdos.nada")));
    };
    if (events.empty()) {
        page.blocks.push_back(paragraph(texts("cronologia.nada")));
        end();
        return page;
    }
    if (auto figure = time_line(material, events)) page.blocks.push_back(std::move(*figure));
    TableMaker table(texts("cronologia.titulo"), "dosier", {Side::left, Side::left, Side::left, Side::left}, {2, 2.6, 7.6, 2.6});
    table.head({texts("cronologia.fecha"), texts("cronologia.clase"), texts("cronologia.hecho"), texts("cronologia.documento")});
    for (const model::ChronologyEvent& event : events)
        table.row(std::vector<model::RichText>{rich(date(event.date)), rich(texts.named("hecho", "", event.kind)), rich(joined({event.description, event.proof}, ". ")), cited(material, event.exhibit_id)});
    page.blocks.push_back(table.take());
    end();
    return page;
}

bool has_agreements(const Material& material) {
    if (!material.file.negotiations.empty()) return true;
    Blocks blocks;
    if (!material.is_court_safe) {
        add_promises(blocks, material);
        add_agreements(blocks, material);
        add_offer(blocks, material);
    }
    return !blocks.empty();
}

model::Document agreements(const Material& material) {
    const Texts& texts = material.texts;
    model::Document page = blank(material, texts(material.is_court_safe ? "acuerdos.titulo.juzgado" : "acuerdos.titulo"));
    Blocks& blocks = page.blocks;
    blocks.push_back(heading(1, page.title));
    if (!material.is_court_safe) {
        add_promises(blocks, material);
        add_agreements(blocks, material);
        add_offer(blocks, material);
    }
    if (!material.file.negotiations.empty()) {
        blocks.push_back(heading(2, texts("acuerdos.negociaciones")));
        if (material.is_court_safe) blocks.push_back(paragraph(texts("acuerdos.negociaciones-nota"), "nota"));
        TableMaker table(texts("acuerdos.negociaciones"), "dosier", {Side::left, Side::left, Side::left, Side::left, Side::left}, {3, 3.4, 4, 2.4, 2.4});
        table.head({texts("acuerdos.clase"), texts("acuerdos.partes"), texts("acuerdos.fechas"), texts("acuerdos.objeto"), texts("acuerdos.documento")});
        for (const model::Negotiation& entry : material.file.negotiations) {
            const std::string result = material.is_court_safe || entry.result.empty() ? "" : texts.named("resultado", "", entry.result);
            table.row(std::vector<model::RichText>{rich(joined({texts.named("tipo-negociacion", "", entry.kind), result}, ": ")), rich(material.file.creditor.name + " – " + material.file.debtor.name), rich(steps_of(material, entry)),
                                                   rich(texts("acuerdos.facturas", {{"facturas", invoice_numbers(material, entry.invoices)}})), cited(material, entry.evidence)});
        }
        blocks.push_back(table.take());
    }
    return page;
}

} // namespace legajo::dossier
