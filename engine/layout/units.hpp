#pragma once
// Points of the style become whole millipoints once; from there on everything is integer.

#include "model/pages.hpp"
#include "text/face.hpp"

#include <cmath>
#include <cstdint>

namespace legajo::layout {

using model::Millipoints;

[[nodiscard]] inline Millipoints millipoints(double points) { return static_cast<Millipoints>(std::lround(points * 1000)); }

// Em units of a face at a size, rounded half up.
[[nodiscard]] inline Millipoints scaled(std::int64_t em_units, Millipoints size) {
    return static_cast<Millipoints>((em_units * size + text::em_units / 2) >> 16);
}

} // namespace legajo::layout
