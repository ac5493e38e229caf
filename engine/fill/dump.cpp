#include "fill/dump.hpp"

#include "base/text.hpp"

namespace legajo::fill {
namespace {

using model::CellAlign;
using model::Emphasis;

// No-break spaces shown as '·' so that a reader of the golden sees them; line breaks as ' / '.
std::string shown(const model::RichText& text) {
    std::string out;
    for (const model::Run& run : text) {
        const bool strong = run.emphasis == Emphasis::strong || run.emphasis == Emphasis::strong_em;
        const bool em = run.emphasis == Emphasis::em || run.emphasis == Emphasis::strong_em;
        out += std::string(strong ? "*" : "") + (em ? "_" : "") + base::replaced(base::replaced(run.text, "\u00A0", "·"), "\n", " / ") + (em ? "_" : "") + (strong ? "*" : "");
        if (!run.link.empty()) out += "<" + run.link + ">";
    }
    return out;
}

class Dumper {
public:
    std::string text;

    void line(const std::string& content) { text += std::string(static_cast<std::size_t>(depth_) * 2, ' ') + content + "\n"; }

    void blocks(const std::vector<model::Block>& all) {
        for (const model::Block& block : all) std::visit(*this, block.content);
    }

    void operator()(const model::Paragraph& p) { line("p" + style(p.style) + clause(p.clause) + ": " + shown(p.text)); }
    void operator()(const model::Heading& h) { line("h" + std::to_string(h.level) + style(h.style) + clause(h.clause) + ": " + shown(h.text)); }
    void operator()(const model::List& list) {
        line(std::string(list.ordered ? "ol" : "ul") + style(list.style));
        ++depth_;
        for (const model::ListItem& item : list.items) blocks(item.blocks);
        --depth_;
    }
    void operator()(const model::Table& table) {
        line("table" + style(table.style) + (table.caption.empty() ? "" : " «" + table.caption + "»"));
        ++depth_;
        rows("head", table.head);
        rows("body", table.body);
        rows("foot", table.foot);
        --depth_;
    }
    void operator()(const model::Figure& f) {
        line("figure" + style(f.style) + ": " + f.alternate + (f.modules.empty() ? "" : " [" + std::to_string(f.modules.size()) + " modules]"));
    }
    void operator()(const model::SignatureBlock& s) { line("signature: " + shown(s.closing) + " | " + s.name + " | " + s.role + " | " + s.organisation); }
    void operator()(const model::PageBreak&) { line("page break"); }
    void operator()(const model::Spacer& s) { line("space" + style(s.style)); }

private:
    static std::string style(const std::string& name) { return name.empty() ? "" : "." + name; }
    static std::string clause(const std::string& id) { return id.empty() ? "" : " [" + id + "]"; }

    void rows(const char* part, const std::vector<model::Row>& all) {
        for (const model::Row& row : all) {
            std::string cells;
            for (const model::Cell& cell : row.cells) {
                cells += " | " + std::string(cell.is_header ? "!" : "") + (cell.align == CellAlign::decimal ? ">" : "") + shown(cell.text);
                if (cell.column_span > 1) cells += " (x" + std::to_string(cell.column_span) + ")";
            }
            line(std::string(part) + (row.is_total ? " total" : "") + cells);
        }
    }

    int depth_ = 0;
};

} // namespace

std::string dump(const model::Document& document) {
    Dumper out;
    out.line("title: " + document.title);
    out.line("language: " + document.language + ", author: " + document.author + ", reference: " + document.reference + (document.is_draft ? ", draft" : ""));
    if (document.frame) {
        const model::LetterFrame& frame = *document.frame;
        for (const model::RichText& line : frame.sender) out.line("sender: " + shown(line));
        for (const model::RichText& line : frame.addressee) out.line("addressee: " + shown(line));
        for (const auto& [name, value] : frame.reference_lines) out.line("reference: " + name + " = " + value);
        out.line("place and date: " + base::replaced(frame.place_and_date, "\u00A0", "·"));
        out.line("subject: " + base::replaced(frame.subject, "\u00A0", "·"));
    }
    out.blocks(document.blocks);
    if (document.frame)
        for (const model::RichText& line : document.frame->footer) out.line("footer: " + shown(line));
    std::string clauses;
    for (const std::string& id : document.clauses) clauses += " " + id;
    out.line("clauses:" + clauses);
    return out.text;
}

} // namespace legajo::fill
