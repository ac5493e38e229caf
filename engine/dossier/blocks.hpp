#pragma once
// Short ways to write blocks of a document. Internal to dossier/.

#include "model/document.hpp"

#include <initializer_list>
#include <string>
#include <vector>

namespace legajo::dossier {

using Blocks = std::vector<model::Block>;

inline model::RichText rich(std::string text, model::Emphasis emphasis = model::Emphasis::none, std::string link = {}) { return {{std::move(text), emphasis, std::move(link), {}}}; }
inline model::RichText strong(std::string text) { return rich(std::move(text), model::Emphasis::strong); }
// Text that leads to a page of the finished dossier; folio 0: no link.
inline model::RichText to_folio(std::string text, int folio) { return rich(std::move(text), model::Emphasis::none, folio > 0 ? "legajo:folio:" + std::to_string(folio) : ""); }

inline model::Block heading(int level, std::string text, std::string style = {}) { return {model::Heading{level, rich(std::move(text)), std::move(style), {}}}; }
inline model::Block paragraph(std::string text, std::string style = {}) { return {model::Paragraph{std::move(style), rich(std::move(text)), {}}}; }
inline model::Block paragraph(model::RichText text, std::string style) { return {model::Paragraph{std::move(style), std::move(text), {}}}; }

inline model::Block list_of(const std::vector<std::string>& lines, std::string style = {}) {
    model::List list;
    list.style = style;
    for (const std::string& line : lines) list.items.push_back({{{model::Paragraph{"", rich(line), {}}}}});
    return {std::move(list)};
}

enum class Side { left, right, centre };

// A table row by row; the columns' sides are told once.
class TableMaker {
public:
    TableMaker(std::string caption, std::string style, std::vector<Side> sides, std::vector<double> widths = {}) : sides_(std::move(sides)) {
        table_.caption = std::move(caption);
        table_.style = std::move(style);
        table_.widths = std::move(widths);
    }
    void head(const std::vector<std::string>& texts) {
        model::Row row;
        for (std::size_t i = 0; i < texts.size(); ++i) row.cells.push_back({rich(texts[i]), align(i), true, 1});
        table_.head.push_back(std::move(row));
    }
    void row(std::vector<model::RichText> texts, bool is_labelled = false) { table_.body.push_back(made(std::move(texts), is_labelled)); }
    void row(const std::vector<std::string>& texts, bool is_labelled = false) {
        std::vector<model::RichText> all;
        for (const std::string& text : texts) all.push_back(rich(text));
        row(std::move(all), is_labelled);
    }
    void total(const std::vector<std::string>& texts) {
        std::vector<model::RichText> all;
        for (const std::string& text : texts) all.push_back(rich(text));
        model::Row row = made(std::move(all), true);
        row.is_total = true;
        table_.body.push_back(std::move(row));
    }
    [[nodiscard]] std::size_t rows() const { return table_.body.size(); }
    [[nodiscard]] bool empty() const { return table_.body.empty(); }
    void keep_together() { table_.keep_together = true; }
    [[nodiscard]] model::Block take() { return {std::move(table_)}; }

private:
    [[nodiscard]] model::CellAlign align(std::size_t column) const {
        const Side side = column < sides_.size() ? sides_[column] : Side::left;
        return side == Side::right ? model::CellAlign::end : side == Side::centre ? model::CellAlign::center : model::CellAlign::start;
    }
    [[nodiscard]] model::Row made(std::vector<model::RichText> texts, bool is_labelled) const {
        model::Row row;
        for (std::size_t i = 0; i < texts.size(); ++i) row.cells.push_back({std::move(texts[i]), align(i), is_labelled && i == 0, 1});
        return row;
    }

    model::Table table_;
    std::vector<Side> sides_;
};

} // namespace legajo::dossier
