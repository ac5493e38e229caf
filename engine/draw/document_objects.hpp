#pragma once
// Objects of the document beside its pages: fonts, outline, attachments.

#include "draw/draw_pages.hpp"
#include "draw/haru_file.hpp"

#include <map>
#include <vector>

namespace legajo::draw {

// One Type 0 font a face (ISO 32000-1 9.7); streams are the catalogue's own bytes.
[[nodiscard]] ObjectNumber add_font(HaruFile& file, const text::EmbeddableFace& face);
// 0 when there is nothing to outline.
[[nodiscard]] ObjectNumber add_outline(HaruFile& file, const model::Pages& pages, const std::vector<ObjectNumber>& page_objects);

struct Attachments {
    std::string names, associated; // insides of /EmbeddedFiles' name tree and of /AF
};
[[nodiscard]] Attachments add_attachments(HaruFile& file, const model::Pages& pages, const DrawOptions& options);

} // namespace legajo::draw
