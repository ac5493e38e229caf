#pragma once
// An image inside a PDF as grey pixels, for recognition only: near enough in tone, exact in place.

#include "evidence/raster.hpp"

#include <qpdf/QPDFObjectHandle.hh>

#include <cstdint>
#include <optional>

namespace legajo::evidence {

struct GreyImage {
    Raster grey;  // one channel
    Raster cover; // one channel, 255 where it paints; empty: everywhere
};

// An image XObject (8.9.5), or nullopt: what is packed as JBIG2, encrypted in ways unknown, of odd colours or more than `pixel_limit` points, damaged.
// `is_unknown` tells the first kind: a picture is there and cannot be looked at.
[[nodiscard]] std::optional<GreyImage> grey_image(QPDFObjectHandle image, std::uint64_t pixel_limit, bool& is_unknown);

} // namespace legajo::evidence
