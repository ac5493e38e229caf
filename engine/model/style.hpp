#pragma once
// style.xml of a pack as data. Lengths in points (1/72 inch); colours sRGB.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace legajo::model {

struct Colour { std::uint8_t red = 0, green = 0, blue = 0; bool operator==(const Colour&) const = default; };

struct TextStyle {
    std::string family;      // family of the font catalogue
    bool bold = false, italic = false;
    double size_pt = 10.5, leading_pt = 14;
    Colour colour;
    double tracking = 0;     // thousandths of an em
    bool small_caps = false, tabular_figures = false;

    bool operator==(const TextStyle&) const = default;
};

enum class TextAlign { start, end, center, justify };

struct BlockStyle {
    TextStyle text;
    TextAlign align = TextAlign::start;
    bool hyphenate = true;
    double space_before_pt = 0, space_after_pt = 0, indent_first_pt = 0, indent_start_pt = 0, indent_end_pt = 0;
    int widows = 2, orphans = 2;
    bool keep_with_next = false;
    std::optional<Colour> background, rule_above, rule_below;
    double rule_width_pt = 0.5, padding_pt = 0;

    bool operator==(const BlockStyle&) const = default;
};

struct Box { double left_pt = 0, top_pt = 0, width_pt = 0, height_pt = 0; }; // from the page's top left corner

struct Style {
    std::string id;
    double page_width_pt = 595.2756, page_height_pt = 841.8898; // A4
    double margin_left_pt = 70.87, margin_right_pt = 70.87, margin_top_pt = 70.87, margin_bottom_pt = 70.87;
    double baseline_grid_pt = 0;          // 0 = none
    Box letterhead, address_window, reference_block;
    double body_top_first_page_pt = 280;  // where the subject starts on page one
    bool fold_marks = true;
    std::vector<double> fold_marks_pt;    // from the top
    std::string logo_file;                // relative to the pack
    Colour accent;
    std::map<std::string, BlockStyle, std::less<>> blocks; // "p", "h1", "td", "th", "sender", "addressee", "footer", ...
    std::map<std::string, std::string, std::less<>> options; // free switches known to layout
};

} // namespace legajo::model
