#pragma once

#include "evidence/notes.hpp"

#include <qpdf/QPDF.hh>

namespace legajo::evidence {

// The resources of a page's content, where drawings without their own look for them, and what the drawings add.
class LentResources {
public:
    explicit LentResources(QPDFObjectHandle resources);
    [[nodiscard]] std::string add(const char* kind, const char* prefix, QPDFObjectHandle value); // its name
    [[nodiscard]] QPDFObjectHandle all() const { return all_; }

private:
    QPDFObjectHandle all_;
    int serial_ = 0;
};

// What the reader of the original sees of forms, stamps and marks becomes part of the page (ISO 32000-1 12.5.5). One per document.
class Annotations {
public:
    Annotations(QPDF& pdf, Notes& notes);

    // `annotations` is the value of /Annots, whatever it is; `resources` those of the page's content. Adds to the contents and resources of `page`.
    void draw(QPDFObjectHandle annotations, QPDFObjectHandle resources, int rotation, QPDFObjectHandle page);

private:
    std::string drawn(QPDFObjectHandle annotation, LentResources& lent, int rotation, QPDFObjectHandle media);
    std::string drawn_mark(QPDFObjectHandle annotation, LentResources& lent, QPDFObjectHandle media);
    std::string draw_field(QPDFObjectHandle widget, LentResources& lent, QPDFObjectHandle media);
    void lend_resources(QPDFObjectHandle appearance);
    void note_link(QPDFObjectHandle annotation);

    QPDF& pdf_;
    Notes& notes_;
    bool asks_for_drawings_ = false; // NeedAppearances: the drawings that fields bring may be of older values
};

} // namespace legajo::evidence
