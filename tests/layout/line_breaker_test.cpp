// What the reader sees of a paragraph: even lines, few hyphens, nothing that sticks out.
#include "layout/line_breaker.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace legajo::layout;
using Kind = BreakItem::Kind;

std::vector<BreakItem> words(std::initializer_list<int> widths) {
    std::vector<BreakItem> items;
    for (const int width : widths) {
        if (!items.empty()) items.push_back({Kind::glue, false, 0, 3000, 1500, 750, 0});
        items.push_back({Kind::box, false, 0, width * 1000, 0, 0, 0});
    }
    items.push_back({Kind::penalty, false, always_break, 0, 0, 0, 0});
    return items;
}

TEST_CASE("optimum fit looks at the whole paragraph") {
    // Line by line, the first line would take three words (perfect) and leave the second with huge gaps.
    LineBreaker breaker;
    std::vector<LineEnd> ends;
    const auto items = words({20, 20, 14, 30, 26, 24, 20});
    REQUIRE(breaker.find(items, {60000, 0, 0}, false, 30000, false, ends));
    CHECK(ends.back().item + 1 == items.size());
    for (const LineEnd& end : ends) CHECK(end.fits);
}

TEST_CASE("a word wider than the line is told, and the rest still breaks") {
    LineBreaker breaker;
    std::vector<LineEnd> ends;
    const auto items = words({20, 200, 20});
    CHECK_FALSE(breaker.find(items, {60000, 0, 0}, true, 2000, false, ends));
    REQUIRE(breaker.find(items, {60000, 0, 0}, true, 4000, true, ends));
    CHECK(ends.size() == 3);
    CHECK_FALSE(ends[1].fits);
}

} // namespace
