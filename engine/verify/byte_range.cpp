#include "verify/byte_range.hpp"

#include <algorithm>
#include <optional>

namespace legajo::verify {

namespace {

base::Problem problem(const char* code, std::string detail) {
    base::Problem out{base::Severity::error, code, "verify", {}, {}};
    out.with("detalle", std::move(detail));
    return out;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }

std::optional<std::uint8_t> nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return std::nullopt;
}

// Digits of one case: a changed case would be a changed byte that changes nothing, and no producer mixes them.
bool mixes_cases(std::string_view hex) {
    bool upper = false, lower = false;
    for (const char c : hex) {
        upper = upper || (c >= 'A' && c <= 'F');
        lower = lower || (c >= 'a' && c <= 'f');
    }
    return upper && lower;
}

bool hex_equals(std::string_view hex, std::string_view bytes) {
    if (hex.size() != 2 * bytes.size()) return false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto high = nibble(hex[2 * i]), low = nibble(hex[2 * i + 1]);
        if (!high || !low || static_cast<std::uint8_t>(*high << 4 | *low) != static_cast<std::uint8_t>(bytes[i])) return false;
    }
    return true;
}

bool follows_contents_key(std::string_view file, std::size_t hole_begin) {
    std::size_t at = hole_begin;
    while (at > 0 && is_space(file[at - 1])) --at;
    constexpr std::string_view key = "/Contents";
    return at >= key.size() && file.substr(at - key.size(), key.size()) == key;
}

// "startxref", spaces, digits, spaces just before `at`; the number must lie before it.
bool startxref_before(std::string_view file, std::size_t at) {
    const auto back_over = [&](auto accepts) {
        const std::size_t from = at;
        while (at > 0 && accepts(file[at - 1])) --at;
        return from - at;
    };
    if (back_over(is_space) == 0) return false;
    const std::size_t digits_end = at;
    const std::size_t digits = back_over([](char c) { return c >= '0' && c <= '9'; });
    if (digits == 0 || digits > 15) return false;
    const std::uint64_t offset = std::stoull(std::string(file.substr(at, digits_end - at)));
    if (back_over(is_space) == 0) return false;
    constexpr std::string_view word = "startxref";
    if (offset == 0 || offset >= at || at < word.size() || file.substr(at - word.size(), word.size()) != word) return false;
    // An attached PDF has such lines too; its number does not point at a cross-reference of this file.
    const std::string_view target = file.substr(offset, 32);
    return target.starts_with("xref") || (target[0] >= '0' && target[0] <= '9' && target.find(" obj") != std::string_view::npos);
}

} // namespace

base::Result<ByteRange> sound_byte_range(std::string_view file, const std::vector<long long>& numbers, std::string_view contents, std::size_t object_begin,
                                         std::size_t object_end) {
    if (numbers.size() != 4) return problem("verify.byte_range_malformed", std::to_string(numbers.size()) + " numbers");
    const auto size = static_cast<long long>(file.size());
    for (const long long number : numbers)
        if (number < 0 || number > size) return problem("verify.byte_range_malformed", std::to_string(number));
    if (numbers[0] != 0) return problem("verify.byte_range_malformed", "does not begin at 0");
    if (numbers[2] < numbers[1] + 2) return problem("verify.byte_range_malformed", "no hole, or overlapping stretches");
    if (numbers[3] > size - numbers[2]) return problem("verify.byte_range_malformed", "runs past the end");
    const ByteRange range{static_cast<std::size_t>(numbers[1]), static_cast<std::size_t>(numbers[2]), static_cast<std::size_t>(numbers[2] + numbers[3])};
    const std::string_view hole = file.substr(range.hole_begin, range.hole_end - range.hole_begin);
    if (hole.front() != '<' || hole.back() != '>') return problem("verify.byte_range_gap", "not from < to >");
    if (!hex_equals(hole.substr(1, hole.size() - 2), contents)) return problem("verify.byte_range_gap", "more or other than the contents");
    if (mixes_cases(hole)) return problem("verify.byte_range_gap", "capital and small digits");
    if (!follows_contents_key(file, range.hole_begin)) return problem("verify.contents_foreign", "not behind /Contents");
    if (range.hole_begin < object_begin || range.hole_end > object_end) return problem("verify.contents_foreign", "in another object");
    return range;
}

std::vector<std::size_t> revision_ends(std::string_view file) {
    constexpr std::string_view mark = "%%EOF";
    std::vector<std::size_t> ends;
    for (std::size_t at = file.find(mark); at != std::string_view::npos; at = file.find(mark, at + 1)) {
        if (!startxref_before(file, at)) continue;
        std::size_t end = at + mark.size();
        if (end < file.size() && file[end] == '\r') ++end;
        if (end < file.size() && file[end] == '\n') ++end;
        ends.push_back(end);
    }
    return ends;
}

} // namespace legajo::verify
