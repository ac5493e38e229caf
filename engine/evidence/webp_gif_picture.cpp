// WebP and GIF: the first picture; a moving one says so.

#include "evidence/pictures.hpp"

#include <gif_lib.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace legajo::evidence {
namespace {

std::vector<PageImage> finish(Raster&& raster, std::vector<Raster>* rasters) {
    std::vector<PageImage> images{page_image_of(raster)};
    if (rasters) rasters->push_back(std::move(raster));
    return images;
}

// The chunk EXIF of a WebP file (RIFF: name, little-endian length, padded to even); some writers put JPEG's mark before it.
int webp_orientation(std::string_view bytes) {
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        std::size_t size = 0;
        for (std::size_t i = 8; i > 4; --i) size = size << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
        if (bytes.substr(at, 4) == "EXIF") {
            std::string_view exif = bytes.substr(at + 8, size);
            if (exif.starts_with("Exif") && exif.size() > 6) exif.remove_prefix(6);
            return exif_orientation(exif);
        }
        at += 8 + size + size % 2;
    }
    return 1;
}

struct Input { std::string_view rest; };

int feed(GifFileType* gif, GifByteType* into, int wanted) {
    auto* input = static_cast<Input*>(gif->UserData);
    const std::size_t count = std::min(static_cast<std::size_t>(wanted), input->rest.size());
    std::memcpy(into, input->rest.data(), count);
    input->rest.remove_prefix(count);
    return static_cast<int>(count);
}

struct CloseGif {
    void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using Gif = std::unique_ptr<GifFileType, CloseGif>;


// Reads records up to the first picture; its lines, interlaced or not, onto white paper.
struct GifReader {
    Gif& gif;
    const model::ExhibitRequest& request;
    Notes& notes;
    int transparent = -1;

    bool skip_extension() {
        int code = 0;
        GifByteType* block = nullptr;
        if (DGifGetExtension(gif.get(), &code, &block) == GIF_ERROR) return false;
        for (bool first = true; block; first = false) {
            if (first && code == GRAPHICS_EXT_FUNC_CODE && block[0] >= 4 && (block[1] & 1)) transparent = block[4];
            if (DGifGetExtensionNext(gif.get(), &block) == GIF_ERROR) return false;
        }
        return true;
    }
    Raster picture() {
        if (DGifGetImageDesc(gif.get()) == GIF_ERROR) refuse_damaged(notes, "GIF");
        const GifImageDesc& area = gif->Image;
        if (area.Width <= 0 || area.Height <= 0) refuse_damaged(notes, "GIF 0 x 0");
        const auto width = static_cast<std::uint32_t>(area.Width), height = static_cast<std::uint32_t>(area.Height);
        require_area(width, height, request, notes);
        const ColorMapObject* colours = area.ColorMap ? area.ColorMap : gif->SColorMap;
        if (!colours) refuse_damaged(notes, "GIF without colours");
        Raster raster{width, height, 3, std::string(std::size_t{width} * height * 3, '\xFF'), 0, 0};
        std::string line(width, '\0');
        static constexpr int start[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
        for (int pass = 0; pass < (area.Interlace ? 4 : 1); ++pass)
            for (int row = area.Interlace ? start[pass] : 0; row < area.Height; row += area.Interlace ? step[pass] : 1) {
                if (DGifGetLine(gif.get(), reinterpret_cast<GifPixelType*>(line.data()), area.Width) == GIF_ERROR) {
                    notes.warn("evidence.picture_damaged");
                    return raster;
                }
                paint(raster, static_cast<std::size_t>(row), line, *colours);
            }
        return raster;
    }
    void paint(Raster& raster, std::size_t row, const std::string& line, const ColorMapObject& colours) const {
        for (std::size_t x = 0; x < line.size(); ++x) {
            const int index = static_cast<unsigned char>(line[x]);
            if (index == transparent || index >= colours.ColorCount) continue;
            const GifColorType& colour = colours.Colors[index];
            char* pixel = &raster.pixels[3 * (row * raster.width + x)];
            pixel[0] = static_cast<char>(colour.Red);
            pixel[1] = static_cast<char>(colour.Green);
            pixel[2] = static_cast<char>(colour.Blue);
        }
    }
};

} // namespace

std::vector<PageImage> read_webp(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(data, bytes.size(), &features) != VP8_STATUS_OK) refuse_damaged(notes, "WebP");
    require_area(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height), request, notes);
    const auto width = static_cast<std::uint32_t>(features.width), height = static_cast<std::uint32_t>(features.height);
    if (features.has_animation) {
        notes.warn("evidence.first_picture_only");
        const WebPData whole{data, bytes.size()};
        const std::unique_ptr<WebPAnimDecoder, decltype(&WebPAnimDecoderDelete)> decoder(WebPAnimDecoderNew(&whole, nullptr), WebPAnimDecoderDelete);
        std::uint8_t* frame = nullptr;
        int time = 0;
        if (!decoder || !WebPAnimDecoderGetNext(decoder.get(), &frame, &time)) refuse_damaged(notes, "WebP");
        return finish(over_white({reinterpret_cast<const char*>(frame), std::size_t{width} * height * 4}, width, height), rasters);
    }
    std::string rgba(std::size_t{width} * height * 4, '\0');
    if (!WebPDecodeRGBAInto(data, bytes.size(), reinterpret_cast<std::uint8_t*>(rgba.data()), rgba.size(), static_cast<int>(width) * 4)) refuse_damaged(notes, "WebP");
    std::vector<PageImage> images = finish(over_white(rgba, width, height), rasters);
    images[0].orientation = webp_orientation(bytes);
    return images;
}

std::vector<PageImage> read_gif(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters) {
    Input input{bytes};
    Gif gif(DGifOpen(&input, feed, nullptr));
    if (!gif) refuse_damaged(notes, "GIF");
    GifReader reader{gif, request, notes, -1};
    GifRecordType record = UNDEFINED_RECORD_TYPE;
    while (DGifGetRecordType(gif.get(), &record) == GIF_OK && record != TERMINATE_RECORD_TYPE) {
        if (record == EXTENSION_RECORD_TYPE && !reader.skip_extension()) break;
        if (record != IMAGE_DESC_RECORD_TYPE) continue;
        Raster raster = reader.picture();
        if (DGifGetRecordType(gif.get(), &record) == GIF_OK && record != TERMINATE_RECORD_TYPE) notes.warn("evidence.first_picture_only");
        return finish(std::move(raster), rasters);
    }
    refuse_damaged(notes, "GIF");
}

} // namespace legajo::evidence
