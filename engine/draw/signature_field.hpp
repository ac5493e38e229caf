#pragma once
// The signature's field, widget and dictionary with its hole (ISO 32000-1 12.7.4.5, 12.8; ETSI EN 319 142-1).

#include "draw/draw_pages.hpp"
#include "draw/haru_file.hpp"

namespace legajo::draw {

struct SignatureField {
    ObjectNumber widget = 0, dictionary = 0;
};

// Objects without their contents; the widget's StructParent is known only after the structure tree took it.
[[nodiscard]] SignatureField add_signature_field(HaruFile& file);
void fill_signature_field(HaruFile& file, const SignatureField& field, const model::SignatureArea& area, const model::Page& page, ObjectNumber page_object, std::size_t struct_parent,
                          const DrawOptions& options);
// Finds the hole in the written bytes and fixes /ByteRange in place.
void patch_byte_range(DrawnPdf& pdf, std::size_t body_offset, std::size_t signature_bytes);

} // namespace legajo::draw
