#pragma once
// Pages of a PDF as an outside program painted them → page images that look the same, weigh little, and carry the words of the source, found and
// copied but unseen. What that program wrote is believed as little as any exhibit.

#include "evidence/page_images.hpp"
#include "evidence/raster.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace legajo::evidence {

struct Sheet { double width = 0, height = 0; }; // of an upright page as viewers show it, points

// Of every page of the safe PDF, in order. Throws what libqpdf throws.
[[nodiscard]] std::vector<Sheet> sheets_of(int safe_pdf);

// Dots per inch: fine for hard edges (black and white, drawings of few colours), soft for photographs; less where a page is larger than `most_pixels`.
constexpr double fine_dots = 300, soft_dots = 200;
constexpr double most_pixels = 40e6; // A1 at 300
[[nodiscard]] double dots_for(const Sheet& sheet, double wanted);

// A raw PPM or PGM of 8 bits (netpbm P5, P6); nothing when it is anything else or ends early.
[[nodiscard]] std::optional<Raster> read_painting(std::string_view bytes);

// `hard`: painted without softened edges, at fine_dots. Black and white as fax group 4 when practically all of it is; up to 256 colours without
// loss. Nothing when a photograph packs better: then soft_page.
[[nodiscard]] std::optional<PageImage> hard_page(const Raster& hard);
// As JPEG, grey when it is.
[[nodiscard]] PageImage soft_page(const Raster& soft);

// Words of `pdftotext -bbox` for this one page.
[[nodiscard]] std::vector<RecognisedWord> words_of(std::string_view xhtml, const Sheet& sheet);

} // namespace legajo::evidence
