// A table becomes strips: one a row, or one a line for rows taller than a page. The head is kept to be repeated as an artifact.
#include "layout/flow.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace legajo::layout {

namespace {

constexpr int most_columns = 40;
constexpr Millipoints least_apart = 8000;

struct ColumnPlan {
    std::vector<Millipoints> left, width; // inner edges are padded by the cell
};

class TableBuilder {
public:
    TableBuilder(Composer& composer, const model::Table& table, Column column, int parent)
        : composer_(composer), table_(table), column_(column), parent_(parent), body_type_(composer.types.named_or(styled("td"), "td")),
          head_type_(composer.types.named_or(styled("th"), "th")), label_type_(composer.types.named_or(styled("label"), composer.types.has("row_label") ? "row_label" : "td")), total_type_(composer.types.named_or(styled("total"), composer.types.has("total") ? "total" : "td")) {
        separator_ = composer.pages.language.starts_with("en") || composer.pages.language == "es-MX" ? '.' : ',';
        gap_ = std::max(body_type_.padding, Millipoints{1500});
    }

    BuiltTable build() {
        columns_ = 0;
        for (const auto* rows : {&table_.head, &table_.body, &table_.foot})
            for (const model::Row& row : *rows) columns_ = std::max(columns_, span_of(row));
        columns_ = std::min(columns_, most_columns);
        if (columns_ == 0) return {};
        plan_columns();

        const int node = composer_.add_node(model::Role::table, parent_);
        composer_.node(node).alternate = table_.caption;
        BuiltTable out;
        out.width = column_.width;
        add_group(out, table_.head, model::Role::table_head, node);
        const std::size_t head_strips = out.strips.size();
        for (Strip& strip : out.strips) strip.may_break_after = false;
        if (head_strips > 0 && !table_.body.empty()) keep_head(out);
        add_group(out, table_.body, model::Role::table_body, node);
        add_group(out, table_.foot, model::Role::table_foot, node);
        keep_company(out, head_strips);
        return out;
    }

private:
    std::string styled(const char* cell) const { return table_.style.empty() ? std::string(cell) : table_.style + "." + cell; }
    static int span_of(const model::Row& row) {
        int span = 0;
        for (const model::Cell& cell : row.cells) span += std::clamp(cell.column_span, 1, most_columns);
        return span;
    }
    static bool is_decimal(const model::Cell& cell) { return cell.align == model::CellAlign::decimal && !cell.is_header && cell.column_span <= 1; }
    const TypeStyle& type_of(const model::Row& row, const model::Cell& cell, bool in_head) const {
        if (row.is_total) return total_type_;
        if (!cell.is_header) return body_type_;
        return in_head ? head_type_ : label_type_;
    }

