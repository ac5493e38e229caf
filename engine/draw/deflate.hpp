#pragma once
#include <string>
#include <string_view>

namespace legajo::draw {

// zlib data. One compressor per thread and level is kept.
[[nodiscard]] std::string deflated(std::string_view bytes, int level);

} // namespace legajo::draw
