#include "layout/paragraph.hpp"

#include "base/error.hpp"
#include "layout/memory.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace legajo::layout {

namespace {

using text::Word;
using Kind = BreakItem::Kind;

enum class Separator : std::uint8_t { none, space, fixed_space, line_break, anywhere };

struct Token { // a word and what stands before it
    const Word* word = nullptr;
    Millipoints width = 0;
    std::uint16_t run = 0;
    std::uint8_t emphasis = 0;
    Separator before = Separator::none;
    bool bound = false;              // no line break in the space before it
    bool is_whole = false;           // never divided by a hyphen: the month of a date
    std::uint8_t space_emphasis = 0; // the run that the space belongs to
    std::uint16_t space_run = 0;
};

struct Part { // of a line: a word or a piece of one
    const Word* word = nullptr;
    Millipoints width = 0;
    const Token* token = nullptr;
    bool space_before = false;
    bool adds_hyphen = false;
};

constexpr std::string_view no_break_space = "\xC2\xA0", soft_hyphen = "\xC2\xAD";

class ParagraphSetter {
public:
    ParagraphSetter(Composer& composer, const model::RichText& rich, const TypeStyle& type, const ParagraphShape& shape, int node, std::string_view artifact)
        : composer_(composer), shaper_(composer.shaper), rich_(rich), type_(type), shape_(shape), node_(node), artifact_(artifact) {}

    std::vector<Line> set() {
        tokenize();
        while (!tokens_.empty() && tokens_.back().word->text.empty() && tokens_.back().before != Separator::line_break) tokens_.pop_back();
        if (tokens_.empty()) return {};
        bind();
        name_runs();
        if (set_on_one_line()) return std::move(lines_);
        split_giants();
        break_lines();
        return std::move(lines_);
    }

    NaturalWidth measure(char separator) {
        tokenize();
        bind();
        NaturalWidth out;
        Millipoints line = 0, piece = 0;
        bool has_separator = false;
        for (const Token& token : tokens_) {
            if (token.before == Separator::line_break) line = piece = 0;
            const bool has_space = token.before == Separator::space || token.before == Separator::fixed_space;
            const Millipoints space = has_space ? type_.space(token.space_emphasis, shaper_) : 0;
            if (!has_separator) {
                const DecimalPlace place = decimal_place(*token.word, separator);
                has_separator = place.is_separator;
                if (place.found) out.before_decimal = line + space + place.width;
            }
            line += space + token.width;
            piece = token.before == Separator::space && !token.bound ? token.width : piece + space + token.width;
            out.whole = std::max(out.whole, line);
            out.longest_word = std::max(out.longest_word, piece);
        }
        return out;
    }

private:
    struct DecimalPlace { bool found = false, is_separator = false; Millipoints width = 0; };

    // Width of the word before its last separator between two digits, or up to its last digit.
    DecimalPlace decimal_place(const Word& word, char separator) const {
        const auto is_digit = [&](std::size_t at) { return at < word.text.size() && word.text[at] >= '0' && word.text[at] <= '9'; };
        DecimalPlace out;
        std::size_t until = 0;
        for (std::size_t i = word.text.size(); i > 0 && !out.is_separator; --i) {
            if (word.text[i - 1] == separator && i >= 2 && is_digit(i - 2) && is_digit(i)) {
                out.is_separator = true;
                until = i - 1;
            } else if (!out.found && is_digit(i - 1)) {
                out.found = true;
                until = i;
            }
        }
        out.found = out.found || out.is_separator;
        if (out.found)
            for (const text::WordGlyph& glyph : word.glyphs)
                if (glyph.cluster < until) out.width += scaled(glyph.advance, type_.size) + type_.tracking;
        return out;
    }

