#include "text/face.hpp"

#include "text/font_engine.hpp"

namespace legajo::text {

namespace {

void on_move(hb_draw_funcs_t*, void* out, hb_draw_state_t*, float x, float y, void*) {
    static_cast<std::vector<OutlineSegment>*>(out)->push_back({OutlineSegment::Kind::move, static_cast<int>(x), static_cast<int>(y), 0, 0, 0, 0});
}
void on_line(hb_draw_funcs_t*, void* out, hb_draw_state_t*, float x, float y, void*) {
    static_cast<std::vector<OutlineSegment>*>(out)->push_back({OutlineSegment::Kind::line, static_cast<int>(x), static_cast<int>(y), 0, 0, 0, 0});
}
void on_curve(hb_draw_funcs_t*, void* out, hb_draw_state_t*, float x1, float y1, float x2, float y2, float x3, float y3, void*) {
    static_cast<std::vector<OutlineSegment>*>(out)->push_back({OutlineSegment::Kind::curve, static_cast<int>(x1), static_cast<int>(y1), static_cast<int>(x2),
                                                               static_cast<int>(y2), static_cast<int>(x3), static_cast<int>(y3)});
}
void on_close(hb_draw_funcs_t*, void* out, hb_draw_state_t*, void*) {
    static_cast<std::vector<OutlineSegment>*>(out)->push_back({OutlineSegment::Kind::close, 0, 0, 0, 0, 0, 0});
}

} // namespace

Face::Face(std::unique_ptr<FontEngine> engine) : engine_(std::move(engine)) {}
Face::~Face() = default;

bool Face::covers(char32_t code_point) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(engine_->font.get(), code_point, &glyph) && glyph != 0;
}

std::string_view Face::text_of(std::uint16_t code) const { return code < texts_.size() ? std::string_view(texts_[code]) : std::string_view(); }

std::uint16_t Face::code_for(std::uint16_t glyph, std::string_view text) const {
    if (glyph < glyph_count_ && texts_[glyph] == text) return glyph;
    for (std::size_t i = 0; i < extra_glyphs_.size(); ++i)
        if (extra_glyphs_[i] == glyph && texts_[glyph_count_ + i] == text) return static_cast<std::uint16_t>(glyph_count_ + i);
    return 0;
}

std::vector<OutlineSegment> Face::outline(std::uint16_t code) const {
    const std::uint16_t glyph = code < glyph_count_ ? code : extra_glyphs_.at(static_cast<std::size_t>(code - glyph_count_));
    hb_draw_funcs_t* functions = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(functions, on_move, nullptr, nullptr);
    hb_draw_funcs_set_line_to_func(functions, on_line, nullptr, nullptr);
    hb_draw_funcs_set_cubic_to_func(functions, on_curve, nullptr, nullptr); // quadratics are raised by HarfBuzz
    hb_draw_funcs_set_close_path_func(functions, on_close, nullptr, nullptr);
    std::vector<OutlineSegment> segments;
    hb_font_get_glyph_shape(engine_->font.get(), glyph, functions, &segments);
    hb_draw_funcs_destroy(functions);
    return segments;
}

} // namespace legajo::text
