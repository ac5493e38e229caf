#pragma once

#include "evidence/page_images.hpp"

namespace legajo::evidence {

// A photograph as JPEG (quality 95, full colour resolution): a tenth of its pixels packed without loss. For sources that were packed with loss already.
[[nodiscard]] PageImage photograph_of(const Raster& raster);

} // namespace legajo::evidence
