#include "report/text_layout.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace legajo::report {
namespace {

struct Range {
    char32_t from, to;
};

constexpr std::array zero_width{Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x064B, 0x065F},
                                Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F}, Range{0x202A, 0x202E},
                                Range{0x2060, 0x2064}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F},
                                Range{0xFEFF, 0xFEFF}};
constexpr std::array double_width{Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},  Range{0x3400, 0x4DBF},
                                  Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},   Range{0xAC00, 0xD7A3},  Range{0xF900, 0xFAFF},
                                  Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},  Range{0x1F300, 0x1F64F},
                                  Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};

template <std::size_t n>
bool contains(const std::array<Range, n>& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(), [c](Range r) { return c >= r.from && c <= r.to; });
}

int width_of(char32_t c) {
    if (c < 0x300) return c == 0xAD ? 0 : 1;
    return contains(zero_width, c) ? 0 : contains(double_width, c) ? 2 : 1;
}

// Bidirectional overrides can make a line read as something else; C0 and C1 drive terminals.
bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

std::string blanks(int n) { return std::string(static_cast<std::size_t>(std::max(n, 0)), ' '); }

std::string repeated(std::string_view text, int n) {
    std::string all;
    for (int i = 0; i < n; ++i) all += text;
    return all;
}

std::string without_trailing_blanks(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

// The first part of `text` that fits into `width` columns, at least one character.
std::size_t fitting_bytes(std::string_view text, int width) {
    std::size_t bytes = 0;
    int used = 0;
    for (char32_t c : base::code_points(text)) {
        used += width_of(c);
        if (used > width && bytes > 0) break;
        bytes += base::utf8(c).size();
    }
    return std::min(bytes, text.size());
}

// Words between blanks; a sign of currency or per cent stays with its figure.
std::vector<std::string_view> unbreakable_words(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::string_view word : base::split(text, ' ')) {
        if (word.empty()) continue;
        const bool is_sign = word.starts_with("€") || word.starts_with('%');
        if (is_sign && !words.empty() && words.back().end() + 1 == word.begin())
            words.back() = std::string_view(words.back().data(), words.back().size() + 1 + word.size());
        else
            words.push_back(word);
    }
    return words;
}

} // namespace

int display_width(std::string_view utf8) {
    int width = 0;
    for (char32_t c : base::code_points(utf8)) width += width_of(c);
    return width;
}

std::string printable(std::string_view utf8) {
    std::string text;
    text.reserve(utf8.size());
    for (char32_t c : base::code_points(utf8)) {
        if (c == U'\n' || c == U'\t')
            text += ' ';
        else
            text += is_control(c) ? base::utf8(U'\uFFFD') : base::utf8(c);
    }
    return text;
}

std::string padded(std::string_view text, int width, Align align) {
    const auto room = blanks(width - display_width(text));
    return align == Align::left ? std::string(text) + room : room + std::string(text);
}

std::string shortened(std::string_view text, int width) {
    if (display_width(text) <= width) return std::string(text);
    return std::string(text.substr(0, fitting_bytes(text, width - 1))) + "…";
}

std::vector<std::string> wrapped(std::string_view text, int width) {
    width = std::max(width, 8);
    std::vector<std::string> lines;
    std::string line;
    int used = 0;
    for (std::string_view word : unbreakable_words(text)) {
        int needs = display_width(word);
        if (!line.empty() && used + 1 + needs > width) {
            lines.push_back(std::move(line));
            line.clear();
            used = 0;
        }
        if (!line.empty()) {
            line += ' ';
            ++used;
        }
        while (needs > width) { // a word that fits no line
            const auto bytes = fitting_bytes(word, width);
            lines.emplace_back(word.substr(0, bytes));
            word.remove_prefix(bytes);
            needs = display_width(word);
        }
        line += word;
        used += needs;
    }
    if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
    return lines;
}

std::string paragraph(std::string_view first, std::string_view text, int width) {
    const int indent = display_width(first);
    std::string all;
    const auto lines = wrapped(text, width - indent);
    for (std::size_t i = 0; i < lines.size(); ++i)
        all += without_trailing_blanks((i == 0 ? std::string(first) : blanks(indent)) + lines[i]) + "\n";
    return all;
}

std::vector<int> TextTable::widths(const std::vector<std::size_t>& shown, int room, int gap) const {
    std::vector<int> widths;
    for (auto column : shown) {
        int width = display_width(columns_[column].head);
        for (const auto& row : rows_)
            if (column < row.cells.size()) width = std::max(width, display_width(row.cells[column]));
        widths.push_back(width);
    }
    int excess = std::accumulate(widths.begin(), widths.end(), gap * (static_cast<int>(shown.size()) - 1)) - room;
    while (excess > 0) { // take from the widest flexible column, never below 12
        std::size_t widest = shown.size();
        for (std::size_t i = 0; i < shown.size(); ++i)
            if (columns_[shown[i]].is_flexible && widths[i] > 12 && (widest == shown.size() || widths[i] > widths[widest])) widest = i;
        if (widest == shown.size()) break;
        --widths[widest];
        --excess;
    }
    return widths;
}

std::string TextTable::text(int width, int indent) const {
    std::vector<std::size_t> shown;
    for (std::size_t column = 0; column < columns_.size(); ++column)
        if (std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return column < row.cells.size() && !row.cells[column].empty(); }))
            shown.push_back(column);
    if (shown.empty()) return "";
    int gap = 2; // between columns; 1 when there is no room
    auto widths_of_columns = widths(shown, width - indent, gap);
    const int needed = std::accumulate(widths_of_columns.begin(), widths_of_columns.end(), gap * (static_cast<int>(shown.size()) - 1));
    if (needed > width - indent) widths_of_columns = widths(shown, width - indent, gap = 1);

    std::string all;
    const auto put = [&](const std::vector<std::vector<std::string>>& cells) {
        std::size_t height = 1;
        for (const auto& lines : cells) height = std::max(height, lines.size());
        for (std::size_t l = 0; l < height; ++l) {
            std::string line = blanks(indent);
            for (std::size_t i = 0; i < shown.size(); ++i) {
                if (i > 0) line += blanks(gap);
                line += padded(l < cells[i].size() ? cells[i][l] : "", widths_of_columns[i], columns_[shown[i]].align);
            }
            all += without_trailing_blanks(line) + "\n";
        }
    };
    const auto rule = [&] {
        std::string line = blanks(indent);
        for (std::size_t i = 0; i < shown.size(); ++i) line += (i > 0 ? blanks(gap) : "") + repeated("─", widths_of_columns[i]);
        all += line + "\n";
    };

    std::vector<std::vector<std::string>> head;
    bool has_head = false;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        head.push_back(wrapped(columns_[shown[i]].head, widths_of_columns[i]));
        has_head = has_head || !columns_[shown[i]].head.empty();
    }
    if (has_head) {
        put(head);
        rule();
    }
    bool after_total = false;
    for (const auto& row : rows_) {
        std::vector<std::vector<std::string>> cells;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const std::string cell = shown[i] < row.cells.size() ? row.cells[shown[i]] : "";
            cells.push_back(columns_[shown[i]].is_flexible ? wrapped(cell, widths_of_columns[i]) : std::vector<std::string>{cell});
        }
        if (row.is_total && !after_total) rule();
        after_total = row.is_total;
        put(cells);
    }
    return all;
}

} // namespace legajo::report
