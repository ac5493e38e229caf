#pragma once
// RFC 4180 tables: quoted fields, doubled quotes, CRLF or LF, line breaks inside quotes, an optional byte-order mark.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::base {

struct CsvRow {
    std::size_t line = 0; // where it starts, from 1
    std::vector<std::string> cells;
    bool is_ill_quoted = false; // an open quote, or text after a closing one
};

// All rows, the header first; blank lines are left out.
[[nodiscard]] std::vector<CsvRow> parse_csv(std::string_view text, char separator = ',');

} // namespace legajo::base
