#include "run/page_book.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_walk.hpp"
#include "model/exhibit.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>

namespace legajo::run {
namespace {

using model::Millipoints;

void shift(model::PageItem& item, Millipoints by) {
    std::visit(
        [&](auto& content) {
            using T = std::decay_t<decltype(content)>;
            if constexpr (std::is_same_v<T, model::PathItem>) {
                for (auto& segment : content.segments) segment.x1 += by, segment.x2 += by, segment.x3 += by;
            } else {
                content.x += by;
            }
        },
        item.content);
}

} // namespace

model::Style dossier_style(const model::Style& style) {
    model::Style out = style;
    const auto option = style.options.find("dossier_margin_pt");
    const double margin = option == style.options.end() ? 48 : std::clamp(std::atof(option->second.c_str()), 20.0, 120.0);
    out.margin_left_pt = out.margin_right_pt = margin;
    out.margin_top_pt = margin;
    out.margin_bottom_pt = margin + 6;
    out.fold_marks = false;
    if (const auto number = out.blocks.find("page_number"); number != out.blocks.end()) number->second.align = model::TextAlign::start; // the stamp stands at the right
    return out;
}

base::Result<model::Pages> laid_out(const model::Document& document, const model::Style& style, text::Shaper& shaper, const layout::Images& images) {
    constexpr int most_tries = 400; // each names up to fifty letters
    static const std::string unknown = "\xEF\xBF\xBD";
    auto pages = layout::lay_out(document, style, shaper, images);
    if (pages.ok()) return pages;
    model::Document copy = document;
    for (int i = 0; i < most_tries && !pages.ok(); ++i) {
        std::set<std::string> letters;
        for (const base::Problem& problem : pages.problems())
            if (problem.code == "layout.glyph_missing")
                for (const auto& [name, value] : problem.arguments)
                    if (name == "letra" && value != "?") letters.insert(value);
        if (letters.empty()) break;
        base::TextWalk replace([&](std::string& text) {
            for (const std::string& letter : letters) text = base::replaced(text, letter, letter == unknown ? "?" : unknown);
        });
        replace(copy);
        pages = layout::lay_out(copy, style, shaper, images);
    }
    return pages;
}

int add_pages(model::Pages& book, model::Pages addition) {
    const int first_page = static_cast<int>(book.pages.size());
    if (book.structure.empty()) {
        model::StructureNode root;
        root.role = model::Role::document;
        book.structure.push_back(root);
        book.title = addition.title;
        book.language = addition.language;
        book.author = addition.author;
        book.subject = addition.subject;
    }
    const auto first_node = static_cast<std::int32_t>(book.structure.size());
    for (std::size_t i = 0; i < addition.structure.size(); ++i) {
        model::StructureNode node = std::move(addition.structure[i]);
        if (i == 0) {
            node.role = model::Role::section;
            node.parent = 0;
        } else {
            node.parent += first_node;
        }
        if (node.page >= 0) node.page += first_page;
        book.structure.push_back(std::move(node));
    }
    for (model::Page& page : addition.pages) {
        for (model::PageItem& item : page.items) {
            if (item.structure >= 0) item.structure += first_node;
            if (auto* link = std::get_if<model::LinkArea>(&item.content); link && link->target_page >= 0) link->target_page += first_page;
        }
        book.pages.push_back(std::move(page));
    }
    return first_page;
}

model::Pages stamp_pages(const std::vector<std::string>& stamps, const model::Style& style, text::Shaper& shaper) {
    constexpr std::size_t at_once = 2000;
    constexpr Millipoints side = 4000, height = 13000;
    model::Style small = style;
    small.page_width_pt = 420;
    small.page_height_pt = 120;
    small.margin_left_pt = small.margin_right_pt = small.margin_top_pt = small.margin_bottom_pt = 1;
    model::Pages all;
    for (std::size_t first = 0; first < stamps.size(); first += at_once) {
        model::Document document;
        document.title = "sellos";
        document.language = "es-ES";
        document.page_label_format = " ";
        for (std::size_t i = first; i < std::min(first + at_once, stamps.size()); ++i) {
            if (i > first) document.blocks.push_back({model::PageBreak{}});
            document.blocks.push_back({model::Paragraph{"sello", {{stamps[i], model::Emphasis::none, {}, {}}}, {}}});
        }
        auto pages = layout::lay_out(document, small, shaper);
        if (!pages.ok()) throw base::Error("dossier.stamps_failed", "run", pages.problems().front().code);
        for (model::Page& page : pages->pages) {
            Millipoints left = std::numeric_limits<Millipoints>::max(), right = 0;
            std::erase_if(page.items, [](const model::PageItem& item) { return !std::holds_alternative<model::GlyphRun>(item.content) || item.structure < 0; });
            for (const model::PageItem& item : page.items) {
                const auto& run = std::get<model::GlyphRun>(item.content);
                Millipoints end = run.x;
                for (const model::Glyph& glyph : run.glyphs) end += glyph.advance;
                left = std::min(left, run.x);
                right = std::max(right, end);
            }
            for (model::PageItem& item : page.items) {
                shift(item, side - left);
                std::get<model::GlyphRun>(item.content).y += 1200;
            }
            page.width = right - left + 2 * side;
            page.height = height;
        }
        add_pages(all, std::move(*pages));
    }
    return all;
}

} // namespace legajo::run
