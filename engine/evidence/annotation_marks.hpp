#pragma once

#include <qpdf/QPDF.hh>

namespace legajo::evidence {

// The drawing of a mark that brings none: highlights, lines under and through text, rectangles, ellipses, lines, polygons, ink (ISO 32000-1 12.5.6). A form in
// the coordinates of the page, or null for any other kind or when its numbers make no sense. Ends of lines and clouds are drawn plainly.
[[nodiscard]] QPDFObjectHandle mark_of(QPDF& pdf, QPDFObjectHandle annotation, QPDFObjectHandle media);

// Ground and border of a form's field that brings no drawing, or null.
[[nodiscard]] QPDFObjectHandle frame_of(QPDF& pdf, QPDFObjectHandle widget, QPDFObjectHandle media);

} // namespace legajo::evidence