    void tokenize() {
        Separator before = Separator::none;
        std::uint8_t space_emphasis = 0;
        std::uint16_t space_run = 0;
        for (std::size_t r = 0; r < rich_.size(); ++r) {
            const model::Run& run = rich_[r];
            const auto emphasis = static_cast<std::uint8_t>(run.emphasis);
            if (!run.language.empty()) shaper_.set_language(run.language);
            const std::string_view text = run.text;
            for (std::size_t at = 0; at < text.size();) {
                std::size_t end = at;
                while (end < text.size() && !is_separator(text, end)) ++end;
                if (end > at) {
                    add_word(text.substr(at, end - at), emphasis, static_cast<std::uint16_t>(r), before, space_emphasis, space_run);
                    before = Separator::none;
                }
                at = end;
                if (at == text.size()) break;
                const Separator found = text[at] == ' ' ? Separator::space : text[at] == '\n' ? Separator::line_break : Separator::fixed_space;
                if (before == Separator::line_break || (before == Separator::fixed_space && found != Separator::line_break) ||
                    (before == Separator::space && found == Separator::fixed_space)) // two in a row: an empty word between them
                    add_word({}, emphasis, static_cast<std::uint16_t>(r), before, space_emphasis, space_run);
                before = found;
                space_emphasis = emphasis;
                space_run = static_cast<std::uint16_t>(r);
                at += found == Separator::fixed_space ? no_break_space.size() : 1;
            }
            if (!run.language.empty()) shaper_.set_language(composer_.pages.language);
        }
        if (before == Separator::line_break) add_word({}, 0, space_run, before, space_emphasis, space_run);
        ends_in_space_ = before == Separator::space;
    }

    static bool is_separator(std::string_view text, std::size_t at) { return text[at] == ' ' || text[at] == '\n' || text.substr(at, 2) == no_break_space; }

    void add_word(std::string_view text, std::uint8_t emphasis, std::uint16_t run, Separator before, std::uint8_t space_emphasis, std::uint16_t space_run) {
        if (tokens_.empty() && (before == Separator::space || before == Separator::fixed_space)) before = Separator::none; // leading blanks vanish
        const bool is_plain = text.find(soft_hyphen) == std::string_view::npos;
        const Word& word = is_plain ? shaper_.word(type_.fonts[emphasis], text) : shaper_.word(type_.fonts[emphasis], without_soft_hyphens(text));
        for (const char32_t letter : word.missing) composer_.tell_missing(letter, text);
        tokens_.push_back({&word, width_of(word), run, emphasis, before, false, false, space_emphasis, space_run});
    }

    static std::string without_soft_hyphens(std::string_view text) {
        std::string out;
        for (std::size_t at = 0; at < text.size();) {
            if (text.substr(at, 2) == soft_hyphen) at += 2;
            else out += text[at++];
        }
        return out;
    }

    Millipoints width_of(const Word& word) const {
        Millipoints width = 0;
        for (const text::WordGlyph& glyph : word.glyphs) width += scaled(glyph.advance, type_.size) + type_.tracking;
        return width;
    }

    // Spaces that must not open a line: see text/word_bonds.
    void bind() {
        for (std::size_t i = 1; i < tokens_.size(); ++i) {
            const std::uint8_t left = tokens_[i - 1].word->bonds, right = tokens_[i].word->bonds;
            const std::uint8_t third = i + 1 < tokens_.size() ? tokens_[i + 1].word->bonds : 0;
            const std::uint8_t before_left = i >= 2 ? tokens_[i - 2].word->bonds : 0;
            const bool amount = (left & text::is_number_word) && (right & text::is_unit);
            const bool day_of = (left & text::is_number_word) && (right & text::is_de) && (third & text::is_month);
            const bool of_month = (before_left & text::is_number_word) && (left & text::is_de) && (right & text::is_month);
            const bool of_year = (before_left & text::is_month) && (left & text::is_de) && (right & text::is_number_word);
            tokens_[i].is_whole = (left & (text::is_de | text::is_number_word)) && (right & text::is_month);
            tokens_[i].bound = (left & text::binds_next) || (right & text::binds_previous) || amount || day_of || of_month || of_year ||
                               ((left & text::is_group) && (right & text::is_number_word)) || ((left & text::names_number) && starts_with_digit(*tokens_[i].word));
        }
    }

    static bool starts_with_digit(const Word& word) { return !word.text.empty() && word.text.front() >= '0' && word.text.front() <= '9'; }

    // Links and words of another language are elements of their own.
    void name_runs() {
        run_nodes_.assign(rich_.size(), node_);
        if (node_ < 0) return;
        for (std::size_t r = 0; r < rich_.size(); ++r) {
            const model::Run& run = rich_[r];
            if (run.text.empty() || (run.link.empty() && run.language.empty())) continue;
            const int inner = composer_.add_node(run.link.empty() ? model::Role::span : model::Role::link, node_);
            composer_.node(inner).language = run.language;
            run_nodes_[r] = inner;
        }
    }

