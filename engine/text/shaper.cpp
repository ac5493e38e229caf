#include "text/shaper.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "text/font_engine.hpp"
#include "text/hyphenation.hpp"
#include "text/word_bonds.hpp"

#include <unicode/brkiter.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <array>
#include <unordered_map>

namespace legajo::text {

namespace {

struct WordKey {
    std::uint64_t font = 0; // face, features and language
    std::string text;
};
struct WordKeyView {
    std::uint64_t font = 0;
    std::string_view text;
};
struct WordKeyHash {
    using is_transparent = void;
    std::size_t operator()(const WordKey& key) const { return (*this)(WordKeyView{key.font, key.text}); }
    std::size_t operator()(const WordKeyView& key) const { return std::hash<std::string_view>{}(key.text) ^ (key.font * 0x9E3779B97F4A7C15ULL); }
};
struct WordKeyEqual {
    using is_transparent = void;
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
        return a.font == b.font && a.text == b.text;
    }
};

// Faces to try for a letter, in order: core of the family, its wide face, then the same of each fallback.
std::vector<FaceId> chain_of(const FontCatalogue& fonts, FontChoice font) {
    std::vector<FaceId> chain;
    if ((font.features & small_caps) != 0) chain.push_back(FontCatalogue::with_coverage(font.face, Coverage::small_caps));
    std::optional<FaceId> family = font.face;
    for (int depth = 0; family && depth < 8; ++depth) {
        chain.push_back(FontCatalogue::with_coverage(*family, Coverage::core));
        chain.push_back(FontCatalogue::with_coverage(*family, Coverage::wide));
        family = fonts.fallback_of(*family);
    }
    return chain;
}

// Letters that are drawn by nothing: a face need not have them.
bool is_invisible(char32_t code_point) { return code_point == 0x00AD || (code_point >= 0x200B && code_point <= 0x200F) || code_point == 0x2060 || code_point == 0xFEFF; }

std::size_t bytes_of_code_point(std::string_view text, std::size_t at) {
    std::int32_t next = static_cast<std::int32_t>(at);
    U8_FWD_1(text.data(), next, static_cast<std::int32_t>(text.size()));
    return static_cast<std::size_t>(next) - at;
}

} // namespace

struct Shaper::Inside {
    HarfBuzzOwner<hb_buffer_t> buffer{hb_buffer_create()};
    std::unordered_map<WordKey, Word, WordKeyHash, WordKeyEqual> words;
    std::unordered_map<std::uint64_t, std::vector<FaceId>> chains;
    std::unique_ptr<icu::BreakIterator> line_breaks;
    std::vector<std::string> languages;
    std::size_t word_limit = 0;
    std::uint64_t language = 0; // index into languages
    int hyphenation = -1;
    hb_language_t shaping_language = HB_LANGUAGE_INVALID;

    std::uint64_t key_of(FontChoice font) const { return language << 32 | static_cast<std::uint64_t>(font.features) << 16 | font.face; }

    const std::vector<FaceId>& chain(const FontCatalogue& fonts, FontChoice font) {
        auto [found, is_new] = chains.try_emplace(key_of(font));
        if (is_new) found->second = chain_of(fonts, font);
        return found->second;
    }

    void shape_span(const Face& face, FaceId id, std::uint8_t features, std::size_t from, std::size_t to, Word& word);
};

Shaper::Shaper(std::shared_ptr<const FontCatalogue> fonts, std::size_t word_limit) : fonts_(std::move(fonts)), inside_(std::make_unique<Inside>()) {
    inside_->word_limit = word_limit;
    set_language("und");
    set_language("es");
}

Shaper::~Shaper() = default;

void Shaper::set_language(std::string_view language) {
    Inside& in = *inside_;
    std::size_t index = 0;
    while (index < in.languages.size() && in.languages[index] != language) ++index;
    if (index == in.languages.size()) {
        if (in.languages.size() >= 200) return set_language("und"); // no honest document speaks so many
        in.languages.emplace_back(language);
    }
    in.language = index;
    in.hyphenation = fonts_->hyphenation().language_index(language);
    in.shaping_language = hb_language_from_string(language.data(), static_cast<int>(language.size()));
}

