#include "report/csv.hpp"

#include "base/text.hpp"

#include <array>

namespace legajo::report {
namespace {

bool starts_like_formula(std::string_view value) {
    // Blanks in front do not stop a spreadsheet from trimming them on import.
    const auto start = value.find_first_not_of(' ');
    if (start == std::string_view::npos) return false;
    value.remove_prefix(start);
    static constexpr std::array<std::string_view, 11> openings{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    for (auto opening : openings)
        if (value.starts_with(opening)) return true;
    return false;
}

} // namespace

CsvRow& CsvRow::cell(std::string value) {
    if (has_cells_) cells_ += ',';
    has_cells_ = true;
    if (value.find_first_of(",\"\r\n") != std::string::npos)
        cells_ += '"' + base::replaced(value, "\"", "\"\"") + '"';
    else
        cells_ += value;
    return *this;
}

CsvRow& CsvRow::text(std::string_view value) {
    std::string safe;
    for (char c : value)
        if (c != '\0') safe += c;
    return cell(starts_like_formula(safe) ? "'" + safe : safe);
}

CsvRow& CsvRow::data(std::string_view value) { return cell(std::string(value)); }

} // namespace legajo::report
