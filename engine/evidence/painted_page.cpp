#include "evidence/painted_page.hpp"

#include "evidence/jpeg_writer.hpp"
#include "evidence/pictures.hpp"
#include "evidence/qpdf_tools.hpp"

#include "base/mapped_file.hpp"

#include <qpdf/QPDF.hh>

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace legajo::evidence {
namespace {

constexpr std::size_t stray = 20'000; // one pixel in so many may be another colour than the page is said to have

unsigned at(const Raster& raster, std::size_t pixel, std::size_t channel) {
    return static_cast<unsigned char>(raster.pixels[raster.channels == 1 ? pixel : 3 * pixel + channel]);
}

unsigned brightness(const Raster& raster, std::size_t pixel) {
    if (raster.channels == 1) return at(raster, pixel, 0);
    return (299 * at(raster, pixel, 0) + 587 * at(raster, pixel, 1) + 114 * at(raster, pixel, 2)) / 1000;
}

unsigned colourfulness(const Raster& raster, std::size_t pixel) {
    if (raster.channels == 1) return 0;
    const auto [least, most] = std::minmax({at(raster, pixel, 0), at(raster, pixel, 1), at(raster, pixel, 2)});
    return most - least;
}

bool is_colourless(const Raster& raster, unsigned tolerance) {
    const std::size_t pixels = std::size_t{raster.width} * raster.height;
    std::size_t coloured = 0;
    for (std::size_t i = 0; i < pixels; ++i)
        if (colourfulness(raster, i) > tolerance && ++coloured > pixels / stray) return false;
    return true;
}

// Between black and white only where both are near, as at the edges of a scan that was scaled: a line of light grey, which would vanish, is no edge.
bool is_edge(const Raster& raster, std::uint32_t x, std::uint32_t y) {
    bool has_black = false, has_white = false;
    for (std::uint32_t row = y > 0 ? y - 1 : 0; row <= std::min(y + 1, raster.height - 1); ++row)
        for (std::uint32_t column = x > 0 ? x - 1 : 0; column <= std::min(x + 1, raster.width - 1); ++column) {
            const unsigned level = brightness(raster, std::size_t{row} * raster.width + column);
            has_black = has_black || level < 64;
            has_white = has_white || level > 192;
        }
    return has_black && has_white;
}

bool is_black_and_white(const Raster& raster) {
    constexpr unsigned slight = 48;
    if (!is_colourless(raster, slight)) return false;
    const std::size_t most = std::size_t{raster.width} * raster.height / stray;
    std::size_t grey = 0;
    for (std::uint32_t y = 0; y < raster.height; ++y)
        for (std::uint32_t x = 0; x < raster.width; ++x) {
            const unsigned level = brightness(raster, std::size_t{y} * raster.width + x);
            if (level > slight && level < 255 - slight && !is_edge(raster, x, y) && ++grey > most) return false;
        }
    return true;
}

PageImage fax_page(const Raster& raster) {
    const std::size_t row_size = (std::size_t{raster.width} + 7) / 8;
    std::string rows(row_size * raster.height, '\0');
    for (std::uint32_t y = 0; y < raster.height; ++y)
        for (std::uint32_t x = 0; x < raster.width; ++x)
            if (brightness(raster, std::size_t{y} * raster.width + x) < 128) rows[y * row_size + x / 8] = static_cast<char>(static_cast<unsigned char>(rows[y * row_size + x / 8]) | 0x80U >> x % 8);
    PageImage image;
    image.width = raster.width;
    image.height = raster.height;
    image.bits = 1;
    image.filter = "/CCITTFaxDecode";
    image.colour_space = "/DeviceGray";
    image.data = fax_group4(rows, raster.width, raster.height);
    return image;
}

// A page of at most 256 colours, each pixel the number of its own.
std::optional<PageImage> palette_page(const Raster& raster) {
    constexpr std::size_t slots = 1024; // open addressing
    std::array<std::int32_t, slots> colour{}, number{};
    colour.fill(-1);
    PageImage image;
    image.width = raster.width;
    image.height = raster.height;
    std::string data(std::size_t{raster.width} * raster.height, '\0');
    for (std::size_t i = 0; i < data.size(); ++i) {
        const auto key = static_cast<std::int32_t>(at(raster, i, 0) << 16 | at(raster, i, 1) << 8 | at(raster, i, 2));
        std::size_t slot = static_cast<std::uint32_t>(key) * 2654435761U >> 22U;
        while (colour[slot] != key && colour[slot] >= 0) slot = (slot + 1) % slots;
        if (colour[slot] < 0) {
            const std::size_t count = image.palette.size() / 3;
            if (count == 256) return std::nullopt;
            colour[slot] = key;
            number[slot] = static_cast<std::int32_t>(count);
            for (const std::size_t channel : {0U, 1U, 2U}) image.palette += static_cast<char>(at(raster, i, channel));
        }
        data[i] = static_cast<char>(number[slot]);
    }
    image.filter = "/FlateDecode";
    image.data = deflated(data);
    return image;
}

double number_of(const pugi::xml_node& node, const char* name) {
    const std::string_view text = node.attribute(name).value();
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(value) ? value : -1;
}

} // namespace

std::vector<Sheet> sheets_of(int safe_pdf) {
    const base::MappedFile file(safe_pdf);
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("", file.view().data(), file.view().size());
    std::vector<Sheet> sheets;
    for (QPDFObjectHandle page : pdf.getAllPages()) {
        QPDFObjectHandle crop = page.getKey("/CropBox"), rotate = page.getKey("/Rotate");
        const QPDFObjectHandle::Rectangle box = (crop.isRectangle() ? crop : page.getKey("/MediaBox")).getArrayAsRectangle();
        Sheet sheet{box.urx - box.llx, box.ury - box.lly};
        if (rotate.isInteger() && rotate.getIntValue() % 180 != 0) std::swap(sheet.width, sheet.height);
        sheets.push_back(sheet);
    }
    return sheets;
}

double dots_for(const Sheet& sheet, double wanted) {
    const double inches = std::max(sheet.width * sheet.height / (72.0 * 72.0), 1e-6);
    return std::min(wanted, std::floor(std::sqrt(most_pixels / inches)));
}

std::optional<Raster> read_painting(std::string_view bytes) {
    const bool is_colour = bytes.starts_with("P6");
    if (!is_colour && !bytes.starts_with("P5")) return std::nullopt;
    std::array<std::uint32_t, 3> head{}; // width, height, highest level
    std::size_t from = 2;
    for (std::uint32_t& value : head) {
        from = bytes.find_first_not_of(" \t\r\n", from);
        if (from == std::string_view::npos) return std::nullopt;
        const auto [end, error] = std::from_chars(bytes.data() + from, bytes.data() + bytes.size(), value);
        if (error != std::errc()) return std::nullopt;
        from = static_cast<std::size_t>(end - bytes.data());
    }
    ++from; // one blank
    Raster raster{head[0], head[1], is_colour ? 3 : 1, {}, 0, 0};
    const std::uint64_t pixels = std::uint64_t{head[0]} * head[1], size = pixels * (is_colour ? 3 : 1);
    if (pixels == 0 || static_cast<double>(pixels) > 1.1 * most_pixels || head[2] != 255 || from > bytes.size() || bytes.size() - from < size) return std::nullopt;
    raster.pixels = bytes.substr(from, size);
    return raster;
}

std::optional<PageImage> hard_page(const Raster& hard) {
    constexpr std::size_t small = 300'000; // bytes: a photograph in 256 greys packs better as JPEG
    if (is_black_and_white(hard))
        if (PageImage image = fax_page(hard); !image.data.empty()) return image;
    std::optional<PageImage> image = palette_page(hard);
    if (image && image->data.size() > small) return std::nullopt;
    return image;
}

PageImage soft_page(const Raster& soft) {
    constexpr int quality = 85;
    constexpr unsigned slight = 16;
    if (soft.channels == 1 || !is_colourless(soft, slight)) return photograph_of(soft, quality);
    Raster grey{soft.width, soft.height, 1, std::string(std::size_t{soft.width} * soft.height, '\0'), 0, 0};
    for (std::size_t i = 0; i < grey.pixels.size(); ++i) grey.pixels[i] = static_cast<char>(brightness(soft, i));
    return photograph_of(grey, quality);
}

std::vector<RecognisedWord> words_of(std::string_view xhtml, const Sheet& sheet) {
    constexpr std::size_t most_words = 50'000, longest_word = 1'000;
    pugi::xml_document document;
    std::vector<RecognisedWord> words;
    if (!document.load_buffer(xhtml.data(), xhtml.size(), pugi::parse_minimal | pugi::parse_escapes)) return words;
    for (const pugi::xpath_node& found : document.select_nodes("//word")) {
        const pugi::xml_node node = found.node();
        RecognisedWord word{clean_text(node.child_value(), longest_word), number_of(node, "xMin") / sheet.width, number_of(node, "yMin") / sheet.height, number_of(node, "xMax") / sheet.width,
                            number_of(node, "yMax") / sheet.height};
        const auto is_on_sheet = [](double from, double to) { return from >= -0.01 && to <= 1.01 && from < to; };
        if (word.text.empty() || !is_on_sheet(word.left, word.right) || !is_on_sheet(word.top, word.bottom)) continue;
        words.push_back(std::move(word));
        if (words.size() == most_words) break;
    }
    return words;
}

} // namespace legajo::evidence
