#pragma once
// One face as layout measures it and draw embeds it. Immutable. Lengths in em units (1/65536 em) unless said otherwise.
//
// Glyphs are named by code: the CID of the embedded font. Codes below glyph_count are glyph ids of the subset; the ones above are further
// readings of a glyph (a no-break space drawn by the space glyph), so that ToUnicode tells each code's text exactly.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::text {

inline constexpr std::int32_t em_units = 65536;

struct FaceMetrics {
    std::int32_t ascent = 0, descent = 0; // descent is positive
    std::int32_t cap_height = 0, x_height = 0;
};

// What a PDF font object needs; streams are zlib. Numbers in 1/1000 em.
struct EmbeddableFace {
    std::string base_font;               // "XKQWZA+GentiumBookPlus"
    int flags = 0, italic_angle = 0, ascent = 0, descent = 0, cap_height = 0, stem_v = 0;
    std::array<int, 4> bounding_box{};
    std::string widths;                  // inside of /W [ ]
    std::vector<std::int32_t> advances;  // by code, in 1/100000 em, as printed in /W (two decimals of 1/1000)
    std::string font_file;               // TrueType subset
    std::size_t font_file_length = 0;    // inflated
    std::string to_unicode;
    std::string code_to_glyph;           // CIDToGIDMap
};

struct OutlineSegment { // em units, y grows up
    enum class Kind : std::uint8_t { move, line, curve, close } kind = Kind::move;
    std::int32_t x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0;
};

class FontEngine; // HarfBuzz inside text/

class Face {
public:
    explicit Face(std::unique_ptr<FontEngine> engine);
    ~Face();
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;

    [[nodiscard]] const FaceMetrics& metrics() const { return metrics_; }
    [[nodiscard]] const EmbeddableFace& embeddable() const { return embeddable_; }
    [[nodiscard]] bool covers(char32_t code_point) const;
    // What the code copies out as, UTF-8; empty when the code has no text of its own.
    [[nodiscard]] std::string_view text_of(std::uint16_t code) const;
    // The code that draws `glyph` and reads as `text`; 0 when there is none.
    [[nodiscard]] std::uint16_t code_for(std::uint16_t glyph, std::string_view text) const;
    [[nodiscard]] std::vector<OutlineSegment> outline(std::uint16_t code) const;
    [[nodiscard]] const FontEngine& engine() const { return *engine_; }

private:
    friend class FaceBuilder;
    std::unique_ptr<FontEngine> engine_;
    FaceMetrics metrics_;
    EmbeddableFace embeddable_;
    std::vector<std::string> texts_;          // by code
    std::vector<std::uint16_t> extra_glyphs_; // glyph of code glyph_count + i
    std::uint16_t glyph_count_ = 0;
};

} // namespace legajo::text
