#include "fill/pack_words.hpp"

namespace legajo::fill {

std::string said(const PackWords& words, std::string_view family, const std::string& value) {
    const auto found = words.find(std::string(family) + '.' + value);
    return found == words.end() ? value : found->second;
}

std::string said_by_pieces(const PackWords& words, std::string_view family, std::string_view text) {
    const std::string prefix = std::string(family) + '.';
    const auto first = words.lower_bound(prefix);
    if (first == words.end() || !first->first.starts_with(prefix)) return std::string(text);
    std::string out;
    while (!text.empty()) {
        const std::string* replacement = nullptr;
        std::size_t longest = 0;
        for (auto at = first; at != words.end() && at->first.starts_with(prefix); ++at) {
            const std::string_view piece = std::string_view(at->first).substr(prefix.size());
            if (piece.size() <= longest || !text.starts_with(piece)) continue;
            longest = piece.size();
            replacement = &at->second;
        }
        out += replacement != nullptr ? *replacement : std::string(text.substr(0, 1));
        text.remove_prefix(replacement != nullptr ? longest : 1);
    }
    return out;
}

} // namespace legajo::fill
