#pragma once
// Rows of comma-separated values (RFC 4180: CRLF, quotes doubled) that a spreadsheet opens without running anything.

#include <string>
#include <string_view>

namespace legajo::report {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF"; // without it Excel reads UTF-8 as Windows-1252

class CsvRow {
public:
    // Words of users: a cell that starts like a formula (= + - @, their full-width forms, tab, carriage return) gets a leading apostrophe.
    CsvRow& text(std::string_view value);
    // Our own figures, dates and codes: as they are. Amounts keep the decimal point of the data.
    CsvRow& data(std::string_view value);
    [[nodiscard]] std::string line() const { return cells_ + "\r\n"; }

private:
    CsvRow& cell(std::string value);
    std::string cells_;
    bool has_cells_ = false;
};

} // namespace legajo::report
