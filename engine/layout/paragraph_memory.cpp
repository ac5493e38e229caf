#include "layout/paragraph_memory.hpp"

namespace legajo::layout {

namespace {

std::size_t bytes_of(const std::vector<Line>& lines) {
    std::size_t bytes = 0;
    for (const Line& line : lines) {
        bytes += sizeof line;
        for (const model::PageItem& item : line.items) {
            bytes += sizeof item;
            if (const auto* run = std::get_if<model::GlyphRun>(&item.content)) bytes += run->glyphs.size() * sizeof(model::Glyph) + run->offsets.size() * sizeof(model::GlyphOffset) + run->text.size();
        }
    }
    return bytes;
}

} // namespace

const std::vector<Line>* ParagraphMemory::find(const std::string& key) const {
    const auto found = known_.find(key);
    return found == known_.end() ? nullptr : &found->second;
}

void ParagraphMemory::keep(std::string key, const std::vector<Line>& lines) {
    if (seen_.insert(std::hash<std::string>{}(key)).second) {
        if (seen_.size() > most_seen_) seen_.clear();
        return;
    }
    const std::size_t bytes = key.size() + bytes_of(lines);
    if (bytes_ + bytes > most_bytes_) {
        known_.clear();
        bytes_ = 0;
    }
    if (known_.emplace(std::move(key), lines).second) bytes_ += bytes;
}

} // namespace legajo::layout
