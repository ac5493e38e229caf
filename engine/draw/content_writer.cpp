#include "draw/content_writer.hpp"

#include "base/error.hpp"
#include "draw/pdf_syntax.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace legajo::draw {

namespace {

constexpr std::array<std::string_view, 28> names{"Document", "Part",  "Sect", "Div", "H1", "H2", "H3",     "P",       "L",    "LI",   "Lbl",  "LBody", "Table", "THead",
                                                 "TBody",    "TFoot", "TR",   "TH",  "TD", "Figure", "Caption", "Link", "Form", "Span", "Note",  "TOC",   "TOCI",  "Reference"};
constexpr std::int64_t least_adjustment = 3; // thousandths of an em: below, the eye sees nothing and the file grows; the error does not add up

// A byte of a literal string; four characters want escaping, since line ends would be folded into one (ISO 32000-1 7.3.4.2).
inline char* put_byte(char* at, unsigned char byte) {
    if (byte == '(' || byte == ')' || byte == '\\') {
        *at++ = '\\';
    } else if (byte == '\r' || byte == '\n') {
        *at++ = '\\';
        byte = byte == '\r' ? 'r' : 'n';
    }
    *at++ = static_cast<char>(byte);
    return at;
}

} // namespace

std::string_view role_name(model::Role role) { return names.at(static_cast<std::size_t>(role)); }

const std::string& ContentWriter::write(const model::Page& page) {
    out_.clear();
    marked_.clear();
    page_faces_.clear();
    page_images_.clear();
    page_height_ = page.height;
    mark_open_ = text_open_ = has_fill_ = has_font_ = false;
    for (const model::PageItem& item : page.items) {
        if (std::holds_alternative<model::LinkArea>(item.content) || std::holds_alternative<model::SignatureArea>(item.content)) continue; // annotations
        begin_mark(item);
        std::visit([this](const auto& content) { paint(content); }, item.content);
    }
    end_mark();
    return out_;
}

void ContentWriter::begin_mark(const model::PageItem& item) {
    if (mark_open_ && item.structure == open_structure_ && (item.structure >= 0 || item.artifact == open_artifact_)) return;
    end_mark();
    if (item.structure >= 0) {
        base::check(static_cast<std::size_t>(item.structure) < pages_.structure.size(), "an item's element exists");
        const int id = static_cast<int>(marked_.size());
        marked_.push_back({item.structure, id});
        out_ += '/';
        out_ += role_name(pages_.structure[static_cast<std::size_t>(item.structure)].role);
        out_ += "<</MCID ";
        append_integer(out_, id);
        out_ += ">>BDC\n";
    } else {
        out_ += "/Artifact";
        out_ += item.artifact.empty() ? " BMC\n" : "<</Type" + name(item.artifact) + ">>BDC\n";
    }
    mark_open_ = true;
    open_structure_ = item.structure;
    open_artifact_ = item.artifact;
}

void ContentWriter::end_text() {
    if (text_open_) out_ += "ET\n";
    text_open_ = false;
}

void ContentWriter::end_mark() {
    end_text();
    if (mark_open_) out_ += "EMC\n";
    mark_open_ = false;
}

void ContentWriter::set_fill(model::Colour colour) {
    if (has_fill_ && fill_ == colour) return;
    out_ += colour_operands(colour);
    out_ += "rg\n";
    fill_ = colour;
    has_fill_ = true;
}

void ContentWriter::point(model::Millipoints x, model::Millipoints y) {
    append_thousandths(out_, x);
    out_ += ' ';
    append_thousandths(out_, page_height_ - y);
    out_ += ' ';
}

