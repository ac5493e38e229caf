#pragma once
// Pictures as pages of a PDF: each upright on an A4 sheet, at its own size when it says one, else as large as fits.

#include "evidence/raster.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace legajo::evidence {

// A word found by OCR; box in fractions of the upright picture, y down.
struct RecognisedWord {
    std::string text;
    double left = 0, top = 0, right = 0, bottom = 0;
};

struct PageImage {
    std::uint32_t width = 0, height = 0; // pixels as stored
    double dots_per_inch_x = 0, dots_per_inch_y = 0; // 0: not said
    int orientation = 1;                 // EXIF 1..8: how the stored picture is turned
    std::string data, filter;            // "/DCTDecode", "/FlateDecode", "/CCITTFaxDecode"
    std::string colour_space;            // "/DeviceGray", "/DeviceRGB", "/DeviceCMYK"
    int bits = 8;
    bool is_inverted = false;            // Adobe's CMYK
    bool is_fax_black_one = false;       // CCITT: BlackIs1
    std::string colour_profile;          // ICC, empty if none
    std::string palette;                 // RGB triples that bytes of `data` count into, instead of colour_space; at most 256
    double sheet_width = 0, sheet_height = 0; // points: the picture is this whole page; 0: it is laid on A4
    std::vector<RecognisedWord> words;
};

// Uncompressed pixels → a page image (Flate); grey when every pixel is.
[[nodiscard]] PageImage page_image_of(const Raster& raster);

// Writes one page per image. Returns nothing; failures of the disk throw.
void write_image_pages(const std::vector<PageImage>& images, int output);

} // namespace legajo::evidence
