#pragma once
// A font file becomes a Face: cut down, measured, its glyphs given texts, its PDF streams prepared. About 3 ms, once per face.

#include "text/coverage.hpp"
#include "text/face.hpp"

#include <memory>
#include <string>

namespace legajo::text {

struct FontFile {
    std::string path;   // for messages
    std::string bytes;
    bool is_serif = false, is_bold = false, is_italic = false;
};

// Throws Error font.unusable (not TrueType outlines, embedding forbidden, broken).
[[nodiscard]] std::unique_ptr<const Face> build_face(const FontFile& file, Coverage coverage);

} // namespace legajo::text
