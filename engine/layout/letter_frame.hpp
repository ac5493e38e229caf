#pragma once
// The fixed zones of a letter on its first page, and what stands on every page: running head, foot, page number, fold and draft marks.

#include "layout/composer.hpp"

namespace legajo::layout {

// Letterhead, address window, references, date; into items of page one, in reading order.
[[nodiscard]] std::vector<model::PageItem> set_frame(Composer& composer, const model::LetterFrame& frame, int parent);
// Small print of the foot, bottom line at the foot's end; its height is measured first, since it limits the text above.
struct Foot {
    std::vector<model::PageItem> items; // y from the foot's top
    Millipoints height = 0;
};
[[nodiscard]] Foot set_foot(Composer& composer, const model::LetterFrame& frame, int parent);

// Artifacts of all pages, once their number is known.
void add_page_furniture(Composer& composer);

} // namespace legajo::layout
