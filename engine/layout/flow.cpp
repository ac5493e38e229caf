#include "layout/flow.hpp"

#include <algorithm>

namespace legajo::layout {

namespace {

constexpr int deepest_list = 8; // hostile nesting stops indenting here

std::string plain(const model::RichText& text) {
    std::string out;
    for (const model::Run& run : text) out += run.text;
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

} // namespace

Strip& Flow::new_strip(Millipoints space_before, Millipoints height) {
    Strip strip;
    strip.space_before = std::max(space_before, pending_space_);
    pending_space_ = 0;
    strip.height = height;
    strip.new_page_before = page_break_pending_;
    page_break_pending_ = false;
    composer_.galley.strips.push_back(std::move(strip));
    return composer_.galley.strips.back();
}

void Flow::add_blocks(const std::vector<model::Block>& blocks, Column column, int parent) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i + 1 < blocks.size() && may_stand_beside(blocks[i], blocks[i + 1])) {
            add(std::get<model::Table>(blocks[i].content), &std::get<model::Figure>(blocks[i + 1].content), column, parent);
            if (blocks[i].keep_with_next || blocks[i + 1].keep_with_next) composer_.galley.strips.back().may_break_after = false;
            ++i;
        } else {
            add_block(blocks[i], column, parent);
        }
    }
}

void Flow::add_block(const model::Block& block, Column column, int parent) {
    std::visit([&](const auto& content) { add(content, column, parent); }, block.content);
    if (block.keep_with_next && !composer_.galley.strips.empty()) composer_.galley.strips.back().may_break_after = false;
}

// One strip a line; the first and last lines of a paragraph stay in company.
void Flow::add_text(const model::RichText& text, const TypeStyle& type, Column column, int node) {
    const Millipoints left = column.left + type.indent_start + type.padding;
    const Millipoints width = std::max(column.width - type.indent_start - type.indent_end - 2 * type.padding, Millipoints{1});
    std::vector<Line> lines = set_paragraph(composer_, text, type, {width, type.align, type.indent_first, true}, node);
    const std::size_t count = lines.size(), first = composer_.galley.strips.size();
    for (std::size_t i = 0; i < count; ++i) {
        Strip& strip = new_strip(i == 0 ? type.space_before : 0, type.leading);
        for (model::PageItem& item : lines[i].items) {
            move_right(item, left + lines[i].offset);
            move_down(item, baseline_of(type));
            strip.items.push_back(std::move(item));
        }
        const std::size_t done = i + 1, rest = count - done;
        strip.may_break_after = rest == 0 ? !type.keep_with_next : done >= static_cast<std::size_t>(type.orphans) && rest >= static_cast<std::size_t>(type.widows) && !lines[i].ends_divided;
    }
    if (count > 0) decorate(type, column, first);
    pending_space_ = std::max(pending_space_, type.space_after);
}

// Background, padding and rules around the strips of a block.
void Flow::decorate(const TypeStyle& type, Column column, std::size_t first) {
    auto& strips = composer_.galley.strips;
    const auto push_down = [](Strip& strip, Millipoints by) {
        for (model::PageItem& item : strip.items) move_down(item, by);
        strip.height += by;
    };
    if (type.padding > 0 && (type.background || type.rule_above || type.rule_below)) {
        push_down(strips[first], type.padding);
        strips.back().height += type.padding;
    }
    const auto under = [](Strip& strip, model::PageItem item) { strip.items.insert(strip.items.begin(), std::move(item)); };
    if (type.background)
        for (std::size_t i = first; i < strips.size(); ++i)
            under(strips[i], {-1, "Layout", model::Rule{column.left, 0, column.width, strips[i].height, *type.background}});
    if (type.rule_above) under(strips[first], {-1, "Layout", model::Rule{column.left, 0, column.width, type.rule_width, *type.rule_above}});
    if (type.rule_below)
        strips.back().items.push_back({-1, "Layout", model::Rule{column.left, strips.back().height - type.rule_width, column.width, type.rule_width, *type.rule_below}});
}

void Flow::add(const model::Paragraph& paragraph, Column column, int parent) {
    const TypeStyle& type = composer_.types.named(paragraph.style.empty() ? std::string_view("p") : std::string_view(paragraph.style));
    add_text(paragraph.text, type, column, composer_.add_node(model::Role::paragraph, parent));
}

// Levels never skip (ISO 14289-1 7.4.2): a level deeper than its predecessor is one deeper.
model::Role Flow::heading_role(int level) {
    level = std::clamp(std::max(level, base_heading_ + 1), 1, 3);
    level = std::min(level, last_heading_ + 1);
    last_heading_ = level;
    return level == 1 ? model::Role::heading1 : level == 2 ? model::Role::heading2 : model::Role::heading3;
}

void Flow::add_subject(const std::string& subject, Column column, int parent) {
    const TypeStyle& type = composer_.types.named_or("subject", "h1");
    const int node = composer_.add_node(heading_role(1), parent);
    base_heading_ = 1;
    add_text({{subject, model::Emphasis::none, {}, {}}}, type, column, node);
    if (!composer_.galley.strips.empty()) composer_.galley.strips.back().may_break_after = false;
}

