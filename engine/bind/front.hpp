#pragma once
// What a reader meets around the pages: outline, labels, how the file opens, links of the index, attachments, what the file says of itself.
// Internal to bind/.

#include "bind/source_document.hpp"
#include "model/dossier.hpp"

#include <string_view>
#include <vector>

namespace legajo::bind {

using PageList = std::vector<PoDoFo::PdfObject*>; // of the whole dossier, in order

void write_page_tree(PoDoFo::PdfMemDocument& document, const PageList& pages);
void write_outline(PoDoFo::PdfMemDocument& document, const PageList& pages, const std::vector<model::BindOutline>& entries);
void write_labels(PoDoFo::PdfMemDocument& document, const std::vector<model::BindLabel>& labels);
void write_opening(PoDoFo::PdfMemDocument& document, const PageList& pages, const std::string& language); // outline shown, page width
void write_layers(PoDoFo::PdfMemDocument& document, const std::vector<PoDoFo::PdfReference>& layers, const std::vector<PoDoFo::PdfReference>& hidden);
void write_attachments(PoDoFo::PdfMemDocument& document, const std::vector<model::BindAttachment>& attachments, std::string_view originals);
void write_metadata(PoDoFo::PdfMemDocument& document, const model::BindPlan& plan);

// Links "legajo:folio:45" of the page become jumps; `first_folio` is that of the first page. Returns the folios that do not exist.
[[nodiscard]] std::vector<std::string> resolve_links(PoDoFo::PdfMemDocument& document, PoDoFo::PdfObject& page, const PageList& pages, std::size_t first_folio);

[[nodiscard]] PoDoFo::PdfString unicode(const std::string& utf8);

} // namespace legajo::bind
