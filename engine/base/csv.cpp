#include "base/csv.hpp"

namespace legajo::base {
namespace {

class Reader {
public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    }

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    CsvRow row() {
        CsvRow row{line_, {}, false};
        do row.cells.push_back(cell(row));
        while (take(separator_));
        take('\n');
        ++line_;
        return row;
    }

private:
    bool take(char c) {
        if (at_end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    [[nodiscard]] bool at_cell_end() const { return at_end() || text_[at_] == separator_ || text_[at_] == '\n'; }

    std::string cell(CsvRow& row) {
        std::string value;
        if (take('"')) {
            value = quoted(row);
            if (!at_cell_end() && text_[at_] != '\r') row.is_ill_quoted = true;
        }
        while (!at_cell_end()) value += text_[at_++];
        if (!value.empty() && value.back() == '\r' && (at_end() || text_[at_] == '\n')) value.pop_back();
        return value;
    }

    std::string quoted(CsvRow& row) {
        std::string value;
        while (!at_end()) {
            const char c = text_[at_++];
            if (c == '"' && !take('"')) return value;
            if (c == '\n') ++line_;
            value += c;
        }
        row.is_ill_quoted = true;
        return value;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0, line_ = 1;
};

} // namespace

std::vector<CsvRow> parse_csv(std::string_view text, char separator) {
    std::vector<CsvRow> rows;
    Reader reader(text, separator);
    while (!reader.at_end()) {
        auto row = reader.row();
        const bool is_blank = row.cells.size() == 1 && row.cells.front().empty();
        if (!is_blank) rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace legajo::base
