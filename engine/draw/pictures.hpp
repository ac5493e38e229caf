#pragma once
// PNG and JPEG bytes as image XObjects. Decoded pictures are kept per thread, few of them, since a logo stands in every letter.

#include <memory>
#include <string>

namespace legajo::draw {

struct Picture {
    std::string dictionary; // inside, without /Length
    std::string data;
};

// Throws Error draw.image_unusable (broken, CMYK, too many dots). Transparency is laid on white: PDF/A pages here hold none.
[[nodiscard]] std::shared_ptr<const Picture> picture_of(const std::string& file_bytes, const std::string& name);

} // namespace legajo::draw
