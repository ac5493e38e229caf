#include "evidence/jpeg_writer.hpp"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>

#include <jpeglib.h>

namespace legajo::evidence {
namespace {

struct Failure { // libjpeg leaves through here; nothing with a destructor may live between setjmp and its end
    jpeg_error_mgr manager;
    std::jmp_buf back;
};

void leave(j_common_ptr state) { std::longjmp(reinterpret_cast<Failure*>(state->err)->back, 1); }

struct Written {
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
};

bool write(const Raster& raster, int quality, Failure& failure, Written& written) {
    jpeg_compress_struct target{};
    target.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = leave;
    if (setjmp(failure.back)) {
        jpeg_destroy_compress(&target);
        return false;
    }
    jpeg_create_compress(&target);
    jpeg_mem_dest(&target, &written.bytes, &written.size);
    target.image_width = raster.width;
    target.image_height = raster.height;
    target.input_components = raster.channels;
    target.in_color_space = raster.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&target);
    jpeg_set_quality(&target, quality, TRUE);
    for (int i = 0; i < target.num_components; ++i) target.comp_info[i].h_samp_factor = target.comp_info[i].v_samp_factor = 1;
    jpeg_start_compress(&target, TRUE);
    const std::size_t row_size = std::size_t{raster.width} * static_cast<std::size_t>(raster.channels);
    while (target.next_scanline < target.image_height) {
        JSAMPROW row = reinterpret_cast<JSAMPROW>(const_cast<char*>(raster.pixels.data())) + row_size * target.next_scanline; // read only
        jpeg_write_scanlines(&target, &row, 1);
    }
    jpeg_finish_compress(&target);
    jpeg_destroy_compress(&target);
    return true;
}

} // namespace

PageImage photograph_of(const Raster& raster, int quality) {
    constexpr std::uint32_t longest_side = 65'500; // of a JPEG
    if (raster.width > longest_side || raster.height > longest_side) return page_image_of(raster);
    const auto failure = std::make_unique<Failure>();
    const auto written = std::make_unique<Written>();
    const bool is_written = write(raster, quality, *failure, *written);
    const std::unique_ptr<unsigned char, decltype(&std::free)> owned(written->bytes, std::free);
    if (!is_written) throw std::bad_alloc(); // nothing else can fail
    PageImage image;
    image.width = raster.width;
    image.height = raster.height;
    image.dots_per_inch_x = raster.dots_per_inch_x;
    image.dots_per_inch_y = raster.dots_per_inch_y;
    image.filter = "/DCTDecode";
    image.colour_space = raster.channels == 1 ? "/DeviceGray" : "/DeviceRGB";
    image.data.assign(reinterpret_cast<const char*>(owned.get()), written->size);
    return image;
}

} // namespace legajo::evidence
