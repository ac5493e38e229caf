// The supplement's own page: what is new, replaced and withdrawn since the dossier was delivered. The statement of the debt, anew, comes behind it.
#include "dossier/page_tools.hpp"

namespace legajo::dossier {
namespace {

std::string label(const Material& material, int number, bool is_sealed) { return material.texts(is_sealed ? "cita.reservada" : "cita", {{"n", std::to_string(number)}}); }

// Of what a court may no longer see, number and folio are told, nothing else.
std::string before_text(const Material& material, const model::DeliveredDocument& before) {
    return material.texts("cambios.antes", {{"documento", label(material, before.number, before.is_sealed)}, {"folio", std::to_string(before.first_folio)}});
}

} // namespace

model::Document changes_page(const Material& material) {
    const Texts& texts = material.texts;
    const Supplement& supplement = *material.supplement;
    model::Document page = blank(material, texts("cambios.titulo"));
    Blocks& blocks = page.blocks;
    blocks.push_back(heading(1, texts("cambios.titulo")));
    blocks.push_back(paragraph(texts("cambios.entrada", {{"fecha", date(supplement.after.on)}, {"folio", std::to_string(supplement.first_folio - 1)}})));
    blocks.push_back(paragraph(texts("cambios.huella", {{"sha256", supplement.after.pdf_sha256.substr(0, 32) + " " + supplement.after.pdf_sha256.substr(32)}}), "nota"));
    TableMaker added(texts("cambios.nuevos"), "dosier", {Side::left, Side::left, Side::left, Side::right}, {2.4, 6, 3.6, 1.4});
    added.head({texts("cambios.documento"), texts("indice.descripcion"), texts("cambios.sustituye"), texts("indice.folio")});
    TableMaker withdrawn(texts("cambios.retirados"), "dosier", {Side::left, Side::left}, {4, 8});
    withdrawn.head({texts("cambios.documento"), texts("indice.fichero")});
    for (const Change& change : supplement.changes) {
        if (change.kind == Change::Kind::withdrawn) {
            withdrawn.row({before_text(material, *change.before), material.is_court_safe ? "—" : change.before->file});
            continue;
        }
        const model::IndexEntry& entry = change.now;
        const Citation place = citation_of(material, entry.exhibit_id);
        const std::string what = entry.description.empty() ? texts.named("tipo", "", entry.kind) : entry.description;
        const bool is_kept_back = entry.is_sealed && change.before && !change.before->is_sealed; // the receiver has it among what may be shown
        const std::string instead = change.before ? before_text(material, *change.before) + (is_kept_back ? texts("cambios.reservado") : "") : texts("cambios.ninguno");
        added.row(std::vector<model::RichText>{to_folio(label(material, entry.number, entry.is_sealed), place.folio), to_folio(what, place.folio), rich(instead),
                                               to_folio(std::to_string(place.folio), place.folio)});
    }
    blocks.push_back(heading(2, texts("cambios.nuevos")));
    blocks.push_back(added.empty() ? paragraph(texts("cambios.sin-nuevos")) : added.take());
    blocks.push_back(heading(2, texts("cambios.retirados")));
    blocks.push_back(withdrawn.empty() ? paragraph(texts("cambios.sin-retirados")) : withdrawn.take());
    const model::Totals& totals = material.assessment.account.totals;
    blocks.push_back(paragraph(texts("cambios.deuda", {{"total", money(totals.total)}, {"fecha", date(material.assessment.control_date)}}), "dosier.aviso"));
    return page;
}

} // namespace legajo::dossier
