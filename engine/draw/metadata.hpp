#pragma once
// Title, author, dates: the information dictionary and the XMP packet that says the same (ISO 19005-2 6.6), PDF/A and PDF/UA marks with
// the extension schema that pdfuaid needs.

#include "draw/draw_pages.hpp"

#include <string>

namespace legajo::draw {

[[nodiscard]] std::string information_body(const model::Pages& pages, const DrawOptions& options);
[[nodiscard]] std::string xmp_packet(const model::Pages& pages, const DrawOptions& options);
// ICC profile of sRGB, always the same bytes.
[[nodiscard]] const std::string& srgb_profile();

} // namespace legajo::draw
