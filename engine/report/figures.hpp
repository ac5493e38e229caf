#pragma once
// The figures of one letter as data, for the creditor's own copy. Never the case file: that holds notes, offers and guarantors.

#include "model/assessment.hpp"
#include "model/case.hpp"
#include "model/decision.hpp"

#include <string>

namespace legajo::report {

// JSON (templates/schema/cifras.schema.json): the invoices that the letter takes and their sums at the controlling date; decimal strings.
[[nodiscard]] std::string figures_json(const model::Case& debt, const model::Assessment& assessment, const model::Decision& decision);

} // namespace legajo::report
