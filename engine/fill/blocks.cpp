// Reads the blocks of a filled template. Only read_blocks is called from outside.

#include "fill/blocks.hpp"

#include "base/text.hpp"
#include "fill/mustache_render.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace legajo::fill {
namespace {

using base::Problem;
using base::Problems;
using model::Block;
using model::Cell;
using model::CellAlign;
using model::Document;
using model::Emphasis;
using model::RichText;

constexpr std::array<std::string_view, 4> kInline = {"strong", "em", "a", "br"};
constexpr std::size_t kMarkSize = 3; // bytes of kValueBegin and kValueEnd
constexpr char kMarkFirst = '\xEF';

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

class Reader {
public:
    explicit Reader(BlockInput input) : input_(std::move(input)) {}

    base::Result<Document> read() {
        pugi::xml_document xml;
        const std::string whole = "<carta>" + input_.text + "</carta>";
        constexpr unsigned kFlags = pugi::parse_escapes | pugi::parse_ws_pcdata | pugi::parse_eol | pugi::parse_wconv_attribute;
        const pugi::xml_parse_result parsed = xml.load_buffer(whole.data(), whole.size(), kFlags, pugi::encoding_utf8);
        if (!parsed) {
            problem("fill.block_malformed", parsed.offset).with("detalle", parsed.description());
            return std::move(problems_);
        }
        const pugi::xml_node root = xml.document_element();
        if (root.next_sibling()) problem("fill.block_malformed", root.next_sibling().offset_debug()).with("detalle", "text after the end of the letter");
        read_zones(root);
        document_.blocks = read_flow(root, true);
        if (!problems_.empty()) return std::move(problems_);
        return std::move(document_);
    }

private:
    // ---- places and problems ----

