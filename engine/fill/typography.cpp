#include "fill/typography.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace legajo::fill {
namespace {

constexpr std::string_view kNoBreak = "\u00A0";

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c != 0x7F; });
}

bool may_print(char32_t point) {
    if (point == 0x200C || point == 0x200D) return true; // joiners are part of words in some scripts
    switch (u_charType(static_cast<UChar32>(point))) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR: return point == 0xAD; // soft hyphen
    case U_PRIVATE_USE_CHAR:
    case U_SURROGATE: return false;
    case U_UNASSIGNED: return (point & 0xFFFEU) != 0xFFFEU && !(point >= 0xFDD0 && point <= 0xFDEF);
    default: return true;
    }
}

// A blank after these words, and before what follows them, must not be a line end.
bool binds_next(std::string_view word) {
    constexpr std::string_view kEndings = "./yiODCF\xBA\xAA"; // last bytes of the words below: most words are done here
    if (word.empty() || word.size() > 8 || kEndings.find(word.back()) == std::string_view::npos) return false;
    static constexpr std::array<std::string_view, 27> words = {"n.º", "N.º", "núm.", "art.", "arts.", "Art.", "Sr.",  "Sra.", "D.",  "D.ª", "Dña.", "Ley", "Llei", "pág.",
                                                               "LO",  "RD",  "CC",   "C/",   "NIF",   "tel.", "Tel.", "Dr.",  "Dra.", "Reg.", "apdo.", "aptdo.", "Doc."};
    if (std::find(words.begin(), words.end(), word) != words.end()) return true;
    return word.size() > 1 && word.front() == '(' && binds_next(word.substr(1));
}

bool is_number(std::string_view word) {
    return !word.empty() && word.front() >= '0' && word.front() <= '9' && std::all_of(word.begin(), word.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; });
}

bool binds_before(std::string_view next, std::string_view word) {
    if (!is_number(word)) return false;
    static constexpr std::array<std::string_view, 10> units = {"€", "%", "euros", "euro", "días", "dies", "día", "dia", "facturas", "factures"};
    const std::string_view bare = next.substr(0, next.find_first_of(".,;:)»"));
    return std::find(units.begin(), units.end(), bare) != units.end();
}

void fix_text(model::RichText& text) {
    for (model::Run& run : text)
        if (run.link.empty() || run.text != run.link) run.text = with_fixed_spaces(run.text);
}

void fix_blocks(std::vector<model::Block>& blocks);

struct BlockFixer {
    void operator()(model::Paragraph& p) const { fix_text(p.text); }
    void operator()(model::Heading& h) const { fix_text(h.text); }
    void operator()(model::List& list) const {
        for (model::ListItem& item : list.items) fix_blocks(item.blocks);
    }
    void operator()(model::Table& table) const {
        for (auto* part : {&table.head, &table.body, &table.foot})
            for (model::Row& row : *part)
                for (model::Cell& cell : row.cells) fix_text(cell.text);
    }
    void operator()(model::SignatureBlock& s) const { fix_text(s.closing); }
    template <typename Other>
    void operator()(Other&) const {}
};

void fix_blocks(std::vector<model::Block>& blocks) {
    for (model::Block& block : blocks) std::visit(BlockFixer{}, block.content);
}

} // namespace

std::string normalised(std::string text) {
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* nfc = [] {
        UErrorCode failed = U_ZERO_ERROR;
        const icu::Normalizer2* made = icu::Normalizer2::getNFCInstance(failed);
        base::check(U_SUCCESS(failed), "no NFC data");
        return made;
    }();
    if (nfc->isNormalizedUTF8(text, status)) return text;
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, text, sink, nullptr, status);
    base::check(U_SUCCESS(status), "normalisation failed");
    return out;
}

std::optional<std::string> printable(std::string_view value) {
    value = base::trimmed(value);
    if (is_plain_ascii(value)) return std::string(value);
    if (!base::is_valid_utf8(value)) return std::nullopt;
    std::string out;
    bool needs_look = false;
    for (const char c : value) {
        const bool blank = c == '\t' || c == '\n' || c == '\r';
        if (!blank && static_cast<unsigned char>(c) < 0x20) return std::nullopt;
        needs_look = needs_look || static_cast<unsigned char>(c) >= 0x7F;
        out += blank ? ' ' : c;
    }
    if (needs_look)
        for (const char32_t point : base::code_points(out))
            if (!may_print(point)) return std::nullopt;
    return out;
}

std::string with_fixed_spaces(std::string_view text) {
    std::string out;
    std::size_t copied = 0, word_begin = 0;
    for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
        std::string_view word = text.substr(word_begin, at - word_begin);
        if (const std::size_t line = word.rfind('\n'); line != std::string_view::npos) word.remove_prefix(line + 1);
        word_begin = at + 1;
        const bool binds = binds_next(word);
        if (!binds && !is_number(word)) continue; // nearly all
        const std::string_view rest = text.substr(at + 1);
        const std::string_view next = rest.substr(0, rest.find_first_of(" \n"));
        if (next.empty() || !(binds || binds_before(next, word))) continue;
        out.append(text, copied, at - copied);
        out += kNoBreak;
        copied = at + 1;
    }
    out.append(text, copied);
    return out;
}

void fix_spaces(model::Document& document) {
    fix_blocks(document.blocks);
    if (!document.frame) return;
    model::LetterFrame& frame = *document.frame;
    for (auto* zone : {&frame.sender, &frame.addressee, &frame.footer})
        for (model::RichText& line : *zone) fix_text(line);
    frame.subject = with_fixed_spaces(frame.subject);
}

} // namespace legajo::fill