void Shaper::Inside::shape_span(const Face& face, FaceId id, std::uint8_t wanted, std::size_t from, std::size_t to, Word& word) {
    const auto feature = [](hb_tag_t tag, unsigned value) { return hb_feature_t{tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}; };
    std::array<hb_feature_t, 4> list{};
    unsigned count = 0;
    if ((wanted & small_caps) != 0) list[count++] = feature(HB_TAG('s', 'm', 'c', 'p'), 1);
    if ((wanted & tabular_figures) != 0) {
        list[count++] = feature(HB_TAG('t', 'n', 'u', 'm'), 1);
        list[count++] = feature(HB_TAG('l', 'n', 'u', 'm'), 1);
        list[count++] = feature(HB_TAG('k', 'e', 'r', 'n'), 0); // columns of figures must not shift
    }
    hb_buffer_clear_contents(buffer.get());
    hb_buffer_add_utf8(buffer.get(), word.text.data(), static_cast<int>(word.text.size()), static_cast<unsigned>(from), static_cast<int>(to - from));
    hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer.get());
    hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer.get(), shaping_language);
    hb_buffer_set_flags(buffer.get(), HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_shape(face.engine().font.get(), buffer.get(), list.data(), count);

    unsigned glyphs = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &glyphs);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &glyphs);
    const std::string_view text = word.text;
    for (unsigned i = 0; i < glyphs;) { // cluster by cluster
        unsigned end = i + 1;
        while (end < glyphs && infos[end].cluster == infos[i].cluster) ++end;
        const std::size_t text_end = end < glyphs ? infos[end].cluster : to;
        const std::string_view cluster_text = text.substr(infos[i].cluster, text_end - infos[i].cluster);
        std::string told;
        for (unsigned k = i; k < end; ++k) {
            const auto glyph = static_cast<std::uint16_t>(infos[k].codepoint);
            std::uint16_t code = end == i + 1 ? face.code_for(glyph, cluster_text) : glyph;
            if (code == 0) code = glyph;
            told += face.text_of(code);
            word.glyphs.push_back({code, id, infos[k].cluster, positions[k].x_advance, positions[k].x_offset, positions[k].y_offset});
            word.width += positions[k].x_advance;
        }
        if (told != cluster_text) word.needs_actual_text = true;
        i = end;
    }
}

const Word& Shaper::word(FontChoice font, std::string_view text) {
    Inside& in = *inside_;
    const std::uint64_t key = in.key_of(font);
    if (const auto found = in.words.find(WordKeyView{key, text}); found != in.words.end()) return found->second;

    Word word;
    word.text = text;
    word.bonds = word_bonds(text);
    word.hyphenation = static_cast<std::int16_t>(in.hyphenation);
    const std::vector<FaceId>& chain = in.chain(*fonts_, font);
    const std::vector<char32_t> letters = base::code_points(text);
    const auto covers_all = [&](FaceId id) {
        for (const char32_t letter : letters)
            if (!is_invisible(letter) && !fonts_->face(id).covers(letter)) return false;
        return true;
    };
    const auto features_in = [&](FaceId id) { // small capitals only where the face carries them
        return static_cast<std::uint8_t>(id % 4 == static_cast<int>(Coverage::small_caps) ? font.features : font.features & ~small_caps);
    };
    std::optional<FaceId> whole;
    for (const FaceId id : chain)
        if (!whole && covers_all(id)) whole = id;
    if (whole) {
        in.shape_span(fonts_->face(*whole), *whole, features_in(*whole), 0, text.size(), word);
    } else { // letter by letter: runs of equal face
        std::size_t start = 0;
        std::optional<FaceId> current;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t step = bytes_of_code_point(text, at);
            const char32_t letter = base::code_points(text.substr(at, step)).front();
            std::optional<FaceId> chosen = is_invisible(letter) ? current : std::nullopt;
            for (const FaceId id : chain)
                if (!chosen && fonts_->face(id).covers(letter)) chosen = id;
            if (!chosen && !is_invisible(letter)) word.missing.push_back(letter);
            if (chosen != current) {
                if (current && at > start) in.shape_span(fonts_->face(*current), *current, features_in(*current), start, at, word);
                start = at;
                current = chosen;
            }
            at += step;
        }
        if (current && text.size() > start) in.shape_span(fonts_->face(*current), *current, features_in(*current), start, text.size(), word);
    }
    return in.words.emplace(WordKey{key, std::string(text)}, std::move(word)).first->second;
}