    base::Place place_at(std::ptrdiff_t offset) const {
        if (input_.lines == nullptr) return {input_.file, 0, 0, ""};
        const std::size_t end = offset < 7 ? 0 : std::min(input_.text.size(), static_cast<std::size_t>(offset) - 7); // "<carta>" stands before
        const auto line = static_cast<std::size_t>(std::count(input_.text.begin(), input_.text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        return line < input_.lines->size() ? (*input_.lines)[line] : base::Place{input_.file, 0, 0, ""};
    }

    Problem& problem(const char* code, std::ptrdiff_t offset) {
        problems_.push_back(Problem{base::Severity::error, code, "fill", place_at(offset), {}});
        return problems_.back();
    }

    void unknown(const pugi::xml_node& node) {
        static const std::vector<std::string> known = {"h1",    "h2",    "p",      "ul",      "ol",           "li",          "table",       "thead", "tbody",
                                                       "tfoot", "tr",    "th",     "td",      "strong",       "em",          "a",           "br",    "figura",
                                                       "firma", "clausula", "salto", "espacio", "remitente", "destinatario", "referencias", "dato", "lugar-fecha", "asunto", "titulo", "pie"};
        problem("fill.block_unknown", node.offset_debug()).with("elemento", node.name()).with("sugerencia", base::nearest(node.name(), known).value_or("—"));
    }

    std::string attribute(const pugi::xml_node& node, const char* name) { return without_marks(node.attribute(name).value()); }

    void allow_attributes(const pugi::xml_node& node, std::initializer_list<std::string_view> allowed) {
        for (const pugi::xml_attribute& a : node.attributes())
            if (!is_one_of(a.name(), allowed)) problem("fill.block_attribute", node.offset_debug()).with("atributo", a.name()).with("elemento", node.name());
    }

    // ---- text ----

    // Both marks begin with the same byte, which hardly any other text has.
    static bool stands_at(std::string_view text, std::size_t at, const char* mark) { return text[at] == kMarkFirst && text.compare(at, kMarkSize, mark, kMarkSize) == 0; }

    static std::string without_marks(std::string_view text) {
        std::string out;
        for (std::size_t at = 0; at < text.size();) {
            if (stands_at(text, at, kValueBegin) || stands_at(text, at, kValueEnd)) at += kMarkSize;
            else out += text[at++];
        }
        return out;
    }

    static bool is_blank(std::string_view text) { return base::trimmed(without_marks(text)).empty(); }

    // Folds white space, takes the marks of values out, and keeps the template's own words.
    void add_text(RichText& into, std::string_view raw, const model::Run& like) {
        model::Run run = like;
        for (std::size_t at = 0; at < raw.size();) {
            if (stands_at(raw, at, kValueBegin)) {
                in_value_ = true;
                at += kMarkSize;
                document_.own_words += "\u2026"; // a value stands here
            } else if (stands_at(raw, at, kValueEnd)) {
                in_value_ = false;
                at += kMarkSize;
                after_stop_ = !run.text.empty() && run.text.back() == '.'; // "S.L." at the end of a sentence has one stop
            } else {
                const char c = raw[at++];
                if (std::exchange(after_stop_, false) && c == '.') continue;
                const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
                if (blank && (ends_blank(into, run) || (into.empty() && run.text.empty()))) continue;
                run.text += blank ? ' ' : c;
                if (!in_value_) document_.own_words += blank ? ' ' : c;
            }
        }
        if (run.text.empty()) return;
        const bool joins = !into.empty() && into.back().emphasis == run.emphasis && into.back().link == run.link && into.back().language == run.language;
        if (joins) into.back().text += run.text;
        else into.push_back(std::move(run));
    }

    static bool ends_blank(const RichText& text, const model::Run& run) {
        if (!run.text.empty()) return run.text.back() == ' ' || run.text.back() == '\n';
        return !text.empty() && !text.back().text.empty() && (text.back().text.back() == ' ' || text.back().text.back() == '\n');
    }

    static Emphasis stronger(Emphasis outer, std::string_view element) {
        if (element == "strong") return outer == Emphasis::em || outer == Emphasis::strong_em ? Emphasis::strong_em : Emphasis::strong;
        if (element == "em") return outer == Emphasis::strong || outer == Emphasis::strong_em ? Emphasis::strong_em : Emphasis::em;
        return outer;
    }

    void read_inline(RichText& into, const pugi::xml_node& parent, const model::Run& like) {
        for (const pugi::xml_node& node : parent.children()) {
            if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
                add_text(into, node.value(), like);
                continue;
            }
            const std::string_view name = node.name();
            if (name == "br") {
                trim_end(into);
                model::Run line_break = like;
                line_break.text = "\n";
                if (!into.empty() && into.back().emphasis == like.emphasis && into.back().link == like.link) into.back().text += "\n";
                else into.push_back(line_break);
                document_.own_words += ' ';
            } else if (std::find(kInline.begin(), kInline.end(), name) != kInline.end()) {
                model::Run inner = like;
                inner.emphasis = stronger(like.emphasis, name);
                if (name == "a") {
                    allow_attributes(node, {"href"});
                    inner.link = attribute(node, "href");
                }
                read_inline(into, node, inner);
            } else {
                unknown_or_misplaced(node);
            }
        }
    }

    void unknown_or_misplaced(const pugi::xml_node& node) {
        if (is_one_of(node.name(), {"h1", "h2", "p", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "figura", "firma", "clausula", "salto", "espacio",
                                    "remitente", "destinatario", "referencias", "dato", "lugar-fecha", "asunto", "titulo", "pie", "strong", "em", "a", "br"}))
            problem("fill.block_misplaced", node.offset_debug()).with("elemento", node.name()).with("dentro", node.parent().name());
        else unknown(node);
    }

    static void trim_end(RichText& text) {
        while (!text.empty() && !text.back().text.empty() && text.back().text.back() == ' ') {
            text.back().text.pop_back();
            if (text.back().text.empty()) text.pop_back();
        }
    }

    RichText inline_of(const pugi::xml_node& node) {
        RichText text;
        read_inline(text, node, {});
        trim_end(text);
        document_.own_words += '\n';
        return text;
    }

    std::string plain_of(const pugi::xml_node& node) {
        std::string out;
        for (const model::Run& run : inline_of(node)) out += run.text;
        return out;
    }

    // Text that must be there: in a check without values nothing can be said.
    RichText required_inline(const pugi::xml_node& node) {
        RichText text = inline_of(node);
        if (text.empty() && input_.qr) problem("fill.block_empty", node.offset_debug()).with("elemento", node.name());
        return text;
    }

    // ---- zones of the letter's frame ----

    std::vector<RichText> lines_of(const pugi::xml_node& zone) {
        std::vector<RichText> lines;
        for (const pugi::xml_node& node : zone.children()) {
            if (node.type() == pugi::node_pcdata && is_blank(node.value())) continue;
            if (std::string_view(node.name()) != "p") {
                unknown_or_misplaced(node);
                continue;
            }
            RichText line = inline_of(node);
            if (!line.empty()) lines.push_back(std::move(line));
        }
        return lines;
    }

    void read_zones(const pugi::xml_node& root) {
        model::LetterFrame frame;
        bool has_frame = false;
        for (const pugi::xml_node& node : root.children()) {
            const std::string_view name = node.name();
            if (name == "remitente") frame.sender = lines_of(node);
            else if (name == "destinatario") frame.addressee = lines_of(node);
            else if (name == "referencias") read_references(frame, node);
            else if (name == "lugar-fecha") frame.place_and_date = plain_of(node);
            else if (name == "asunto") frame.subject = plain_of(node);
            else if (name == "pie") frame.footer = lines_of(node);
            else if (name == "titulo") document_.title = plain_of(node);
            has_frame = has_frame || is_one_of(name, {"remitente", "destinatario", "asunto"});
        }
        if (has_frame) document_.frame = std::move(frame);
    }

    void read_references(model::LetterFrame& frame, const pugi::xml_node& zone) {
        for (const pugi::xml_node& node : zone.children()) {
            if (node.type() == pugi::node_pcdata && is_blank(node.value())) continue;
            if (std::string_view(node.name()) != "dato") {
                unknown_or_misplaced(node);
                continue;
            }
            allow_attributes(node, {"nombre"});
            document_.own_words += node.attribute("nombre").value();
            frame.reference_lines.emplace_back(attribute(node, "nombre"), plain_of(node));
        }
    }

    // ---- flow ----

    std::vector<Block> read_flow(const pugi::xml_node& parent, bool is_root) {
        std::vector<Block> blocks;
        for (const pugi::xml_node& node : parent.children()) {
            if (node.type() == pugi::node_pcdata) {
                if (!is_blank(node.value())) problem("fill.block_misplaced", node.offset_debug()).with("elemento", "texto suelto").with("dentro", parent.name());
                continue;
            }
            const std::string_view name = node.name();
            if (is_root && is_one_of(name, {"remitente", "destinatario", "referencias", "lugar-fecha", "asunto", "pie", "titulo"})) continue;
            if (name == "clausula") read_clause(blocks, node);
            else read_block(blocks, node);
        }
        return blocks;
    }

    void read_clause(std::vector<Block>& blocks, const pugi::xml_node& node) {
        allow_attributes(node, {"id"});
        const std::string id = attribute(node, "id");
        if (id.empty()) problem("fill.block_attribute", node.offset_debug()).with("atributo", "id").with("elemento", "clausula");
        std::vector<Block> inside = read_flow(node, false);
        if (inside.empty()) {
            if (input_.qr) problem("fill.block_empty", node.offset_debug()).with("elemento", "clausula");
            return;
        }
        document_.clauses.push_back(id);
        for (Block& block : inside) {
            if (auto* paragraph = std::get_if<model::Paragraph>(&block.content); paragraph != nullptr && paragraph->clause.empty()) paragraph->clause = id;
            if (auto* heading = std::get_if<model::Heading>(&block.content); heading != nullptr && heading->clause.empty()) heading->clause = id;
            blocks.push_back(std::move(block));
        }
    }

    void read_block(std::vector<Block>& blocks, const pugi::xml_node& node) {
        const std::string_view name = node.name();
        Block block;
        block.keep_with_next = attribute(node, "con-siguiente") == "si";
        if (name == "p") {
            allow_attributes(node, {"class", "con-siguiente"});
            block.content = model::Paragraph{attribute(node, "class"), required_inline(node), ""};
        } else if (name == "h1" || name == "h2") {
            allow_attributes(node, {"class"});
            block.content = model::Heading{name == "h1" ? 1 : 2, required_inline(node), attribute(node, "class"), ""};
        } else if (name == "ul" || name == "ol") {
            block.content = read_list(node);
        } else if (name == "table") {
            block.content = read_table(node);
        } else if (name == "figura") {
            block.content = read_figure(node);
        } else if (name == "firma") {
            allow_attributes(node, {"nombre", "cargo", "entidad"});
            block.content = model::SignatureBlock{inline_of(node), attribute(node, "nombre"), attribute(node, "cargo"), attribute(node, "entidad")};
        } else if (name == "salto") {
            block.content = model::PageBreak{};
        } else if (name == "espacio") {
            allow_attributes(node, {"class"});
            block.content = model::Spacer{attribute(node, "class")};
        } else {
            unknown_or_misplaced(node);
            return;
        }
        blocks.push_back(std::move(block));
    }

    model::List read_list(const pugi::xml_node& node) {
        allow_attributes(node, {"class"});
        model::List list;
        list.ordered = std::string_view(node.name()) == "ol";
        list.style = attribute(node, "class");
        for (const pugi::xml_node& item : node.children()) {
            if (item.type() == pugi::node_pcdata && is_blank(item.value())) continue;
            if (std::string_view(item.name()) != "li") {
                unknown_or_misplaced(item);
                continue;
            }
            const pugi::xml_node first = item.find_child([](const pugi::xml_node& n) { return n.type() == pugi::node_element; });
            const bool holds_blocks = first && std::find(kInline.begin(), kInline.end(), std::string_view(first.name())) == kInline.end();
            model::ListItem out;
            if (holds_blocks) out.blocks = read_flow(item, false);
            else out.blocks.push_back(Block{model::Paragraph{"li", required_inline(item), ""}, false});
            list.items.push_back(std::move(out));
        }
        return list;
    }

    model::Table read_table(const pugi::xml_node& node) {
        allow_attributes(node, {"class", "resumen", "anchos", "junta"});
        model::Table table;
        table.style = attribute(node, "class");
        table.caption = attribute(node, "resumen");
        table.keep_together = attribute(node, "junta") == "si";
        const std::string widths = attribute(node, "anchos");
        for (const std::string_view word : base::split(widths, ' ')) {
            const std::optional<base::Decimal> width = word.empty() ? std::nullopt : base::Decimal::parse(word);
            if (width && width->scale == 0) table.widths.push_back(static_cast<double>(width->digits));
        }
        for (const pugi::xml_node& part : node.children()) {
            if (part.type() == pugi::node_pcdata && is_blank(part.value())) continue;
            const std::string_view name = part.name();
            if (name == "thead") table.head = read_rows(part);
            else if (name == "tbody") table.body = read_rows(part);
            else if (name == "tfoot") table.foot = read_rows(part);
            else unknown_or_misplaced(part);
        }
        if (table.body.empty() && input_.qr) problem("fill.block_empty", node.offset_debug()).with("elemento", "tbody");
        return table;
    }

    std::vector<model::Row> read_rows(const pugi::xml_node& part) {
        std::vector<model::Row> rows;
        for (const pugi::xml_node& node : part.children()) {
            if (node.type() == pugi::node_pcdata && is_blank(node.value())) continue;
            if (std::string_view(node.name()) != "tr") {
                unknown_or_misplaced(node);
                continue;
            }
            allow_attributes(node, {"class"});
            model::Row row;
            row.is_total = attribute(node, "class") == "total" || std::string_view(part.name()) == "tfoot";
            for (const pugi::xml_node& cell : node.children()) {
                if (cell.type() == pugi::node_pcdata && is_blank(cell.value())) continue;
                if (is_one_of(cell.name(), {"td", "th"})) row.cells.push_back(read_cell(cell));
                else unknown_or_misplaced(cell);
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }

    Cell read_cell(const pugi::xml_node& node) {
        allow_attributes(node, {"class", "colspan"});
        Cell cell;
        cell.is_header = std::string_view(node.name()) == "th";
        cell.column_span = std::max(1, node.attribute("colspan").as_int(1));
        const std::string align = attribute(node, "class");
        if (align == "importe") cell.align = CellAlign::decimal;
        else if (align == "centro") cell.align = CellAlign::center;
        else if (align == "fin") cell.align = CellAlign::end;
        else if (!align.empty() && align != "inicio") problem("fill.block_attribute", node.offset_debug()).with("atributo", "class=" + align).with("elemento", node.name());
        cell.text = inline_of(node);
        return cell;
    }

    model::Figure read_figure(const pugi::xml_node& node) {
        allow_attributes(node, {"tipo", "cantidad", "class", "fichero", "con-siguiente"});
        model::Figure figure;
        figure.style = attribute(node, "class");
        figure.alternate = plain_of(node);
        const std::string kind = attribute(node, "tipo");
        if (kind == "qr") {
            figure.kind = model::Figure::Kind::qr;
            if (input_.qr) figure.modules = input_.qr(attribute(node, "cantidad"));
            if (input_.qr && figure.modules.empty()) problem("fill.figure_data", node.offset_debug()).with("tipo", kind);
        } else if (kind == "logo") {
            figure.kind = model::Figure::Kind::logo;
            figure.file = attribute(node, "fichero");
        } else {
            problem("fill.block_attribute", node.offset_debug()).with("atributo", "tipo=" + kind).with("elemento", "figura");
        }
        if (figure.alternate.empty() && input_.qr) problem("fill.block_empty", node.offset_debug()).with("elemento", "figura");
        return figure;
    }

    BlockInput input_;
    Document document_;
    Problems problems_;
    bool in_value_ = false, after_stop_ = false;
};

} // namespace

base::Result<Document> read_blocks(BlockInput input) { return Reader(std::move(input)).read(); }

} // namespace legajo::fill
