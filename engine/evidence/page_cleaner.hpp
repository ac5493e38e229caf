#pragma once

#include "evidence/annotations.hpp"
#include "evidence/notes.hpp"
#include "evidence/page_form.hpp"
#include "evidence/page_tree.hpp"

#include <set>

namespace legajo::evidence {

struct CleanedPage {
    QPDFObjectHandle page;
    bool shows_text = false;
};

// Builds new page dictionaries that hold only what is drawn. One per document: remembers what it has cleaned.
class PageCleaner {
public:
    PageCleaner(QPDF& pdf, Notes& notes, std::uint64_t stream_limit);

    [[nodiscard]] CleanedPage clean(FoundPage found, int number);

private:
    QPDFObjectHandle boxes_and_rotation(FoundPage& found, int number);
    void draw_first(QPDFObjectHandle form, QPDFObjectHandle page);
    void clean_reachable(QPDFObjectHandle from);
    bool clean_direct(QPDFObjectHandle object, std::vector<QPDFObjectHandle>& open, int depth);
    void clean_stream(QPDFObjectHandle stream);

    QPDF& pdf_;
    Notes& notes_;
    std::uint64_t stream_limit_;
    std::set<QPDFObjGen> cleaned_;
    PageForms forms_;
    Annotations annotations_;
    QPDFObjectHandle draw_form_; // shared by all pages
};

} // namespace legajo::evidence