    bool set_on_one_line() {
        Millipoints width = shape_.first_indent;
        for (const Token& token : tokens_) {
            if (token.before == Separator::line_break) return false;
            if (token.before != Separator::none) width += type_.space(token.space_emphasis, shaper_);
            width += token.width;
        }
        if (width > shape_.width) return false;
        parts_.clear();
        for (const Token& token : tokens_) parts_.push_back({token.word, token.width, &token, token.before == Separator::space || token.before == Separator::fixed_space, false});
        emit_line(true, ends_in_space_, 0);
        return true;
    }

    // A word wider than the line, with no place to break that helps, may break between any two letters.
    void split_giants() {
        bool any = false;
        for (const Token& token : tokens_) any = any || token.width > shape_.width;
        if (!any) return;
        std::vector<Token> out;
        for (const Token& token : tokens_) {
            if (token.width <= shape_.width || !too_wide_between_breaks(token)) {
                out.push_back(token);
                continue;
            }
            const std::string text = token.word->text;
            const std::vector<text::WordGlyph> glyphs = token.word->glyphs;
            const Millipoints room = std::max(shape_.width - shape_.first_indent, Millipoints{1});
            std::size_t start = 0;
            Millipoints width = 0;
            Token piece = token;
            const auto close_at = [&](std::size_t end) {
                const Word& word = shaper_.word(type_.fonts[token.emphasis], std::string_view(text).substr(start, end - start));
                piece.word = &word;
                piece.width = width_of(word);
                out.push_back(piece);
                piece.before = Separator::anywhere;
                start = end;
            };
            for (std::size_t g = 0; g < glyphs.size(); ++g) {
                const Millipoints advance = scaled(glyphs[g].advance, type_.size) + type_.tracking;
                if (width + advance > room && glyphs[g].cluster > start) {
                    close_at(glyphs[g].cluster);
                    width = 0;
                }
                width += advance;
            }
            close_at(text.size());
        }
        tokens_ = std::move(out);
    }

    bool too_wide_between_breaks(const Token& token) {
        const auto& breaks = breaks_of(token);
        Millipoints start = 0;
        for (const text::WordBreak& place : breaks) {
            if (scaled(place.width_before, type_.size) - start > shape_.width) return true;
            start = token.width - scaled(place.width_after, type_.size);
        }
        return token.width - start > shape_.width;
    }

    void make_items() {
        items_.clear();
        const bool justified = shape_.align == model::TextAlign::justify;
        for (std::uint32_t t = 0; t < tokens_.size(); ++t) {
            const Token& token = tokens_[t];
            if (token.before == Separator::space || token.before == Separator::fixed_space) {
                const Millipoints space = type_.space(token.space_emphasis, shaper_);
                const bool fixed = token.bound || token.before == Separator::fixed_space;
                if (fixed) items_.push_back({Kind::penalty, false, never_break, 0, 0, 0, t});
                items_.push_back({Kind::glue, false, fixed ? never_break : std::int16_t{0}, space, justified ? space / 2 : 0, justified ? space / 4 : 0, t});
            } else if (token.before == Separator::line_break) {
                items_.push_back({Kind::penalty, false, always_break, 0, 0, 0, t});
            } else if (token.before == Separator::anywhere) {
                items_.push_back({Kind::penalty, false, 200, 0, 0, 0, t});
            }
            const auto& breaks = breaks_of(token);
            Millipoints done = 0;
            for (const text::WordBreak& place : breaks) {
                const bool hyphen = place.kind == text::BreakKind::hyphen;
                const Millipoints rest = scaled(place.width_after, type_.size);
                const Millipoints until = token.width - rest;
                items_.push_back({Kind::box, false, 0, until - done, 0, 0, t});
                items_.push_back({Kind::penalty, hyphen, hyphen ? std::int16_t{60} : std::int16_t{30}, hyphen ? type_.hyphen(token.emphasis, shaper_) : 0, 0, 0, t});
                done = until;
            }
            items_.push_back({Kind::box, false, 0, token.width - done, 0, 0, t});
        }
        items_.push_back({Kind::penalty, false, always_break, 0, 0, 0, static_cast<std::uint32_t>(tokens_.size())});
    }

