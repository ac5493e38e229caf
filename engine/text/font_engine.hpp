#pragma once
// HarfBuzz objects with owners. Inside text/ only.

#include <hb-ot.h>
#include <hb.h>

#include <memory>

namespace legajo::text {

struct HarfBuzzFree {
    void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
    void operator()(hb_font_t* font) const { hb_font_destroy(font); }
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
    void operator()(hb_set_t* set) const { hb_set_destroy(set); }
};
template <typename T>
using HarfBuzzOwner = std::unique_ptr<T, HarfBuzzFree>;

// A subset face and a font of it scaled to em_units. HarfBuzz fonts made immutable are safe to shape with from many threads.
class FontEngine {
public:
    HarfBuzzOwner<hb_face_t> face;
    HarfBuzzOwner<hb_font_t> font;
};

} // namespace legajo::text
