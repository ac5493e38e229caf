#include "evidence/pictures.hpp"

#include "evidence/qpdf_tools.hpp"

namespace legajo::evidence {

void refuse_damaged(Notes& notes, std::string_view detail) {
    notes.refuse("evidence.damaged").with("detalle", clean_text(detail, 200));
    throw Unreadable{};
}

void refuse_unsupported(Notes& notes, std::string_view detail) {
    notes.refuse("evidence.not_supported").with("detalle", clean_text(detail, 200));
    throw Unreadable{};
}

void require_area(std::uint64_t width, std::uint64_t height, const model::ExhibitRequest& request, Notes& notes) {
    if (width == 0 || height == 0) refuse_damaged(notes, "0 x 0");
    if (width <= 200'000 && height <= 200'000 && width * height <= request.pixel_limit) return;
    refuse_too_large(notes, request, std::to_string(width) + " x " + std::to_string(height));
}

void refuse_too_large(Notes& notes, const model::ExhibitRequest& request, std::string measures) {
    notes.refuse("evidence.picture_too_large").with("medidas", std::move(measures)).with("limite", std::to_string(request.pixel_limit / 1'000'000));
    throw Unreadable{};
}

int exif_orientation(std::string_view exif) {
    if (exif.size() < 8) return 1;
    const bool is_big = exif[0] == 'M';
    const auto read = [&](std::size_t at, std::size_t count) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto byte = static_cast<unsigned char>(exif[is_big ? at + i : at + count - 1 - i]);
            value = value << 8 | byte;
        }
        return value;
    };
    const std::size_t directory = read(4, 4);
    if (directory + 2 > exif.size()) return 1;
    const std::size_t count = read(directory, 2);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        if (entry + 12 > exif.size()) return 1;
        if (read(entry, 2) != 0x0112) continue;
        const std::uint32_t value = read(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

Raster over_white(std::string_view rgba, std::uint32_t width, std::uint32_t height) {
    Raster raster{width, height, 3, std::string(std::size_t{width} * height * 3, '\0'), 0, 0};
    for (std::size_t i = 0, pixels = std::size_t{width} * height; i < pixels; ++i) {
        const unsigned alpha = static_cast<unsigned char>(rgba[4 * i + 3]);
        for (std::size_t c = 0; c < 3; ++c) {
            const unsigned colour = static_cast<unsigned char>(rgba[4 * i + c]);
            raster.pixels[3 * i + c] = static_cast<char>((colour * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
    return raster;
}

} // namespace legajo::evidence
