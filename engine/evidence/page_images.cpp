#include "evidence/page_images.hpp"

#include "evidence/hidden_text.hpp"
#include "evidence/qpdf_tools.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cstdio>

namespace legajo::evidence {
namespace {

constexpr double a4_short = 595.276, a4_long = 841.89, margin = 28.35;

bool is_all_grey(const Raster& raster) {
    const std::string& p = raster.pixels;
    for (std::size_t i = 0; i + 2 < p.size(); i += 3)
        if (p[i] != p[i + 1] || p[i] != p[i + 2]) return false;
    return true;
}

std::string grey_of(const Raster& raster) {
    std::string grey(raster.pixels.size() / 3, '\0');
    for (std::size_t i = 0; i < grey.size(); ++i) grey[i] = raster.pixels[3 * i];
    return grey;
}

struct Placement { double page_width, page_height, left, bottom, width, height; };

bool is_resolution(double dots) { return dots >= 36 && dots <= 4800; }

Placement place(const PageImage& image) {
    if (image.sheet_width > 0) return {image.sheet_width, image.sheet_height, 0, 0, image.sheet_width, image.sheet_height};
    const bool is_turned = image.orientation >= 5;
    const double across = is_turned ? image.height : image.width, down = is_turned ? image.width : image.height;
    const bool says_size = is_resolution(image.dots_per_inch_x) && is_resolution(image.dots_per_inch_y);
    const double dots_across = says_size ? (is_turned ? image.dots_per_inch_y : image.dots_per_inch_x) : 72;
    const double dots_down = says_size ? (is_turned ? image.dots_per_inch_x : image.dots_per_inch_y) : 72;
    double width = across * 72 / dots_across, height = down * 72 / dots_down;
    const bool is_upright = height >= width;
    Placement at{is_upright ? a4_short : a4_long, is_upright ? a4_long : a4_short, 0, 0, 0, 0};
    const bool is_sheet = says_size && width <= at.page_width * 1.02 && height <= at.page_height * 1.02; // a scanned A4 fills its page
    const double room_across = is_sheet ? at.page_width : at.page_width - 2 * margin, room_down = is_sheet ? at.page_height : at.page_height - 2 * margin;
    const double scale = std::min({1.0, room_across / width, room_down / height});
    at.width = width * scale;
    at.height = height * scale;
    at.left = (at.page_width - at.width) / 2;
    at.bottom = (at.page_height - at.height) / 2;
    return at;
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value); // the C locale holds in this program
    return text;
}

// The unit square of the picture onto its place, turned as EXIF says (TIFF 6.0, Orientation).
std::string matrix_of(const Placement& at, int orientation) {
    const double w = at.width, h = at.height;
    double m[6] = {w, 0, 0, h, 0, 0};
    const auto set = [&](double a, double b, double c, double d, double e, double f) { const double v[6] = {a, b, c, d, e, f}; std::copy(v, v + 6, m); };
    switch (orientation) {
    case 2: set(-w, 0, 0, h, w, 0); break;
    case 3: set(-w, 0, 0, -h, w, h); break;
    case 4: set(w, 0, 0, -h, 0, h); break;
    case 5: set(0, -h, -w, 0, w, h); break;
    case 6: set(0, -h, w, 0, 0, h); break;
    case 7: set(0, h, w, 0, 0, 0); break;
    case 8: set(0, h, -w, 0, w, 0); break;
    default: break;
    }
    m[4] += at.left;
    m[5] += at.bottom;
    std::string text;
    for (const double value : m) text += number(value) + " ";
    return text;
}

QPDFObjectHandle colour_space_of(QPDF& pdf, const PageImage& image) {
    if (!image.palette.empty())
        return QPDFObjectHandle::newArray(std::vector<QPDFObjectHandle>{QPDFObjectHandle::newName("/Indexed"), QPDFObjectHandle::newName("/DeviceRGB"),
                                                                        QPDFObjectHandle::newInteger(static_cast<long long>(image.palette.size() / 3) - 1), QPDFObjectHandle::newString(image.palette)});
    if (image.colour_profile.empty()) return QPDFObjectHandle::newName(image.colour_space);
    QPDFObjectHandle profile = QPDFObjectHandle::newStream(&pdf, "");
    const int components = image.colour_space == "/DeviceGray" ? 1 : image.colour_space == "/DeviceRGB" ? 3 : 4;
    profile.replaceStreamData(deflated(image.colour_profile), QPDFObjectHandle::newName("/FlateDecode"), QPDFObjectHandle::newNull());
    profile.getDict().replaceKey("/N", QPDFObjectHandle::newInteger(components));
    profile.getDict().replaceKey("/Alternate", QPDFObjectHandle::newName(image.colour_space));
    return QPDFObjectHandle::newArray(std::vector<QPDFObjectHandle>{QPDFObjectHandle::newName("/ICCBased"), pdf.makeIndirectObject(profile)});
}

QPDFObjectHandle image_object(QPDF& pdf, const PageImage& image) {
    QPDFObjectHandle stream = QPDFObjectHandle::newStream(&pdf, "");
    QPDFObjectHandle parameters = QPDFObjectHandle::newNull();
    if (image.filter == "/CCITTFaxDecode") {
        parameters = QPDFObjectHandle::parse("<< /K -1 >>");
        parameters.replaceKey("/Columns", QPDFObjectHandle::newInteger(image.width));
        parameters.replaceKey("/Rows", QPDFObjectHandle::newInteger(image.height));
        parameters.replaceKey("/BlackIs1", QPDFObjectHandle::newBool(image.is_fax_black_one));
    }
    stream.replaceStreamData(image.data, QPDFObjectHandle::newName(image.filter), parameters);
    QPDFObjectHandle dictionary = stream.getDict();
    dictionary.replaceKey("/Type", QPDFObjectHandle::newName("/XObject"));
    dictionary.replaceKey("/Subtype", QPDFObjectHandle::newName("/Image"));
    dictionary.replaceKey("/Width", QPDFObjectHandle::newInteger(image.width));
    dictionary.replaceKey("/Height", QPDFObjectHandle::newInteger(image.height));
    dictionary.replaceKey("/BitsPerComponent", QPDFObjectHandle::newInteger(image.bits));
    dictionary.replaceKey("/ColorSpace", colour_space_of(pdf, image));
    if (image.is_inverted) dictionary.replaceKey("/Decode", QPDFObjectHandle::parse(image.colour_space == "/DeviceCMYK" ? "[1 0 1 0 1 0 1 0]" : "[1 0]"));
    return stream;
}

QPDFObjectHandle page_of(QPDF& pdf, const PageImage& image) {
    const Placement at = place(image);
    QPDFObjectHandle resources = QPDFObjectHandle::newDictionary();
    resources.replaceKey("/XObject", QPDFObjectHandle::newDictionary({{"/Picture", pdf.makeIndirectObject(image_object(pdf, image))}}));
    std::string content = "q " + matrix_of(at, image.orientation) + "cm /Picture Do Q\n";
    if (!image.words.empty()) {
        HiddenText hidden(pdf);
        content += hidden.content(image.words, {at.left, at.bottom, at.width, at.height});
        resources.replaceKey("/Font", hidden.fonts());
    }
    QPDFObjectHandle page = QPDFObjectHandle::newDictionary();
    page.replaceKey("/Type", QPDFObjectHandle::newName("/Page"));
    page.replaceKey("/MediaBox", QPDFObjectHandle::newArray(QPDFObjectHandle::Rectangle(0, 0, at.page_width, at.page_height)));
    page.replaceKey("/Resources", resources);
    page.replaceKey("/Contents", QPDFObjectHandle::newStream(&pdf, content));
    return pdf.makeIndirectObject(page);
}

} // namespace

PageImage page_image_of(const Raster& raster) {
    PageImage image;
    image.width = raster.width;
    image.height = raster.height;
    image.dots_per_inch_x = raster.dots_per_inch_x;
    image.dots_per_inch_y = raster.dots_per_inch_y;
    image.filter = "/FlateDecode";
    const bool is_grey = raster.channels == 1;
    const bool can_be_grey = !is_grey && is_all_grey(raster);
    image.colour_space = is_grey || can_be_grey ? "/DeviceGray" : "/DeviceRGB";
    image.data = deflated(can_be_grey ? grey_of(raster) : raster.pixels);
    return image;
}

void write_image_pages(const std::vector<PageImage>& images, int output) {
    QPDF pdf;
    pdf.emptyPDF();
    for (const PageImage& image : images) pdf.addPage(page_of(pdf, image), false);
    write_plain(pdf, output);
}

} // namespace legajo::evidence
