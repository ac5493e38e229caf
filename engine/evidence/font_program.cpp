#include "evidence/font_program.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H
#include FT_CID_H
#include FT_FONT_FORMATS_H
#include FT_TRUETYPE_TABLES_H
#include FT_TRUETYPE_TAGS_H

#include <array>
#include <map>
#include <new>
#include <string_view>

namespace legajo::evidence {
namespace {

FT_Library library() {
    static FT_Library open = [] {
        FT_Library made = nullptr;
        if (FT_Init_FreeType(&made) != 0) throw std::bad_alloc();
        return made;
    }();
    return open;
}

} // namespace

struct FontProgram::Face {
    std::string bytes;
    FT_Face face = nullptr;
    std::map<std::uint32_t, std::uint32_t> glyph_of_cid;
    Face() = default;
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;
    ~Face() {
        if (face != nullptr) FT_Done_Face(face);
    }
    [[nodiscard]] FT_CharMap table(int platform, int encoding) const {
        for (int i = 0; i < face->num_charmaps; ++i)
            if (face->charmaps[i]->platform_id == platform && face->charmaps[i]->encoding_id == encoding) return face->charmaps[i];
        return nullptr;
    }
    [[nodiscard]] std::uint32_t look_up(FT_CharMap map, std::uint32_t code) const {
        if (map == nullptr || FT_Set_Charmap(face, map) != 0) return 0;
        return FT_Get_Char_Index(face, code);
    }
};

FontProgram::FontProgram(std::unique_ptr<Face> face) : face_(std::move(face)) {}
FontProgram::FontProgram(FontProgram&&) noexcept = default;
FontProgram& FontProgram::operator=(FontProgram&&) noexcept = default;
FontProgram::~FontProgram() = default;

std::optional<FontProgram> FontProgram::open(std::string bytes) {
    auto made = std::make_unique<Face>();
    made->bytes = std::move(bytes);
    if (FT_New_Memory_Face(library(), reinterpret_cast<const FT_Byte*>(made->bytes.data()), static_cast<FT_Long>(made->bytes.size()), 0, &made->face) != 0) return std::nullopt;
    if (made->face->units_per_EM == 0) return std::nullopt;
    if (FT_IS_CID_KEYED(made->face))
        for (FT_UInt glyph = 0; glyph < static_cast<FT_UInt>(made->face->num_glyphs); ++glyph)
            if (FT_UInt cid = 0; FT_Get_CID_From_Glyph_Index(made->face, glyph, &cid) == 0) made->glyph_of_cid.try_emplace(cid, glyph);
    return FontProgram(std::move(made));
}

bool FontProgram::is_true_type() const { return FT_Get_Font_Format(face_->face) == std::string_view("TrueType"); }

std::uint32_t FontProgram::by_name(const std::string& name) const { return FT_HAS_GLYPH_NAMES(face_->face) ? FT_Get_Name_Index(face_->face, name.c_str()) : 0; }

std::uint32_t FontProgram::by_own_encoding(std::uint32_t code) const {
    for (int i = 0; i < face_->face->num_charmaps; ++i)
        if (const FT_CharMap map = face_->face->charmaps[i]; map->encoding == FT_ENCODING_ADOBE_CUSTOM || map->encoding == FT_ENCODING_ADOBE_STANDARD || map->encoding == FT_ENCODING_ADOBE_EXPERT) return face_->look_up(map, code);
    return 0;
}

std::uint32_t FontProgram::by_unicode_name(char32_t letter) const {
    if (FT_Select_Charmap(face_->face, FT_ENCODING_UNICODE) != 0) return 0;
    const std::uint32_t glyph = FT_Get_Char_Index(face_->face, letter);
    std::array<char, 64> name{};
    if (glyph == 0 || FT_Get_Glyph_Name(face_->face, glyph, name.data(), name.size()) != 0) return 0;
    return std::string_view(name.data()).starts_with("uni") ? 0 : glyph;
}

std::uint32_t FontProgram::by_table(int platform, int encoding, std::uint32_t code) const { return face_->look_up(face_->table(platform, encoding), code); }

bool FontProgram::has_table(int platform, int encoding) const { return face_->table(platform, encoding) != nullptr; }

int FontProgram::table_count() const {
    std::array<FT_Byte, 4> head{};
    FT_ULong size = head.size();
    if (FT_Load_Sfnt_Table(face_->face, TTAG_cmap, 0, head.data(), &size) != 0) return 0;
    return head[2] << 8 | head[3];
}

std::uint32_t FontProgram::by_cid(std::uint32_t cid) const {
    if (!FT_IS_CID_KEYED(face_->face)) return cid;
    const auto found = face_->glyph_of_cid.find(cid);
    return found == face_->glyph_of_cid.end() ? 0 : found->second;
}

std::optional<double> FontProgram::width(std::uint32_t glyph) const {
    if (glyph >= static_cast<std::uint32_t>(face_->face->num_glyphs)) return std::nullopt;
    FT_Fixed advance = 0;
    if (FT_Get_Advance(face_->face, glyph, FT_LOAD_NO_SCALE, &advance) != 0) return std::nullopt;
    return static_cast<double>(advance) * 1000 / face_->face->units_per_EM;
}

} // namespace legajo::evidence
