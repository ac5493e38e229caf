#pragma once
// A small XML file of the pack as a tree with places. Entities other than the five of XML, DOCTYPE and CDATA tricks are refused.

#include "base/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::pack {

struct Attribute {
    std::string name, value;
    base::Place place;
};

struct Element {
    std::string name;
    std::vector<Attribute> attributes;
    std::vector<Element> children;
    base::Place place;
};

// Root element of `text`, or pack.xml_broken, pack.xml_doctype, pack.xml_encoding, pack.xml_duplicate_attribute.
[[nodiscard]] base::Result<Element> parse_xml(std::string_view text, const std::string& file);

} // namespace legajo::pack
