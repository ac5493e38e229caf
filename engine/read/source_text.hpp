#pragma once
// The text of a case file as UTF-8, and where each byte stands in it for a person: line and column.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::read {

struct Position {
    std::size_t line = 0, column = 0; // from 1; columns are characters (code points)
};

class SourceText {
public:
    SourceText() = default;
    explicit SourceText(std::string utf8);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] Position position(std::size_t offset) const;
    [[nodiscard]] std::size_t offset(std::size_t line, std::size_t column) const; // inverse of position; size of the text when beyond

private:
    std::string text_;
    [[nodiscard]] std::size_t characters_before(std::size_t offset) const;

    std::vector<std::uint32_t> line_starts_;
    std::vector<std::uint32_t> characters_before_block_; // so that one line of many megabytes costs no more than many lines
};

} // namespace legajo::read