    // Widths: as asked; else each column gets what it wants, and text columns share what is over or give what is missing.
    void plan_columns() {
        const auto count = static_cast<std::size_t>(columns_);
        std::vector<Millipoints> wish(count, 0), least(count, 0);
        before_.assign(count, 0);
        after_.assign(count, 0);
        for (const auto* rows : {&table_.head, &table_.body, &table_.foot})
            for (const model::Row& row : *rows) {
                std::size_t at = 0;
                for (const model::Cell& cell : row.cells) {
                    const auto span = static_cast<std::size_t>(std::clamp(cell.column_span, 1, most_columns));
                    if (span == 1 && at < count) {
                        const NaturalWidth natural = natural_width(composer_, cell.text, type_of(row, cell, rows == &table_.head), separator_);
                        if (is_decimal(cell)) { // widest part before and after the comma
                            const Millipoints before = natural.before_decimal.value_or(natural.whole);
                            before_[at] = std::max(before_[at], before);
                            after_[at] = std::max(after_[at], natural.whole - before);
                        }
                        wish[at] = std::max(wish[at], rows == &table_.head ? natural.longest_word : natural.whole);
                        least[at] = std::max(least[at], cell.align == model::CellAlign::decimal ? natural.whole : natural.longest_word);
                    }
                    at += span;
                }
            }
        for (std::size_t i = 0; i < count; ++i) {
            wish[i] = std::max(wish[i], before_[i] + after_[i]);
            least[i] = std::max(least[i], before_[i] + after_[i]);
        }
        std::vector<Millipoints> width(count, 0);
        set_apart();
        const Millipoints padding = std::accumulate(apart_.begin(), apart_.end(), 2 * gap_ * static_cast<Millipoints>(count));
        const Millipoints natural_width = std::accumulate(wish.begin(), wish.end(), padding + static_cast<Millipoints>(count - 1) * millipoints(22));
        if (count <= 3 && table_.widths.empty() && natural_width < column_.width * 6 / 10) column_.width = natural_width; // a few short columns stay close together
        const Millipoints available = std::max(column_.width - padding, static_cast<Millipoints>(count));
        if (table_.widths.size() == count && std::all_of(table_.widths.begin(), table_.widths.end(), [](double w) { return std::isfinite(w) && w > 0; })) {
            const double sum = std::accumulate(table_.widths.begin(), table_.widths.end(), 0.0);
            for (std::size_t i = 0; i < count; ++i) width[i] = static_cast<Millipoints>(available * (table_.widths[i] / sum));
        } else {
            spread(wish, least, available, width);
        }
        Millipoints left = column_.left;
        for (std::size_t i = 0; i < count; ++i) {
            left += apart_[i];
            plan_.left.push_back(left + gap_);
            plan_.width.push_back(std::max(width[i], Millipoints{1}));
            left += std::max(width[i], Millipoints{1}) + 2 * gap_;
        }
    }

    // Where figures end and words begin, close columns would read as one.
    void set_apart() {
        apart_.assign(static_cast<std::size_t>(columns_), 0);
        if (table_.body.empty()) return;
        std::size_t at = 0;
        bool ends_in_figures = false;
        for (const model::Cell& cell : table_.body.front().cells) {
            if (at >= apart_.size()) break;
            if (ends_in_figures && cell.align == model::CellAlign::start) apart_[at] = std::max(least_apart - 2 * gap_, Millipoints{0});
            ends_in_figures = cell.align == model::CellAlign::decimal || cell.align == model::CellAlign::end;
            at += static_cast<std::size_t>(std::clamp(cell.column_span, 1, most_columns));
        }
    }

    static void spread(const std::vector<Millipoints>& wish, const std::vector<Millipoints>& least, Millipoints available, std::vector<Millipoints>& width) {
        const std::size_t count = wish.size();
        const std::int64_t wished = std::accumulate(wish.begin(), wish.end(), std::int64_t{0});
        const std::int64_t needed = std::accumulate(least.begin(), least.end(), std::int64_t{0});
        if (wished <= available) { // what is over: evenly between the columns, so that gaps look alike
            const std::int64_t over = available - wished;
            for (std::size_t i = 0; i < count; ++i) width[i] = wish[i] + static_cast<Millipoints>(over / static_cast<std::int64_t>(count));
        } else if (needed <= available) { // text columns give, in proportion to what they wish beyond their need
            std::int64_t beyond = 0;
            for (std::size_t i = 0; i < count; ++i) beyond += wish[i] - std::min(least[i], wish[i]);
            for (std::size_t i = 0; i < count; ++i) {
                const std::int64_t own = wish[i] - std::min(least[i], wish[i]);
                width[i] = static_cast<Millipoints>(std::min(least[i], wish[i]) + (beyond > 0 ? (available - needed) * own / beyond : 0));
            }
        } else { // too much: everyone gives alike
            for (std::size_t i = 0; i < count; ++i) width[i] = static_cast<Millipoints>(std::max<std::int64_t>(static_cast<std::int64_t>(available) * least[i] / std::max<std::int64_t>(needed, 1), 1));
        }
    }

    void add_group(BuiltTable& out, const std::vector<model::Row>& rows, model::Role role, int table_node) {
        if (rows.empty()) return;
        const int group = composer_.add_node(role, table_node);
        for (const model::Row& row : rows) add_row(out, row, group, role);
    }

