// TIFF: every page. Black-and-white pages are packed again as fax group 4, the others as pixels.

#include "evidence/pictures.hpp"

#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstring>
#include <memory>

namespace legajo::evidence {
namespace {

// A file in memory, for reading the exhibit and for writing group 4 data.
struct MemoryFile {
    std::string_view source;
    std::string written;
    bool is_written = false;
    std::uint64_t at = 0;
    [[nodiscard]] std::uint64_t size() const { return is_written ? written.size() : source.size(); }
};

tmsize_t read_memory(thandle_t handle, void* into, tmsize_t wanted) {
    auto* file = static_cast<MemoryFile*>(handle);
    const std::string_view bytes = file->is_written ? std::string_view(file->written) : file->source;
    if (file->at >= bytes.size() || wanted <= 0) return 0;
    const std::size_t count = std::min<std::size_t>(static_cast<std::size_t>(wanted), bytes.size() - file->at);
    std::memcpy(into, bytes.data() + file->at, count);
    file->at += count;
    return static_cast<tmsize_t>(count);
}
tmsize_t write_memory(thandle_t handle, void* from, tmsize_t count) {
    auto* file = static_cast<MemoryFile*>(handle);
    if (!file->is_written || count < 0) return -1;
    const auto size = static_cast<std::size_t>(count);
    if (file->written.size() < file->at + size) file->written.resize(file->at + size);
    std::memcpy(file->written.data() + file->at, from, size);
    file->at += size;
    return count;
}
toff_t seek_memory(thandle_t handle, toff_t offset, int whence) {
    auto* file = static_cast<MemoryFile*>(handle);
    if (whence == SEEK_CUR) offset += file->at;
    if (whence == SEEK_END) offset += file->size();
    return file->at = offset;
}
int close_memory(thandle_t) { return 0; }
toff_t size_of_memory(thandle_t handle) { return static_cast<MemoryFile*>(handle)->size(); }

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

// Errors are counted per open file, never printed.
int count_error(TIFF*, void* counter, const char*, const char*, va_list) {
    ++*static_cast<int*>(counter);
    return 1;
}
int ignore_warning(TIFF*, void*, const char*, const char*, va_list) { return 1; }

Tiff open_memory(MemoryFile& file, const char* mode, int& errors) {
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(), TIFFOpenOptionsFree);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), tmsize_t{1} << 30);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), count_error, &errors);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignore_warning, nullptr);
    return Tiff(TIFFClientOpenExt("", mode, &file, read_memory, write_memory, seek_memory, close_memory, size_of_memory, nullptr, nullptr, options.get()));
}

template <class T>
T field(TIFF* tiff, std::uint32_t tag, T otherwise) {
    T value = otherwise;
    return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : otherwise;
}

void take_resolution(TIFF* tiff, PageImage& image) {
    const float x = field(tiff, TIFFTAG_XRESOLUTION, 0.0F), y = field(tiff, TIFFTAG_YRESOLUTION, 0.0F);
    const auto unit = field<std::uint16_t>(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    const double scale = unit == RESUNIT_CENTIMETER ? 2.54 : unit == RESUNIT_INCH ? 1 : 0;
    image.dots_per_inch_x = x * scale;
    image.dots_per_inch_y = y * scale;
}

// Rows of one-bit pixels, 1 = black, as they come out of the file.
std::string bilevel_rows(TIFF* tiff, std::uint32_t width, std::uint32_t height, bool zero_is_black, bool& is_whole) {
    const std::size_t row_size = (std::size_t{width} + 7) / 8;
    std::string rows(row_size * height, '\0');
    std::string line(static_cast<std::size_t>(std::max<tmsize_t>(TIFFScanlineSize(tiff), 1)), '\0');
    if (line.size() < row_size) line.resize(row_size);
    for (std::uint32_t y = 0; y < height; ++y) {
        if (TIFFReadScanline(tiff, line.data(), y, 0) < 0) {
            is_whole = false;
            break;
        }
        for (std::size_t i = 0; i < row_size; ++i) rows[y * row_size + i] = zero_is_black ? static_cast<char>(~line[i]) : line[i];
    }
    return rows;
}

Raster grey_of(const std::string& rows, std::uint32_t width, std::uint32_t height) {
    const std::size_t row_size = (std::size_t{width} + 7) / 8;
    Raster raster{width, height, 1, std::string(std::size_t{width} * height, '\xFF'), 0, 0};
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x)
            if (static_cast<unsigned char>(rows[y * row_size + x / 8]) >> (7 - x % 8) & 1U) raster.pixels[std::size_t{y} * width + x] = '\0';
    return raster;
}

