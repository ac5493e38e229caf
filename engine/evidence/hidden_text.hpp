#pragma once

#include "evidence/page_images.hpp"

#include <qpdf/QPDF.hh>

#include <map>

namespace legajo::evidence {

struct PictureBox { double left, bottom, width, height; }; // points on the page

// Text that is found and copied but not seen: words of OCR over their picture. Type 3 fonts with empty glyphs, made to measure: nothing to embed,
// every letter has its Unicode value, and each word is stretched to the width of its image.
class HiddenText {
public:
    explicit HiddenText(QPDF& pdf) : pdf_(pdf) {}
    [[nodiscard]] std::string content(const std::vector<RecognisedWord>& words, const PictureBox& box);
    [[nodiscard]] QPDFObjectHandle fonts(); // resource dictionary for what content() used

private:
    struct Code { int font; int code; };
    Code code_of(char32_t letter);
    QPDFObjectHandle font(int index);

    QPDF& pdf_;
    std::map<char32_t, Code> codes_;
    std::vector<std::vector<char32_t>> letters_; // by font, by code - 1
};

} // namespace legajo::evidence
