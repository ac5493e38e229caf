#pragma once
// style.xml -> model::Style (templates/schema/style.xsd). Absent attributes keep the defaults of the model.

#include "model/style.hpp"
#include "pack/xml_tree.hpp"

namespace legajo::pack {

[[nodiscard]] model::Style read_style(const Element& root, base::Problems& problems);

} // namespace legajo::pack
