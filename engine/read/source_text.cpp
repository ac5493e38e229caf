#include "read/source_text.hpp"

#include <algorithm>
#include <cstring>

namespace legajo::read {
namespace {

constexpr std::size_t block_bytes = 256;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text) count += continues_character(byte) ? 0 : 1;
    return count;
}

} // namespace

// A line ends with LF, CR LF or a lone CR, as XML 1.0 2.11 reads them.
SourceText::SourceText(std::string utf8) : text_(std::move(utf8)) {
    line_starts_.reserve(64);
    line_starts_.push_back(0);
    const char* const begin = text_.data();
    const char* const end = begin + text_.size();
    const bool has_returns = std::memchr(begin, '\r', text_.size()) != nullptr;
    for (const char* at = begin; at < end; ++at) {
        if (!has_returns) {
            at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
            if (at == nullptr) break;
        } else if (*at == '\r') {
            if (at + 1 < end && at[1] == '\n') ++at;
        } else if (*at != '\n') {
            continue;
        }
        line_starts_.push_back(static_cast<std::uint32_t>(at + 1 - begin));
    }
    characters_before_block_.reserve(text_.size() / block_bytes + 1);
    std::size_t characters = 0;
    for (std::size_t block = 0; block <= text_.size(); block += block_bytes) {
        characters_before_block_.push_back(static_cast<std::uint32_t>(characters));
        characters += count_characters(text().substr(block, block_bytes));
    }
}

std::size_t SourceText::characters_before(std::size_t offset) const {
    const std::size_t block = offset / block_bytes;
    return characters_before_block_[block] + count_characters(text().substr(block * block_bytes, offset - block * block_bytes));
}

Position SourceText::position(std::size_t offset) const {
    if (line_starts_.empty()) return {1, 1};
    offset = std::min(offset, text_.size());
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const std::size_t start = *(after - 1);
    return {static_cast<std::size_t>(after - line_starts_.begin()), characters_before(offset) - characters_before(start) + 1};
}

std::size_t SourceText::offset(std::size_t line, std::size_t column) const {
    if (line == 0 || line > line_starts_.size() || column == 0) return text_.size();
    const std::size_t wanted = characters_before(line_starts_[line - 1]) + column - 1; // characters before the one looked for
    const auto after = std::upper_bound(characters_before_block_.begin(), characters_before_block_.end(), wanted);
    const auto block = static_cast<std::size_t>(after - characters_before_block_.begin()) - 1;
    std::size_t at = block * block_bytes, passed = characters_before_block_[block];
    for (; at < text_.size(); ++at) {
        if (continues_character(text_[at])) continue;
        if (passed++ == wanted) break;
    }
    return at;
}

} // namespace legajo::read
