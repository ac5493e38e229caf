#include "draw/pictures.hpp"

#include "base/error.hpp"
#include "draw/deflate.hpp"

#include <png.h>

#include <deque>

namespace legajo::draw {

namespace {

constexpr std::size_t most_dots = 40'000'000, kept_pictures = 8;

[[noreturn]] void refuse(const std::string& name, const std::string& reason) { throw base::Error("draw.image_unusable", "draw", name + ": " + reason); }

std::string dictionary_of(std::size_t width, std::size_t height, const char* space, const char* filter) {
    return "/Type/XObject/Subtype/Image/Width " + std::to_string(width) + "/Height " + std::to_string(height) + "/BitsPerComponent 8/ColorSpace/" + space + "/Filter/" + filter;
}

Picture from_png(const std::string& bytes, const std::string& name) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) refuse(name, image.message);
    if (std::size_t{image.width} * image.height > most_dots) {
        png_image_free(&image);
        refuse(name, "too many dots");
    }
    const bool is_grey = (image.format & PNG_FORMAT_FLAG_COLOR) == 0;
    image.format = is_grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    const png_color white{255, 255, 255};
    std::string dots(PNG_IMAGE_SIZE(image), '\0');
    if (!png_image_finish_read(&image, &white, dots.data(), 0, nullptr)) refuse(name, image.message);
    return {dictionary_of(image.width, image.height, is_grey ? "DeviceGray" : "DeviceRGB", "FlateDecode"), deflated(dots, 9)};
}

Picture from_jpeg(const std::string& bytes, const std::string& name) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])); };
    for (std::size_t at = 2; at + 9 < bytes.size();) {
        if (byte(at) != 0xFF) break;
        const unsigned marker = byte(at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (marker >= 0xC0 && marker <= 0xC2) {
            const unsigned components = byte(at + 9);
            if (byte(at + 4) != 8) refuse(name, "JPEG of more than 8 bits");
            if (components != 1 && components != 3) refuse(name, "JPEG with " + std::to_string(components) + " components; RGB or grey is needed");
            return {dictionary_of(byte(at + 7) << 8 | byte(at + 8), byte(at + 5) << 8 | byte(at + 6), components == 1 ? "DeviceGray" : "DeviceRGB", "DCTDecode"), bytes};
        }
        at += 2 + (byte(at + 2) << 8 | byte(at + 3));
    }
    refuse(name, "JPEG of a kind that PDF does not know");
}

} // namespace

std::shared_ptr<const Picture> picture_of(const std::string& file_bytes, const std::string& name) {
    struct Kept {
        std::string source;
        std::shared_ptr<const Picture> picture;
    };
    thread_local std::deque<Kept> kept;
    for (const Kept& entry : kept)
        if (entry.source == file_bytes) return entry.picture;
    const bool is_jpeg = file_bytes.starts_with("\xFF\xD8");
    auto picture = std::make_shared<const Picture>(is_jpeg ? from_jpeg(file_bytes, name) : from_png(file_bytes, name));
    if (kept.size() == kept_pictures) kept.pop_front();
    kept.push_back({file_bytes, picture});
    return picture;
}

} // namespace legajo::draw
