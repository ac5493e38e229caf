// Index of documents, the sheet before each of them, and the sheet in place of one that could not be read.
#include "dossier/order.hpp"
#include "dossier/page_tools.hpp"

#include <algorithm>

namespace legajo::dossier {
namespace {

std::string kind_name(const Material& material, const std::string& kind) { return material.texts.named("tipo", "", kind); }

std::string signatures_text(const Material& material, const model::IndexEntry& entry) {
    static constexpr const char* states[] = {"firma.sin-comprobar", "firma.valida", "firma.sin-confianza", "firma.rota"};
    const Texts& texts = material.texts;
    std::vector<std::string> parts;
    for (const model::ExhibitSignature& signature : entry.signatures) {
        std::string state = texts(states[static_cast<std::size_t>(signature.state)]);
        if (!signature.reason.empty() && texts.problem) {
            std::string reason = texts.problem({.severity = base::Severity::error, .code = signature.reason, .stage = "verify", .place = {}, .arguments = {}});
            if (reason.ends_with('.')) reason.pop_back();
            if (reason.find('{') == std::string::npos) state = texts("firma.motivo", {{"estado", state}, {"motivo", reason}});
        }
        const auto day = model::Date::parse(signature.time_iso.substr(0, 10));
        parts.push_back(texts("firma", {{"firmante", signature.signer.empty() ? texts("firma.anonima") : signature.signer}, {"formato", signature.format},
                                        {"fecha", day ? texts(signature.is_time_proved ? "firma.hora-probada" : "firma.hora-declarada", {{"fecha", date(*day)}}) : ""}, {"estado", state}}));
    }
    return joined(parts, "; ");
}

// What is shown is what could be recovered of it.
bool is_damaged(const model::IndexEntry& entry) {
    static constexpr std::string_view codes[] = {"evidence.page_damaged", "evidence.pages_lost", "evidence.pages_salvaged", "evidence.picture_damaged", "evidence.rebuilt_outside"};
    return std::ranges::any_of(entry.remarks, [](const std::string& remark) { return std::ranges::find(codes, remark) != std::end(codes); });
}

std::string number_of(const model::IndexEntry& entry, bool is_sealed) { return (is_sealed ? "R" : "") + std::to_string(entry.number); }

} // namespace

model::Document evidence_index(const Material& material) {
    const Texts& texts = material.texts;
    model::Document page = blank(material, texts("indice.titulo"));
    page.blocks.push_back(heading(1, texts("indice.titulo")));
    const auto entries = in_this_file(material, material.index);
    if (entries.empty()) {
        page.blocks.push_back(paragraph(texts(material.supplement ? "indice.vacio.suplemento" : "indice.vacio")));
        return page;
    }
    page.blocks.push_back(paragraph(texts(material.supplement ? "indice.entrada.suplemento" : "indice.entrada"), "nota"));
    TableMaker table(texts("indice.titulo"), "dosier.denso", {Side::right, Side::left, Side::left, Side::left, Side::right, Side::right}, {1, 2, 7.2, 4, 1.2, 1.2});
    table.head({texts("indice.numero"), texts("indice.fecha"), texts("indice.descripcion"), texts("indice.acredita"), texts("indice.paginas"), texts("indice.folio")});
    for (const model::IndexEntry& entry : entries) {
        model::RichText what = rich(entry.description.empty() ? kind_name(material, entry.kind) : entry.description, model::Emphasis::strong, "legajo:folio:" + std::to_string(entry.first_folio));
        const std::string more = joined({kind_name(material, entry.kind), entry.issuer.empty() ? "" : texts("indice.emisor", {{"emisor", entry.issuer}}), entry.language.empty() ? texts("indice.idioma-no-consta") : texts("indice.idioma", {{"idioma", entry.language}}),
                                         entry.original_holder.empty() ? texts("indice.original-no-consta") : texts("indice.original", {{"quien", entry.original_holder}})});
        what.push_back({"\n" + more, model::Emphasis::none, "", ""});
        const std::string signed_by = signatures_text(material, entry);
        if (!signed_by.empty()) what.push_back({"\n" + signed_by, model::Emphasis::none, "", ""});
        if (!entry.sha256.empty()) what.push_back({"\nSHA-256 " + entry.sha256.substr(0, 32) + "\n" + entry.sha256.substr(32), model::Emphasis::none, "", ""});
        if (entry.is_readable && is_damaged(entry)) what.push_back({"\n" + texts("indice.danado"), model::Emphasis::strong, "", ""});
        if (!entry.is_readable) what.push_back({"\n" + texts("indice.ilegible"), model::Emphasis::strong, "", ""});
        table.row(std::vector<model::RichText>{to_folio(std::to_string(entry.number), entry.first_folio), rich(date(entry.date)), std::move(what), rich(entry.proves),
                                               rich(entry.pages > 0 ? std::to_string(entry.pages) : "—"), to_folio(std::to_string(entry.first_folio), entry.first_folio)});
    }
    page.blocks.push_back(table.take());
    return page;
}

model::Document divider(const Material& material, const model::IndexEntry& entry, bool is_sealed) {
    const Texts& texts = material.texts;
    const std::string number = number_of(entry, is_sealed);
    model::Document page = blank(material, texts(is_sealed ? "separador.reservado" : "separador.titulo", {{"n", number}}));
    Blocks& blocks = page.blocks;
    if (is_sealed) blocks.push_back(paragraph(texts("separador.no-aportar"), "dosier.rojo"));
    blocks.push_back(heading(1, page.title, "dosier.separador"));
    blocks.push_back(paragraph(entry.description.empty() ? kind_name(material, entry.kind) : entry.description, "dosier.partes"));
    TableMaker table(page.title, "dosier", {Side::left, Side::left}, {2.6, 8});
    const auto line = [&](const char* key, const std::string& value) {
        if (!value.empty()) table.row({texts(key), value}, true);
    };
    line("indice.clase", kind_name(material, entry.kind));
    line("indice.fecha", date(entry.date));
    line("indice.emite", entry.issuer);
    line("indice.lengua", entry.language);
    line("indice.original-quien", entry.original_holder);
    line("indice.acredita", entry.proves);
    line("indice.paginas-largo", entry.pages > 0 ? std::to_string(entry.pages) : "");
    line("indice.fichero", entry.file);
    line("indice.huella", entry.sha256.size() == 64 ? entry.sha256.substr(0, 32) + " " + entry.sha256.substr(32) : entry.sha256);
    line("indice.firmas", signatures_text(material, entry));
    blocks.push_back(table.take());
    std::vector<std::string> remarks;
    for (const std::string& remark : entry.remarks)
        if (texts.knows("aviso." + remark)) remarks.push_back(texts("aviso." + remark));
    if (!remarks.empty()) blocks.push_back(list_of(remarks));
    return page;
}

model::Document unread_sheet(const Material& material, const model::IndexEntry& entry, const base::Problems& problems) {
    const Texts& texts = material.texts;
    model::Document page = blank(material, texts("hoja.titulo"));
    Blocks& blocks = page.blocks;
    blocks.push_back(heading(1, texts("hoja.titulo")));
    blocks.push_back(paragraph(texts("hoja.texto", {{"fichero", entry.file}}), "dosier.rojo"));
    std::vector<std::string> reasons;
    for (const base::Problem& problem : problems)
        if (problem.severity == base::Severity::error) reasons.push_back(texts.problem ? texts.problem(problem) : problem.code);
    if (!reasons.empty()) blocks.push_back(list_of(reasons));
    blocks.push_back(paragraph(texts("hoja.original")));
    return page;
}

} // namespace legajo::dossier
