#include "draw/beginning.hpp"

#include "draw/deflate.hpp"
#include "draw/document_objects.hpp"
#include "draw/haru_file.hpp"
#include "draw/metadata.hpp"

namespace legajo::draw {

namespace {

// The colour profile and the faces, in the order of the catalogue.
Beginning made(const std::set<text::FaceId>& faces, const text::FontCatalogue& fonts) {
    static const std::string profile = deflated(srgb_profile(), 9);
    HaruFile file;
    Beginning beginning;
    beginning.colour_profile = file.add_stream("/N 3/Filter/FlateDecode", profile);
    for (const text::FaceId face : faces) beginning.fonts[face] = add_font(file, fonts.face(face).embeddable());
    beginning.bytes = file.write_beginning(beginning.offsets);
    beginning.hashed.add(beginning.bytes);
    return beginning;
}

} // namespace

std::shared_ptr<const Beginning> Beginnings::of(const std::set<text::FaceId>& faces, const text::FontCatalogue& fonts) {
    for (const auto& [known, beginning] : known_)
        if (known == faces) return beginning;
    known_.emplace_front(faces, std::make_shared<const Beginning>(made(faces, fonts)));
    if (known_.size() > most_) known_.pop_back();
    return known_.front().second;
}

} // namespace legajo::draw
