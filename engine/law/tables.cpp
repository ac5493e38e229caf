#include "law/tables.hpp"

#include "base/wide.hpp"

#include <algorithm>

namespace legajo::law {

const model::LawRow* row_at(const model::LawTables& tables, std::string_view key, base::Date day) {
    const auto found = tables.find(key);
    if (found == tables.end()) return nullptr;
    const auto& rows = found->second;
    auto after = std::upper_bound(rows.begin(), rows.end(), day, [](base::Date d, const model::LawRow& row) { return d < row.from; });
    if (after == rows.begin()) return nullptr;
    const model::LawRow& row = *--after;
    return row.to && *row.to < day ? nullptr : &row;
}

std::optional<int> whole_number_at(const model::LawTables& tables, std::string_view key, base::Date day) {
    const model::LawRow* row = row_at(tables, key, day);
    if (!row) return std::nullopt;
    const auto unit = static_cast<std::int64_t>(base::power_of_ten(row->value.scale));
    if (row->value.digits % unit != 0) return std::nullopt;
    return static_cast<int>(row->value.digits / unit);
}

std::optional<base::Money> amount_at(const model::LawTables& tables, std::string_view key, base::Date day) {
    const model::LawRow* row = row_at(tables, key, day);
    if (!row || row->value.scale > 2) return std::nullopt;
    return base::Money(row->value.rescaled(2).digits);
}

} // namespace legajo::law
