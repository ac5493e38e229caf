#pragma once
// Look-ups in dated tables. Rows of a key are sorted by `from` and do not overlap.

#include "base/money.hpp"
#include "model/law_table.hpp"

#include <optional>
#include <string_view>

namespace legajo::law {

// The row of `key` in force on `day`; nullptr when there is none.
[[nodiscard]] const model::LawRow* row_at(const model::LawTables& tables, std::string_view key, base::Date day);
// Whole number or amount of that row; nullopt when there is none (the question abstains).
[[nodiscard]] std::optional<int> whole_number_at(const model::LawTables& tables, std::string_view key, base::Date day);
[[nodiscard]] std::optional<base::Money> amount_at(const model::LawTables& tables, std::string_view key, base::Date day);

} // namespace legajo::law
