#pragma once

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <map>
#include <vector>

namespace legajo::evidence {

// A page and what it inherits.
struct FoundPage {
    QPDFObjectHandle page;
    std::map<std::string, QPDFObjectHandle> inherited; // Resources, MediaBox, CropBox, Rotate
};

struct FoundPages {
    std::vector<FoundPage> pages;
    int lost = 0;              // entries that are no page: null, wrong kind, a loop
    bool is_salvaged = false;  // no page tree: every page object of the file, in order of its number
    bool is_over_limit = false;
};

// Walks the page tree without trusting it: no recursion, no loop twice, at most `limit` pages.
[[nodiscard]] FoundPages find_pages(QPDF& pdf, std::size_t limit);

} // namespace legajo::evidence
