#include "fill/elision.hpp"

#include "base/text.hpp"
#include "fill/mustache_render.hpp"

#include <algorithm>

namespace legajo::fill {
namespace {

constexpr std::size_t kHeadBytes = 48; // enough for the first word

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

char32_t lowered(char32_t c) {
    const bool is_capital = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return is_capital ? c + 0x20 : c;
}

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool is_vowel(char32_t c) { return is_one_of(c, U"aeiouàáâäèéêëìíîïòóôöùúûü"); }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0x24F); }

// un, onze, un milió; but mil, cent, deu.
bool number_elides(std::u32string_view text) {
    std::size_t at = 0;
    std::u32string first;
    while (at < text.size() && is_digit(text[at])) first += text[at++];
    std::size_t groups = 0; // of three figures, after the first
    while (at + 3 < text.size() + 0 && text[at] == '.' && is_digit(text[at + 1]) && is_digit(text[at + 2]) && is_digit(text[at + 3])) {
        ++groups;
        at += 4;
    }
    if (at < text.size() && !is_one_of(text[at], U" \u00A0,.;:)")) return false; // a number of an invoice, not a figure
    return first == U"11" || (first == U"1" && groups % 2 == 0);
}

bool word_elides(std::u32string_view word) {
    if (!word.empty() && word.front() == 'h') word.remove_prefix(1);
    if (word.empty() || !is_vowel(word.front())) return false;
    const bool may_be_consonant = word.front() == 'i' || word.front() == 'u';
    if (!may_be_consonant || word.size() < 2 || !is_vowel(word[1])) return true;
    return word == U"iu"; // the name
}

std::u32string head_of(std::string_view value) {
    value = value.substr(0, kHeadBytes);
    while (!value.empty() && !base::is_valid_utf8(value)) value.remove_suffix(1);
    const auto points = base::code_points(value);
    std::u32string head(points.begin(), points.end());
    std::transform(head.begin(), head.end(), head.begin(), lowered);
    return head;
}

// Where "de " begins that ends at `end`, emphasis that opens in between apart; npos when it does not.
std::size_t preposition_before(std::string_view text, std::size_t end) {
    for (const std::string_view tag : {"<strong>", "<em>"})
        if (text.substr(0, end).ends_with(tag)) end -= tag.size();
    const std::string_view before = text.substr(0, end);
    if (!before.ends_with("de ") && !before.ends_with("De ")) return std::string_view::npos;
    const std::size_t begin = end - 3;
    if (begin == 0) return begin;
    const auto previous = static_cast<unsigned char>(text[begin - 1]);
    const bool in_a_word = (previous >= 'a' && previous <= 'z') || (previous >= 'A' && previous <= 'Z') || previous >= 0x80;
    const bool after_a_blank = text.substr(0, begin).ends_with("\u00A0");
    return in_a_word && !after_a_blank ? std::string_view::npos : begin;
}

} // namespace

bool elides_before(std::string_view value) {
    const std::u32string head = head_of(value);
    if (head.empty()) return false;
    if (is_digit(head.front())) return number_elides(head);
    return word_elides(std::u32string_view(head).substr(0, static_cast<std::size_t>(std::find_if_not(head.begin(), head.end(), is_letter) - head.begin())));
}

std::string with_elisions(const std::string& rendered) {
    const std::string_view begin_mark = kValueBegin, end_mark = kValueEnd;
    std::string out;
    out.reserve(rendered.size());
    std::size_t copied = 0;
    for (std::size_t at = rendered.find(begin_mark); at != std::string::npos; at = rendered.find(begin_mark, at + 1)) {
        const std::size_t preposition = preposition_before(rendered, at);
        if (preposition == std::string_view::npos || preposition < copied) continue;
        const std::size_t value = at + begin_mark.size();
        if (!elides_before(std::string_view(rendered).substr(value, rendered.find(end_mark, value) - value))) continue;
        out.append(rendered, copied, preposition + 1 - copied);
        out += "’";
        copied = preposition + 3;
    }
    return out.append(rendered, copied);
}

} // namespace legajo::fill
