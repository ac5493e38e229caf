#pragma once

#include "model/exhibit.hpp"

#include <string>
#include <string_view>

namespace legajo::evidence {

struct Sniffed {
    model::ExhibitKind kind = model::ExhibitKind::unknown;
    std::string name; // for the reader: "PDF", "imagen HEIC", "vídeo", "archivo ZIP" ... what it is even when it cannot be read
};

// Looks at the first bytes (and the whole for text). Never at the name.
[[nodiscard]] Sniffed sniff(std::string_view bytes);

// Whether a file name's extension fits the kind; an unknown or absent extension fits everything.
[[nodiscard]] bool extension_fits(std::string_view file_name, model::ExhibitKind kind);

} // namespace legajo::evidence
