// The text of a document, sentence by sentence: what a reader of two versions compares.

#include "report/compare.hpp"

#include "base/text.hpp"

#include <array>
#include <type_traits>

namespace legajo::report {
namespace {

std::string plain(const model::RichText& rich) {
    std::string text;
    for (const auto& run : rich) text += run.text;
    return base::replaced(text, "\n", " ");
}

// A stop ends a sentence when white space and something other than a lower-case letter or a digit follow: "n.º 3" and "Sr. D." stay whole
// by the list below. A wrong cut costs nothing but a finer comparison.
bool is_abbreviation(std::string_view text_before_stop) {
    static constexpr std::array<std::string_view, 14> words{"art", "arts", "Sr", "Sra", "D", "Dña", "núm", "pág", "C", "S", "L", "A", "Ref", "tel"};
    const auto blank = text_before_stop.find_last_of(" (.");
    const auto word = blank == std::string_view::npos ? text_before_stop : text_before_stop.substr(blank + 1);
    for (auto abbreviation : words)
        if (word == abbreviation) return true;
    return false;
}

void add_sentences(std::vector<std::string>& all, std::string_view text) {
    std::size_t start = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const bool is_stop = text[at] == '.' || text[at] == '?' || text[at] == '!';
        if (!is_stop || text[at + 1] != ' ') continue;
        if (text[at] == '.' && is_abbreviation(text.substr(start, at - start))) continue;
        if (at + 2 < text.size() && text[at + 2] >= 'a' && text[at + 2] <= 'z') continue;
        all.emplace_back(base::trimmed(text.substr(start, at + 1 - start)));
        start = at + 2;
    }
    if (start < text.size())
        if (const auto rest = base::trimmed(text.substr(start)); !rest.empty()) all.emplace_back(rest);
}

void add_rows(std::vector<std::string>& all, const std::vector<model::Row>& rows) {
    for (const auto& row : rows) {
        std::string line;
        for (const auto& cell : row.cells) line += (line.empty() ? "" : " | ") + plain(cell.text);
        all.push_back(line);
    }
}

void add_blocks(std::vector<std::string>& all, const std::vector<model::Block>& blocks) {
    for (const auto& block : blocks)
        std::visit(
            [&](const auto& content) {
                using T = std::decay_t<decltype(content)>;
                if constexpr (std::is_same_v<T, model::Paragraph>) {
                    add_sentences(all, plain(content.text));
                } else if constexpr (std::is_same_v<T, model::Heading>) {
                    all.push_back(plain(content.text));
                } else if constexpr (std::is_same_v<T, model::List>) {
                    for (const auto& item : content.items) add_blocks(all, item.blocks);
                } else if constexpr (std::is_same_v<T, model::Table>) {
                    if (!content.caption.empty()) all.push_back(content.caption);
                    add_rows(all, content.head);
                    add_rows(all, content.body);
                    add_rows(all, content.foot);
                } else if constexpr (std::is_same_v<T, model::Figure>) {
                    all.push_back("[" + content.alternate + "]");
                } else if constexpr (std::is_same_v<T, model::SignatureBlock>) {
                    all.push_back(plain(content.closing));
                    all.push_back(content.name + " | " + content.role + " | " + content.organisation);
                }
            },
            block.content);
}

} // namespace

std::vector<std::string> sentences(const model::Document& document) {
    std::vector<std::string> all;
    if (document.frame) {
        const auto& frame = *document.frame;
        for (const auto& line : frame.sender) all.push_back(plain(line));
        for (const auto& line : frame.addressee) all.push_back(plain(line));
        for (const auto& [name, value] : frame.reference_lines) all.push_back(name + ": " + value);
        all.push_back(frame.place_and_date);
        all.push_back(frame.subject);
    }
    add_blocks(all, document.blocks);
    if (document.frame)
        for (const auto& line : document.frame->footer) add_sentences(all, plain(line));
    return all;
}

} // namespace legajo::report
