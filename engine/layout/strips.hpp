#pragma once
// The letter as one long galley of strips before it is cut into pages. A strip is never divided.

#include "layout/units.hpp"
#include "model/pages.hpp"

#include <vector>

namespace legajo::layout {

struct Strip {
    Millipoints space_before = 0; // vanishes at the top of a page
    Millipoints height = 0;
    std::vector<model::PageItem> items; // x on the page, y from the strip's top
    bool may_break_after = true;
    bool new_page_before = false;
    int table = -1;               // index of the repeated head that tops a page beginning with this strip
    int outline_level = 0;        // heading level, 0 = none
    std::string outline_title;
    bool row_split = false;       // part of a table row taller than a page
};

struct RepeatedHead { // artifacts: the real head stands once
    std::vector<model::PageItem> items;
    Millipoints height = 0;
};

struct Galley {
    std::vector<Strip> strips;
    std::vector<RepeatedHead> heads;
};

void move_down(model::PageItem& item, Millipoints by);
void move_right(model::PageItem& item, Millipoints by);

} // namespace legajo::layout