    struct SetCell {
        std::vector<Line> lines;
        const TypeStyle* type = nullptr;
        model::TextAlign align = model::TextAlign::start;
        std::size_t column = 0, span = 1;
        bool decimal = false;
        std::optional<Millipoints> before_decimal;
    };

    void add_row(BuiltTable& out, const model::Row& row, int group, model::Role role) {
        const int row_node = composer_.add_node(model::Role::table_row, group);
        std::vector<SetCell> cells;
        std::size_t at = 0, tallest = 1;
        const auto count = static_cast<std::size_t>(columns_);
        const auto add_cell = [&](const model::Cell& cell) {
            const std::size_t span = std::min(static_cast<std::size_t>(std::clamp(cell.column_span, 1, most_columns)), count - at);
            const int node = composer_.add_node(cell.is_header ? model::Role::table_header : model::Role::table_data, row_node);
            if (cell.is_header) composer_.node(node).scope = role == model::Role::table_head ? "Column" : "Row";
            composer_.node(node).column_span = static_cast<int>(span);
            SetCell set;
            set.type = &type_of(row, cell, role == model::Role::table_head);
            set.column = at;
            set.span = span;
            set.align = cell.align == model::CellAlign::start ? model::TextAlign::start : cell.align == model::CellAlign::center ? model::TextAlign::center : model::TextAlign::end;
            // The commas of a column stand under one another; the block of figures ends at the column's right edge.
            set.decimal = is_decimal(cell) && span == 1;
            if (set.decimal) set.before_decimal = natural_width(composer_, cell.text, *set.type, separator_).before_decimal;
            set.lines = set_paragraph(composer_, cell.text, *set.type, {set.decimal ? std::numeric_limits<Millipoints>::max() / 4 : width_of(at, span), set.decimal ? model::TextAlign::start : set.align, 0, true}, node);
            tallest = std::max(tallest, set.lines.size());
            cells.push_back(std::move(set));
            at += span;
        };
        for (const model::Cell& cell : row.cells)
            if (at < count) add_cell(cell);
        while (at < count) add_cell(model::Cell{}); // a regular grid (ISO 14289-1 7.5)

        const bool is_head = role == model::Role::table_head;
        const TypeStyle& type = row.is_total ? total_type_ : is_head ? head_type_ : body_type_;
        const Millipoints pad = row_padding(type);
        const std::size_t first = out.strips.size();
        const bool divisible = static_cast<Millipoints>(tallest) * type.leading > millipoints(composer_.style.page_height_pt) / 3;
        for (std::size_t i = 0; i < tallest; ++i) {
            Strip strip;
            const bool is_first = i == 0, is_last = i + 1 == tallest;
            strip.height = type.leading + (is_first ? pad : 0) + (is_last ? pad : 0);
            strip.may_break_after = is_last || (divisible && i >= 1 && i + 3 < tallest);
            strip.row_split = divisible && !is_last;
            if (type.background) strip.items.push_back({-1, "Layout", model::Rule{column_.left, 0, column_.width, strip.height, *type.background}});
            if (is_first && type.rule_above) strip.items.push_back({-1, "Layout", model::Rule{column_.left, 0, column_.width, type.rule_width, *type.rule_above}});
            out.strips.push_back(std::move(strip));
        }
        // Cell by cell, so that a reader hears a cell to its end before the next; a divided row goes line by line.
        for (SetCell& cell : cells) {
            const std::size_t offset = is_head ? tallest - cell.lines.size() : 0; // heads stand on the same last line
            for (std::size_t i = 0; i < cell.lines.size(); ++i) {
                Line& line = cell.lines[i];
                const std::size_t row_line = i + offset;
                Strip& target = divisible ? out.strips[first + row_line] : out.strips[first];
                const Millipoints down = pad + baseline_of(*cell.type) + (divisible ? (row_line == 0 ? 0 : -pad) : static_cast<Millipoints>(row_line) * type.leading);
                const Millipoints right = plan_.left[cell.column] + (cell.decimal ? plan_.width[cell.column] - after_[cell.column] - cell.before_decimal.value_or(line.width) : line.offset);
                if (cell.decimal && line.width > width_of(cell.column, 1) + gap_) composer_.tell_overfull(cell_text(line));
                for (model::PageItem& item : line.items) {
                    move_right(item, right);
                    move_down(item, down);
                    target.items.push_back(std::move(item));
                }
            }
        }
        if (!divisible) { // one strip holds the row
            Strip& whole = out.strips[first];
            for (std::size_t i = first + 1; i < out.strips.size(); ++i) whole.height += out.strips[i].height;
            if (type.background) std::get<model::Rule>(whole.items.front().content).height = whole.height;
            whole.may_break_after = true;
            out.strips.resize(first + 1);
        }
        if (type.rule_below) out.strips.back().items.push_back({-1, "Layout", model::Rule{column_.left, out.strips.back().height - type.rule_width, column_.width, type.rule_width, *type.rule_below}});
    }

