// The index of documents of a filing export, for readers and for spreadsheets.
#include "dossier/filing_texts.hpp"
#include "dossier/page_tools.hpp"

namespace legajo::dossier {
namespace {

std::string size_text(std::uint64_t bytes) { return amount(model::Money(static_cast<std::int64_t>((bytes + 9999) / 10000))) + " MB"; }

std::string sending_text(const Texts& texts, const FilingDocument& document) { return document.sending > 0 ? std::to_string(document.sending) : texts("presentacion.soporte"); }

bool is_split(const FilingFacts& facts) { return facts.plan.sendings.size() > 1 || !facts.plan.beyond_limit.empty(); }

model::RichText description_of(const Texts& texts, const FilingDocument& document) {
    model::RichText what = rich(document.description, model::Emphasis::strong);
    const std::string more = joined({document.kind == document.description ? "" : document.kind, document.issuer.empty() ? "" : texts("indice.emisor", {{"emisor", document.issuer}}),
                                     document.original_holder.empty() ? "" : texts("indice.original", {{"quien", document.original_holder}}), document.archive});
    if (!more.empty()) what.push_back({"\n" + more, model::Emphasis::none, "", ""});
    if (!document.proves.empty()) what.push_back({"\n" + texts("presentacion.acredita", {{"que", document.proves}}), model::Emphasis::none, "", ""});
    if (!document.sha256.empty()) what.push_back({"\nSHA-256 " + document.sha256.substr(0, 32) + "\n" + document.sha256.substr(32), model::Emphasis::none, "", ""});
    return what;
}

// RFC 4180; a cell that a spreadsheet would calculate is made text.
std::string cell(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos) text.insert(0, "'");
    if (text.find_first_of(";\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

} // namespace

model::Document filing_index(const Material& material, const FilingFacts& facts) {
    const Texts& texts = material.texts;
    model::Document page = blank(material, texts("indice.titulo"));
    Blocks& blocks = page.blocks;
    blocks.push_back(heading(1, texts("indice.titulo")));
    blocks.push_back(paragraph(texts("portada.partes", {{"acreedor", material.file.creditor.name}, {"deudor", material.file.debtor.name}})));
    const bool split = is_split(facts);
    std::vector<Side> sides{Side::right, Side::left, Side::left, Side::left, Side::right};
    std::vector<double> widths{0.9, 4.6, 6.6, 1.9, 1.1};
    std::vector<std::string> head{texts("indice.numero"), texts("indice.fichero"), texts("indice.descripcion"), texts("indice.fecha"), texts("indice.paginas")};
    if (split) {
        sides.push_back(Side::right);
        widths.push_back(1.4);
        head.push_back(texts("presentacion.envio"));
    }
    TableMaker table(texts("indice.titulo"), "dosier.denso", sides, widths);
    table.head(head);
    for (const FilingDocument& document : facts.documents) {
        if (document.number == 0) continue;
        std::vector<model::RichText> row{rich(std::to_string(document.number)), rich(document.name), description_of(texts, document), rich(date(document.date)), rich(document.pages > 0 ? std::to_string(document.pages) : "—")};
        if (split) row.push_back(rich(sending_text(texts, document)));
        table.row(std::move(row));
    }
    blocks.push_back(table.empty() ? paragraph(texts("indice.vacio")) : table.take());
    if (split) {
        blocks.push_back(paragraph(texts("presentacion.envios", {{"n", std::to_string(facts.plan.sendings.size())}, {"total", size_text(facts.plan.total_bytes)}, {"limite", size_text(facts.plan.limit_bytes)}})));
        if (!facts.plan.beyond_limit.empty()) blocks.push_back(paragraph(texts("presentacion.en-soporte")));
    }
    return page;
}

std::string filing_index_csv(const Material& material, const FilingFacts& facts) {
    const Texts& texts = material.texts;
    std::string out = "\xEF\xBB\xBFnumero;fichero;descripcion;clase;fecha;emisor;acredita;original;paginas;bytes;formato;envio;estado;sha256;sha256-original\r\n";
    for (const FilingDocument& document : facts.documents) {
        const std::string cells[] = {std::to_string(document.number), document.name, document.description, document.kind, document.date ? document.date->iso() : "", document.issuer, document.proves, document.original_holder,
                                     std::to_string(document.pages), std::to_string(document.bytes), document.archive.empty() ? "PDF" : document.archive, sending_text(texts, document),
                                     document.is_pending ? "pendiente" : "completo", document.sha256, document.original_sha256};
        std::string line;
        for (const std::string& text : cells) line += (line.empty() ? "" : ";") + cell(text);
        out += line + "\r\n";
    }
    return out;
}

} // namespace legajo::dossier
