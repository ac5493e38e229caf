#include "text/face_builder.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "text/font_engine.hpp"
#include "text/pdf_tables.hpp"

#include <hb-subset.h>

#include <algorithm>
#include <cmath>

namespace legajo::text {

namespace {

[[noreturn]] void refuse(const FontFile& file, const std::string& reason) { throw base::Error("font.unusable", "text", file.path + ": " + reason); }

struct SubsetInputFree {
    void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};
using SubsetInput = std::unique_ptr<hb_subset_input_t, SubsetInputFree>;

// With layout tables: what we shape with. Ligatures and alternates reachable by the kept features come along.
HarfBuzzOwner<hb_face_t> subset_for_shaping(const FontFile& file, hb_face_t* whole, Coverage coverage) {
    SubsetInput input(hb_subset_input_create_or_fail());
    if (!input) refuse(file, "out of memory");
    hb_set_t* code_points = hb_subset_input_unicode_set(input.get());
    for (const auto& [first, last] : code_points_of(coverage)) hb_set_add_range(code_points, first, last);
    hb_set_t* features = hb_subset_input_set(input.get(), HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    hb_set_clear(features);
    for (std::string_view feature : features_of(coverage)) hb_set_add(features, hb_tag_from_string(feature.data(), static_cast<int>(feature.size())));
    hb_set_clear(hb_subset_input_set(input.get(), HB_SUBSET_SETS_NAME_ID));
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
    HarfBuzzOwner<hb_face_t> subset(hb_subset_or_fail(whole, input.get()));
    if (!subset) refuse(file, "cannot be cut down to a subset");
    return subset;
}

// Same glyph ids, without the layout tables. A reader needs no cmap or post either, but validators look for them.
std::string subset_for_embedding(const FontFile& file, hb_face_t* shaping) {
    SubsetInput input(hb_subset_input_create_or_fail());
    if (!input) refuse(file, "out of memory");
    hb_set_add_range(hb_subset_input_glyph_set(input.get()), 0, hb_face_get_glyph_count(shaping) - 1);
    hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const char* tag : {"GSUB", "GPOS", "GDEF", "kern", "gasp", "DSIG"}) hb_set_add(dropped, hb_tag_from_string(tag, 4));
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    HarfBuzzOwner<hb_face_t> subset(hb_subset_or_fail(shaping, input.get()));
    if (!subset) refuse(file, "cannot be cut down for embedding");
    HarfBuzzOwner<hb_blob_t> blob(hb_face_reference_blob(subset.get()));
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob.get(), &length);
    return {data, length};
}

std::string postscript_name(hb_face_t* face) {
    char name[128];
    unsigned length = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, name);
    std::string clean;
    for (const char c : std::string_view(name, length))
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') clean += c;
    return clean.empty() ? "Font" : clean;
}

// Six capital letters (ISO 32000-1 9.6.4), always the same for the same subset.
std::string subset_tag(std::string_view font_program) {
    const base::Sha256 digest = base::sha256(font_program);
    std::string tag;
    for (std::size_t i = 0; i < 6; ++i) tag += static_cast<char>('A' + digest[i] % 26);
    return tag + "+";
}

// fsType bit 1 alone: embedding forbidden; bit 8: no subsetting (OpenType OS/2).
void check_licence_bits(const FontFile& file, hb_face_t* face) {
    HarfBuzzOwner<hb_blob_t> table(hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2')));
    unsigned length = 0;
    const char* data = hb_blob_get_data(table.get(), &length);
    if (length < 10) refuse(file, "no OS/2 table");
    const unsigned type = static_cast<unsigned>(static_cast<unsigned char>(data[8])) << 8 | static_cast<unsigned char>(data[9]);
    if ((type & 0xF) == 2 || (type & 0x100) != 0) refuse(file, "its licence bits forbid embedding a subset");
}

bool has_table(hb_face_t* face, hb_tag_t tag) {
    HarfBuzzOwner<hb_blob_t> table(hb_face_reference_table(face, tag));
    return hb_blob_get_length(table.get()) > 0;
}

std::int32_t metric(hb_font_t* font, hb_ot_metrics_tag_t tag, std::int32_t fallback) {
    hb_position_t value = 0;
    return hb_ot_metrics_get_position(font, tag, &value) ? value : fallback;
}

int thousandths(std::int64_t em_units_value) {
    const std::int64_t scaled = em_units_value * 1000;
    return static_cast<int>((scaled + (scaled >= 0 ? em_units / 2 : -em_units / 2)) / em_units);
}

} // namespace

