#include "layout/letter_frame.hpp"

#include "base/text.hpp"
#include "layout/paragraph.hpp"

#include <algorithm>
#include <cmath>

namespace legajo::layout {

namespace {

void place(std::vector<model::PageItem>& out, std::vector<model::PageItem>&& items, Millipoints right, Millipoints down) {
    for (model::PageItem& item : items) {
        move_right(item, right);
        move_down(item, down);
        out.push_back(std::move(item));
    }
}

struct Zone { Millipoints left = 0, top = 0, width = 0, height = 0; };

Zone zone_of(const model::Box& box, Millipoints fallback_width) {
    Zone zone{millipoints(box.left_pt), millipoints(box.top_pt), millipoints(box.width_pt), millipoints(box.height_pt)};
    if (zone.width <= 0) zone.width = fallback_width;
    return zone;
}

class FrameSetter {
public:
    FrameSetter(Composer& composer, const model::LetterFrame& frame, int parent) : composer_(composer), frame_(frame), parent_(parent) {}

    std::vector<model::PageItem> set() {
        letterhead();
        address();
        references();
        return std::move(items_);
    }

private:
    // Lines of one element, from y on; returns the y below them.
    Millipoints lines(const std::vector<model::RichText>& texts, std::size_t from, std::size_t to, const TypeStyle& type, Zone zone, Millipoints y) {
        if (from >= to) return y;
        model::RichText all;
        for (std::size_t i = from; i < to; ++i) {
            if (i > from) all.push_back({"\n", model::Emphasis::none, {}, {}});
            all.insert(all.end(), texts[i].begin(), texts[i].end());
        }
        const int node = composer_.add_node(model::Role::paragraph, parent_);
        for (Line& line : set_paragraph(composer_, all, type, {zone.width, type.align, 0, false}, node)) {
            place(items_, std::move(line.items), zone.left + line.offset, y + baseline_of(type));
            y += type.leading;
        }
        return y;
    }

    void letterhead() {
        if (frame_.sender.empty()) return;
        Zone zone = zone_of(composer_.style.letterhead, composer_.body_width());
        zone = logo(zone);
        const TypeStyle& name = composer_.types.named_or("sender_name", "sender");
        const TypeStyle& rest = composer_.types.named_or("sender", "p");
        Millipoints y = lines(frame_.sender, 0, 1, name, zone, zone.top);
        y = lines(frame_.sender, 1, frame_.sender.size(), rest, zone, y + rest.space_before);
        if (composer_.option("letterhead_rule", "no") == "si") {
            const Millipoints at = std::max(y + millipoints(6), zone.top + zone.height);
            const Millipoints left = composer_.body_left();
            items_.push_back({-1, "Layout", model::Rule{left, at, composer_.body_width(), millipoints(0.75), composer_.style.accent}});
        }
        if (y > zone.top + zone.height + millipoints(30)) composer_.tell_overfull(frame_.sender.front().empty() ? "" : frame_.sender.front().front().text);
    }

    // The logo stands before the lines; they begin to its right, or below it when the style says so.
    Zone logo(Zone zone) {
        if (composer_.style.logo_file.empty()) return zone;
        const auto found = composer_.images.files.find(composer_.style.logo_file);
        if (found == composer_.images.files.end()) {
            composer_.tell(base::Severity::error, "layout.unknown_image").with("fichero", composer_.style.logo_file);
            return zone;
        }
        const Images::Image& image = found->second;
        const double wish = std::clamp(std::atof(composer_.option("logo_height_pt", "42").c_str()), 8.0, 300.0);
        model::ImageItem item;
        item.file = composer_.style.logo_file;
        item.bytes = image.bytes;
        item.height = millipoints(wish);
        item.width = std::clamp(static_cast<Millipoints>(std::int64_t{item.height} * image.width_px / image.height_px), Millipoints{1}, zone.width);
        item.height = static_cast<Millipoints>(std::int64_t{item.width} * image.height_px / image.width_px);
        const bool at_right = composer_.option("logo_place", "izquierda") == "derecha";
        item.x = at_right ? zone.left + zone.width - item.width : zone.left;
        item.y = zone.top;
        const int node = composer_.add_node(model::Role::figure, parent_);
        composer_.node(node).alternate = composer_.document.author.empty() ? "Logotipo" : "Logotipo de " + composer_.document.author;
        composer_.node(node).bbox_x = item.x;
        composer_.node(node).bbox_y = item.y;
        composer_.node(node).bbox_width = item.width;
        composer_.node(node).bbox_height = item.height;
        composer_.node(node).page = 0;
        const Millipoints taken = item.width + millipoints(12);
        items_.push_back({node, {}, std::move(item)});
        if (!at_right) zone.left += taken;
        zone.width = std::max(zone.width - taken, Millipoints{1000});
        return zone;
    }

