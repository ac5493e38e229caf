#pragma once
// RFC 4180 with a header line: quoted fields, doubled quotes, CRLF or LF, line breaks inside quotes.

#include "base/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::pack {

struct CsvRow {
    std::size_t line = 0;
    std::vector<std::string> cells;
};

// All rows, the header first. law.csv_quote for an open or misplaced quote.
[[nodiscard]] std::vector<CsvRow> parse_csv(std::string_view text, const std::string& file, base::Problems& problems);

} // namespace legajo::pack
