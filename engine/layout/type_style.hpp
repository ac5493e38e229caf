#pragma once
// A named block style ready for use: faces found, lengths in millipoints.

#include "layout/units.hpp"
#include "model/document.hpp"
#include "model/style.hpp"
#include "text/shaper.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace legajo::layout {

class TypeStyle {
public:
    std::array<text::FontChoice, 4> fonts; // by model::Emphasis
    Millipoints size = 0, leading = 0, tracking = 0;
    Millipoints ascent = 0, descent = 0;   // of the regular face: places the first baseline
    model::Colour colour;
    model::TextAlign align = model::TextAlign::start;
    bool hyphenate = true;
    Millipoints space_before = 0, space_after = 0, indent_first = 0, indent_start = 0, indent_end = 0, padding = 0, rule_width = 0;
    int widows = 2, orphans = 2;
    bool keep_with_next = false;
    std::optional<model::Colour> background, rule_above, rule_below;

    // Widths of the space and of the hyphen in a font; asked for late, so that a face nobody uses is never read.
    [[nodiscard]] Millipoints space(std::size_t emphasis, text::Shaper& shaper) const;
    [[nodiscard]] Millipoints hyphen(std::size_t emphasis, text::Shaper& shaper) const;

private:
    mutable std::array<Millipoints, 4> spaces_{-1, -1, -1, -1}, hyphens_{-1, -1, -1, -1};
};

// Looks styles up by name, each prepared on first use. "h1.anexo" falls back to "h1", any unknown name to "p".
class TypeStyles {
public:
    TypeStyles(const model::Style& style, text::Shaper& shaper, base::Problems& problems) : style_(style), shaper_(shaper), problems_(problems) {}
    [[nodiscard]] const TypeStyle& named(std::string_view name);
    [[nodiscard]] bool has(std::string_view name) const { return style_.blocks.find(name) != style_.blocks.end(); }
    // `name` when the style knows it, else `fallback`.
    [[nodiscard]] const TypeStyle& named_or(std::string_view name, std::string_view fallback) { return named(has(name) ? name : fallback); }

private:
    [[nodiscard]] TypeStyle prepare(const model::BlockStyle& block);

    const model::Style& style_;
    text::Shaper& shaper_;
    base::Problems& problems_;
    std::map<std::string, TypeStyle, std::less<>> prepared_;
};

} // namespace legajo::layout
