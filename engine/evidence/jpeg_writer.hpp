#pragma once

#include "evidence/page_images.hpp"

namespace legajo::evidence {

// A photograph as JPEG (full colour resolution): at quality 95 a tenth of its pixels packed without loss. For sources that were packed with loss already.
[[nodiscard]] PageImage photograph_of(const Raster& raster, int quality = 95);

} // namespace legajo::evidence