    void address() {
        if (frame_.addressee.empty()) return;
        const Zone zone = zone_of(composer_.style.address_window, composer_.body_width() / 2);
        const TypeStyle& type = composer_.types.named_or("addressee", "p");
        const Millipoints bottom = lines(frame_.addressee, 0, frame_.addressee.size(), type, zone, zone.top + type.padding);
        if (zone.height > 0 && bottom > zone.top + zone.height) composer_.tell(base::Severity::warning, "layout.address_too_long").with("lineas", std::to_string(frame_.addressee.size()));
    }

    // "Nuestra referencia  EXP-2026-0417", labels in one column and values in the next; then place and date.
    void references() {
        const Zone zone = zone_of(composer_.style.reference_block, composer_.body_width() / 2);
        const TypeStyle& label = composer_.types.named_or("reference_label", "reference");
        const TypeStyle& value = composer_.types.named_or("reference", "p");
        Millipoints y = zone.top, widest = 0;
        for (const auto& [name, text] : frame_.reference_lines) widest = std::max(widest, natural_width(composer_, {{name, model::Emphasis::none, {}, {}}}, label).whole);
        widest = std::min(widest, zone.width * 6 / 10);
        const bool stacked = composer_.option("reference_layout", "tabla") == "apilada";
        for (const auto& [name, text] : frame_.reference_lines) {
            const int node = composer_.add_node(model::Role::paragraph, parent_);
            const Millipoints baseline = y + baseline_of(value);
            Line label_line = set_line(composer_, name + " ", label, model::Emphasis::none, node);
            place(items_, std::move(label_line.items), zone.left, baseline);
            if (stacked) y += label.leading;
            const Millipoints indent = stacked ? 0 : widest + millipoints(9);
            for (Line& line : set_paragraph(composer_, {{text, model::Emphasis::none, {}, {}}}, value, {std::max(zone.width - indent, Millipoints{1000}), model::TextAlign::start, 0, false}, node)) {
                place(items_, std::move(line.items), zone.left + indent, y + baseline_of(value));
                y += value.leading;
            }
            y += value.space_after;
        }
        if (frame_.place_and_date.empty()) return;
        const TypeStyle& date = composer_.types.named_or("date", "reference");
        const int node = composer_.add_node(model::Role::paragraph, parent_);
        Zone where = zone;
        Millipoints top = y + date.space_before;
        if (composer_.style.options.contains("date_y_pt")) { // a line of its own above the subject
            where = {composer_.body_left(), millipoints(std::atof(composer_.option("date_y_pt", "0").c_str())), composer_.body_width(), 0};
            top = where.top;
        }
        for (Line& line : set_paragraph(composer_, {{frame_.place_and_date, model::Emphasis::none, {}, {}}}, date, {where.width, date.align, 0, false}, node)) {
            place(items_, std::move(line.items), where.left + line.offset, top + baseline_of(date));
            top += date.leading;
        }
    }

