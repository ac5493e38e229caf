#include "layout/type_style.hpp"

#include <algorithm>

namespace legajo::layout {

namespace {

// A size that is no size would divide by zero further down; a style is data and may say anything.
double sane(double points, double least, double most) { return std::isfinite(points) ? std::clamp(points, least, most) : least; }

} // namespace

Millipoints TypeStyle::space(std::size_t emphasis, text::Shaper& shaper) const {
    Millipoints& width = spaces_[emphasis];
    if (width < 0) width = std::max(scaled(shaper.space_width(fonts[emphasis]), size) + tracking, Millipoints{0});
    return width;
}

Millipoints TypeStyle::hyphen(std::size_t emphasis, text::Shaper& shaper) const {
    Millipoints& width = hyphens_[emphasis];
    if (width < 0) width = std::max(scaled(shaper.hyphen(fonts[emphasis]).width, size) + tracking, Millipoints{0});
    return width;
}

std::uint64_t PreparedStyles::next_document() {
    if (by_name.size() > most_) by_name.clear();
    return ++documents_;
}

const model::BlockStyle& TypeStyles::block_of(std::string_view name) const {
    static const model::BlockStyle plain;
    auto block = style_.blocks.find(name);
    if (block == style_.blocks.end() && name.find('.') != std::string_view::npos) block = style_.blocks.find(name.substr(0, name.find('.')));
    if (block == style_.blocks.end()) block = style_.blocks.find(std::string_view("p"));
    return block == style_.blocks.end() ? plain : block->second;
}

const TypeStyle& TypeStyles::named(std::string_view name) {
    auto found = prepared_.by_name.find(name);
    if (found != prepared_.by_name.end() && found->second.document == document_) return found->second.ready;
    const model::BlockStyle& block = block_of(name);
    if (found == prepared_.by_name.end()) found = prepared_.by_name.emplace(std::string(name), PreparedStyles::Prepared{}).first;
    PreparedStyles::Prepared& prepared = found->second;
    if (!prepared.is_sound || prepared.source != block) {
        const std::size_t problems = problems_.size();
        prepared.ready = prepare(block);
        prepared.source = block;
        prepared.is_sound = problems_.size() == problems;
    }
    prepared.document = document_;
    return prepared.ready;
}

TypeStyle TypeStyles::prepare(const model::BlockStyle& block) {
    TypeStyle out;
    const model::TextStyle& text = block.text;
    out.size = millipoints(sane(text.size_pt, 1, 400));
    out.leading = std::max(millipoints(sane(text.leading_pt, 0, 1000)), out.size);
    out.tracking = static_cast<Millipoints>(sane(text.tracking, -200, 2000) * out.size / 1000);
    const auto features = static_cast<std::uint8_t>((text.small_caps ? text::small_caps : 0) | (text.tabular_figures ? text::tabular_figures : 0));
    const text::FontCatalogue& fonts = shaper_.fonts();
    std::string family = text.family;
    if (!fonts.find(family, false, false)) {
        problems_.push_back(base::Problem{base::Severity::error, "layout.unknown_font", "layout", {}, {}}.with("familia", family));
        family = fonts.families().empty() ? "" : fonts.families().front();
    }
    for (std::size_t emphasis = 0; emphasis < 4; ++emphasis) {
        const bool strong = emphasis == 1 || emphasis == 3, slanted = emphasis == 2 || emphasis == 3;
        const auto face = fonts.find(family, text.bold != strong || strong, text.italic != slanted); // em inside italics stands upright
        out.fonts[emphasis] = {face.value_or(text::FaceId{0}), features};
    }
    const text::FaceMetrics& metrics = fonts.face(out.fonts[0].face).metrics();
    out.ascent = scaled(metrics.ascent, out.size);
    out.descent = scaled(metrics.descent, out.size);
    out.colour = text.colour;
    out.align = block.align;
    out.hyphenate = block.hyphenate;
    out.space_before = millipoints(sane(block.space_before_pt, 0, 1000));
    out.space_after = millipoints(sane(block.space_after_pt, 0, 1000));
    out.indent_first = millipoints(sane(block.indent_first_pt, -200, 400));
    out.indent_start = millipoints(sane(block.indent_start_pt, 0, 400));
    out.indent_end = millipoints(sane(block.indent_end_pt, 0, 400));
    out.padding = millipoints(sane(block.padding_pt, 0, 200));
    out.rule_width = millipoints(sane(block.rule_width_pt, 0, 20));
    out.widows = std::clamp(block.widows, 1, 20);
    out.orphans = std::clamp(block.orphans, 1, 20);
    out.keep_with_next = block.keep_with_next;
    out.background = block.background;
    out.rule_above = block.rule_above;
    out.rule_below = block.rule_below;
    return out;
}

} // namespace legajo::layout
