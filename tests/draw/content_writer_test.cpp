// What stands in a page's content stream for outlines.
#include "draw/content_writer.hpp"

#include "base/files.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace legajo;
using Segment = model::PathItem::Segment;
using Kind = Segment::Kind;

std::string content_of(model::PageContent content) {
    static const auto fonts = text::FontCatalogue::load(base::find_data_folder());
    model::Pages pages;
    pages.pages.emplace_back();
    pages.pages[0].height = 100'000;
    pages.pages[0].items.push_back({.structure = -1, .artifact = "Layout", .content = std::move(content)});
    return draw::ContentWriter(pages, *fonts).write(pages.pages[0]);
}

bool has(const std::string& content, const std::string& part) { return content.find(part) != std::string::npos; }

model::PathItem box(int x, int y, int width, int height) {
    return {.segments = {{Kind::move, x, y}, {Kind::line, x + width, y}, {Kind::line, x + width, y + height}, {Kind::line, x, y + height}, {Kind::close}}, .fill = model::Colour{}, .stroke = {}, .stroke_width = 0};
}

TEST_CASE("an outline is painted as it was given") {
    CHECK(has(content_of(box(10'000, 20'000, 5'500, 3'000)), "10 80 m\n15.5 80 l\n15.5 77 l\n10 77 l\nh\nf\n"));
}

TEST_CASE("the modules of a code are boxes in their own units, from the top left corner down") {
    model::ModuleGrid grid{10'000, 20'000, 1'500, {{0, 0, 7, 1}, {0, 1, 1, 5}}};
    CHECK(has(content_of(grid), "0 0 0 rg\nq 1.5 0 0 -1.5 10 80 cm\n0 0 7 1 re\n0 1 1 5 re\nf Q\n"));
}

} // namespace
