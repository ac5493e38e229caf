#pragma once
// Document and style to pages: every item at a fixed point with its place in the structure tree. Pure; one call per letter.

#include "model/document.hpp"
#include "model/pages.hpp"
#include "model/style.hpp"
#include "text/shaper.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace legajo::layout {

// Logo and pictures that a style or document names, read once per pack; immutable, shared by threads.
struct Images {
    struct Image {
        std::string bytes; // PNG or JPEG as in the file
        int width_px = 0, height_px = 0;
    };
    std::map<std::string, Image, std::less<>> files; // by the name that the style or the figure uses
};

// Throws Error image.missing (file.*) or image.unknown_kind (not PNG or JPEG).
void add_image(Images& images, const std::filesystem::path& folder, const std::string& name);

struct Memory; // memory.hpp

// `memory`, when given, makes letters that repeat each other quicker and changes nothing in them.
// Refuses with: layout.glyph_missing, layout.unknown_font, layout.unknown_image, layout.no_room, layout.too_many_pages.
// Warns with: layout.overfull (something is wider than its place), layout.row_split.
[[nodiscard]] base::Result<model::Pages> lay_out(const model::Document& document, const model::Style& style, text::Shaper& shaper,
                                                 const Images& images = {}, Memory* memory = nullptr);

// Pages as text, for goldens and `explain --stage`: integers only, fonts by hash.
[[nodiscard]] std::string dump(const model::Pages& pages, const text::FontCatalogue& fonts);

} // namespace legajo::layout
