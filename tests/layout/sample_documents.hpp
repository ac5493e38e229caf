#pragma once
// A style and three letters in code, for tests of layout and draw: one page; two pages with a table of twelve rows; a table of any length.

#include "model/document.hpp"
#include "model/style.hpp"

namespace legajo::testing {

[[nodiscard]] model::Style default_style();
[[nodiscard]] model::Document one_page_letter();
[[nodiscard]] model::Document letter_with_table(std::size_t rows = 12);
[[nodiscard]] model::Document dossier_page(); // no frame: headings, lists, figures

[[nodiscard]] model::RichText plain(std::string text);
[[nodiscard]] model::Block paragraph(std::string text);

} // namespace legajo::testing
