#pragma once
// What later revisions changed in a signed document: both object graphs are walked side by side from the trailer, so it does not matter by
// which trick (new object numbers, swapped references, overlays, redefined fonts) a difference came in. Internal to verify/.

#include "verify/document.hpp"
#include "verify/report.hpp"

#include <vector>

namespace legajo::verify {

// At most 100 changes; a graph too large to compare is a change of kind `other`.
[[nodiscard]] std::vector<Change> changes_between(Document& signed_revision, Document& now);

// By DocMDP: 1 nothing but validation data and document time-stamps, 2 also signatures and filling forms, 3 also annotations; 0 as 2.
[[nodiscard]] bool is_allowed(ChangeKind kind, int certification_level);

// A signature field that came later and is seen on a page.
[[nodiscard]] bool shows_on_page(const Change& change);

} // namespace legajo::verify
