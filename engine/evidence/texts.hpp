#pragma once
// Texts as evidence → Documents for our own layout. Letters come out as UTF-8 whatever they came in.

#include "evidence/notes.hpp"

#include "model/exhibit.hpp"

#include <string>
#include <string_view>

namespace legajo::evidence {

// Bytes in a declared or guessed encoding (BOM, UTF-8, else Windows-1252) → clean UTF-8. Notes evidence.encoding_guessed.
[[nodiscard]] std::string decoded_text(std::string_view bytes, const std::string& declared, Notes& notes);
// What a reader of the HTML would read: no tags, scripts or styles; tables by tabs, lists by bullets.
[[nodiscard]] std::string text_of_html(std::string_view html);
// Paragraphs at empty lines, line breaks kept.
[[nodiscard]] std::vector<model::Block> blocks_of_text(std::string_view text);
// Throws Unreadable (evidence.text_too_long) beyond what can be printed.
void require_printable_length(std::string_view text, Notes& notes);

// Each fills form, document and findings of `exhibit`; throws Unreadable with the reason noted.
void read_text(std::string_view bytes, bool is_html, model::Exhibit& exhibit, Notes& notes);
void read_mail(std::string_view bytes, const model::ExhibitRequest& request, int attachments_out, model::Exhibit& exhibit, Notes& notes);
// Facturae 3.2.x; any other XML is printed as text. false: not a Facturae after all.
[[nodiscard]] bool read_facturae(std::string_view bytes, model::Exhibit& exhibit, Notes& notes);

// Building blocks.
[[nodiscard]] model::Block heading(int level, std::string text);
[[nodiscard]] model::Block paragraph(std::string text);
[[nodiscard]] model::Cell cell(std::string text, model::CellAlign align = model::CellAlign::start, bool is_header = false);

} // namespace legajo::evidence
