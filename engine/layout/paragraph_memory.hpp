#pragma once
// Paragraphs that were set before: letters of one template say mostly the same, and breaking lines is half of laying out.

#include "layout/paragraph.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>

namespace legajo::layout {

// Bounded; one per thread, for any number of letters, styles and languages over one font catalogue.
class ParagraphMemory {
public:
    // Lines as they were kept, or null. The key holds all that decides them.
    [[nodiscard]] const std::vector<Line>* find(const std::string& key) const;
    // Keeps them from the second time on: what is said once (a sum, a name) would only fill the memory.
    void keep(std::string key, const std::vector<Line>& lines);

private:
    static constexpr std::size_t most_bytes_ = std::size_t{8} << 20, most_seen_ = 1 << 16;
    std::unordered_map<std::string, std::vector<Line>> known_;
    std::unordered_set<std::size_t> seen_; // hashes
    std::size_t bytes_ = 0;
};

} // namespace legajo::layout
