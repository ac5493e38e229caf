#pragma once
// Pages: items at fixed points, each with its place in the structure tree. What layout/ makes and draw/ only paints.
// Lengths in millipoints (1/1000 pt, integer, so that dumps and bytes are the same everywhere); origin top left, y grows down.
// "Nothing moves on the page" from here on.

#include "model/style.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace legajo::model {

using Millipoints = std::int32_t;

struct Glyph { // small: a letter has thousands
    std::uint16_t id = 0;         // glyph id in the face of the catalogue (before subsetting)
    Millipoints advance = 0;      // to the next glyph, kerning and justification included
};
struct GlyphOffset { Millipoints x = 0, y = 0; }; // of a mark set apart from its letter

struct GlyphRun {
    std::uint16_t face = 0;       // index into the font catalogue
    Millipoints size = 0;
    Colour colour;
    Millipoints x = 0, y = 0;     // baseline start
    std::vector<Glyph> glyphs;
    std::vector<GlyphOffset> offsets; // one per glyph; empty when none is moved, which is nearly always
    std::string text;             // UTF-8 exactly as it must be copied out
    std::string actual_text;      // replacement for readers when it differs from `text` (line-end hyphen: U+00AD); has_actual_text says so
    bool has_actual_text = false;
};

struct Rule { Millipoints x = 0, y = 0, width = 0, height = 0; Colour colour; }; // filled rectangle

struct PathItem { // filled or stroked outline in page coordinates
    struct Segment { enum class Kind { move, line, curve, close } kind; Millipoints x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0; };
    std::vector<Segment> segments;
    std::optional<Colour> fill, stroke;
    Millipoints stroke_width = 0;
};

struct ModuleGrid { // a code of square modules, painted black; runs as in `boxes`, so that no seam shows inside a run
    Millipoints x = 0, y = 0, module = 0;            // top left corner, side of a module
    struct Box { std::uint16_t x, y, width, height; }; // in modules
    std::vector<Box> boxes;
};

struct ImageItem {
    std::string file;             // or `bytes`
    std::string bytes;            // PNG or JPEG file bytes
    Millipoints x = 0, y = 0, width = 0, height = 0;
};

struct LinkArea { Millipoints x = 0, y = 0, width = 0, height = 0; std::string uri; int target_page = -1; std::string alternate; };

struct SignatureArea { Millipoints x = 0, y = 0, width = 0, height = 0; std::string tooltip; Colour colour; };

using PageContent = std::variant<GlyphRun, Rule, PathItem, ModuleGrid, ImageItem, LinkArea, SignatureArea>;

struct PageItem {
    std::int32_t structure = -1;  // index into Pages::structure; -1 = artifact
    std::string artifact;         // "Pagination", "Layout", "Background" when artifact
    PageContent content;
};

enum class Role { document, part, section, division, heading1, heading2, heading3, paragraph, list, list_item, label, list_body, table, table_head, table_body,
                  table_foot, table_row, table_header, table_data, figure, caption, link, form, span, note, toc, toc_item, reference };

struct StructureNode { // parents come before children; node 0 is the Document
    Role role = Role::paragraph;
    std::int32_t parent = -1;
    std::string alternate;        // Alt
    std::string actual_text;      // ActualText: what the glyphs below read as, when their codes cannot tell it
    std::string language;
    std::string scope;            // th: "Column", "Row"
    int column_span = 1;
    std::string id;               // for table headers
    std::vector<std::string> headers;
    std::string list_numbering;   // "None", "Disc", "Decimal"
    Millipoints bbox_x = 0, bbox_y = 0, bbox_width = 0, bbox_height = 0; // figures
    int page = -1;
};

struct OutlineEntry { std::string title; int page = 0; Millipoints y = 0; int level = 0; };

struct Page {
    Millipoints width = 0, height = 0;
    std::vector<PageItem> items;  // in reading order
    std::string label;
};

struct AttachedFile { std::string name, mime, description, relationship, bytes; std::string modified_iso; }; // relationship: "Data", "Source", ...

struct Pages {
    std::string title, language, author, subject;
    std::vector<Page> pages;
    std::vector<StructureNode> structure;
    std::vector<OutlineEntry> outline;
    std::vector<AttachedFile> attachments; // makes the file PDF/A-3a instead of 2a
};

} // namespace legajo::model
