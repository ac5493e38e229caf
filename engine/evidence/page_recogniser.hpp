#pragma once
// OCR of scanned pages of a PDF: what has text is left alone, what is a picture gets its words, unseen, in their places.

#include "evidence/notes.hpp"

#include "model/exhibit.hpp"

#include <qpdf/QPDF.hh>

namespace legajo::evidence {

class PageRecogniser { // one per document
public:
    PageRecogniser(QPDF& pdf, const model::ExhibitRequest& request, Notes& notes) : pdf_(pdf), request_(request), notes_(notes) {}

    // `page`: cleaned, without text of its own. True when it has text now, or had some in its forms.
    [[nodiscard]] bool give_text(QPDFObjectHandle page, int number);
    [[nodiscard]] bool has_recognised() const { return has_recognised_; }

private:
    QPDF& pdf_;
    const model::ExhibitRequest& request_;
    Notes& notes_;
    bool has_recognised_ = false;
};

} // namespace legajo::evidence
