#pragma once
// What letters have in common: the header, the colour profile and the faces stand first in the file. Made and hashed once for each set of faces.

#include "base/hash.hpp"
#include "text/font_catalogue.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace legajo::draw {

struct Beginning {
    std::string bytes;
    base::Sha256Stream hashed;                       // has taken them
    std::vector<std::size_t> offsets;                // of its objects, which are numbered one after another
    std::uint32_t colour_profile = 0;                // object numbers
    std::map<text::FaceId, std::uint32_t> fonts;
};

// Keeps a few, so that its memory is bounded. Not thread-safe: one per worker, and one catalogue for its whole life.
class Beginnings {
public:
    [[nodiscard]] std::shared_ptr<const Beginning> of(const std::set<text::FaceId>& faces, const text::FontCatalogue& fonts);

private:
    static constexpr std::size_t most_ = 8;
    std::deque<std::pair<std::set<text::FaceId>, std::shared_ptr<const Beginning>>> known_; // the newest first
};

} // namespace legajo::draw