class FaceBuilder {
public:
    FaceBuilder(const FontFile& file, Coverage coverage) : file_(file), coverage_(coverage) {}

    std::unique_ptr<const Face> build() {
        HarfBuzzOwner<hb_blob_t> blob(hb_blob_create(file_.bytes.data(), static_cast<unsigned>(file_.bytes.size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr));
        HarfBuzzOwner<hb_face_t> whole(hb_face_create(blob.get(), 0));
        if (hb_face_get_glyph_count(whole.get()) == 0) refuse(file_, "not a font");
        if (!has_table(whole.get(), HB_TAG('g', 'l', 'y', 'f'))) refuse(file_, "outlines are not TrueType (CFF faces do not fit)");
        check_licence_bits(file_, whole.get());

        auto engine = std::make_unique<FontEngine>();
        engine->face = subset_for_shaping(file_, whole.get(), coverage_);
        hb_face_make_immutable(engine->face.get());
        engine->font.reset(hb_font_create(engine->face.get()));
        hb_font_set_scale(engine->font.get(), em_units, em_units);
        hb_font_make_immutable(engine->font.get());
        face_ = std::make_unique<Face>(std::move(engine));
        font_ = face_->engine_->font.get();
        const unsigned glyphs = hb_face_get_glyph_count(face_->engine_->face.get());
        if (glyphs > 60000) refuse(file_, "too many glyphs");
        face_->glyph_count_ = static_cast<std::uint16_t>(glyphs);

        measure();
        name_glyphs();
        embed(postscript_name(whole.get()));
        return std::move(face_);
    }

private:
    void measure() {
        FaceMetrics& metrics = face_->metrics_;
        metrics.ascent = metric(font_, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, em_units * 8 / 10);
        metrics.descent = -metric(font_, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -em_units * 2 / 10);
        metrics.cap_height = metric(font_, HB_OT_METRICS_TAG_CAP_HEIGHT, em_units * 7 / 10);
        metrics.x_height = metric(font_, HB_OT_METRICS_TAG_X_HEIGHT, em_units / 2);
    }

    // Letters first; what two letters share becomes an extra code; then ligatures and small capitals by asking the shaper.
    void name_glyphs() {
        face_->texts_.assign(face_->glyph_count_, {});
        for (const auto& [first, last] : code_points_of(coverage_))
            for (char32_t code_point = first; code_point <= last; ++code_point) {
                hb_codepoint_t glyph = 0;
                if (code_point == 0x00AD) continue; // ours: the hyphen of a divided word, below
                if (hb_font_get_nominal_glyph(font_, code_point, &glyph) && glyph != 0) add_text(glyph, base::utf8(code_point));
            }
        if (hb_codepoint_t hyphen = 0; hb_font_get_nominal_glyph(font_, '-', &hyphen) && hyphen != 0) add_text(hyphen, "\xC2\xAD");
        for (const char* ligature : {"ff", "fi", "fl", "ffi", "ffl", "fj", "ffj", "ft", "fft", "tt", "ti", "tti", "Th", "ct", "st", "fb", "fh", "fk", "ffb", "ffh", "ffk"})
            probe(ligature, {});
        for (const char* accented : {"fí", "ffí", "fï", "fì", "fî", "tí", "ttí", "tï", "tì", "tî", "L·L", "l·l", "ı", "Ș", "ț"}) probe(accented, {});
        if (coverage_ == Coverage::small_caps) {
            const hb_feature_t small_caps{HB_TAG('s', 'm', 'c', 'p'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
            for (const auto& [first, last] : code_points_of(coverage_))
                for (char32_t code_point = first; code_point <= last; ++code_point) probe(base::utf8(code_point), {&small_caps, 1});
        }
    }

    void add_text(hb_codepoint_t glyph, const std::string& text) {
        std::string& first = face_->texts_[glyph];
        if (first.empty()) {
            first = text;
        } else if (first != text && face_->code_for(static_cast<std::uint16_t>(glyph), text) == 0) {
            face_->extra_glyphs_.push_back(static_cast<std::uint16_t>(glyph));
            face_->texts_.push_back(text);
        }
    }

    // A text that shapes to a single glyph names it.
    void probe(const std::string& text, std::span<const hb_feature_t> features) {
        if (!buffer_) buffer_.reset(hb_buffer_create());
        hb_buffer_clear_contents(buffer_.get());
        hb_buffer_add_utf8(buffer_.get(), text.data(), static_cast<int>(text.size()), 0, -1);
        hb_buffer_set_direction(buffer_.get(), HB_DIRECTION_LTR);
        hb_buffer_set_script(buffer_.get(), HB_SCRIPT_LATIN);
        hb_buffer_set_language(buffer_.get(), hb_language_from_string("es", 2));
        hb_shape(font_, buffer_.get(), features.data(), static_cast<unsigned>(features.size()));
        unsigned count = 0;
        const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer_.get(), &count);
        if (count == 1 && infos[0].codepoint != 0) add_text(infos[0].codepoint, text);
    }

    void embed(const std::string& name) {
        EmbeddableFace& out = face_->embeddable_;
        const std::string program = subset_for_embedding(file_, face_->engine_->face.get());
        out.base_font = subset_tag(program) + name;
        out.flags = (file_.is_serif ? 2 : 0) | 4 | (file_.is_italic ? 64 : 0); // serif, symbolic, italic (ISO 32000-1 table 123)
        out.italic_angle = file_.is_italic ? -12 : 0;
        out.ascent = thousandths(face_->metrics_.ascent);
        out.descent = -thousandths(face_->metrics_.descent);
        out.cap_height = thousandths(face_->metrics_.cap_height);
        out.stem_v = file_.is_bold ? 140 : 80;
        out.bounding_box = bounding_box();

        const std::size_t codes = face_->texts_.size();
        HarfBuzzOwner<hb_font_t> exact(hb_font_create(face_->engine_->face.get())); // font units: /W must match the program's own widths
        const int units = static_cast<int>(hb_face_get_upem(face_->engine_->face.get()));
        hb_font_set_scale(exact.get(), units, units);
        std::vector<std::uint16_t> glyph_of(codes);
        for (std::size_t code = 0; code < codes; ++code) {
            glyph_of[code] = glyph_of_code(code);
            const std::int64_t advance = hb_font_get_glyph_h_advance(exact.get(), glyph_of[code]);
            out.advances.push_back(static_cast<std::int32_t>((advance * 100000 + units / 2) / units));
        }
        out.widths = widths_array(out.advances);
        out.font_file_length = program.size();
        out.font_file = deflated(program);
        out.to_unicode = deflated(to_unicode_map(face_->texts_));
        out.code_to_glyph = deflated(code_to_glyph_map(glyph_of));
    }

    std::uint16_t glyph_of_code(std::size_t code) const {
        if (code < face_->glyph_count_) return static_cast<std::uint16_t>(code);
        return face_->extra_glyphs_[code - face_->glyph_count_];
    }

    std::array<int, 4> bounding_box() const {
        HarfBuzzOwner<hb_blob_t> head(hb_face_reference_table(face_->engine_->face.get(), HB_TAG('h', 'e', 'a', 'd')));
        unsigned length = 0;
        const auto* data = reinterpret_cast<const unsigned char*>(hb_blob_get_data(head.get(), &length));
        if (length < 54) refuse(file_, "no head table");
        const int units = static_cast<int>(hb_face_get_upem(face_->engine_->face.get()));
        std::array<int, 4> box{};
        for (std::size_t i = 0; i < 4; ++i) {
            const int value = static_cast<std::int16_t>(data[36 + 2 * i] << 8 | data[37 + 2 * i]);
            box[i] = static_cast<int>(std::lround(value * 1000.0 / units));
        }
        return box;
    }

    const FontFile& file_;
    Coverage coverage_;
    std::unique_ptr<Face> face_;
    hb_font_t* font_ = nullptr;
    HarfBuzzOwner<hb_buffer_t> buffer_;
};

std::unique_ptr<const Face> build_face(const FontFile& file, Coverage coverage) { return FaceBuilder(file, coverage).build(); }

} // namespace legajo::text
