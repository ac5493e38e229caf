// What stands in a page's content stream for outlines.
#include "draw/content_writer.hpp"

#include "base/files.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace legajo;
using Segment = model::PathItem::Segment;
using Kind = Segment::Kind;

std::string content_of(std::vector<Segment> outline) {
    static const auto fonts = text::FontCatalogue::load(base::find_data_folder());
    model::PathItem path;
    path.segments = std::move(outline);
    path.fill = model::Colour{};
    model::Pages pages;
    pages.pages.emplace_back();
    pages.pages[0].height = 100'000;
    pages.pages[0].items.push_back({.structure = -1, .artifact = "Layout", .content = path});
    return draw::ContentWriter(pages, *fonts).write(pages.pages[0]);
}

bool has(const std::string& content, const std::string& part) { return content.find(part) != std::string::npos; }

std::vector<Segment> box(int x, int y, int width, int height) {
    return {{Kind::move, x, y}, {Kind::line, x + width, y}, {Kind::line, x + width, y + height}, {Kind::line, x, y + height}, {Kind::close}};
}

TEST_CASE("a closed rectangle is one operator, with the corners it was given") {
    CHECK(has(content_of(box(10'000, 20'000, 5'500, 3'000)), "10 80 5.5 -3 re\nf\n"));
    CHECK(has(content_of(box(10'000, 20'000, -5'500, -3'000)), "10 80 -5.5 3 re\nf\n"));
    auto two = box(0, 0, 1'000, 1'000);
    const auto second = box(50'000, 0, 1'000, 2'000);
    two.insert(two.end(), second.begin(), second.end());
    CHECK(has(content_of(two), "0 100 1 -1 re\n50 100 1 -2 re\nf\n"));
}

TEST_CASE("an outline that is nearly a rectangle keeps its lines") {
    auto open = box(0, 0, 1'000, 1'000);
    open.pop_back();
    auto slanted = box(0, 0, 1'000, 1'000);
    slanted[2].x1 = 1'001;
    for (const auto& outline : {open, slanted}) {
        CHECK_FALSE(has(content_of(outline), " re\n"));
        CHECK(has(content_of(outline), "0 100 m\n1 100 l\n"));
    }
}

} // namespace
