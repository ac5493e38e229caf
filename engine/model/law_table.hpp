#pragma once
// Dated tables of the pack: rates, thresholds, fees, holidays; and the catalogue of rules. A row keeps its norm and source.

#include "base/date.hpp"
#include "base/decimal.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace legajo::model {

using base::Date;
using base::Decimal;

// C, S, I, K of law.md. S, I and K are shown as "to be checked by the lawyer" wherever they decide something.
enum class Confidence { confirmed, single_source, inferred, known_unread };

struct LawRow {
    std::string key;  // "late_payment", "legal", "monitorio.fee", "holiday.ES", ...
    Decimal value;
    Date from;
    std::optional<Date> to; // inclusive; absent = until further notice
    std::string norm, source, text; // text: free (a holiday's name)
    Confidence confidence = Confidence::confirmed;
};

// Rows of one key are sorted by `from` and do not overlap (checked at load).
using LawTables = std::map<std::string, std::vector<LawRow>, std::less<>>;

struct LawRule { // reglas.csv
    std::string id, norm, sentence; // sentence: for the lawyer, in the pack's language
    Confidence confidence = Confidence::confirmed;
};

using LawRules = std::map<std::string, LawRule, std::less<>>;

} // namespace legajo::model
