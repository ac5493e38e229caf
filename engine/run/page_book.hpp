#pragma once
// Our own pages of a dossier: documents laid out one by one and joined into one tagged whole; the stamps of every page.

#include "model/document.hpp"
#include "model/pages.hpp"
#include "run/workshop.hpp"
#include "text/shaper.hpp"

#include <string>
#include <vector>

namespace legajo::run {

// The pack's style with the margins of a dossier (option dossier_margin_pt).
[[nodiscard]] model::Style dossier_style(const model::Style& style);

// Lays out. Our own pages quote foreign text too (names of attachments, signers), so letters that no font has become U+FFFD, or "?", and refuse nothing.
[[nodiscard]] base::Result<model::Pages> laid_out(const model::Document& document, const model::Style& style, text::Shaper& shaper, const layout::Images& images);

// Behind the pages that are there: each addition is a section of the structure tree. Returns the index of its first page.
int add_pages(model::Pages& book, model::Pages addition);

// One small page a stamp, as wide as its text.
[[nodiscard]] model::Pages stamp_pages(const std::vector<std::string>& stamps, const model::Style& style, text::Shaper& shaper);

} // namespace legajo::run
