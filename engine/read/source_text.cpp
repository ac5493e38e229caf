#include "read/source_text.hpp"

#include <algorithm>
#include <cstring>

namespace legajo::read {
namespace {

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

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
}

Position SourceText::position(std::size_t offset) const {
    if (line_starts_.empty()) return {1, 1};
    offset = std::min(offset, text_.size());
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const std::size_t start = *(after - 1);
    std::size_t column = 1;
    for (std::size_t at = start; at < offset; ++at)
        if (!continues_character(text_[at])) ++column;
    return {static_cast<std::size_t>(after - line_starts_.begin()), column};
}

std::size_t SourceText::offset(std::size_t line, std::size_t column) const {
    if (line == 0 || line > line_starts_.size()) return text_.size();
    std::size_t at = line_starts_[line - 1];
    for (std::size_t passed = 1; at < text_.size(); ++at) {
        if (continues_character(text_[at])) continue;
        if (passed++ == column) break;
    }
    return at;
}

} // namespace legajo::read
