#pragma once
// Picture files → page images. Each library sits behind one of these functions; none trusts the sizes a file declares.

#include "evidence/notes.hpp"
#include "evidence/page_images.hpp"

#include "model/exhibit.hpp"

#include <string_view>
#include <vector>

namespace legajo::evidence {

// All throw Unreadable with evidence.damaged, evidence.not_supported, evidence.picture_too_large or evidence.too_many_pages noted. `rasters`, when not null, receives one
// raster per page for OCR.
std::vector<PageImage> read_jpeg(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters);
std::vector<PageImage> read_png(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters);
std::vector<PageImage> read_tiff(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters);
std::vector<PageImage> read_webp(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters);
std::vector<PageImage> read_gif(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters);
std::vector<PageImage> read_heif(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters);
std::vector<PageImage> read_bmp(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters);
std::vector<PageImage> read_pnm(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters);

// Refuses a picture beyond the limit or without area.
void require_area(std::uint64_t width, std::uint64_t height, const model::ExhibitRequest& request, Notes& notes);
[[noreturn]] void refuse_too_large(Notes& notes, const model::ExhibitRequest& request, std::string measures);
[[noreturn]] void refuse_unsupported(Notes& notes, std::string_view detail); // evidence.not_supported: sound perhaps, but of a kind our libraries do not read
[[noreturn]] void refuse_damaged(Notes& notes, std::string_view detail);

// EXIF orientation (1..8) of a TIFF-structured block; 1 when it says nothing sensible.
[[nodiscard]] int exif_orientation(std::string_view exif);
// Rows of one-bit pixels, 1 = black, padded to bytes → fax group 4 (ITU-T T.6) as a PDF's CCITTFaxDecode with K -1 reads it; empty when that fails.
[[nodiscard]] std::string fax_group4(std::string& rows, std::uint32_t width, std::uint32_t height);
// RGBA over white → RGB.
[[nodiscard]] Raster over_white(std::string_view rgba, std::uint32_t width, std::uint32_t height);

} // namespace legajo::evidence
