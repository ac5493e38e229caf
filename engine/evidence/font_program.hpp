#pragma once
// An embedded font program, asked for what a PDF's dictionaries say of it. FreeType stays behind it. Internal to evidence/.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace legajo::evidence {

class FontProgram {
public:
    // Type 1, CFF, TrueType or OpenType. `bytes` are kept.
    [[nodiscard]] static std::optional<FontProgram> open(std::string bytes);
    FontProgram(FontProgram&&) noexcept;
    FontProgram& operator=(FontProgram&&) noexcept;
    ~FontProgram();

    // Glyph numbers; 0 where there is none (it would draw .notdef).
    [[nodiscard]] std::uint32_t by_name(const std::string& name) const;                       // Type 1, CFF
    [[nodiscard]] std::uint32_t by_own_encoding(std::uint32_t code) const;                    // Type 1, CFF
    [[nodiscard]] std::uint32_t by_unicode_name(char32_t letter) const;                       // Type 1, CFF: through its usual name, no "uni20AC"
    [[nodiscard]] std::uint32_t by_table(int platform, int encoding, std::uint32_t code) const; // TrueType
    [[nodiscard]] std::uint32_t by_cid(std::uint32_t cid) const;                              // CFF, with CIDs of its own or without

    [[nodiscard]] bool is_true_type() const;
    [[nodiscard]] bool has_table(int platform, int encoding) const;
    [[nodiscard]] int table_count() const;                                                    // TrueType: encodings it has
    // Of a glyph, in thousandths of an em; nothing when it has no such glyph.
    [[nodiscard]] std::optional<double> width(std::uint32_t glyph) const;

private:
    struct Face;
    explicit FontProgram(std::unique_ptr<Face> face);
    std::unique_ptr<Face> face_;
};

} // namespace legajo::evidence
