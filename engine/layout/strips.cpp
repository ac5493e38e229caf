#include "layout/strips.hpp"

namespace legajo::layout {

namespace {

void shift(model::PageItem& item, Millipoints right, Millipoints down) {
    std::visit(
        [&](auto& content) {
            if constexpr (requires { content.segments; }) {
                for (auto& segment : content.segments) {
                    segment.x1 += right;
                    segment.x2 += right;
                    segment.x3 += right;
                    segment.y1 += down;
                    segment.y2 += down;
                    segment.y3 += down;
                }
            } else {
                content.x += right;
                content.y += down;
            }
        },
        item.content);
}

} // namespace

void move_down(model::PageItem& item, Millipoints by) { shift(item, 0, by); }
void move_right(model::PageItem& item, Millipoints by) { shift(item, by, 0); }

} // namespace legajo::layout
