#pragma once
// A named block style ready for use: faces found, lengths in millipoints.

#include "layout/units.hpp"
#include "model/document.hpp"
#include "model/style.hpp"
#include "text/shaper.hpp"

#include <array>
#include <cstdint>
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

// Styles as they were prepared for earlier letters. One per thread, over one font catalogue.
class PreparedStyles {
public:
    struct Prepared {
        model::BlockStyle source;
        TypeStyle ready;
        std::uint64_t document = 0; // the last one whose style was seen to say the same
        bool is_sound = false;      // what had a problem is prepared anew, so that each letter tells it
    };

    [[nodiscard]] std::uint64_t next_document();

    std::map<std::string, Prepared, std::less<>> by_name;

private:
    static constexpr std::size_t most_ = 500;
    std::uint64_t documents_ = 0;
};

// Looks styles up by name, each prepared on first use. "h1.anexo" falls back to "h1", any unknown name to "p".
class TypeStyles {
public:
    // `earlier` may be null. All references must outlive this.
    TypeStyles(const model::Style& style, text::Shaper& shaper, base::Problems& problems, PreparedStyles* earlier = nullptr)
        : style_(style), shaper_(shaper), problems_(problems), prepared_(earlier == nullptr ? own_ : *earlier), document_(prepared_.next_document()) {}
    TypeStyles(const TypeStyles&) = delete;
    TypeStyles& operator=(const TypeStyles&) = delete;
    [[nodiscard]] const TypeStyle& named(std::string_view name);
    [[nodiscard]] bool has(std::string_view name) const { return style_.blocks.find(name) != style_.blocks.end(); }
    // `name` when the style knows it, else `fallback`.
    [[nodiscard]] const TypeStyle& named_or(std::string_view name, std::string_view fallback) { return named(has(name) ? name : fallback); }

private:
    [[nodiscard]] const model::BlockStyle& block_of(std::string_view name) const;
    [[nodiscard]] TypeStyle prepare(const model::BlockStyle& block);

    const model::Style& style_;
    text::Shaper& shaper_;
    base::Problems& problems_;
    PreparedStyles own_;
    PreparedStyles& prepared_;
    std::uint64_t document_;
};

} // namespace legajo::layout
