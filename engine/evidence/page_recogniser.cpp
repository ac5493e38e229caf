#include "evidence/page_recogniser.hpp"

#include "evidence/hidden_text.hpp"
#include "evidence/page_picture.hpp"
#include "evidence/recognise.hpp"

#include <cstdio>

namespace legajo::evidence {
namespace {

std::string placed(const Matrix& matrix, const std::string& content) {
    char text[200];
    std::snprintf(text, sizeof text, "q %.4f %.4f %.4f %.4f %.3f %.3f cm\n", matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]);
    return text + content + "Q\n";
}

} // namespace

bool PageRecogniser::give_text(QPDFObjectHandle page, int number) {
    if (!is_ocr_time_left(request_)) {
        notes_.warn("evidence.ocr_stopped").with("pagina", std::to_string(number));
        return false;
    }
    PagePicture picture;
    switch (picture_of_page(page, request_.pixel_limit, picture)) {
    case PictureState::has_text: return true;
    case PictureState::no_picture: return false;
    case PictureState::unknown_picture: notes_.warn("evidence.ocr_unknown_picture").with("pagina", std::to_string(number)); return false;
    case PictureState::made: break;
    }
    const std::vector<RecognisedWord> words = recognise(picture.raster, 1);
    if (words.empty()) return false;
    HiddenText hidden(pdf_);
    const std::string content = hidden.content(words, {0, 0, picture.width, picture.height});
    page.getKey("/Contents").appendItem(QPDFObjectHandle::newStream(&pdf_, placed(picture.to_page, content)));
    QPDFObjectHandle resources = page.getKey("/Resources"), fonts = resources.getKey("/Font"), own = hidden.fonts();
    if (fonts.isDictionary()) {
        fonts = fonts.shallowCopy();
        for (const std::string& key : own.getKeys()) fonts.replaceKey(key, own.getKey(key));
    }
    resources.replaceKey("/Font", fonts.isDictionary() ? fonts : own);
    has_recognised_ = true;
    return true;
}

} // namespace legajo::evidence