    void break_lines() {
        make_items();
        const bool justified = shape_.align == model::TextAlign::justify;
        const BreakSettings settings{shape_.width, shape_.first_indent, justified ? 0 : std::max(shape_.width / 5, Millipoints{1})};
        std::vector<LineEnd> ends;
        LineBreaker& breaker = composer_.breaker;
        if (!breaker.find(items_, settings, false, justified ? 1000 : 1200, false, ends) && !breaker.find(items_, settings, true, justified ? 2000 : 3000, false, ends) &&
            !breaker.find(items_, settings, true, 4000, true, ends))
            base::check(false, "a paragraph always breaks");
        std::uint32_t start = 0;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const LineEnd& end = ends[i];
            collect_parts(start, end.item);
            if (!end.fits) composer_.tell_overfull(parts_.empty() ? std::string_view{} : std::string_view(parts_.front().word->text));
            const bool forced = items_[end.item].kind == Kind::penalty && items_[end.item].penalty == always_break;
            const bool at_space = items_[end.item].kind == Kind::glue || (forced && (i + 1 < ends.size() || ends_in_space_));
            emit_line(i == 0, at_space, justified && end.fits && (end.ratio < 0 || (!forced && end.ratio <= 4000)) ? shape_.width : 0);
            start = end.item;
        }
    }

    // The words and pieces of words between two breaks.
    void collect_parts(std::uint32_t from, std::uint32_t to) {
        parts_.clear();
        bool seen_box = false;
        for (std::uint32_t at = from; at < to; ++at) {
            const BreakItem& item = items_[at];
            if (item.kind != Kind::box) continue;
            const Token& token = tokens_[item.source];
            // All boxes of this word inside the line.
            std::uint32_t last = at;
            for (std::uint32_t next = at + 1; next < to && items_[next].source == item.source && items_[next].kind != Kind::glue; ++next)
                if (items_[next].kind == Kind::box) last = next;
            const bool from_start = at == 0 || items_[at - 1].kind == Kind::glue || items_[at - 1].source != item.source || starts_token(at);
            const bool to_end = last + 1 >= items_.size() || items_[last + 1].source != item.source;
            Part part{token.word, token.width, &token, seen_box && from_start && (token.before == Separator::space || token.before == Separator::fixed_space), false};
            if (!from_start || !to_end) {
                const std::uint32_t first_byte = from_start ? 0 : break_before(at, token);
                const std::uint32_t end_byte = to_end ? static_cast<std::uint32_t>(token.word->text.size()) : break_after(last, token);
                part.adds_hyphen = !to_end && items_[last + 1].flagged;
                const std::string piece = token.word->text.substr(first_byte, end_byte - first_byte);
                const Word& word = shaper_.word(type_.fonts[token.emphasis], piece);
                part.word = &word;
                part.width = width_of(word);
            }
            parts_.push_back(part);
            seen_box = true;
            at = last;
        }
    }

    bool starts_token(std::uint32_t box) const { // the separator's own items carry the same source
        std::uint32_t at = box;
        while (at > 0 && items_[at - 1].source == items_[box].source) {
            --at;
            if (items_[at].kind == Kind::box) return false;
        }
        return true;
    }
    std::uint32_t ordinal_of_box(std::uint32_t box) const {
        std::uint32_t ordinal = 0;
        for (std::uint32_t at = box; at > 0 && items_[at - 1].source == items_[box].source; --at)
            if (items_[at - 1].kind == Kind::box) ++ordinal;
        return ordinal;
    }
    std::uint32_t break_before(std::uint32_t box, const Token& token) { return breaks_of(token).at(ordinal_of_box(box) - 1).byte; }
    std::uint32_t break_after(std::uint32_t box, const Token& token) { return breaks_of(token).at(ordinal_of_box(box)).byte; }
    const std::vector<text::WordBreak>& breaks_of(const Token& token) {
        return shaper_.breaks(type_.fonts[token.emphasis], *token.word, shape_.hyphenate && type_.hyphenate && !token.is_whole);
    }

    // ---- items of one line ----

    void emit_line(bool is_first, bool ends_in_space, Millipoints justified_to) {
        Line line;
        const Millipoints indent = is_first ? shape_.first_indent : 0;
        Millipoints natural = 0;
        int gaps = 0;
        glyphs_of_line_ = 2;
        for (const Part& part : parts_) {
            glyphs_of_line_ += part.word->glyphs.size() + 1;
            natural += part.width;
            if (part.space_before) {
                natural += type_.space(part.token->space_emphasis, shaper_);
                ++gaps;
            }
            if (part.adds_hyphen) natural += type_.hyphen(part.token->emphasis, shaper_);
        }
        Millipoints extra = justified_to > 0 && gaps > 0 ? justified_to - indent - natural : 0;
        line.width = natural + extra;
        const Millipoints free = shape_.width - line.width - indent;
        line.offset = indent;
        if (shape_.align == model::TextAlign::end) line.offset += std::max(free, 0);
        if (shape_.align == model::TextAlign::center) line.offset += std::max(free / 2, 0);

        items_of_line_.clear();
        open_ = false;
        pen_ = 0;
        link_run_ = -1;
        for (const Part& part : parts_) {
            if (part.space_before) {
                const Millipoints share = gaps > 0 ? extra / gaps : 0;
                extra -= share;
                --gaps;
                add_space(*part.token, share);
            }
            add_part(part);
            if (part.adds_hyphen) add_hyphen(part);
        }
        const Millipoints seen = pen_;
        if (ends_in_space && !parts_.empty()) add_glyphs(shaper_.word(type_.fonts[parts_.back().token->emphasis], " "), parts_.back().token->run, parts_.back().token->emphasis, 0);
        close_link(seen);
        line.ends_divided = !parts_.empty() && parts_.back().adds_hyphen;
        line.items = std::move(items_of_line_);
        items_of_line_ = {};
        lines_.push_back(std::move(line));
    }

