#include "evidence/pictures.hpp"

#include <png.h>

namespace legajo::evidence {
namespace {

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

// pHYs: pixels per metre (PNG 11.3.4.3); acTL: the count of pictures of a moving one; eXIf: how it is turned. Returns the last.
int take_remarks(std::string_view bytes, Raster& raster, Notes& notes) {
    int orientation = 1;
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        const std::uint32_t size = big_endian(bytes.substr(at));
        const std::string_view kind = bytes.substr(at + 4, 4);
        if (size > bytes.size()) break;
        if (kind == "eXIf") orientation = exif_orientation(bytes.substr(at + 8, size));
        if (kind == "acTL" && size == 8 && at + 16 <= bytes.size() && big_endian(bytes.substr(at + 8)) > 1) notes.warn("evidence.first_picture_only");
        if (kind == "pHYs" && size == 9 && at + 17 <= bytes.size() && bytes[at + 16] == 1) {
            raster.dots_per_inch_x = big_endian(bytes.substr(at + 8)) * 0.0254;
            raster.dots_per_inch_y = big_endian(bytes.substr(at + 12)) * 0.0254;
        }
        at += 12 + std::size_t{size};
    }
    return orientation;
}

} // namespace

std::vector<PageImage> read_png(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters) {
    png_image picture{};
    picture.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&picture, bytes.data(), bytes.size())) refuse_damaged(notes, picture.message);
    if (picture.width == 0 || picture.height == 0 || std::uint64_t{picture.width} * picture.height > request.pixel_limit) png_image_free(&picture);
    require_area(picture.width, picture.height, request, notes);
    const bool has_colour = (picture.format & PNG_FORMAT_FLAG_COLOR) != 0, has_alpha = (picture.format & PNG_FORMAT_FLAG_ALPHA) != 0;
    picture.format = has_colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    const png_color white{255, 255, 255}; // what shines through is paper
    Raster raster{picture.width, picture.height, has_colour ? 3 : 1, {}, 0, 0};
    raster.pixels.resize(PNG_IMAGE_SIZE(picture), '\xFF'); // paper, where nothing comes
    const bool is_read = png_image_finish_read(&picture, has_alpha ? &white : nullptr, raster.pixels.data(), 0, nullptr) != 0;
    if (!is_read) { // the lines up to there, as of a JPEG
        if (raster.pixels.find_first_not_of('\xFF') == std::string::npos) refuse_damaged(notes, picture.message);
        notes.warn("evidence.picture_damaged");
    }
    const int orientation = take_remarks(bytes, raster, notes);
    std::vector<PageImage> images{page_image_of(raster)};
    images[0].orientation = orientation;
    if (rasters) rasters->push_back(std::move(raster));
    return images;
}

} // namespace legajo::evidence
