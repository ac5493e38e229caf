#pragma once

#include "evidence/notes.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace legajo::evidence {

struct PageForm {
    std::optional<QPDFObjectHandle> form; // none: the page is blank
    bool shows_text = false;
};

// A foreign page's content as a form XObject with resources of its own (8.10), so that what is wrong inside ends with the form: readers
// that give up in the middle of it still draw what stands after it. One per document: remembers what it has used.
class PageForms {
public:
    PageForms(QPDF& pdf, Notes& notes, std::uint64_t stream_limit) : pdf_(pdf), notes_(notes), stream_limit_(stream_limit) {}

    // resources: of the page, or null. media: the form clips a little outside it, for its edge must not touch a visible point.
    // Throws Unreadable with evidence.stream_too_large.
    [[nodiscard]] PageForm make(QPDFObjectHandle contents, QPDFObjectHandle resources, QPDFObjectHandle::Rectangle media, int number);

private:
    [[nodiscard]] QPDFObjectHandle copied(QPDFObjectHandle stream, int number);
    [[nodiscard]] QPDFObjectHandle packed(const std::vector<QPDFObjectHandle>& streams, std::string_view bytes, int number);
    QPDFObjectHandle own_resources(QPDFObjectHandle resources);
    void count_repeated(const std::vector<QPDFObjectHandle>& streams, std::uint64_t size, int number);
    [[noreturn]] void refuse(int number);

    QPDF& pdf_;
    Notes& notes_;
    std::uint64_t stream_limit_, repeated_ = 0;
    std::set<QPDFObjGen> used_;                              // content streams
    std::map<std::string, PageForm> known_;                  // by what they are made of: pages alike share one form
    std::map<QPDFObjGen, QPDFObjectHandle> known_resources_; // pages that shared them go on sharing them
};

} // namespace legajo::evidence