void Flow::add(const model::Heading& heading, Column column, int parent) {
    const int level = std::clamp(heading.level, 1, 3);
    const std::string name = heading.style.empty() ? "h" + std::to_string(std::max(level, base_heading_ + 1)) : heading.style; // below a subject nothing is as large as it
    const int node = composer_.add_node(heading_role(level), parent);
    const std::size_t first = composer_.galley.strips.size();
    add_text(heading.text, composer_.types.named(name), column, node);
    auto& strips = composer_.galley.strips;
    if (strips.size() == first) return;
    for (std::size_t i = first; i < strips.size(); ++i) strips[i].may_break_after = false;
    strips[first].outline_level = level;
    strips[first].outline_title = plain(heading.text);
}

void Flow::add(const model::List& list, Column column, int parent) {
    if (list.items.empty()) return;
    const TypeStyle& type = composer_.types.named_or(list.style.empty() ? "li" : list.style, composer_.types.has("li") ? "li" : "p");
    const int list_node = composer_.add_node(model::Role::list, parent);
    composer_.node(list_node).list_numbering = list.ordered ? "Decimal" : "Disc";
    const Millipoints indent = list_depth_ < deepest_list ? std::max(type.indent_start, type.size * 16 / 10) : 0;
    const Column inner{column.left + indent, std::max(column.width - indent, Millipoints{1})};
    ++list_depth_;
    int number = 0;
    for (const model::ListItem& item : list.items) {
        ++number;
        const int item_node = composer_.add_node(model::Role::list_item, list_node);
        const int label_node = composer_.add_node(model::Role::label, item_node);
        const int body_node = composer_.add_node(model::Role::list_body, item_node);
        const std::size_t first = composer_.galley.strips.size();
        const std::string mark = list.ordered ? std::to_string(number) + "." : list_depth_ > 1 ? "–" : "•";
        Line label = set_line(composer_, mark + " ", type, model::Emphasis::none, label_node);
        // A list item's paragraphs stand closer together than those of the text.
        for (const model::Block& block : item.blocks) {
            if (const auto* paragraph = std::get_if<model::Paragraph>(&block.content); paragraph != nullptr && paragraph->style.empty()) {
                TypeStyle close = type;
                close.indent_start = 0;
                add_text(paragraph->text, close, inner, composer_.add_node(model::Role::paragraph, body_node));
                if (block.keep_with_next) composer_.galley.strips.back().may_break_after = false;
            } else {
                add_block(block, inner, body_node);
            }
        }
        if (composer_.galley.strips.size() == first) new_strip(0, type.leading);
        Strip& strip = composer_.galley.strips[first];
        const Millipoints gap = type.size * 5 / 10;
        const Millipoints start = list.ordered ? std::max(inner.left - gap - label.width, column.left) : inner.left - type.size;
        std::vector<model::PageItem> items;
        for (model::PageItem& mark_item : label.items) {
            move_right(mark_item, start);
            move_down(mark_item, baseline_of(type));
            items.push_back(std::move(mark_item));
        }
        strip.items.insert(strip.items.begin(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
    }
    --list_depth_;
    if (list_depth_ == 0) pending_space_ = std::max(pending_space_, composer_.types.named("p").space_after);
}

// A code to scan stands to the right of the small table that it repeats.
bool Flow::may_stand_beside(const model::Block& table, const model::Block& figure) const {
    const auto* rows = std::get_if<model::Table>(&table.content);
    const auto* code = std::get_if<model::Figure>(&figure.content);
    return rows != nullptr && code != nullptr && code->kind == model::Figure::Kind::qr && rows->keep_together && rows->head.size() + rows->body.size() + rows->foot.size() <= 8;
}

void Flow::set_beside(BuiltTable& built, const model::Figure& figure, Column column, int parent) {
    Millipoints height = 0;
    for (const Strip& strip : built.strips) height += strip.height;
    for (Strip& picture : build_figure(composer_, figure, column, parent)) {
        const int node = picture.items.front().structure;
        const Millipoints width = composer_.node(node).bbox_width;
        const Millipoints room = column.width - built.width;
        if (room < width + millipoints(24)) { // no room: below, as usual
            built.strips.back().may_break_after = false;
            built.strips.push_back(std::move(picture));
            continue;
        }
        const Millipoints right = built.width + std::min(millipoints(36), room - width);
        const Millipoints above = height - built.strips.back().height; // it is heard, and so painted, after the last row
        const Millipoints down = std::max((height - picture.height) / 2, 0) - above;
        composer_.node(node).bbox_x += right;
        composer_.node(node).bbox_y += down;
        for (model::PageItem& item : picture.items) {
            move_right(item, right);
            move_down(item, down);
            built.strips.back().items.push_back(std::move(item));
        }
        if (picture.height > height) built.strips.back().height += picture.height - height;
    }
}

void Flow::add(const model::Table& table, const model::Figure* beside, Column column, int parent) {
    BuiltTable built = build_table(composer_, table, column, parent);
    if (beside != nullptr && !built.strips.empty()) set_beside(built, *beside, column, parent);
    else if (beside != nullptr) add(*beside, column, parent);
    if (built.strips.empty()) return;
    const TypeStyle& type = composer_.types.named_or(table.style.empty() ? "table" : table.style, "table");
    const int index = static_cast<int>(composer_.galley.heads.size());
    if (built.has_head) composer_.galley.heads.push_back(std::move(built.head));
    bool is_first = true;
    for (Strip& strip : built.strips) {
        Strip& placed = new_strip(is_first && composer_.types.has("table") ? type.space_before : strip.space_before, strip.height);
        strip.space_before = placed.space_before;
        strip.new_page_before = placed.new_page_before;
        placed = std::move(strip);
        if (built.has_head) placed.table = index;
        is_first = false;
    }
    if (composer_.types.has("table")) pending_space_ = type.space_after;
}

void Flow::add(const model::Figure& figure, Column column, int parent) {
    for (Strip& strip : build_figure(composer_, figure, column, parent)) {
        Strip& placed = new_strip(strip.space_before, strip.height);
        strip.space_before = placed.space_before;
        strip.new_page_before = placed.new_page_before;
        placed = std::move(strip);
    }
    pending_space_ = composer_.types.named_or("figure", "p").space_after;
}

// Closing, room for the signature, name: never parted, and never alone on a page.
void Flow::add(const model::SignatureBlock& signature, Column column, int parent) {
    auto& strips = composer_.galley.strips;
    if (!strips.empty()) strips.back().may_break_after = false;
    const std::size_t first = strips.size();
    const TypeStyle& closing = composer_.types.named_or("closing", "p");
    const TypeStyle& name = composer_.types.named_or("signature", "p");
    if (!signature.closing.empty()) add_text(signature.closing, closing, column, composer_.add_node(model::Role::paragraph, parent));
    pending_space_ = 0;

    const Millipoints height = millipoints(std::clamp(std::atof(composer_.option("signature_height_pt", "52").c_str()), 10.0, 300.0));
    const Millipoints width = std::min(millipoints(std::clamp(std::atof(composer_.option("signature_width_pt", "190").c_str()), 20.0, 500.0)), column.width);
    Strip& room = new_strip(0, height);
    if (!composer_.document.is_draft) {
        model::SignatureArea area{column.left, millipoints(2), width, height - millipoints(4), {}};
        area.tooltip = composer_.option("signature_tooltip", composer_.pages.language.starts_with("ca") ? "Signatura electrònica" : "Firma electrónica") + (signature.name.empty() ? "" : " · " + signature.name);
        area.colour = composer_.style.accent;
        const int form = composer_.add_node(model::Role::form, parent);
        room.items.push_back({form, {}, std::move(area)});
        add_signature_label(room, column, parent);
    }
    const int node = composer_.add_node(model::Role::paragraph, parent);
    model::RichText lines;
    const auto add_line = [&](const std::string& text, model::Emphasis emphasis) {
        if (text.empty()) return;
        lines.push_back({(lines.empty() ? "" : "\n") + text, emphasis, {}, {}});
    };
    add_line(signature.name, model::Emphasis::strong);
    add_line(signature.role, model::Emphasis::none);
    add_line(signature.organisation, model::Emphasis::none);
    add_text(lines, name, column, node);
    for (std::size_t i = first; i + 1 < strips.size(); ++i) strips[i].may_break_after = false;
    if (strips.size() > first) strips.back().may_break_after = true;
}

// What the eye sees in the field; who signs stands below. Page content, so that the widget itself stays plain.
void Flow::add_signature_label(Strip& room, Column column, int parent) {
    const TypeStyle& type = composer_.types.named_or("signature_label", "footer");
    const std::string_view language = composer_.pages.language;
    const char* words = language.starts_with("ca")   ? "Document signat electrònicament"
                        : language.starts_with("gl") ? "Documento asinado electronicamente"
                        : language.starts_with("en") ? "Electronically signed document"
                                                     : "Documento firmado electrónicamente";
    const std::string label = composer_.option("signature_label", words);
    if (label.empty()) return;
    const int node = composer_.add_node(model::Role::paragraph, parent);
    for (model::PageItem& item : set_line(composer_, label, type, model::Emphasis::none, node).items) {
        move_right(item, column.left + millipoints(10));
        move_down(item, (room.height - type.leading) / 2 + baseline_of(type));
        room.items.push_back(std::move(item));
    }
}

void Flow::add(const model::PageBreak&, Column, int) {
    page_break_pending_ = !composer_.galley.strips.empty();
    pending_space_ = 0;
}

void Flow::add(const model::Spacer& spacer, Column, int) {
    const TypeStyle& type = composer_.types.named(spacer.style.empty() ? std::string_view("p") : std::string_view(spacer.style));
    pending_space_ += type.leading;
}

} // namespace legajo::layout
