// HEIC and its kin (ISO/IEC 23008-12): the picture of a telephone's camera. Turned and cut as its file says, onto white paper.

#include "evidence/jpeg_writer.hpp"
#include "evidence/pictures.hpp"

#include <libheif/heif.h>

#include <cstring>
#include <memory>

namespace legajo::evidence {
namespace {

struct Free {
    void operator()(heif_context* context) const { heif_context_free(context); }
    void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
    void operator()(heif_image* image) const { heif_image_release(image); }
    void operator()(heif_decoding_options* options) const { heif_decoding_options_free(options); }
};
template <class Thing>
using Owned = std::unique_ptr<Thing, Free>;

void require(const heif_error& answer, Notes& notes) {
    if (answer.code == heif_error_Unsupported_feature || answer.code == heif_error_Unsupported_filetype || answer.code == heif_error_Decoder_plugin_error)
        refuse_unsupported(notes, answer.message ? answer.message : "HEIC");
    if (answer.code != heif_error_Ok) refuse_damaged(notes, answer.message ? answer.message : "HEIC");
}

Owned<heif_image_handle> first_picture(heif_context* context, Notes& notes) {
    if (heif_context_get_number_of_top_level_images(context) > 1) notes.warn("evidence.first_picture_only");
    heif_image_handle* handle = nullptr;
    require(heif_context_get_primary_image_handle(context, &handle), notes);
    return Owned<heif_image_handle>(handle);
}

std::string packed_rows(const heif_image* image, int channels, std::uint32_t width, std::uint32_t height, Notes& notes) {
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    const std::size_t row = std::size_t{width} * static_cast<std::size_t>(channels);
    if (!plane || stride < 0 || static_cast<std::size_t>(stride) < row) refuse_damaged(notes, "HEIC");
    std::string pixels(row * height, '\0');
    for (std::uint32_t y = 0; y < height; ++y) std::memcpy(&pixels[y * row], plane + std::size_t{y} * static_cast<std::size_t>(stride), row);
    return pixels;
}

} // namespace

std::vector<PageImage> read_heif(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters) {
    const Owned<heif_context> context(heif_context_alloc());
    heif_context_set_max_decoding_threads(context.get(), 0); // the cage allows none
    require(heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr), notes);
    const Owned<heif_image_handle> handle = first_picture(context.get(), notes);
    const int said_width = heif_image_handle_get_width(handle.get()), said_height = heif_image_handle_get_height(handle.get());
    if (said_width <= 0 || said_height <= 0) refuse_damaged(notes, "HEIC 0 x 0");
    require_area(static_cast<std::uint64_t>(said_width), static_cast<std::uint64_t>(said_height), request, notes);
    const bool has_alpha = heif_image_handle_has_alpha_channel(handle.get()) != 0;
    const Owned<heif_decoding_options> options(heif_decoding_options_alloc());
    options->convert_hdr_to_8bit = 1;
    heif_image* decoded = nullptr;
    require(heif_decode_image(handle.get(), &decoded, heif_colorspace_RGB, has_alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options.get()), notes);
    const Owned<heif_image> image(decoded);
    const int real_width = heif_image_get_width(decoded, heif_channel_interleaved), real_height = heif_image_get_height(decoded, heif_channel_interleaved);
    if (real_width <= 0 || real_height <= 0) refuse_damaged(notes, "HEIC 0 x 0");
    const auto width = static_cast<std::uint32_t>(real_width), height = static_cast<std::uint32_t>(real_height);
    require_area(width, height, request, notes);
    std::string pixels = packed_rows(decoded, has_alpha ? 4 : 3, width, height, notes);
    Raster raster = has_alpha ? over_white(pixels, width, height) : Raster{width, height, 3, std::move(pixels), 0, 0};
    std::vector<PageImage> images{photograph_of(raster)};
    if (rasters) rasters->push_back(std::move(raster));
    return images;
}

} // namespace legajo::evidence