    Composer& composer_;
    const model::LetterFrame& frame_;
    int parent_;
    std::vector<model::PageItem> items_;
};

std::string page_label(const std::string& format, std::size_t number, std::size_t count) {
    return base::replaced(base::replaced(format, "{n}", std::to_string(number)), "{m}", std::to_string(count));
}

std::string draft_word(Composer& composer) {
    const std::string_view language = composer.pages.language;
    const char* word = language.starts_with("ca") ? "ESBORRANY" : language.starts_with("eu") ? "ZIRRIBORROA" : language.starts_with("en") ? "DRAFT" : "BORRADOR";
    return composer.option("draft_word", word);
}

// The word across the page from corner to corner, pale, as outlines: seen and printed, but no text to copy or to read aloud.
model::PageItem draft_mark(Composer& composer) {
    const TypeStyle& type = composer.types.named_or("sender", "p");
    text::FontChoice font = type.fonts[1];
    const text::Word& word = composer.shaper.word(font, draft_word(composer));
    const double page_width = composer.style.page_width_pt * 1000, page_height = composer.style.page_height_pt * 1000;
    const double diagonal = std::hypot(page_width, page_height), cosine = page_width / diagonal, sine = page_height / diagonal;
    const double scale = diagonal * 0.62 / std::max(word.width, 1);
    const double cap = composer.shaper.fonts().face(font.face).metrics().cap_height;
    model::PathItem path;
    path.fill = model::Colour{238, 238, 238};
    double pen = -word.width / 2.0;
    for (const text::WordGlyph& glyph : word.glyphs) {
        const auto point = [&](std::int32_t x, std::int32_t y) {
            const double u = (pen + x + glyph.x_offset) * scale, v = (y - cap / 2) * scale;
            return std::pair{static_cast<Millipoints>(std::lround(page_width / 2 + u * cosine - v * sine)), static_cast<Millipoints>(std::lround(page_height / 2 - u * sine - v * cosine))};
        };
        for (const text::OutlineSegment& from : composer.shaper.fonts().face(glyph.face).outline(glyph.code)) {
            model::PathItem::Segment to{static_cast<model::PathItem::Segment::Kind>(from.kind)};
            std::tie(to.x1, to.y1) = point(from.x1, from.y1);
            std::tie(to.x2, to.y2) = point(from.x2, from.y2);
            std::tie(to.x3, to.y3) = point(from.x3, from.y3);
            path.segments.push_back(to);
        }
        pen += glyph.advance;
    }
    return {-1, "Background", std::move(path)};
}

} // namespace

std::vector<model::PageItem> set_frame(Composer& composer, const model::LetterFrame& frame, int parent) { return FrameSetter(composer, frame, parent).set(); }

Foot set_foot(Composer& composer, const model::LetterFrame& frame, int parent) {
    Foot foot;
    if (frame.footer.empty()) return foot;
    const TypeStyle& type = composer.types.named_or("footer", "p");
    foot.items.push_back({-1, "Layout", model::Rule{composer.body_left(), 0, composer.body_width(), millipoints(0.4), type.rule_above.value_or(type.colour)}});
    foot.height = millipoints(5);
    for (const model::RichText& text : frame.footer) {
        const int node = composer.add_node(model::Role::paragraph, parent);
        for (Line& line : set_paragraph(composer, text, type, {composer.body_width(), type.align, 0, true}, node)) {
            place(foot.items, std::move(line.items), composer.body_left() + line.offset, foot.height + baseline_of(type));
            foot.height += type.leading;
        }
        foot.height += type.space_after;
    }
    return foot;
}

void add_page_furniture(Composer& composer) {
    model::Pages& pages = composer.pages;
    const std::size_t count = pages.pages.size();
    const model::Style& style = composer.style;
    const TypeStyle& number = composer.types.named_or("page_number", "footer");
    const TypeStyle& head = composer.types.named_or("running_head", "footer");
    const std::string format = composer.document.page_label_format.empty() ? "{n} / {m}" : composer.document.page_label_format;
    const Millipoints left = composer.body_left(), width = composer.body_width();
    const Millipoints bottom = millipoints(style.page_height_pt - style.margin_bottom_pt);
    for (std::size_t i = 0; i < count; ++i) {
        model::Page& page = pages.pages[i];
        page.label = page_label(format, i + 1, count);
        std::vector<model::PageItem> before;
        if (composer.document.is_draft) before.push_back(draft_mark(composer));
        if (composer.document.frame && style.fold_marks && i == 0)
            for (const double y : style.fold_marks_pt)
                before.push_back({-1, "Layout", model::Rule{millipoints(14), millipoints(y), millipoints(11), millipoints(0.35), model::Colour{150, 150, 150}}});
        if (i > 0 && composer.document.frame) {
            const std::string name = composer.document.frame->sender.empty() || composer.document.frame->sender.front().empty() ? composer.document.author : composer.document.frame->sender.front().front().text;
            const Millipoints y = millipoints(style.margin_top_pt) - head.leading - millipoints(16);
            place(before, set_line(composer, name, head, model::Emphasis::none, -1, "Pagination").items, left, y + baseline_of(head));
            Line reference = set_line(composer, composer.document.reference, head, model::Emphasis::none, -1, "Pagination");
            place(before, std::move(reference.items), left + width - reference.width, y + baseline_of(head));
            before.push_back({-1, "Layout", model::Rule{left, y + head.leading + millipoints(3), width, millipoints(0.4), head.rule_below.value_or(head.colour)}});
        }
        page.items.insert(page.items.begin(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
        Line label = set_line(composer, page.label, number, model::Emphasis::none, -1, "Pagination");
        const Millipoints free = width - label.width;
        const Millipoints x = number.align == model::TextAlign::center ? free / 2 : number.align == model::TextAlign::start ? 0 : free;
        place(page.items, std::move(label.items), left + x, bottom + millipoints(18) + baseline_of(number));
    }
}

} // namespace legajo::layout
