#pragma once
// Dates of PDF: D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-1, 7.9.4). Parts behind the year may be missing.

#include "base/date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace legajo::verify {

[[nodiscard]] std::optional<base::Instant> parse_pdf_date(std::string_view text);
[[nodiscard]] std::string pdf_date(base::Instant instant);

} // namespace legajo::verify
