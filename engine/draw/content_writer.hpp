#pragma once
// Page content: marked, painted, nothing decided. Each stretch of items of one element becomes one marked-content sequence.

#include "model/pages.hpp"
#include "text/font_catalogue.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace legajo::draw {

struct MarkedContent { int structure = -1; int id = 0; }; // in order of appearance on the page

class ContentWriter {
public:
    ContentWriter(const model::Pages& pages, const text::FontCatalogue& fonts) : pages_(pages), fonts_(fonts) {}

    // The page's content stream, uncompressed; good until the next call.
    const std::string& write(const model::Page& page);

    // Of the last page written.
    [[nodiscard]] const std::vector<MarkedContent>& marked() const { return marked_; }
    [[nodiscard]] const std::set<text::FaceId>& page_faces() const { return page_faces_; }
    [[nodiscard]] const std::vector<const model::ImageItem*>& page_images() const { return page_images_; } // /I0, /I1, ...

private:
    void begin_mark(const model::PageItem& item);
    void end_text();
    void end_mark();
    void set_fill(model::Colour colour);
    void paint(const model::GlyphRun& run);
    void paint(const model::Rule& rule);
    void paint(const model::ModuleGrid& grid);
    void paint(const model::PathItem& path);
    void paint(const model::ImageItem& image);
    void paint(const model::LinkArea&) {}
    void paint(const model::SignatureArea&) {}
    void point(model::Millipoints x, model::Millipoints y);

    const model::Pages& pages_;
    const text::FontCatalogue& fonts_;
    std::string out_;
    std::vector<char> glyphs_; // a run in the making; grows to the longest
    std::vector<MarkedContent> marked_;
    std::set<text::FaceId> page_faces_;
    std::vector<const model::ImageItem*> page_images_;
    model::Millipoints page_height_ = 0;
    int open_structure_ = -1; // of the open mark
    std::string open_artifact_;
    bool mark_open_ = false, text_open_ = false, has_fill_ = false;
    model::Colour fill_;
    text::FaceId face_ = 0;
    const std::vector<std::int32_t>* advances_ = nullptr;
    model::Millipoints size_ = 0, line_x_ = 0, line_y_ = 0;
    bool has_font_ = false;
};

// Standard structure type of a role.
[[nodiscard]] std::string_view role_name(model::Role role);

} // namespace legajo::draw
