#include "pack/csv.hpp"

#include "pack/problems.hpp"

namespace legajo::pack {

std::vector<CsvRow> parse_csv(std::string_view text, const std::string& file, base::Problems& problems) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<CsvRow> rows;
    std::size_t at = 0, line = 1;
    while (at < text.size()) {
        CsvRow row{line, {}};
        for (bool more = true; more;) {
            std::string cell;
            if (at < text.size() && text[at] == '"') {
                ++at;
                bool closed = false;
                while (at < text.size() && !closed) {
                    if (text[at] != '"') {
                        if (text[at] == '\n') ++line;
                        cell += text[at++];
                    } else if (at + 1 < text.size() && text[at + 1] == '"') {
                        cell += '"';
                        at += 2;
                    } else {
                        ++at;
                        closed = true;
                    }
                }
                const bool ends_well = at == text.size() || text[at] == ',' || text[at] == '\n' || text[at] == '\r';
                if (!closed || !ends_well) problems.push_back(problem("law.csv_quote", {file, row.line, 0, ""}));
            }
            while (at < text.size() && text[at] != ',' && text[at] != '\n') cell += text[at++];
            if (!cell.empty() && cell.back() == '\r' && (at == text.size() || text[at] == '\n')) cell.pop_back();
            row.cells.push_back(std::move(cell));
            more = at < text.size() && text[at] == ',';
            if (at < text.size()) ++at;
        }
        ++line;
        const bool blank = row.cells.size() == 1 && row.cells.front().empty();
        if (!blank) rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace legajo::pack