    void add_space(const Token& token, Millipoints stretch) {
        const bool is_fixed = token.before == Separator::fixed_space;
        const Word*& space = spaces_[token.space_emphasis][is_fixed ? 1 : 0];
        if (space == nullptr) space = &shaper_.word(type_.fonts[token.space_emphasis], is_fixed ? no_break_space : std::string_view(" "));
        add_glyphs(*space, token.space_run, token.space_emphasis, stretch);
    }

    void add_part(const Part& part) { add_glyphs(*part.word, part.token->run, part.token->emphasis, 0); }

    void add_hyphen(const Part& part) {
        add_glyphs(shaper_.hyphen(type_.fonts[part.token->emphasis]), part.token->run, part.token->emphasis, 0);
    }

    void add_glyphs(const Word& word, std::uint16_t run, std::uint8_t emphasis, Millipoints stretch) {
        if (!rich_[run].link.empty() ? link_run_ != run : link_run_ >= 0) {
            close_link(pen_);
            if (!rich_[run].link.empty()) {
                link_run_ = run;
                link_start_ = pen_;
            }
        }
        const int node = word.needs_actual_text && run_nodes_[run] >= 0 ? spelled_out(run_nodes_[run], word.text) : run_nodes_[run];
        const std::size_t glyphs = word.glyphs.size();
        for (std::size_t g = 0; g < glyphs;) { // a stretch of one face at a time; nearly always the whole word
            std::size_t end = g + 1;
            while (end < glyphs && word.glyphs[end].face == word.glyphs[g].face) ++end;
            const std::uint32_t first_byte = word.glyphs[g].cluster;
            const std::size_t end_byte = end < glyphs ? word.glyphs[end].cluster : word.text.size();
            if (!open_ || run_face_ != word.glyphs[g].face || run_node_ != node || run_emphasis_ != emphasis) open_run(word.glyphs[g].face, node, emphasis);
            auto& out = current();
            out.text.append(word.text, first_byte, end_byte - first_byte);
            for (; g < end; ++g) {
                const text::WordGlyph& glyph = word.glyphs[g];
                const Millipoints advance = scaled(glyph.advance, type_.size) + type_.tracking + stretch;
                if (glyph.x_offset != 0 || glyph.y_offset != 0 || !out.offsets.empty()) {
                    out.offsets.resize(out.glyphs.size());
                    out.offsets.push_back({scaled(glyph.x_offset, type_.size), scaled(glyph.y_offset, type_.size)});
                }
                out.glyphs.push_back({glyph.code, advance});
                pen_ += advance;
            }
        }
    }

    // A word whose glyphs cannot tell it (a mark drawn apart, a rare ligature) is an element that spells it. A nested marked content with
    // ActualText would do by the book, but readers built on poppler lose what follows it.
    int spelled_out(int parent, const std::string& text) {
        const int node = composer_.add_node(model::Role::span, parent);
        composer_.node(node).actual_text = text;
        return node;
    }

    model::GlyphRun& current() { return std::get<model::GlyphRun>(items_of_line_.back().content); }

    void open_run(text::FaceId face, int node, std::uint8_t emphasis) {
        model::GlyphRun run;
        run.face = face;
        run.size = type_.size;
        run.colour = type_.colour;
        run.x = pen_;
        run.glyphs.reserve(glyphs_of_line_);
        run.text.reserve(glyphs_of_line_ + 8);
        items_of_line_.push_back({node, node < 0 ? std::string(artifact_) : std::string(), std::move(run)});
        open_ = true;
        run_face_ = face;
        run_node_ = node;
        run_emphasis_ = emphasis;
    }