PageImage bilevel_page(TIFF* tiff, std::uint32_t width, std::uint32_t height, Notes& notes, Raster* raster_out) {
    bool is_whole = true;
    const bool zero_is_black = field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE) == PHOTOMETRIC_MINISBLACK;
    std::string rows = bilevel_rows(tiff, width, height, zero_is_black, is_whole);
    if (!is_whole) notes.warn("evidence.picture_damaged");
    if (raster_out) *raster_out = grey_of(rows, width, height);
    PageImage image;
    image.width = width;
    image.height = height;
    image.data = fax_group4(rows, width, height);
    if (image.data.empty()) refuse_damaged(notes, "TIFF G4");
    image.filter = "/CCITTFaxDecode";
    image.colour_space = "/DeviceGray";
    image.bits = 1;
    image.orientation = std::clamp<int>(field<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1), 1, 8);
    return image;
}

PageImage colour_page(TIFF* tiff, std::uint32_t width, std::uint32_t height, int& errors, Notes& notes, Raster* raster_out) {
    char why[1024] = "";
    if (!TIFFRGBAImageOK(tiff, why)) refuse_unsupported(notes, why);
    std::string rgba(std::size_t{width} * height * 4, '\0');
    const int before = errors;
    if (!TIFFReadRGBAImageOriented(tiff, width, height, reinterpret_cast<std::uint32_t*>(rgba.data()), ORIENTATION_TOPLEFT, 0)) refuse_damaged(notes, "TIFF");
    if (errors > before) notes.warn("evidence.picture_damaged");
    Raster raster = over_white(rgba, width, height);
    PageImage image = page_image_of(raster);
    if (raster_out) *raster_out = std::move(raster);
    return image;
}

} // namespace

std::string fax_group4(std::string& rows, std::uint32_t width, std::uint32_t height) {
    MemoryFile file;
    file.is_written = true;
    int errors = 0;
    const Tiff tiff = open_memory(file, "wm", errors);
    if (!tiff) return {};
    TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, height);
    TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff.get(), TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
    TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, height);
    TIFFSetField(tiff.get(), TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    const std::size_t begin = file.at ? file.at : 8;
    const tmsize_t size = TIFFWriteEncodedStrip(tiff.get(), 0, rows.data(), static_cast<tmsize_t>(rows.size()));
    if (size < 0 || errors > 0) return {};
    return file.written.substr(begin);
}

std::vector<PageImage> read_tiff(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters) {
    MemoryFile file{bytes, {}, false, 0};
    int errors = 0;
    const Tiff tiff = open_memory(file, "rm", errors);
    if (!tiff) refuse_damaged(notes, "TIFF");
    constexpr std::size_t most_pages = 2000;
    std::vector<PageImage> images;
    std::uint64_t pixels = 0;
    do {
        if (images.size() >= most_pages) {
            notes.refuse("evidence.too_many_pages").with("limite", std::to_string(most_pages));
            throw Unreadable{};
        }
        const auto width = field<std::uint32_t>(tiff.get(), TIFFTAG_IMAGEWIDTH, 0), height = field<std::uint32_t>(tiff.get(), TIFFTAG_IMAGELENGTH, 0);
        const auto samples = field<std::uint16_t>(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1), bits = field<std::uint16_t>(tiff.get(), TIFFTAG_BITSPERSAMPLE, 1);
        const bool is_bilevel = samples == 1 && bits == 1 && !TIFFIsTiled(tiff.get()) &&
                                field<std::uint16_t>(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE) <= PHOTOMETRIC_MINISBLACK;
        require_area(width, height, request, notes);
        pixels += std::uint64_t{width} * height / (is_bilevel && !rasters ? 24 : 1); // what a page weighs in memory
        if (pixels > 4 * request.pixel_limit) refuse_too_large(notes, request, "TIFF");
        Raster* raster = nullptr;
        if (rasters) raster = &rasters->emplace_back();
        images.push_back(is_bilevel ? bilevel_page(tiff.get(), width, height, notes, raster) : colour_page(tiff.get(), width, height, errors, notes, raster));
        take_resolution(tiff.get(), images.back());
        if (raster) raster->dots_per_inch_x = images.back().dots_per_inch_x;
    } while (TIFFReadDirectory(tiff.get()));
    return images;
}

} // namespace legajo::evidence
