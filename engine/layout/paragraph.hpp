#pragma once
// Rich text set into lines of one width.

#include "layout/composer.hpp"

#include <optional>
#include <vector>

namespace legajo::layout {

struct Line {
    std::vector<model::PageItem> items; // baseline at y = 0, first glyph at x = 0 (moved by the caller)
    Millipoints width = 0;              // of what is seen
    Millipoints offset = 0;             // from the left edge, by alignment and indent
    bool ends_divided = false;          // with a hyphen
};

struct ParagraphShape {
    Millipoints width = 0;
    model::TextAlign align = model::TextAlign::start;
    Millipoints first_indent = 0;
    bool hyphenate = true;
};

// Sets text under structure node `node` (-1: as artifact of kind `artifact`). Links and foreign words get nodes of their own below it.
[[nodiscard]] std::vector<Line> set_paragraph(Composer& composer, const model::RichText& text, const TypeStyle& type, const ParagraphShape& shape, int node,
                                              std::string_view artifact = {});
// One line of plain words, never broken.
[[nodiscard]] Line set_line(Composer& composer, std::string_view text, const TypeStyle& type, model::Emphasis emphasis, int node, std::string_view artifact = {});

struct NaturalWidth {
    Millipoints whole = 0, longest_word = 0;
    std::optional<Millipoints> before_decimal; // from the start to the decimal separator, or to the end of the figures when it has none
};
[[nodiscard]] NaturalWidth natural_width(Composer& composer, const model::RichText& text, const TypeStyle& type, char separator = ',');

// Distance from the top of a line of text to its baseline.
[[nodiscard]] inline Millipoints baseline_of(const TypeStyle& type) { return (type.leading - type.size) / 2 + type.size * 77 / 100; }

} // namespace legajo::layout
