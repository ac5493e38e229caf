#include "evidence/texts.hpp"

#include "evidence/qpdf_tools.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace legajo::evidence {
namespace {

constexpr std::size_t longest_text = std::size_t{4} << 20; // about a thousand pages

struct Entity { std::string_view name, text; };
constexpr std::array entities{
    Entity{"amp", "&"}, Entity{"lt", "<"}, Entity{"gt", ">"}, Entity{"quot", "\""}, Entity{"apos", "'"}, Entity{"nbsp", " "}, Entity{"aacute", "á"},
    Entity{"eacute", "é"}, Entity{"iacute", "í"}, Entity{"oacute", "ó"}, Entity{"uacute", "ú"}, Entity{"uuml", "ü"}, Entity{"ntilde", "ñ"}, Entity{"ccedil", "ç"},
    Entity{"agrave", "à"}, Entity{"egrave", "è"}, Entity{"ograve", "ò"}, Entity{"iuml", "ï"}, Entity{"Aacute", "Á"}, Entity{"Eacute", "É"}, Entity{"Iacute", "Í"},
    Entity{"Oacute", "Ó"}, Entity{"Uacute", "Ú"}, Entity{"Ntilde", "Ñ"}, Entity{"iquest", "¿"}, Entity{"iexcl", "¡"}, Entity{"ordm", "º"}, Entity{"ordf", "ª"},
    Entity{"laquo", "«"}, Entity{"raquo", "»"}, Entity{"ldquo", "“"}, Entity{"rdquo", "”"}, Entity{"lsquo", "‘"}, Entity{"rsquo", "’"}, Entity{"ndash", "–"},
    Entity{"mdash", "—"}, Entity{"hellip", "…"}, Entity{"euro", "€"}, Entity{"middot", "·"}, Entity{"bull", "•"}, Entity{"copy", "©"}, Entity{"reg", "®"}};

// "&eacute;" at `at` → its text and where it ends; a lone & stays.
std::pair<std::string, std::size_t> entity_at(std::string_view html, std::size_t at) {
    const std::size_t end = html.find(';', at);
    if (end == std::string_view::npos || end - at > 12 || end - at < 2) return {"&", at + 1};
    std::string_view name = html.substr(at + 1, end - at - 1);
    if (name[0] == '#') {
        const bool is_hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
        name.remove_prefix(is_hex ? 2 : 1);
        std::uint32_t number = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), number, is_hex ? 16 : 10);
        if (parsed.ec != std::errc() || number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return {"", end + 1};
        return {base::utf8(static_cast<char32_t>(number)), end + 1};
    }
    for (const Entity& entity : entities)
        if (entity.name == name) return {std::string(entity.text), end + 1};
    return {"&", at + 1};
}

class HtmlReader {
public:
    explicit HtmlReader(std::string_view html) : html_(html), lower_(base::ascii_lower(html)) {}

    std::string read() {
        while (at_ < html_.size()) {
            const char c = html_[at_];
            if (c == '<') tag();
            else if (c == '&') {
                auto [text, end] = entity_at(html_, at_);
                say(text);
                at_ = end;
            } else {
                say(std::string_view(&html_[at_], 1));
                ++at_;
            }
        }
        return std::move(text_);
    }

private:
    void say(std::string_view letters) {
        for (const char c : letters) {
            const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
            if (!is_blank) text_ += c;
            else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n') text_ += ' ';
        }
    }
    void new_line(std::size_t empty_lines) {
        while (!text_.empty() && text_.back() == ' ') text_.pop_back();
        std::size_t have = 0;
        while (have < text_.size() && text_[text_.size() - 1 - have] == '\n') ++have;
        if (!text_.empty())
            for (; have < empty_lines + 1; ++have) text_ += '\n';
    }
    void skip_past(std::string_view mark) {
        const std::size_t found = lower_.find(mark, at_);
        at_ = found == std::string::npos ? html_.size() : found + mark.size();
    }
    void tag() {
        if (lower_.compare(at_, 4, "<!--") == 0) return skip_past("-->");
        std::size_t begin = at_ + 1;
        const bool is_end = begin < html_.size() && html_[begin] == '/';
        begin += is_end;
        std::size_t end = begin;
        while (end < lower_.size() && ((lower_[end] >= 'a' && lower_[end] <= 'z') || (end > begin && lower_[end] >= '0' && lower_[end] <= '9'))) ++end;
        const std::string_view name = std::string_view(lower_).substr(begin, end - begin);
        if (name.empty() && !(begin < html_.size() && (html_[begin] == '!' || html_[begin] == '?'))) { // a lone < is text
            say("<");
            ++at_;
            return;
        }
        for (const auto& [hidden, closing] : {std::pair<std::string_view, std::string_view>{"script", "</script"}, {"style", "</style"}, {"title", "</title"}})
            if (!is_end && name == hidden) skip_past(closing);
        skip_past(">");
        lay_out(name, is_end);
    }
    void lay_out(std::string_view name, bool is_end) {
        static constexpr std::array<std::string_view, 12> paragraphs{"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "hr"};
        static constexpr std::array<std::string_view, 5> lines{"div", "tr", "li", "br", "pre"};
        if (std::ranges::find(paragraphs, name) != paragraphs.end()) new_line(1);
        else if (std::ranges::find(lines, name) != lines.end() && (name != "br" || !is_end)) new_line(name == "br" && text_.ends_with('\n') ? 1 : 0);
        if (!is_end && name == "li") text_ += "• ";
        if (is_end && (name == "td" || name == "th")) text_ += '\t';
    }

    std::string_view html_;
    std::string lower_, text_;
    std::size_t at_ = 0;
};

} // namespace

