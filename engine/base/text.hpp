#pragma once
// Small helpers on UTF-8 text. Positions are bytes unless said otherwise.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::base {

[[nodiscard]] bool is_valid_utf8(std::string_view text);
// Bytes in a declared encoding (UTF-8, ISO-8859-1, ISO-8859-15, Windows-1252, UTF-16, ... as ICU knows it) to UTF-8. nullopt when the
// encoding is unknown or a byte sequence has no meaning in it.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, const std::string& encoding);
[[nodiscard]] std::vector<char32_t> code_points(std::string_view utf8); // invalid sequences become U+FFFD
[[nodiscard]] std::string utf8(char32_t code_point);
[[nodiscard]] std::string utf8(std::span<const char32_t> code_points);

[[nodiscard]] std::string_view trimmed(std::string_view text); // ASCII white space at both ends
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string replaced(std::string_view text, std::string_view from, std::string_view to);
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool starts_with_ignoring_case(std::string_view text, std::string_view prefix); // ASCII
// ASCII, lower case, safe as a file name on any system: accents dropped, every other character '-', runs folded, at most `limit` bytes.
[[nodiscard]] std::string file_name_safe(std::string_view text, std::size_t limit = 60);

// The candidate nearest to `word` within a third of its length, for did-you-mean. nullopt when none is near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

} // namespace legajo::base
