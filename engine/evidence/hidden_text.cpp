#include "evidence/hidden_text.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstdio>

namespace legajo::evidence {
namespace {

constexpr std::size_t letters_per_font = 250;
constexpr int glyph_width = 500; // thousandths of an em

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

std::string hex(unsigned value, int digits) {
    char text[16];
    std::snprintf(text, sizeof text, "%0*X", digits, value);
    return text;
}

std::string utf16_hex(char32_t letter) {
    if (letter < 0x10000) return hex(static_cast<unsigned>(letter), 4);
    const auto rest = static_cast<unsigned>(letter) - 0x10000;
    return hex(0xD800 + (rest >> 10), 4) + hex(0xDC00 + (rest & 0x3FF), 4);
}

} // namespace

HiddenText::Code HiddenText::code_of(char32_t letter) {
    if (const auto known = codes_.find(letter); known != codes_.end()) return known->second;
    if (letters_.empty() || letters_.back().size() == letters_per_font) letters_.emplace_back();
    letters_.back().push_back(letter);
    return codes_[letter] = {static_cast<int>(letters_.size()) - 1, static_cast<int>(letters_.back().size())};
}

std::string HiddenText::content(const std::vector<RecognisedWord>& words, const PictureBox& box) {
    std::string text = "q BT 3 Tr\n"; // what is unseen here must not be unseen in the stamp that follows
    for (const RecognisedWord& word : words) {
        std::vector<char32_t> letters = base::code_points(word.text);
        letters.push_back(U' ');
        const double size = std::max((word.bottom - word.top) * box.height, 1.0), width = std::max((word.right - word.left) * box.width, 1.0);
        const double natural = static_cast<double>(letters.size() - 1) * size * glyph_width / 1000;
        text += number(natural > 0 ? 100 * width / natural : 100) + " Tz 1 0 0 1 " + number(box.left + word.left * box.width) + " " +
                number(box.bottom + (1 - word.bottom) * box.height) + " Tm ";
        int font = -1;
        for (const char32_t letter : letters) {
            const Code code = code_of(letter);
            if (code.font != font) {
                if (font >= 0) text += "> Tj ";
                font = code.font;
                text += "/Hidden" + std::to_string(font) + " " + number(size) + " Tf <";
            }
            text += hex(static_cast<unsigned>(code.code), 2);
        }
        text += "> Tj\n";
    }
    return text + "ET Q\n";
}

QPDFObjectHandle HiddenText::font(int index) {
    const std::vector<char32_t>& letters = letters_[static_cast<std::size_t>(index)];
    std::string map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Hidden def /CMapType 2 def\n"
                      "1 begincodespacerange <00> <FF> endcodespacerange\n";
    std::string differences = "[1", widths = "[";
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i % 100 == 0) map += std::to_string(std::min<std::size_t>(100, letters.size() - i)) + " beginbfchar\n";
        map += "<" + hex(static_cast<unsigned>(i) + 1, 2) + "> <" + utf16_hex(letters[i]) + ">\n";
        if (i % 100 == 99 || i + 1 == letters.size()) map += "endbfchar\n";
        differences += " /g";
        widths += std::to_string(glyph_width) + " ";
    }
    map += "endcmap end end\n";
    QPDFObjectHandle font = QPDFObjectHandle::parse(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 /Resources << >> >>");
    font.replaceKey("/LastChar", QPDFObjectHandle::newInteger(static_cast<long long>(letters.size())));
    font.replaceKey("/Widths", QPDFObjectHandle::parse(widths + "]"));
    font.replaceKey("/Encoding", QPDFObjectHandle::parse("<< /Type /Encoding /Differences " + differences + "] >>"));
    QPDFObjectHandle glyph = QPDFObjectHandle::newStream(&pdf_, std::to_string(glyph_width) + " 0 d0\n");
    font.replaceKey("/CharProcs", QPDFObjectHandle::newDictionary({{"/g", glyph}}));
    font.replaceKey("/ToUnicode", QPDFObjectHandle::newStream(&pdf_, map));
    return pdf_.makeIndirectObject(font);
}

QPDFObjectHandle HiddenText::fonts() {
    QPDFObjectHandle fonts = QPDFObjectHandle::newDictionary();
    for (std::size_t i = 0; i < letters_.size(); ++i) fonts.replaceKey("/Hidden" + std::to_string(i), font(static_cast<int>(i)));
    return fonts;
}

} // namespace legajo::evidence
