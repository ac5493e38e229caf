#pragma once
// Words as glyphs: shaping, fallback faces, break opportunities and hyphens, kept in a bounded cache. One Shaper per thread.

#include "text/font_catalogue.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::text {

enum FontFeature : std::uint8_t { plain = 0, small_caps = 1, tabular_figures = 2 };

struct FontChoice {
    FaceId face = 0;
    std::uint8_t features = plain;
    bool operator==(const FontChoice&) const = default;
};

struct WordGlyph {
    std::uint16_t code = 0; // see face.hpp
    FaceId face = 0;
    std::uint32_t cluster = 0; // byte in Word::text
    std::int32_t advance = 0, x_offset = 0, y_offset = 0; // em units, kerning included
};

enum class BreakKind : std::uint8_t { hyphen, free }; // with a hyphen added, or after a dash, slash or the like

struct WordBreak {
    std::uint32_t byte = 0;       // first byte of the part that goes to the next line
    BreakKind kind = BreakKind::hyphen;
    std::int32_t width_before = 0, width_after = 0; // em units; before includes the hyphen
};

// What Spanish typography binds together without a no-break space being typed.
enum WordBond : std::uint8_t {
    binds_next = 1,    // "n.º", "art.", "Sr.", "D."
    binds_previous = 2, // "€", "%", and closing punctuation left alone
    is_number_word = 4, is_month = 8, is_de = 16, is_unit = 32, is_group = 64, // digits alone, or the head of an IBAN: groups of one number stay together
    names_number = 128, // "artículo", "Ley": kept with the figures that follow
};

struct Word {
    std::string text;
    std::vector<WordGlyph> glyphs;
    std::vector<WordBreak> breaks;     // in order; filled by Shaper::breaks
    std::vector<char32_t> missing;     // letters that no face of the chain has
    std::int32_t width = 0;            // em units
    std::int16_t hyphenation = -1;     // index of its language's patterns
    std::uint8_t bonds = 0;
    bool needs_actual_text = false;    // codes alone do not tell the text
    bool breaks_known = false;
};

class Shaper {
public:
    explicit Shaper(std::shared_ptr<const FontCatalogue> fonts, std::size_t word_limit = 20000);
    ~Shaper();
    Shaper(const Shaper&) = delete;
    Shaper& operator=(const Shaper&) = delete;

    // BCP 47; decides hyphenation and local letter forms from now on. Unknown languages are set without hyphens.
    void set_language(std::string_view language);
    // The reference stays good until trim(). `text` holds no breakable space.
    const Word& word(FontChoice font, std::string_view text);
    // Break places of a word of this Shaper, computed once.
    const std::vector<WordBreak>& breaks(FontChoice font, const Word& word, bool hyphenate);
    // The hyphen of a divided word: looks like "-", reads as a soft hyphen U+00AD (ISO 32000-1 14.8.2.2.3), so that copied words are whole.
    const Word& hyphen(FontChoice font);
    // Width of a plain space in em units.
    std::int32_t space_width(FontChoice font);
    // Empties the cache when it has grown beyond its limit. Call between documents only.
    void trim();

    [[nodiscard]] const FontCatalogue& fonts() const { return *fonts_; }
    [[nodiscard]] std::size_t cached_words() const;

private:
    struct Inside;
    std::shared_ptr<const FontCatalogue> fonts_;
    std::unique_ptr<Inside> inside_;
};

} // namespace legajo::text
