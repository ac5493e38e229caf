#include "base/error.hpp"
#include "base/files.hpp"
#include "layout/lay_out.hpp"

namespace legajo::layout {

namespace {

constexpr std::size_t largest_image = std::size_t{20} << 20;

int big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
    unsigned value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return static_cast<int>(value & 0x7FFFFFFF);
}

// Frame header SOF0..SOF15 without DHT, JPG, DAC (ISO 10918-1 B.2.2).
bool measure_jpeg(std::string_view bytes, Images::Image& image) {
    for (std::size_t at = 2; at + 9 < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) != 0xFF) return false;
        const auto marker = static_cast<unsigned char>(bytes[at + 1]);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
            image.height_px = big_endian(bytes, at + 5, 2);
            image.width_px = big_endian(bytes, at + 7, 2);
            return true;
        }
        at += 2 + static_cast<std::size_t>(big_endian(bytes, at + 2, 2));
    }
    return false;
}

} // namespace

void add_image(Images& images, const std::filesystem::path& folder, const std::string& name) {
    if (images.files.count(name) != 0) return;
    const std::filesystem::path path = base::path_inside(folder, name);
    if (path.empty()) throw base::Error("image.missing", "layout", name + ": outside the folder of the pack");
    Images::Image image;
    image.bytes = base::read_file(path, largest_image);
    const std::string_view bytes = image.bytes;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n") && bytes.size() > 24) {
        image.width_px = big_endian(bytes, 16, 4);
        image.height_px = big_endian(bytes, 20, 4);
    } else if (!bytes.starts_with("\xFF\xD8\xFF") || !measure_jpeg(bytes, image)) {
        throw base::Error("image.unknown_kind", "layout", name + ": neither PNG nor JPEG");
    }
    if (image.width_px < 1 || image.height_px < 1) throw base::Error("image.unknown_kind", "layout", name + ": has no size");
    images.files.emplace(name, std::move(image));
}

} // namespace legajo::layout