    void close_link(Millipoints pen) {
        if (link_run_ < 0) return;
        const model::Run& run = rich_[static_cast<std::size_t>(link_run_)];
        if (run_nodes_[static_cast<std::size_t>(link_run_)] >= 0) {
            model::LinkArea area;
            area.x = link_start_;
            area.y = -type_.size * 8 / 10;
            area.width = pen - link_start_;
            area.height = type_.size * 11 / 10;
            area.uri = run.link;
            area.alternate = run.text;
            items_of_line_.push_back({run_nodes_[static_cast<std::size_t>(link_run_)], {}, std::move(area)});
        }
        link_run_ = -1;
        open_ = false;
    }

    Composer& composer_;
    text::Shaper& shaper_;
    const model::RichText& rich_;
    const TypeStyle& type_;
    const ParagraphShape& shape_;
    int node_;
    std::string_view artifact_;

    std::array<std::array<const Word*, 2>, 4> spaces_{}; // by emphasis, plain and fixed; a shaper keeps its words while a letter is set
    std::vector<Token> tokens_;
    std::vector<int> run_nodes_;
    std::vector<BreakItem> items_;
    std::vector<Part> parts_;
    std::vector<Line> lines_;

    std::vector<model::PageItem> items_of_line_;
    std::size_t glyphs_of_line_ = 0;
    Millipoints pen_ = 0, link_start_ = 0;
    int link_run_ = -1;
    bool open_ = false, ends_in_space_ = false;
    text::FaceId run_face_ = 0;
    int run_node_ = -1;
    std::uint8_t run_emphasis_ = 0;
};

// All that decides the lines, but for the element they belong to.
std::string key_of(const Composer& composer, const model::RichText& text, const TypeStyle& type, const ParagraphShape& shape, int node, std::string_view artifact) {
    std::string key;
    const auto add = [&](const auto& value) { key.append(reinterpret_cast<const char*>(&value), sizeof value); };
    for (const text::FontChoice& font : type.fonts) add(font.face), add(font.features);
    for (const Millipoints length : {type.size, type.tracking, shape.width, shape.first_indent}) add(length);
    for (const std::uint8_t part : {type.colour.red, type.colour.green, type.colour.blue, static_cast<std::uint8_t>(shape.align), static_cast<std::uint8_t>(shape.hyphenate),
                                    static_cast<std::uint8_t>(type.hyphenate), static_cast<std::uint8_t>(node < 0)})
        add(part);
    key += composer.pages.language;
    key += '\n';
    key += artifact;
    for (const model::Run& run : text) {
        key += '\0';
        add(run.emphasis);
        add(run.text.size());
        key += run.text;
    }
    return key;
}

} // namespace

std::vector<Line> set_paragraph(Composer& composer, const model::RichText& text, const TypeStyle& type, const ParagraphShape& shape, int node, std::string_view artifact) {
    ParagraphSetter setter(composer, text, type, shape, node, artifact);
    // Elements of its own make a paragraph differ from letter to letter.
    const bool is_plain = std::ranges::all_of(text, [](const model::Run& run) { return run.link.empty() && run.language.empty(); });
    if (composer.memory == nullptr || !is_plain) return setter.set();
    std::string key = key_of(composer, text, type, shape, node, artifact);
    if (const std::vector<Line>* known = composer.memory->paragraphs.find(key)) {
        std::vector<Line> lines = *known;
        for (Line& line : lines)
            for (model::PageItem& item : line.items) item.structure = node;
        return lines;
    }
    const std::size_t nodes = composer.pages.structure.size();
    std::vector<Line> lines = setter.set();
    if (composer.pages.structure.size() == nodes && composer.problems.empty()) composer.memory->paragraphs.keep(std::move(key), lines);
    return lines;
}

Line set_line(Composer& composer, std::string_view text, const TypeStyle& type, model::Emphasis emphasis, int node, std::string_view artifact) {
    const model::RichText rich{{std::string(text), emphasis, {}, {}}};
    const ParagraphShape endless{std::numeric_limits<Millipoints>::max() / 4, model::TextAlign::start, 0, false};
    std::vector<Line> lines = ParagraphSetter(composer, rich, type, endless, node, artifact).set();
    return lines.empty() ? Line{} : std::move(lines.front());
}

NaturalWidth natural_width(Composer& composer, const model::RichText& text, const TypeStyle& type, char separator) {
    return ParagraphSetter(composer, text, type, {}, -1, {}).measure(separator);
}

} // namespace legajo::layout
