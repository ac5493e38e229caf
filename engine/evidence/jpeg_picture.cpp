// JPEG: no pixel changes and nothing but the picture stays (no camera data, no thumbnail, no trailing bytes). A sound one keeps its coded data, after
// they were decoded once to see that they are; of any other the coefficients are written anew without loss; where damage does not let them, the pixels.

#include "evidence/jpeg_segments.hpp"
#include "evidence/jpeg_writer.hpp"
#include "evidence/pictures.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include <jpeglib.h>

namespace legajo::evidence {
namespace {

struct Failure { // libjpeg leaves through here; nothing with a destructor may live between setjmp and its end
    jpeg_error_mgr manager;
    std::jmp_buf back;
    char message[JMSG_LENGTH_MAX];
};

void leave(j_common_ptr state) {
    auto* failure = reinterpret_cast<Failure*>(state->err);
    (*state->err->format_message)(state, failure->message);
    std::longjmp(failure->back, 1);
}
void stay_silent(j_common_ptr) {}
void count_only(j_common_ptr state, int level) {
    if (level < 0) ++state->err->num_warnings;
}

jpeg_error_mgr* quiet(Failure& failure) {
    jpeg_error_mgr* manager = jpeg_std_error(&failure.manager);
    manager->error_exit = leave;
    manager->output_message = stay_silent;
    manager->emit_message = count_only;
    return manager;
}

struct Found { // plain data, filled by the C-style functions below
    unsigned width = 0, height = 0;
    int components = 0, orientation_length = 0;
    bool has_adobe = false;
    int unit = 0, dots_x = 0, dots_y = 0;
    long warnings = 0;
    unsigned char* written = nullptr;
    unsigned long written_size = 0;
    unsigned char* profile = nullptr;
    unsigned profile_size = 0;
    unsigned char exif[4096] = {};
    std::size_t exif_size = 0;
};

void take_header(jpeg_decompress_struct& source, Found& found) {
    found.width = source.image_width;
    found.height = source.image_height;
    found.components = source.num_components;
    found.has_adobe = source.saw_Adobe_marker != 0;
    if (source.saw_JFIF_marker) {
        found.unit = source.density_unit;
        found.dots_x = source.X_density;
        found.dots_y = source.Y_density;
    }
    for (jpeg_saved_marker_ptr marker = source.marker_list; marker; marker = marker->next) {
        if (marker->marker != JPEG_APP0 + 1 || marker->data_length < 14 || std::memcmp(marker->data, "Exif\0", 6) != 0 || found.exif_size != 0) continue;
        found.exif_size = std::min<std::size_t>(marker->data_length - 6, sizeof found.exif);
        std::memcpy(found.exif, marker->data + 6, found.exif_size);
    }
}

// From the caller's setjmp on: what fails goes back there.
void open_header(jpeg_decompress_struct& source, std::string_view bytes, int kept_marker = 0) {
    jpeg_create_decompress(&source);
    if (kept_marker != 0) jpeg_save_markers(&source, kept_marker, 0xFFFF);
    jpeg_mem_src(&source, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&source, TRUE);
}

bool read_header(const std::string_view& bytes, Failure& failure, Found& found) {
    jpeg_decompress_struct source{};
    source.err = quiet(failure);
    if (setjmp(failure.back)) {
        jpeg_destroy_decompress(&source);
        return false;
    }
    open_header(source, bytes, JPEG_APP0 + 1);
    take_header(source, found);
    jpeg_destroy_decompress(&source);
    return true;
}

// The reader of a PDF tells colours by Adobe's mark or by the count of components (8.9.5.2, table 13); libjpeg guesses in more ways.
bool has_plain_colours(const jpeg_decompress_struct& source) {
    if (source.saw_Adobe_marker) return true;
    return source.jpeg_color_space == JCS_GRAYSCALE || source.jpeg_color_space == JCS_YCbCr;
}

// Reads every code once, at an eighth of the size. True when the picture is sequential, of one scan, and nothing was wrong with it.
bool is_sound(const std::string_view& bytes, Failure& failure, Found& found) {
    jpeg_decompress_struct source{};
    source.err = quiet(failure);
    if (setjmp(failure.back)) {
        jpeg_destroy_decompress(&source);
        return false;
    }
    open_header(source, bytes, JPEG_APP0 + 2);
    const bool is_plain = has_plain_colours(source) && !source.progressive_mode && !source.arith_code && !jpeg_has_multiple_scans(&source);
    if (is_plain) {
        jpeg_read_icc_profile(&source, &found.profile, &found.profile_size);
        source.scale_num = 1;
        source.scale_denom = 8;
        source.out_color_space = source.jpeg_color_space;
        source.do_fancy_upsampling = FALSE;
        jpeg_start_decompress(&source);
        JSAMPARRAY row = (*source.mem->alloc_sarray)(reinterpret_cast<j_common_ptr>(&source), JPOOL_IMAGE, source.output_width * static_cast<JDIMENSION>(source.output_components), 1);
        while (source.output_scanline < source.output_height) jpeg_read_scanlines(&source, row, 1);
        jpeg_finish_decompress(&source);
    }
    const bool is_whole = is_plain && source.err->num_warnings == 0;
    jpeg_destroy_decompress(&source);
    return is_whole;
}

bool rewrite(const std::string_view& bytes, Failure& failure, Found& found) {
    jpeg_decompress_struct source{};
    jpeg_compress_struct target{};
    source.err = target.err = quiet(failure);
    if (setjmp(failure.back)) {
        jpeg_destroy_compress(&target);
        jpeg_destroy_decompress(&source);
        return false;
    }
    jpeg_create_compress(&target);
    open_header(source, bytes, JPEG_APP0 + 2);
    jpeg_read_icc_profile(&source, &found.profile, &found.profile_size);
    jvirt_barray_ptr* coefficients = jpeg_read_coefficients(&source);
    found.warnings = source.err->num_warnings; // writing begins to count anew
    jpeg_copy_critical_parameters(&source, &target);
    target.optimize_coding = TRUE; // the standard tables do not hold every arithmetic or 12-bit source
    jpeg_mem_dest(&target, &found.written, &found.written_size);
    jpeg_write_coefficients(&target, coefficients);
    jpeg_finish_compress(&target);
    jpeg_finish_decompress(&source);
    jpeg_destroy_compress(&target);
    jpeg_destroy_decompress(&source);
    return true;
}

bool decode(const std::string_view& bytes, Failure& failure, J_COLOR_SPACE colours, char* pixels, std::size_t row_size) {
    jpeg_decompress_struct source{};
    source.err = quiet(failure);
    if (setjmp(failure.back)) {
        jpeg_destroy_decompress(&source);
        return false;
    }
    open_header(source, bytes);
    source.out_color_space = colours;
    jpeg_start_decompress(&source);
    while (source.output_scanline < source.output_height) {
        JSAMPROW row = reinterpret_cast<JSAMPROW>(pixels) + source.output_scanline * row_size;
        jpeg_read_scanlines(&source, &row, 1);
    }
    jpeg_destroy_decompress(&source);
    return true;
}

// A profile counts when it says the same kind of colour as the picture (ICC.1 7.2).
bool fits(std::string_view profile, int components) {
    if (profile.size() < 128 || profile.size() > (std::size_t{4} << 20) || profile.substr(36, 4) != "acsp") return false;
    const std::string_view kind = profile.substr(16, 4);
    return (components == 1 && kind == "GRAY") || (components == 3 && kind == "RGB ") || (components == 4 && kind == "CMYK");
}

// Process colours as Photoshop stores them (inverted) or not, by the plain rule: what a picture shows, not how it would print.
void cmyk_to_rgb(std::string& pixels, bool is_inverted) {
    std::size_t to = 0;
    for (std::size_t from = 0; from + 3 < pixels.size(); from += 4)
        for (std::size_t c = 0; c < 3; ++c) {
            const unsigned ink = static_cast<unsigned char>(pixels[from + c]), black = static_cast<unsigned char>(pixels[from + 3]);
            pixels[to++] = static_cast<char>(is_inverted ? ink * black / 255 : (255 - ink) * (255 - black) / 255);
        }
    pixels.resize(to);
}

// What can be decoded of one whose coefficients cannot be written again.
std::optional<Raster> decoded(std::string_view bytes, Failure& failure, const Found& found) {
    if (found.components != 1 && found.components != 3 && found.components != 4) return std::nullopt;
    const std::size_t row = std::size_t{found.width} * static_cast<std::size_t>(found.components);
    Raster raster{found.width, found.height, found.components == 1 ? 1 : 3, std::string(row * found.height, '\xFF'), 0, 0};
    const J_COLOR_SPACE colours = found.components == 1 ? JCS_GRAYSCALE : found.components == 3 ? JCS_RGB : JCS_CMYK;
    if (!decode(bytes, failure, colours, raster.pixels.data(), row)) return std::nullopt;
    if (found.components == 4) cmyk_to_rgb(raster.pixels, found.has_adobe);
    return raster;
}

void take_measures(const Found& found, PageImage& image) {
    const double scale = found.unit == 2 ? 2.54 : found.unit == 1 ? 1 : 0;
    image.dots_per_inch_x = found.dots_x * scale;
    image.dots_per_inch_y = found.dots_y * scale;
    if (found.unit == 1 && found.dots_x <= 96) image.dots_per_inch_x = image.dots_per_inch_y = 0; // 72 and 96 are what cameras write when they know nothing
    image.orientation = exif_orientation({reinterpret_cast<const char*>(found.exif), found.exif_size});
}

PageImage image_of(const Found& found, std::string data, Notes& notes) {
    PageImage image;
    image.width = found.width;
    image.height = found.height;
    image.data = std::move(data);
    image.filter = "/DCTDecode";
    switch (found.components) {
    case 1: image.colour_space = "/DeviceGray"; break;
    case 3: image.colour_space = "/DeviceRGB"; break;
    case 4: image.colour_space = "/DeviceCMYK"; break;
    default: refuse_damaged(notes, "JPEG");
    }
    image.is_inverted = found.components == 4 && found.has_adobe;
    if (const std::string_view profile(reinterpret_cast<const char*>(found.profile), found.profile_size); fits(profile, found.components)) image.colour_profile = profile;
    take_measures(found, image);
    return image;
}

} // namespace

std::vector<PageImage> read_jpeg(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters) {
    const auto failure = std::make_unique<Failure>();
    const auto found = std::make_unique<Found>();
    if (!read_header(bytes, *failure, *found)) refuse_damaged(notes, failure->message);
    require_area(found->width, found->height, request, notes);
    std::optional<std::string> data = bare_jpeg(bytes);
    if (data && !is_sound(bytes, *failure, *found)) data.reset();
    if (!data) {
        std::free(std::exchange(found->profile, nullptr)); // of a look that ended early
        if (rewrite(bytes, *failure, *found)) data.emplace(reinterpret_cast<const char*>(found->written), found->written_size);
    }
    const std::unique_ptr<unsigned char, decltype(&std::free)> written(found->written, std::free), profile(found->profile, std::free);
    std::vector<PageImage> images;
    if (data) {
        images.push_back(image_of(*found, std::move(*data), notes));
    } else {
        const std::string why = failure->message;
        const std::optional<Raster> raster = decoded(bytes, *failure, *found);
        if (!raster) refuse_damaged(notes, why);
        images.push_back(photograph_of(*raster));
        take_measures(*found, images.back());
    }
    if (!data || found->warnings > 0) notes.warn("evidence.picture_damaged");
    if (rasters) {
        Raster raster{found->width, found->height, 1, std::string(std::size_t{found->width} * found->height, '\xFF'), images[0].dots_per_inch_x, images[0].dots_per_inch_y};
        if (found->components != 4 && decode(bytes, *failure, JCS_GRAYSCALE, raster.pixels.data(), raster.width)) rasters->push_back(std::move(raster));
        else rasters->emplace_back();
    }
    return images;
}

} // namespace legajo::evidence