std::string decoded_text(std::string_view bytes, const std::string& declared, Notes& notes) {
    if (bytes.starts_with("\xFF\xFE")) return clean_text(base::to_utf8(bytes.substr(2), "UTF-16LE").value_or(""), bytes.size() * 2);
    if (bytes.starts_with("\xFE\xFF")) return clean_text(base::to_utf8(bytes.substr(2), "UTF-16BE").value_or(""), bytes.size() * 2);
    if (!declared.empty())
        if (const auto text = base::to_utf8(bytes, declared)) return clean_text(*text, text->size());
    if (base::is_valid_utf8(bytes)) return clean_text(bytes, bytes.size());
    notes.remark("evidence.encoding_guessed").with("codificacion", "Windows-1252");
    std::string text;
    if (const auto guessed = base::to_utf8(bytes, "windows-1252")) text = *guessed;
    else // five bytes have no meaning there
        for (const char c : bytes) text += base::utf8(static_cast<unsigned char>(c));
    return clean_text(text, text.size());
}

std::string text_of_html(std::string_view html) { return HtmlReader(html).read(); }

std::vector<model::Block> blocks_of_text(std::string_view text) {
    std::vector<model::Block> blocks;
    std::string lines;
    const auto finish = [&] {
        if (!lines.empty()) blocks.push_back(paragraph(std::exchange(lines, {})));
    };
    for (std::string_view line : base::split(text, '\n')) {
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
        if (line.empty()) finish();
        else lines += (lines.empty() ? "" : "\n") + base::replaced(line, "\t", "    ");
        if (lines.size() > 20'000) finish();
    }
    finish();
    return blocks;
}

void require_printable_length(std::string_view text, Notes& notes) {
    if (text.size() <= longest_text) return;
    notes.refuse("evidence.text_too_long").with("limite", std::to_string(longest_text >> 20) + " MB");
    throw Unreadable{};
}

void read_text(std::string_view bytes, bool is_html, model::Exhibit& exhibit, Notes& notes) {
    require_printable_length(bytes.substr(0, bytes.size() / (bytes.starts_with("\xFF\xFE") ? 2 : 1)), notes);
    std::string text = decoded_text(bytes, "", notes);
    if (is_html) text = text_of_html(text);
    exhibit.document.blocks = blocks_of_text(text);
    if (exhibit.document.blocks.empty()) {
        notes.refuse("evidence.blank");
        throw Unreadable{};
    }
    exhibit.form = model::ExhibitForm::document;
}

model::Block heading(int level, std::string text) { return {model::Heading{level, {{std::move(text), {}, {}, {}}}, {}, {}}, true}; }
model::Block paragraph(std::string text) { return {model::Paragraph{{}, {{std::move(text), {}, {}, {}}}, {}}, false}; }
model::Cell cell(std::string text, model::CellAlign align, bool is_header) { return {{{std::move(text), {}, {}, {}}}, align, is_header, 1}; }

} // namespace legajo::evidence
