#include "evidence/font_rules.hpp"

#include "evidence/font_program.hpp"
#include "evidence/qpdf_tools.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace legajo::evidence {
namespace {

using Codes = std::set<std::uint32_t>;

bool is_name(QPDFObjectHandle object, std::string_view name) { return object.isName() && object.getName() == name; }

constexpr double tolerance = 1; // thousandth of an em, 6.2.11.5

bool is_as_wide(const FontProgram& program, std::uint32_t glyph, double said) {
    const std::optional<double> width = program.width(glyph);
    return glyph != 0 && width && std::abs(*width - said) <= tolerance;
}

std::optional<FontProgram> program_of(QPDFObjectHandle stream) {
    if (!stream.isStream()) return std::nullopt;
    Decoded decoded = decode_stream(stream, std::uint64_t{64} << 20);
    if (!decoded.is_whole) return std::nullopt;
    return FontProgram::open(std::move(decoded.bytes));
}

char32_t letter_of(std::uint32_t code, const char* charset) {
    const auto text = base::to_utf8(std::string(1, static_cast<char>(code)), charset);
    const auto letters = text ? base::code_points(*text) : std::vector<char32_t>{};
    return letters.size() == 1 ? letters.front() : 0;
}

// ISO 32000-1, Annex D. 0: nothing stands there.
char32_t letter_in(std::string_view encoding, std::uint32_t code) {
    if (code < 0x20) return 0;
    if (encoding == "/WinAnsiEncoding") {
        if (code == 0xA0) return U' ';
        if (code == 0xAD) return U'-';
        return code == 0x7F || code == 0x81 || code == 0x8D || code == 0x8F || code == 0x90 || code == 0x9D ? 0 : letter_of(code, "windows-1252");
    }
    if (code > 0x7E) return 0; // tables that are rare today
    if (encoding == "/StandardEncoding" && code == 0x27) return U'\u2019';
    if (encoding == "/StandardEncoding" && code == 0x60) return U'\u2018';
    return encoding == "/StandardEncoding" || encoding == "/MacRomanEncoding" ? static_cast<char32_t>(code) : 0;
}

// Widths of a simple font.
class SimpleWidths {
public:
    [[nodiscard]] bool take(QPDFObjectHandle font, QPDFObjectHandle descriptor) {
        QPDFObjectHandle first = font.getKey("/FirstChar"), last = font.getKey("/LastChar");
        widths_ = font.getKey("/Widths");
        if (!first.isInteger() || !last.isInteger() || !widths_.isArray() || widths_.getArrayNItems() != last.getIntValue() - first.getIntValue() + 1) return false;
        first_ = first.getIntValue();
        if (QPDFObjectHandle missing = descriptor.getKey("/MissingWidth"); missing.isNumber()) missing_ = missing.getNumericValue();
        return true;
    }
    [[nodiscard]] double of(std::uint32_t code) const {
        const long long at = static_cast<long long>(code) - first_;
        if (at < 0 || at >= const_cast<QPDFObjectHandle&>(widths_).getArrayNItems()) return missing_;
        QPDFObjectHandle width = const_cast<QPDFObjectHandle&>(widths_).getArrayItem(static_cast<int>(at));
        return width.isNumber() ? width.getNumericValue() : -1e6;
    }

private:
    QPDFObjectHandle widths_;
    long long first_ = 0;
    double missing_ = 0;
};

class SimpleEncoding {
public:
    explicit SimpleEncoding(QPDFObjectHandle encoding) {
        if (encoding.isName()) base_ = encoding.getName();
        if (!encoding.isDictionary()) return;
        if (QPDFObjectHandle base = encoding.getKey("/BaseEncoding"); base.isName()) base_ = base.getName();
        QPDFObjectHandle differences = encoding.getKey("/Differences");
        std::uint32_t code = 0;
        if (differences.isArray())
            for (QPDFObjectHandle& item : differences.getArrayAsVector()) {
                if (item.isInteger()) code = static_cast<std::uint32_t>(item.getIntValue() & 0xFF);
                else if (item.isName()) names_[code++] = item.getName().substr(1);
            }
    }
    [[nodiscard]] const std::string& base() const { return base_; } // empty: the font's own
    [[nodiscard]] bool has_names() const { return !names_.empty(); }
    [[nodiscard]] std::uint32_t glyph(const FontProgram& program, std::uint32_t code) const {
        if (const auto named = names_.find(code); named != names_.end()) return program.by_name(named->second);
        if (base_.empty()) return program.by_own_encoding(code);
        const char32_t letter = letter_in(base_, code);
        return letter == 0 ? 0 : program.by_unicode_name(letter);
    }

private:
    std::string base_;
    std::map<std::uint32_t, std::string> names_;
};

bool is_type1_sound(QPDFObjectHandle font, QPDFObjectHandle descriptor, const Codes& codes) {
    QPDFObjectHandle compact = descriptor.getKey("/FontFile3");
    if (compact.isStream() && !is_name(compact.getDict().getKey("/Subtype"), "/Type1C") && !is_name(compact.getDict().getKey("/Subtype"), "/OpenType")) return false;
    const auto program = program_of(compact.isStream() ? compact : descriptor.getKey("/FontFile"));
    SimpleWidths widths;
    if (!program || program->is_true_type() || !widths.take(font, descriptor)) return false;
    const SimpleEncoding encoding(font.getKey("/Encoding"));
    return std::ranges::all_of(codes, [&](std::uint32_t code) { return is_as_wide(*program, encoding.glyph(*program, code), widths.of(code)); });
}

// 6.2.11.6: letters by Unicode, or by the font's own numbers, never in between.
std::uint32_t true_type_glyph(const FontProgram& program, bool is_symbolic, std::string_view encoding, std::uint32_t code) {
    if (is_symbolic) {
        for (const std::uint32_t shift : {0xF000U, 0U})
            if (const std::uint32_t glyph = program.by_table(3, 0, shift + code); glyph != 0) return glyph;
        return program.by_table(1, 0, code);
    }
    if (program.has_table(3, 1)) {
        const char32_t letter = letter_in(encoding, code);
        return letter == 0 ? 0 : program.by_table(3, 1, letter);
    }
    return encoding == "/MacRomanEncoding" ? program.by_table(1, 0, code) : 0;
}

bool is_true_type_sound(QPDFObjectHandle font, QPDFObjectHandle descriptor, const Codes& codes) {
    constexpr long long symbolic = 4, nonsymbolic = 32;
    QPDFObjectHandle flags = descriptor.getKey("/Flags");
    if (!flags.isInteger()) return false;
    const bool is_symbolic = (flags.getIntValue() & symbolic) != 0;
    if (is_symbolic == ((flags.getIntValue() & nonsymbolic) != 0)) return false;
    const auto program = program_of(descriptor.getKey("/FontFile2"));
    SimpleWidths widths;
    if (!program || !program->is_true_type() || !widths.take(font, descriptor)) return false;
    const SimpleEncoding encoding(font.getKey("/Encoding"));
    if (is_symbolic && (!font.getKey("/Encoding").isNull() || (program->table_count() != 1 && !program->has_table(3, 0)))) return false;
    if (!is_symbolic && ((encoding.base() != "/WinAnsiEncoding" && encoding.base() != "/MacRomanEncoding") || encoding.has_names())) return false;
    return std::ranges::all_of(codes, [&](std::uint32_t code) { return is_as_wide(*program, true_type_glyph(*program, is_symbolic, encoding.base(), code), widths.of(code)); });
}

// 9.7.4.3: [c [w w ...] first last w ...]. Nothing when it is not that.
std::optional<std::map<std::uint32_t, double>> widths_by_cid(QPDFObjectHandle list) {
    std::map<std::uint32_t, double> widths;
    if (list.isNull()) return widths;
    if (!list.isArray()) return std::nullopt;
    const std::vector<QPDFObjectHandle> items = list.getArrayAsVector();
    constexpr long long highest = 65'535;
    for (std::size_t i = 0; i + 1 < items.size();) {
        QPDFObjectHandle first = items[i], next = items[i + 1];
        if (!first.isInteger() || first.getIntValue() < 0 || first.getIntValue() > highest) return std::nullopt;
        auto cid = static_cast<std::uint32_t>(first.getIntValue());
        if (next.isArray()) {
            for (QPDFObjectHandle& width : next.getArrayAsVector()) {
                if (!width.isNumber()) return std::nullopt;
                widths[cid++] = width.getNumericValue();
            }
            i += 2;
            continue;
        }
        if (i + 2 >= items.size() || !next.isInteger() || next.getIntValue() > highest || !const_cast<QPDFObjectHandle&>(items[i + 2]).isNumber()) return std::nullopt;
        for (; cid <= static_cast<std::uint32_t>(next.getIntValue()); ++cid) widths[cid] = const_cast<QPDFObjectHandle&>(items[i + 2]).getNumericValue();
        i += 3;
    }
    return widths;
}

bool is_composite_sound(QPDFObjectHandle font, const Codes& codes) {
    QPDFObjectHandle list = font.getKey("/DescendantFonts");
    if (!is_name(font.getKey("/Encoding"), "/Identity-H") || !list.isArray() || list.getArrayNItems() != 1) return false;
    QPDFObjectHandle inner = list.getArrayItem(0);
    if (!inner.isDictionary() || !inner.getKey("/FontDescriptor").isDictionary() || !inner.getKey("/CIDSystemInfo").isDictionary() || !inner.getKey("/BaseFont").isName()) return false;
    QPDFObjectHandle descriptor = inner.getKey("/FontDescriptor"), usual = inner.getKey("/DW");
    descriptor.removeKey("/CIDSet");
    const bool is_true_type = is_name(inner.getKey("/Subtype"), "/CIDFontType2");
    if (!is_true_type && !is_name(inner.getKey("/Subtype"), "/CIDFontType0")) return false;
    QPDFObjectHandle file = descriptor.getKey(is_true_type ? "/FontFile2" : "/FontFile3");
    if (!is_true_type && file.isStream() && !is_name(file.getDict().getKey("/Subtype"), "/CIDFontType0C") && !is_name(file.getDict().getKey("/Subtype"), "/OpenType")) return false;
    const auto program = program_of(file);
    const auto widths = widths_by_cid(inner.getKey("/W"));
    if (!program || program->is_true_type() != is_true_type || !widths) return false;
    std::string map;
    if (is_true_type) {
        QPDFObjectHandle glyphs = inner.getKey("/CIDToGIDMap");
        if (glyphs.isNull()) inner.replaceKey("/CIDToGIDMap", QPDFObjectHandle::newName("/Identity")); // what it means when it is missing
        else if (glyphs.isStream()) map = decode_stream(glyphs, 2 * 65'536).bytes;
        else if (!is_name(glyphs, "/Identity")) return false;
    }
    const auto glyph_of = [&](std::uint32_t cid) -> std::uint32_t {
        if (!is_true_type) return program->by_cid(cid);
        if (!inner.getKey("/CIDToGIDMap").isStream()) return cid;
        return 2 * std::size_t{cid} + 1 < map.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(map[2 * cid]) << 8 | static_cast<unsigned char>(map[2 * cid + 1])) : 0;
    };
    const double otherwise = usual.isNumber() ? usual.getNumericValue() : 1000;
    return std::ranges::all_of(codes, [&](std::uint32_t cid) {
        const auto said = widths->find(cid);
        return is_as_wide(*program, glyph_of(cid), said == widths->end() ? otherwise : said->second);
    });
}

} // namespace

bool is_font_sound(QPDFObjectHandle font, const Codes& codes) {
    const QPDFObjectHandle kind = font.getKey("/Subtype");
    if (!is_name(font.getKey("/Type"), "/Font") || !font.getKey("/BaseFont").isName()) return false;
    if (is_name(kind, "/Type0")) return is_composite_sound(font, codes);
    QPDFObjectHandle descriptor = font.getKey("/FontDescriptor");
    if (!descriptor.isDictionary() || !descriptor.getKey("/FontName").isName()) return false;
    descriptor.removeKey("/CharSet");
    if (is_name(kind, "/Type1")) return is_type1_sound(font, descriptor, codes);
    return is_name(kind, "/TrueType") && is_true_type_sound(font, descriptor, codes);
}

} // namespace legajo::evidence
