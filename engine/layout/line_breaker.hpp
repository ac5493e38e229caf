#pragma once
// Optimum fit over a whole paragraph after D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines" (1981), in whole numbers.

#include "layout/units.hpp"

#include <cstdint>
#include <vector>

namespace legajo::layout {

struct BreakItem {
    enum class Kind : std::uint8_t { box, glue, penalty } kind = Kind::box;
    bool flagged = false;      // a hyphen: two in a row are dear
    std::int16_t penalty = 0;  // of glue and penalty items; `never` and `always` below
    Millipoints width = 0;     // of a penalty: added when the line ends here
    Millipoints stretch = 0, shrink = 0;
    std::uint32_t source = 0;  // caller's own
};

inline constexpr std::int16_t never_break = 10000, always_break = -10000;

struct BreakSettings {
    Millipoints width = 0, first_indent = 0;
    Millipoints ragged = 0; // stretch that each line end has of its own; 0 = justified
};

struct LineEnd {
    std::uint32_t item = 0;   // the item at which the line ends
    bool fits = true;         // false: wider than the line even when shrunk
    std::int32_t ratio = 0;   // thousandths of the stretch (positive) or shrink (negative) used
};

// Scratch memory is kept between paragraphs. Not thread-safe.
class LineBreaker {
public:
    // Items must end with a penalty always_break. `allow_flagged` tells whether hyphens may be used; the caller tries without first.
    // `tolerance` in thousandths of stretch. Returns false when no solution keeps within it (ends are then untouched); with
    // `last_resort` a solution always exists.
    bool find(const std::vector<BreakItem>& items, const BreakSettings& settings, bool allow_flagged, std::int32_t tolerance, bool last_resort,
              std::vector<LineEnd>& ends);

private:
    struct Node {
        std::uint32_t item = 0;
        std::int32_t previous = -1;
        std::int64_t demerits = 0;
        Millipoints width = 0, stretch = 0, shrink = 0; // totals after the break
        std::int32_t ratio = 0;
        std::uint8_t fitness = 1;
        bool flagged = false, fits = true;
        bool is_first = false;
    };
    std::vector<Node> nodes_;
    std::vector<std::int32_t> active_;
};

} // namespace legajo::layout