void ContentWriter::paint(const model::GlyphRun& run) {
    if (run.glyphs.empty()) return;
    if (!text_open_) {
        out_ += "BT\n";
        text_open_ = true;
        line_x_ = 0;
        line_y_ = page_height_;
    }
    set_fill(run.colour);
    if (!has_font_ || face_ != run.face || size_ != run.size) {
        face_ = run.face;
        size_ = run.size;
        has_font_ = true;
        page_faces_.insert(face_);
        advances_ = &fonts_.face(face_).embeddable().advances;
        out_ += "/F";
        append_integer(out_, face_);
        out_ += ' ';
        append_thousandths(out_, size_);
        out_ += " Tf\n";
    }
    append_thousandths(out_, run.x - line_x_);
    out_ += ' ';
    append_thousandths(out_, line_y_ - run.y);
    out_ += " Td\n";
    line_x_ = run.x;
    line_y_ = run.y;
    if (run.has_actual_text) out_ += "/Span<</ActualText" + utf16_hex(run.actual_text) + ">>BDC\n";

    model::Millipoints rise = 0;
    // Written by pointer: this loop sees every glyph of every letter.
    constexpr std::size_t most_per_glyph = 80; // escaped code, adjustment, rise and brackets
    if (const std::size_t room = run.glyphs.size() * most_per_glyph + 16; glyphs_.size() < room) glyphs_.resize(room);
    char* at = glyphs_.data();
    // Where the reader's pen stands and where the next glyph must stand, in millipoints * 100,000.
    std::int64_t reader = 0, wanted = 0;
    const std::int64_t thousandth_of_em = std::int64_t{size_} * 100, least = least_adjustment * thousandth_of_em;
    const std::int32_t* advances = advances_->data();
    const std::size_t codes = advances_->size();
    bool in_string = false;
    *at++ = '[';
    base::check(run.offsets.empty() || run.offsets.size() == run.glyphs.size(), "each glyph of a run has its offset, or none");
    const model::GlyphOffset* offset = run.offsets.empty() ? nullptr : run.offsets.data();
    for (const model::Glyph& glyph : run.glyphs) {
        base::check(glyph.id < codes, "a glyph is of its face");
        std::int64_t behind = wanted - reader;
        if (offset != nullptr) {
            if (offset->y != rise) {
                rise = offset->y;
                if (in_string) *at++ = ')';
                in_string = false;
                const std::string text = "]TJ " + thousandths(rise) + " Ts[";
                at = std::copy(text.begin(), text.end(), at);
            }
            behind += std::int64_t{offset++->x} * 100000;
        }
        if (behind >= least || behind <= -least) {
            const std::int64_t adjustment = (behind + (behind >= 0 ? thousandth_of_em / 2 : -thousandth_of_em / 2)) / thousandth_of_em;
            if (in_string) *at++ = ')';
            in_string = false;
            at = std::to_chars(at, at + 24, -adjustment).ptr;
            reader += adjustment * thousandth_of_em;
        }
        if (!in_string) *at++ = '(';
        in_string = true;
        at = put_byte(at, static_cast<unsigned char>(glyph.id >> 8));
        at = put_byte(at, static_cast<unsigned char>(glyph.id & 0xFF));
        reader += std::int64_t{advances[glyph.id]} * size_;
        wanted += std::int64_t{glyph.advance} * 100000;
    }
    if (in_string) *at++ = ')';
    out_.append(glyphs_.data(), at);
    out_ += "]TJ\n";
    if (rise != 0) out_ += "0 Ts\n";
    if (run.has_actual_text) out_ += "EMC\n";
}

void ContentWriter::paint(const model::Rule& rule) {
    end_text();
    set_fill(rule.colour);
    point(rule.x, rule.y + rule.height);
    append_thousandths(out_, rule.width);
    out_ += ' ';
    append_thousandths(out_, rule.height);
    out_ += " re f\n";
}

void ContentWriter::paint(const model::PathItem& path) {
    using Kind = model::PathItem::Segment::Kind;
    if (path.segments.empty() || (!path.fill && !path.stroke)) return;
    end_text();
    if (path.fill) set_fill(*path.fill);
    if (path.stroke) {
        append_thousandths(out_, path.stroke_width);
        out_ += " w ";
        out_ += colour_operands(*path.stroke);
        out_ += "RG\n";
    }
    for (const auto& segment : path.segments) {
        if (segment.kind == Kind::close) {
            out_ += "h\n";
            continue;
        }
        point(segment.x1, segment.y1);
        if (segment.kind == Kind::curve) {
            point(segment.x2, segment.y2);
            point(segment.x3, segment.y3);
        }
        out_ += segment.kind == Kind::move ? "m\n" : segment.kind == Kind::line ? "l\n" : "c\n";
    }
    out_ += path.fill && path.stroke ? "B\n" : path.fill ? "f\n" : "S\n";
}

// In a space where one unit is a module, so that each box is four short numbers.
void ContentWriter::paint(const model::ModuleGrid& grid) {
    if (grid.boxes.empty()) return;
    end_text();
    set_fill({0, 0, 0});
    out_ += "q ";
    append_thousandths(out_, grid.module);
    out_ += " 0 0 ";
    append_thousandths(out_, -grid.module);
    out_ += ' ';
    point(grid.x, grid.y);
    out_ += "cm\n";
    for (const auto& box : grid.boxes) {
        std::array<char, 4 * 6 + 3> text;
        char* at = text.data();
        for (const std::uint16_t value : {box.x, box.y, box.width, box.height}) {
            at = std::to_chars(at, text.data() + text.size(), value).ptr;
            *at++ = ' ';
        }
        out_.append(text.data(), at);
        out_ += "re\n";
    }
    out_ += "f Q\n";
}

void ContentWriter::paint(const model::ImageItem& image) {
    end_text();
    out_ += "q ";
    append_thousandths(out_, image.width);
    out_ += " 0 0 ";
    append_thousandths(out_, image.height);
    out_ += ' ';
    point(image.x, image.y + image.height);
    out_ += "cm /I";
    append_integer(out_, static_cast<std::int64_t>(page_images_.size()));
    out_ += " Do Q\n";
    page_images_.push_back(&image);
}

} // namespace legajo::draw
