#pragma once
// A scanned page as the eye sees it: its images put together on white paper, upright. No text, no drawings: what a page of images alone shows.

#include "evidence/raster.hpp"

#include <qpdf/QPDFObjectHandle.hh>

#include <array>
#include <cstdint>
#include <optional>

namespace legajo::evidence {

using Matrix = std::array<double, 6>; // a b c d e f, as `cm` has them

struct PagePicture {
    Raster raster;         // grey
    Matrix to_page{};      // from points of the upright page, its origin at the bottom left, to the page's own space
    double width = 0, height = 0; // of the upright page, points
};

enum class PictureState { made, has_text, no_picture, unknown_picture };

// `page`: cleaned. Makes one only when images cover a twentieth of the page or more and no form on it shows text.
[[nodiscard]] PictureState picture_of_page(QPDFObjectHandle page, std::uint64_t pixel_limit, PagePicture& picture);

} // namespace legajo::evidence
