#pragma once
// A JPEG's segments told apart (ITU-T T.81, annex B), without decoding.

#include <optional>
#include <string>
#include <string_view>

namespace legajo::evidence {

// What draws the picture, byte for byte: tables, frame, scans, and of the application data the JFIF header without its thumbnail and Adobe's colour
// mark. Camera data, comments, profiles and trailing bytes are left out. nullopt when the structure is not that of one plain picture.
[[nodiscard]] std::optional<std::string> bare_jpeg(std::string_view bytes);

} // namespace legajo::evidence
