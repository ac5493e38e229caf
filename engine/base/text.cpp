#include "base/text.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <numeric>

namespace legajo::base {
namespace {

bool is_ascii_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

char ascii_lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Distance by insertions, deletions, replacements and swaps of neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
    std::iota(previous.begin(), previous.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

} // namespace

bool is_valid_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < length;) {
        if (bytes[i] < 0x80) {
            ++i;
            continue;
        }
        UChar32 c = 0;
        U8_NEXT(bytes, i, length, c);
        if (c < 0) return false;
    }
    return true;
}

std::optional<std::string> to_utf8(std::string_view bytes, const std::string& encoding) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* from = ucnv_open(encoding.c_str(), &status);
    if (U_FAILURE(status)) return std::nullopt;
    UConverter* to = ucnv_open("UTF-8", &status);
    ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string result;
    std::vector<UChar> pivot(4096);
    UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
    const char* source = bytes.data();
    std::vector<char> buffer(16384);
    bool is_first = true;
    do {
        status = U_ZERO_ERROR;
        char* target = buffer.data();
        ucnv_convertEx(to, from, &target, buffer.data() + buffer.size(), &source, bytes.data() + bytes.size(), pivot.data(), &pivot_source,
                       &pivot_target, pivot.data() + pivot.size(), is_first, true, &status);
        is_first = false;
        result.append(buffer.data(), target);
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    ucnv_close(from);
    ucnv_close(to);
    if (U_FAILURE(status)) return std::nullopt;
    return result;
}

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, i, length, c);
        points.push_back(static_cast<char32_t>(c));
    }
    return points;
}

std::string utf8(char32_t code_point) {
    char bytes[4];
    std::int32_t length = 0;
    UBool is_error = false;
    U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes), length, 4, static_cast<UChar32>(code_point), is_error);
    return is_error ? std::string("\xEF\xBF\xBD") : std::string(bytes, static_cast<std::size_t>(length));
}

std::string utf8(std::span<const char32_t> points) {
    std::string text;
    for (const char32_t point : points) text += utf8(point);
    return text;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (std::size_t start = 0;;) {
        const std::size_t end = text.find(separator, start);
        pieces.push_back(text.substr(start, end == std::string_view::npos ? end : end - start));
        if (end == std::string_view::npos) return pieces;
        start = end + 1;
    }
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    if (from.empty()) return std::string(text);
    std::string result;
    for (std::size_t start = 0;;) {
        const std::size_t found = text.find(from, start);
        result += text.substr(start, found == std::string_view::npos ? found : found - start);
        if (found == std::string_view::npos) return result;
        result += to;
        start = found + from.size();
    }
}

std::string ascii_lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), ascii_lowered);
    return result;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, ascii_lowered, ascii_lowered);
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
    const std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
    const std::string* best = nullptr;
    std::size_t best_distance = limit + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(ascii_lower(word), ascii_lower(candidate));
        if (distance < best_distance) {
            best = &candidate;
            best_distance = distance;
        }
    }
    return best ? std::optional(*best) : std::nullopt;
}

} // namespace legajo::base
