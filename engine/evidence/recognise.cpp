#include "evidence/recognise.hpp"

#include "evidence/qpdf_tools.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <tesseract/baseapi.h>

#include <ctime>
#include <memory>

namespace legajo::evidence {
namespace {

std::unique_ptr<tesseract::TessBaseAPI>& recogniser() {
    static std::unique_ptr<tesseract::TessBaseAPI> loaded;
    return loaded;
}

// Grey and upright: what the eye sees (TIFF 6.0, Orientation).
Raster upright_grey(const Raster& raster, int orientation) {
    const std::uint32_t w = raster.width, h = raster.height;
    const bool is_turned = orientation >= 5;
    Raster out{is_turned ? h : w, is_turned ? w : h, 1, std::string(std::size_t{w} * h, '\0'), 0, 0};
    for (std::uint32_t y = 0; y < h; ++y)
        for (std::uint32_t x = 0; x < w; ++x) {
            const std::size_t at = std::size_t{y} * w + x;
            unsigned grey = static_cast<unsigned char>(raster.pixels[at * static_cast<std::size_t>(raster.channels)]);
            if (raster.channels == 3) {
                const auto green = static_cast<unsigned char>(raster.pixels[3 * at + 1]), blue = static_cast<unsigned char>(raster.pixels[3 * at + 2]);
                grey = (grey * 77 + green * 150U + blue * 29U) >> 8;
            }
            const std::uint32_t right = w - 1 - x, down = h - 1 - y;
            std::uint32_t to_x = x, to_y = y;
            switch (orientation) {
            case 2: to_x = right; break;
            case 3: to_x = right; to_y = down; break;
            case 4: to_y = down; break;
            case 5: to_x = y; to_y = x; break;
            case 6: to_x = down; to_y = x; break;
            case 7: to_x = down; to_y = right; break;
            case 8: to_x = y; to_y = right; break;
            default: break;
            }
            out.pixels[std::size_t{to_y} * out.width + to_x] = static_cast<char>(grey);
        }
    return out;
}

} // namespace

void load_recogniser(const std::string& languages) {
    auto fresh = std::make_unique<tesseract::TessBaseAPI>();
    fresh->SetVariable("debug_file", "/dev/null");
    if (fresh->Init(nullptr, languages.c_str(), tesseract::OEM_LSTM_ONLY) != 0) throw base::Error("evidence.recogniser_missing", "evidence", languages);
    fresh->SetPageSegMode(tesseract::PSM_AUTO);
    recogniser() = std::move(fresh);
}

bool is_ocr_time_left(const model::ExhibitRequest& request) { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC < request.ocr_seconds; }

std::vector<RecognisedWord> recognise(const Raster& raster, int orientation) {
    std::vector<RecognisedWord> words;
    if (!recogniser() || raster.pixels.empty()) return words;
    const Raster page = upright_grey(raster, orientation);
    const int width = static_cast<int>(page.width), height = static_cast<int>(page.height);
    recogniser()->SetImage(reinterpret_cast<const unsigned char*>(page.pixels.data()), width, height, 1, width);
    recogniser()->SetSourceResolution(raster.dots_per_inch_x > 70 ? static_cast<int>(raster.dots_per_inch_x) : 200);
    if (recogniser()->Recognize(nullptr) != 0) return words;
    const std::unique_ptr<tesseract::ResultIterator> at(recogniser()->GetIterator());
    if (!at) return words;
    do {
        const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_WORD));
        int left = 0, top = 0, right = 0, bottom = 0;
        if (!text || at->Confidence(tesseract::RIL_WORD) < 20 || !at->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
        const std::string word(base::trimmed(clean_text(text.get(), 200)));
        if (!word.empty()) words.push_back({word, double(left) / width, double(top) / height, double(right) / width, double(bottom) / height});
    } while (at->Next(tesseract::RIL_WORD) && words.size() < 20'000);
    recogniser()->Clear();
    return words;
}

} // namespace legajo::evidence
