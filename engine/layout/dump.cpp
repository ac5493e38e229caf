#include "layout/lay_out.hpp"

#include <array>
#include <cstdio>

namespace legajo::layout {

namespace {

constexpr std::array<std::string_view, 29> role_names{"Document", "Part", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody",
                                                      "TFoot", "TR", "TH", "TD", "Figure", "Caption", "Link", "Form", "Span", "Note", "TOC", "TOCI", "Reference", ""};

std::string colour_text(model::Colour colour) {
    char text[8];
    std::snprintf(text, sizeof text, "#%02X%02X%02X", colour.red, colour.green, colour.blue);
    return text;
}

struct Dumper {
    std::string& out;

    void number(std::int64_t value) { out += ' ' + std::to_string(value); }

    void operator()(const model::GlyphRun& run) {
        out += "text";
        for (const std::int64_t value : {run.x, run.y, run.size}) number(value);
        out += " face " + std::to_string(run.face) + ' ' + colour_text(run.colour) + " «" + run.text + "»";
        if (run.has_actual_text) out += " actual «" + run.actual_text + "»";
        std::int64_t width = 0;
        for (const model::Glyph& glyph : run.glyphs) width += glyph.advance;
        out += " glyphs " + std::to_string(run.glyphs.size()) + " width " + std::to_string(width);
    }
    void operator()(const model::Rule& rule) {
        out += "rule";
        for (const std::int64_t value : {rule.x, rule.y, rule.width, rule.height}) number(value);
        out += ' ' + colour_text(rule.colour);
    }
    void operator()(const model::PathItem& path) {
        out += "path";
        for (const auto& segment : path.segments) {
            out += ' ';
            out += "mlcz"[static_cast<std::size_t>(segment.kind)];
            if (segment.kind == model::PathItem::Segment::Kind::close) continue;
            out += std::to_string(segment.x1) + ',' + std::to_string(segment.y1);
            if (segment.kind == model::PathItem::Segment::Kind::curve)
                for (const std::int64_t value : {segment.x2, segment.y2, segment.x3, segment.y3}) out += ',' + std::to_string(value);
        }
        if (path.fill) out += " fill " + colour_text(*path.fill);
        if (path.stroke) out += " stroke " + colour_text(*path.stroke) + ' ' + std::to_string(path.stroke_width);
    }
    void operator()(const model::ModuleGrid& grid) {
        out += "modules";
        for (const std::int64_t value : {grid.x, grid.y, grid.module}) number(value);
        for (const auto& box : grid.boxes) out += ' ' + std::to_string(box.x) + ',' + std::to_string(box.y) + ',' + std::to_string(box.width) + 'x' + std::to_string(box.height);
    }
    void operator()(const model::ImageItem& image) {
        out += "image " + image.file;
        for (const std::int64_t value : {image.x, image.y, image.width, image.height}) number(value);
    }
    void operator()(const model::LinkArea& link) {
        out += "link";
        for (const std::int64_t value : {link.x, link.y, link.width, link.height}) number(value);
        out += ' ' + (link.uri.empty() ? "page " + std::to_string(link.target_page) : link.uri);
    }
    void operator()(const model::SignatureArea& area) {
        out += "signature";
        for (const std::int64_t value : {area.x, area.y, area.width, area.height}) number(value);
    }
};

} // namespace

std::string dump(const model::Pages& pages, const text::FontCatalogue& fonts) {
    std::string out = "pages 1\nfonts " + fonts.hash().substr(0, 16) + "\ntitle " + pages.title + "\nlanguage " + pages.language + "\n";
    for (std::size_t i = 0; i < pages.structure.size(); ++i) {
        const model::StructureNode& node = pages.structure[i];
        out += "node " + std::to_string(i) + ' ' + std::string(role_names[static_cast<std::size_t>(node.role)]) + " in " + std::to_string(node.parent);
        if (!node.scope.empty()) out += " scope " + node.scope;
        if (node.column_span > 1) out += " span " + std::to_string(node.column_span);
        if (!node.list_numbering.empty()) out += " numbering " + node.list_numbering;
        if (!node.language.empty()) out += " language " + node.language;
        if (!node.actual_text.empty()) out += " actual «" + node.actual_text + "»";
        if (!node.alternate.empty()) out += " alternate «" + node.alternate + "»";
        out += '\n';
    }
    for (std::size_t p = 0; p < pages.pages.size(); ++p) {
        const model::Page& page = pages.pages[p];
        out += "page " + std::to_string(p + 1) + ' ' + std::to_string(page.width) + ' ' + std::to_string(page.height) + " «" + page.label + "»\n";
        for (const model::PageItem& item : page.items) {
            out += item.structure >= 0 ? "  " + std::to_string(item.structure) + ' ' : "  " + item.artifact + ' ';
            std::visit(Dumper{out}, item.content);
            out += '\n';
        }
    }
    for (const model::OutlineEntry& entry : pages.outline) out += "outline " + std::to_string(entry.level) + " page " + std::to_string(entry.page + 1) + ' ' + std::to_string(entry.y) + " «" + entry.title + "»\n";
    return out;
}

} // namespace legajo::layout
