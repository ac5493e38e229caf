#pragma once

#include <string>
#include <string_view>

namespace legajo::evidence {

// For a PDF whose tables are beyond libqpdf's own repair: finds the objects one by one, also those packed in object streams, and gives the file
// back with new tables behind it. Empty when there are no objects, or when the file is encrypted (its objects mean nothing then).
[[nodiscard]] std::string rescued_pdf(std::string_view bytes);

} // namespace legajo::evidence