    static std::string cell_text(const Line& line) {
        std::string text;
        for (const model::PageItem& item : line.items)
            if (const auto* run = std::get_if<model::GlyphRun>(&item.content)) text += run->text;
        return text;
    }

    Millipoints row_padding(const TypeStyle& type) const { return type.padding * 6 / 10; }

    Millipoints width_of(std::size_t column, std::size_t span) const {
        Millipoints width = 0;
        for (std::size_t i = column; i < column + span; ++i) width += plan_.width[i] + (i > column ? 2 * gap_ + apart_[i] : 0);
        return width;
    }

    void keep_head(BuiltTable& out) {
        out.has_head = true;
        for (const Strip& strip : out.strips) {
            for (model::PageItem item : strip.items) {
                if (std::holds_alternative<model::LinkArea>(item.content)) continue;
                item.structure = -1;
                if (item.artifact.empty()) item.artifact = "Pagination";
                move_down(item, out.head.height);
                out.head.items.push_back(std::move(item));
            }
            out.head.height += strip.height;
        }
    }

    // No head with a single row under it, no last row or total alone on a page.
    void keep_company(BuiltTable& out, std::size_t head_strips) {
        auto& strips = out.strips;
        const std::size_t count = strips.size();
        if (table_.keep_together) {
            for (std::size_t i = 0; i + 1 < count; ++i) strips[i].may_break_after = false;
            return;
        }
        if (head_strips < count && head_strips + 1 < count && !strips[head_strips].row_split) strips[head_strips].may_break_after = false;
        std::size_t kept_rows = 0; // totals and foot with two rows before them
        std::size_t index = count;
        const std::size_t totals = trailing_totals();
        while (index > head_strips && kept_rows <= totals) {
            --index;
            if (index > 0 && index > head_strips && !strips[index - 1].row_split) strips[index - 1].may_break_after = false;
            if (!strips[index].row_split) ++kept_rows;
        }
        strips.back().may_break_after = true;
    }

    std::size_t trailing_totals() const {
        std::size_t totals = table_.foot.size();
        if (totals == 0)
            for (auto row = table_.body.rbegin(); row != table_.body.rend() && row->is_total; ++row) ++totals;
        return std::min<std::size_t>(totals, 6);
    }

    Composer& composer_;
    const model::Table& table_;
    Column column_;
    int parent_;
    const TypeStyle& body_type_;
    const TypeStyle& head_type_;
    const TypeStyle& label_type_; // first cell of a row
    const TypeStyle& total_type_;
    char separator_ = ',';
    Millipoints gap_ = 0;
    int columns_ = 0;
    ColumnPlan plan_;
    std::vector<Millipoints> before_, after_; // of the comma, by column
    std::vector<Millipoints> apart_;          // more room before a column
};

} // namespace

BuiltTable build_table(Composer& composer, const model::Table& table, Column column, int parent) { return TableBuilder(composer, table, column, parent).build(); }

} // namespace legajo::layout