const std::vector<WordBreak>& Shaper::breaks(FontChoice font, const Word& const_word, bool hyphenate) {
    static const std::vector<WordBreak> none;
    auto& word = const_cast<Word&>(const_word); // ours: handed out by word()
    if (word.breaks_known) {
        if (hyphenate || word.breaks.empty()) return word.breaks;
        return word.breaks.front().kind == BreakKind::free ? word.breaks : none;
    }
    Inside& in = *inside_;
    word.breaks_known = true;
    const std::string_view text = word.text;
    std::vector<WordBreak> found;
    bool may_hold_breaks = false;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) | 0x20) < 'a' || static_cast<unsigned char>(c) > 'z') may_hold_breaks = true;
    if (may_hold_breaks && text.size() > 1) {
        if (!in.line_breaks) {
            UErrorCode status = U_ZERO_ERROR;
            in.line_breaks.reset(icu::BreakIterator::createLineInstance(icu::Locale("es"), status));
            base::check(U_SUCCESS(status), "ICU line break rules");
        }
        UErrorCode status = U_ZERO_ERROR;
        UText* view = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
        in.line_breaks->setText(view, status);
        for (std::int32_t at = in.line_breaks->next(); U_SUCCESS(status) && at != icu::BreakIterator::DONE; at = in.line_breaks->next())
            if (at > 0 && static_cast<std::size_t>(at) < text.size()) found.push_back({static_cast<std::uint32_t>(at), BreakKind::free, 0, 0});
        utext_close(view);
    }
    if (found.empty())
        for (const std::uint32_t at : fonts_->hyphenation().points(word.hyphenation, text)) found.push_back({at, BreakKind::hyphen, 0, 0});
    const std::int32_t hyphen = this->word(font, "-").width;
    for (WordBreak& place : found) {
        for (const WordGlyph& glyph : word.glyphs)
            if (glyph.cluster < place.byte) place.width_before += glyph.advance;
        place.width_after = word.width - place.width_before;
        if (place.kind == BreakKind::hyphen) place.width_before += hyphen;
    }
    word.breaks = std::move(found);
    return breaks(font, word, hyphenate);
}

const Word& Shaper::hyphen(FontChoice font) {
    constexpr std::string_view soft = "\xC2\xAD";
    Inside& in = *inside_;
    const std::uint64_t key = in.key_of(font);
    if (const auto found = in.words.find(WordKeyView{key, soft}); found != in.words.end()) return found->second;
    Word drawn = word(font, "-");
    drawn.text = soft;
    for (WordGlyph& glyph : drawn.glyphs) {
        const std::uint16_t code = fonts_->face(glyph.face).code_for(glyph.code, soft);
        if (code == 0) drawn.needs_actual_text = true;
        else glyph.code = code;
    }
    return in.words.emplace(WordKey{key, std::string(soft)}, std::move(drawn)).first->second;
}

std::int32_t Shaper::space_width(FontChoice font) { return word(font, " ").width; }

void Shaper::trim() {
    if (inside_->words.size() > inside_->word_limit) inside_->words.clear();
}

std::size_t Shaper::cached_words() const { return inside_->words.size(); }

} // namespace legajo::text
