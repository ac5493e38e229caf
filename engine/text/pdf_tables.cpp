#include "text/pdf_tables.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <libdeflate.h>

#include <cstdio>
#include <memory>

namespace legajo::text {

namespace {

void append_hex16(std::string& out, unsigned value) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[value >> shift & 0xF];
}

void append_utf16(std::string& out, std::string_view utf8) {
    for (const char32_t code_point : base::code_points(utf8)) {
        if (code_point < 0x10000) {
            append_hex16(out, code_point);
        } else {
            append_hex16(out, 0xD800 + ((code_point - 0x10000) >> 10));
            append_hex16(out, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
        }
    }
}

} // namespace

std::string deflated(std::string_view bytes) {
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(libdeflate_alloc_compressor(9), libdeflate_free_compressor);
    base::check(compressor != nullptr, "libdeflate compressor");
    std::string out(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
    out.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

std::string widths_array(std::span<const std::int32_t> advances) {
    std::string out = "0[";
    for (const std::int32_t advance : advances) {
        char number[24];
        const int whole = advance / 100, rest = advance % 100;
        if (rest == 0) std::snprintf(number, sizeof number, "%d ", whole);
        else if (rest % 10 == 0) std::snprintf(number, sizeof number, "%d.%d ", whole, rest / 10);
        else std::snprintf(number, sizeof number, "%d.%02d ", whole, rest);
        out += number;
    }
    out.back() = ']';
    return out;
}

std::string to_unicode_map(std::span<const std::string> texts) {
    std::string out = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
                      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
    std::vector<std::size_t> named;
    for (std::size_t code = 0; code < texts.size(); ++code)
        if (!texts[code].empty()) named.push_back(code);
    for (std::size_t start = 0; start < named.size(); start += 100) { // at most 100 entries a block
        const std::size_t count = std::min<std::size_t>(100, named.size() - start);
        out += std::to_string(count) + " beginbfchar\n";
        for (std::size_t i = start; i < start + count; ++i) {
            out += '<';
            append_hex16(out, static_cast<unsigned>(named[i]));
            out += "><";
            append_utf16(out, texts[named[i]]);
            out += ">\n";
        }
        out += "endbfchar\n";
    }
    out += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    return out;
}

std::string code_to_glyph_map(std::span<const std::uint16_t> glyph_of) {
    std::string out;
    for (const std::uint16_t glyph : glyph_of) {
        out += static_cast<char>(glyph >> 8);
        out += static_cast<char>(glyph & 0xFF);
    }
    return out;
}

} // namespace legajo::text
