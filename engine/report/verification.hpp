#pragma once
// What `legajo verify` says: signature by signature as a page, and as data (templates/schema/verify.schema.json).

#include "model/verification.hpp"
#include "report/catalogue.hpp"

#include <string>

namespace legajo::report {

[[nodiscard]] std::string verification_text(const std::string& file, const model::VerifyReport& report, const Catalogue& catalogue, bool colour = false);
// One line, with line feed.
[[nodiscard]] std::string verification_json(const std::string& file, const model::VerifyReport& report, const Catalogue& catalogue);

} // namespace legajo::report
