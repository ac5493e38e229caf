#pragma once

#include <qpdf/QPDFObjectHandle.hh>

#include <string>

namespace legajo::evidence {

// The text a page shows or hides (white, tiny or invisible text too), in the order of its content, forms included; through each font's ToUnicode
// map, else as Latin letters. For searching, not for reading: blanks mean nothing.
[[nodiscard]] std::string page_text(QPDFObjectHandle page, std::uint64_t stream_limit);

} // namespace legajo::evidence
