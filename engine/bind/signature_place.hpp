#pragma once

#include "model/signing.hpp"

#include <podofo/podofo.h>

#include <optional>
#include <string_view>

namespace legajo::bind {

// The signature dictionary that our own PDF brought along: unsigned, with a hole of zeros. Its object number; 0 when there is none.
// Its byte range is widened so that any offset fits.
[[nodiscard]] unsigned prepare_signature_dictionary(PoDoFo::PdfMemDocument& document);

// Where that dictionary's hole and byte range stand in the written file.
[[nodiscard]] std::optional<model::SignatureHole> find_hole(std::string_view written, unsigned object_number);

} // namespace legajo::bind
