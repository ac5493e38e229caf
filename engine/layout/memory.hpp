#pragma once
// What laying out earlier letters leaves for the next: it makes them quicker and changes nothing in them.

#include "layout/paragraph_memory.hpp"
#include "layout/type_style.hpp"

namespace legajo::layout {

// Bounded; one per thread, for any number of letters, styles and languages over one font catalogue.
struct Memory {
    ParagraphMemory paragraphs;
    PreparedStyles styles;
};

} // namespace legajo::layout
