#pragma once
// Text put into XML that is written by hand: XMP packets, indexes, case files, schemas (XML 1.0, 2.4).

#include <string>
#include <string_view>

namespace legajo::base {

[[nodiscard]] std::string xml_text(std::string_view text);      // between tags: & < >
[[nodiscard]] std::string xml_attribute(std::string_view text); // inside double quotes: these and "

} // namespace legajo::base
