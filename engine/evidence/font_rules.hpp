#pragma once
// Fonts of a rebuilt PDF as PDF/A-2b asks (ISO 19005-2, 6.2.11): embedded, each letter that is shown in them, as wide as the file says. Only the
// usual kinds are looked through; in any other this is not said. Internal to evidence/.

#include <qpdf/QPDFObjectHandle.hh>

#include <cstdint>
#include <set>

namespace legajo::evidence {

// `codes`: what is shown with it; of a composite font, two bytes each. Also mends what is not seen: lists of its letters, which may be wrong and
// nobody needs (CharSet, CIDSet), and the identity that a CIDToGIDMap is when it is missing.
[[nodiscard]] bool is_font_sound(QPDFObjectHandle font, const std::set<std::uint32_t>& codes);

} // namespace legajo::evidence
