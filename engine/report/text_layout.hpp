#pragma once
// Plain text in columns: widths as a terminal shows them (combining marks 0, East Asian wide characters 2), wrapping, aligned tables.

#include <string>
#include <string_view>
#include <vector>

namespace legajo::report {

[[nodiscard]] int display_width(std::string_view utf8);
// Control characters (line feeds too), which a case file could use to drive a terminal, become U+FFFD or a blank.
[[nodiscard]] std::string printable(std::string_view utf8);

enum class Align { left, right };
[[nodiscard]] std::string padded(std::string_view text, int width, Align align = Align::left);
[[nodiscard]] std::string shortened(std::string_view text, int width); // ends in … when cut

// Lines of at most `width` columns broken at blanks; a word longer than that is cut. At least one line.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int width);
// The same as one text: the first line after `first`, the others after as many blanks. Ends with a line feed.
[[nodiscard]] std::string paragraph(std::string_view first, std::string_view text, int width);

// Columns take the room their cells need; when the sum is too wide, the flexible columns wrap. Rule lines are drawn under the head and
// above a total.
class TextTable {
public:
    struct Column {
        std::string head;
        Align align = Align::left;
        bool is_flexible = false; // may wrap
    };
    explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

    void row(std::vector<std::string> cells) { rows_.push_back({std::move(cells), false}); }
    void total(std::vector<std::string> cells) { rows_.push_back({std::move(cells), true}); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    // Columns whose cells are all empty are left out.
    [[nodiscard]] std::string text(int width, int indent = 2) const;

private:
    struct Row {
        std::vector<std::string> cells;
        bool is_total = false;
    };
    [[nodiscard]] std::vector<int> widths(const std::vector<std::size_t>& shown, int room, int gap) const;

    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

} // namespace legajo::report
