#pragma once
// The galley is cut into pages; repeated heads are set, figures told where they stand, outline entries given their page.

#include "layout/composer.hpp"

namespace legajo::layout {

struct PageRoom { Millipoints top = 0, bottom = 0; }; // where strips may stand

inline constexpr std::size_t most_pages = 20000;

// Fills composer.pages.pages. `first` is the room on page one, `others` on the rest.
void paginate(Composer& composer, PageRoom first, PageRoom others);

} // namespace legajo::layout
