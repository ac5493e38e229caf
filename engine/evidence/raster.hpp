#pragma once

#include <cstdint>
#include <string>

namespace legajo::evidence {

struct Raster { // rows top down, without padding
    std::uint32_t width = 0, height = 0;
    int channels = 3; // 1 grey, 3 RGB
    std::string pixels;
    double dots_per_inch_x = 0, dots_per_inch_y = 0;
};

} // namespace legajo::evidence
