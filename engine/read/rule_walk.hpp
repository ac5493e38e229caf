#pragma once
// All elements of the vocabulary in the order in which a reader of the format meets them.

#include "read/rules.hpp"

#include <string>
#include <vector>

namespace legajo::read {

struct Placed { // an element and one place where it may stand
    const ElementRule* rule = nullptr;
    const ElementRule* parent = nullptr; // nullptr: the root
    const ChildRule* child = nullptr;
    std::string path;                    // "acuerdo/cuota", from below expediente
};

[[nodiscard]] std::vector<Placed> all_places(); // parents before children
[[nodiscard]] std::vector<const ElementRule*> all_rules(); // each once

} // namespace legajo::read
