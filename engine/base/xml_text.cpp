#include "base/xml_text.hpp"

#include "base/text.hpp"

namespace legajo::base {

std::string xml_text(std::string_view text) { return replaced(replaced(replaced(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;"); }

std::string xml_attribute(std::string_view text) { return replaced(xml_text(text), "\"", "&quot;"); }

} // namespace legajo::base
