// Cover: what this is, for whom, what is in it and where; and the seal of the confidential part.
#include "dossier/page_tools.hpp"

#include <algorithm>

namespace legajo::dossier {

std::string title_of(const Material& material) {
    if (!material.supplement) return material.texts("portada.titulo", {{"referencia", material.file.reference}});
    return material.texts("portada.suplemento", {{"n", std::to_string(material.supplement->ordinal)}, {"referencia", material.file.reference}});
}

model::Document cover(const Material& material, const std::vector<Contents>& contents) {
    const Texts& texts = material.texts;
    model::Document page = blank(material, title_of(material));
    Blocks& blocks = page.blocks;
    blocks.push_back(paragraph(texts(material.is_court_safe ? "portada.clase.juzgado" : "portada.clase"), "dosier.clase"));
    blocks.push_back(heading(1, title_of(material), "dosier.titulo"));
    blocks.push_back(paragraph(texts("portada.partes", {{"acreedor", material.file.creditor.name}, {"deudor", material.file.debtor.name}}), "dosier.partes"));
    blocks.push_back(paragraph(texts("portada.total", {{"total", money(material.assessment.account.totals.total)}, {"fecha", date(material.assessment.control_date)}}), "dosier.cifra"));
    if (!material.is_court_safe) blocks.push_back(paragraph(urgency_text(material), style_of(colour_of(material))));

    blocks.push_back(heading(2, texts("portada.contenido")));
    TableMaker table(texts("portada.contenido"), "dosier", {Side::left, Side::right}, {10, 1.6});
    for (const Contents& line : contents) {
        if (line.level > 0) continue;
        table.row(std::vector<model::RichText>{to_folio(line.title, line.folio), to_folio(line.folio > 0 ? std::to_string(line.folio) : "", line.folio)});
    }
    blocks.push_back(table.take());
    blocks.push_back(paragraph(texts(material.is_court_safe ? "portada.nota.juzgado" : "portada.nota"), "dosier.aviso"));
    model::SignatureBlock signature;
    signature.closing = rich(texts("portada.firma", {{"fecha", date(material.issued_at.local_date())}}));
    signature.name = material.file.responsible;
    signature.organisation = material.file.creditor.name;
    blocks.push_back({std::move(signature)});
    return page;
}

model::Document sealed_cover(const Material& material) {
    const Texts& texts = material.texts;
    model::Document page = blank(material, texts("reservado.titulo"));
    page.blocks.push_back(heading(1, texts("reservado.titulo"), "dosier.titulo"));
    page.blocks.push_back(paragraph(texts("reservado.aviso"), "dosier.rojo"));
    page.blocks.push_back(paragraph(texts("reservado.explica")));
    TableMaker table(texts("reservado.titulo"), "dosier", {Side::left, Side::left, Side::left, Side::left, Side::right}, {1, 2, 5, 5, 1.4});
    table.head({texts("indice.numero"), texts("indice.fecha"), texts("indice.descripcion"), texts("reservado.motivo"), texts("indice.folio")});
    for (const model::IndexEntry& entry : in_this_file(material, material.sealed)) {
        const std::string parent = entry.exhibit_id.substr(0, entry.exhibit_id.find('/'));
        const auto why = std::ranges::find(material.withheld, parent, &model::Withheld::exhibit_id);
        const std::string reason = why == material.withheld.end() ? "" : joined({texts.named("reserva", "", why->reason), why->rule}, ". ");
        table.row(std::vector<model::RichText>{to_folio("R" + std::to_string(entry.number), entry.first_folio), rich(date(entry.date)), to_folio(entry.description, entry.first_folio), rich(reason),
                                               to_folio(std::to_string(entry.first_folio), entry.first_folio)});
    }
    page.blocks.push_back(table.take());
    return page;
}

} // namespace legajo::dossier
