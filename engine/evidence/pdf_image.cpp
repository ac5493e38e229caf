#include "evidence/pdf_image.hpp"

#include "evidence/pictures.hpp"
#include "evidence/qpdf_tools.hpp"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

namespace legajo::evidence {
namespace {

bool is_named(QPDFObjectHandle object, std::string_view name) { return object.isName() && object.getName() == name; }

std::uint32_t measure(QPDFObjectHandle dictionary, const char* key) {
    QPDFObjectHandle value = dictionary.getKey(key);
    return value.isInteger() && value.getIntValue() > 0 && value.getIntValue() <= 200'000 ? static_cast<std::uint32_t>(value.getIntValue()) : 0;
}

QPDFObjectHandle last_of(QPDFObjectHandle list) { return list.isArray() ? (list.getArrayNItems() > 0 ? list.getArrayItem(list.getArrayNItems() - 1) : QPDFObjectHandle::newNull()) : list; }
bool is_one_of_many(QPDFObjectHandle list) { return list.isArray() && list.getArrayNItems() > 1; }

// How samples of a colour space become grey: components, and an optional table (Indexed).
struct Colours {
    int components = 1;
    bool is_ink = false;        // more is darker: CMYK, Separation
    std::string table;          // grey by index
};

unsigned luminance(unsigned red, unsigned green, unsigned blue) { return (red * 77 + green * 150 + blue * 29) >> 8; }
unsigned of_inks(unsigned c, unsigned m, unsigned y, unsigned k) { return luminance(255 - std::min(255U, c + k), 255 - std::min(255U, m + k), 255 - std::min(255U, y + k)); }

std::optional<Colours> colours_of(QPDFObjectHandle space, int depth = 0) {
    if (is_named(space, "/DeviceGray") || is_named(space, "/CalGray") || is_named(space, "/G")) return Colours{1, false, {}};
    if (is_named(space, "/DeviceRGB") || is_named(space, "/CalRGB") || is_named(space, "/RGB")) return Colours{3, false, {}};
    if (is_named(space, "/DeviceCMYK") || is_named(space, "/CMYK")) return Colours{4, true, {}};
    if (!space.isArray() || space.getArrayNItems() < 2 || depth > 3) return std::nullopt;
    QPDFObjectHandle family = space.getArrayItem(0), second = space.getArrayItem(1);
    if (is_named(family, "/CalGray")) return Colours{1, false, {}};
    if (is_named(family, "/CalRGB")) return Colours{3, false, {}};
    if (is_named(family, "/Separation")) return Colours{1, true, {}};
    if (is_named(family, "/ICCBased") && second.isStream()) {
        const std::uint32_t count = measure(second.getDict(), "/N");
        if (count == 1 || count == 3 || count == 4) return Colours{static_cast<int>(count), count == 4, {}};
    }
    if ((is_named(family, "/Indexed") || is_named(family, "/I")) && space.getArrayNItems() == 4) {
        const std::optional<Colours> base = colours_of(second, depth + 1);
        QPDFObjectHandle lookup = space.getArrayItem(3);
        if (!base || !base->table.empty()) return std::nullopt;
        const std::string bytes = lookup.isString() ? lookup.getStringValue() : lookup.isStream() ? decode_stream(lookup, 1 << 16).bytes : std::string();
        Colours indexed;
        const auto step = static_cast<std::size_t>(base->components);
        const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])); };
        for (std::size_t at = 0; at + step <= bytes.size() && indexed.table.size() < 256; at += step) {
            unsigned grey = byte(at);
            if (step == 1 && base->is_ink) grey = 255 - grey;
            if (step == 3) grey = luminance(byte(at), byte(at + 1), byte(at + 2));
            if (step == 4) grey = of_inks(byte(at), byte(at + 1), byte(at + 2), byte(at + 3));
            indexed.table.push_back(static_cast<char>(grey));
        }
        if (!indexed.table.empty()) return indexed;
    }
    return std::nullopt;
}

std::vector<bool> inverted_by_decode(QPDFObjectHandle decode, int components) {
    std::vector<bool> inverted(static_cast<std::size_t>(components), false);
    for (int i = 0; decode.isArray() && i < components && 2 * i + 1 < decode.getArrayNItems(); ++i) {
        QPDFObjectHandle low = decode.getArrayItem(2 * i), high = decode.getArrayItem(2 * i + 1);
        inverted[static_cast<std::size_t>(i)] = low.isNumber() && high.isNumber() && low.getNumericValue() > high.getNumericValue();
    }
    return inverted;
}

Raster grey_of_samples(const std::string& data, std::uint32_t width, std::uint32_t height, unsigned bits, const Colours& colours, const std::vector<bool>& inverted) {
    Raster grey{width, height, 1, std::string(std::size_t{width} * height, '\xFF'), 0, 0};
    const auto components = static_cast<std::size_t>(colours.components);
    const std::size_t row_size = (std::size_t{width} * components * bits + 7) / 8;
    const unsigned most = (1U << std::min(bits, 8U)) - 1;
    for (std::uint32_t y = 0; y < height && (y + 1) * row_size <= data.size(); ++y) {
        const char* row = data.data() + y * row_size;
        const auto raw = [&](std::size_t sample) {
            if (bits >= 8) return static_cast<unsigned>(static_cast<unsigned char>(row[sample * bits / 8]));
            const std::size_t bit = sample * bits;
            return (static_cast<unsigned>(static_cast<unsigned char>(row[bit / 8])) >> (8 - bits - bit % 8)) & most;
        };
        char* out = &grey.pixels[std::size_t{y} * width];
        for (std::uint32_t x = 0; x < width; ++x) {
            std::array<unsigned, 4> value{};
            for (std::size_t c = 0; c < components; ++c) {
                value[c] = raw(x * components + c);
                if (colours.table.empty()) value[c] = value[c] * 255 / most;
                if (inverted[c]) value[c] = (colours.table.empty() ? 255 : most) - value[c];
            }
            unsigned shade = value[0];
            if (!colours.table.empty()) shade = static_cast<unsigned char>(colours.table[std::min<std::size_t>(value[0], colours.table.size() - 1)]);
            else if (components == 3) shade = luminance(value[0], value[1], value[2]);
            else if (components == 4) shade = of_inks(value[0], value[1], value[2], value[3]);
            else if (colours.is_ink) shade = 255 - shade;
            out[x] = static_cast<char>(shade);
        }
    }
    return grey;
}

void put(std::string& to, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) to.push_back(static_cast<char>(value >> (8 * i)));
}

// Fax data dressed as a TIFF, which has a reader for them. Pixels: 0 where the fax is black.
std::optional<Raster> fax_pixels(QPDFObjectHandle image, QPDFObjectHandle parameters, std::uint32_t width, std::uint32_t height, std::uint64_t pixel_limit) {
    const auto number = [&](const char* key, long long otherwise) {
        QPDFObjectHandle value = parameters.isDictionary() ? parameters.getKey(key) : QPDFObjectHandle::newNull();
        return value.isInteger() ? value.getIntValue() : otherwise;
    };
    const auto flag = [&](const char* key) {
        QPDFObjectHandle value = parameters.isDictionary() ? parameters.getKey(key) : QPDFObjectHandle::newNull();
        return value.isBool() && value.getBoolValue();
    };
    const long long k = number("/K", 0), columns = number("/Columns", 1728);
    if (columns != width || flag("/EncodedByteAlign")) return std::nullopt;
    const std::string data = raw_stream(image);
    std::string tiff("II*\0\x08\0\0\0", 8);
    constexpr std::uint32_t entries = 10, data_at = 8 + 2 + 12 * entries + 4;
    put(tiff, entries, 2);
    const auto entry = [&](std::uint32_t tag, std::uint32_t value) {
        put(tiff, tag, 2);
        put(tiff, 4, 2); // LONG
        put(tiff, 1, 4);
        put(tiff, value, 4);
    };
    entry(256, width);
    entry(257, height);
    entry(258, 1);
    entry(259, k < 0 ? 4 : 3);
    entry(262, 0); // white is zero
    entry(273, data_at);
    entry(277, 1);
    entry(278, height);
    entry(279, static_cast<std::uint32_t>(data.size()));
    entry(292, k > 0 ? 1 : 0);
    put(tiff, 0, 4);
    tiff += data;
    model::ExhibitRequest request;
    request.pixel_limit = pixel_limit;
    Notes unheard("");
    std::vector<Raster> rasters;
    (void)read_tiff(tiff, request, unheard, &rasters);
    if (rasters.empty() || rasters.front().pixels.empty()) return std::nullopt;
    return std::move(rasters.front());
}

std::optional<Raster> jpeg2000_pixels(QPDFObjectHandle image, std::uint64_t pixel_limit) {
    const std::string data = raw_stream(image);
    const auto* bytes = reinterpret_cast<const l_uint8*>(data.data());
    l_int32 width = 0, height = 0, bits = 0, samples = 0, codec = 0;
    if (readHeaderMemJp2k(bytes, data.size(), &width, &height, &bits, &samples, &codec) != 0 || width <= 0 || height <= 0) return std::nullopt;
    if (static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) > pixel_limit) return std::nullopt;
    const auto destroy = [](PIX* pix) { pixDestroy(&pix); };
    const std::unique_ptr<PIX, decltype(destroy)> read(pixReadMemJp2k(bytes, data.size(), 1, nullptr, 0, 0), destroy);
    const std::unique_ptr<PIX, decltype(destroy)> grey(read ? pixConvertTo8(read.get(), 0) : nullptr, destroy);
    if (!grey) return std::nullopt;
    Raster raster{static_cast<std::uint32_t>(pixGetWidth(grey.get())), static_cast<std::uint32_t>(pixGetHeight(grey.get())), 1, {}, 0, 0};
    raster.pixels.resize(std::size_t{raster.width} * raster.height);
    for (std::uint32_t y = 0; y < raster.height; ++y) {
        const l_uint32* line = pixGetData(grey.get()) + std::size_t{y} * static_cast<std::size_t>(pixGetWpl(grey.get()));
        for (std::uint32_t x = 0; x < raster.width; ++x) raster.pixels[std::size_t{y} * raster.width + x] = static_cast<char>(GET_DATA_BYTE(line, x));
    }
    return raster;
}

void invert(Raster& raster) {
    for (char& pixel : raster.pixels) pixel = static_cast<char>(~pixel);
}

std::optional<Raster> grey_pixels(QPDFObjectHandle image, std::uint64_t pixel_limit, bool is_mask, bool& is_unknown) {
    QPDFObjectHandle dictionary = image.getDict(), filters = dictionary.getKey("/Filter"), last = last_of(filters);
    const std::uint32_t width = measure(dictionary, "/Width"), height = measure(dictionary, "/Height");
    if (width == 0 || height == 0 || std::uint64_t{width} * height > pixel_limit) return std::nullopt;
    std::optional<Colours> colours = is_mask ? Colours{} : colours_of(dictionary.getKey("/ColorSpace"));
    if (is_named(last, "/JPXDecode") && !is_one_of_many(filters)) return jpeg2000_pixels(image, pixel_limit);
    if (!colours) return std::nullopt;
    const std::vector<bool> inverted = inverted_by_decode(dictionary.getKey("/Decode"), colours->components);
    const bool is_fax = is_named(last, "/CCITTFaxDecode") || is_named(last, "/CCF");
    if (is_fax && !is_one_of_many(filters)) {
        QPDFObjectHandle parameters = last_of(dictionary.getKey("/DecodeParms"));
        std::optional<Raster> raster = fax_pixels(image, parameters, width, height, pixel_limit);
        const bool black_is_one = parameters.isDictionary() && parameters.getKey("/BlackIs1").isBool() && parameters.getKey("/BlackIs1").getBoolValue();
        const bool by_table = colours->table.size() >= 2 && static_cast<unsigned char>(colours->table[0]) > static_cast<unsigned char>(colours->table[1]);
        if (raster && ((black_is_one != inverted[0]) != (by_table || colours->is_ink))) invert(*raster);
        return raster;
    }
    const long long bits = is_mask ? 1 : dictionary.getKey("/BitsPerComponent").isInteger() ? dictionary.getKey("/BitsPerComponent").getIntValue() : 8;
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16) return std::nullopt;
    LimitedText collected(pixel_limit * 4 * 2);
    bool is_filtered = false;
    try {
        (void)image.pipeStreamData(&collected, &is_filtered, 0, qpdf_dl_all, true, false);
    } catch (const std::exception&) { // as far as it went
    }
    is_unknown = is_unknown || !is_filtered;
    if (!is_filtered || collected.was_too_long()) return std::nullopt;
    return grey_of_samples(collected.text, width, height, static_cast<unsigned>(bits), *colours, inverted);
}

} // namespace

std::optional<GreyImage> grey_image(QPDFObjectHandle image, std::uint64_t pixel_limit, bool& is_unknown) {
    QPDFObjectHandle dictionary = image.getDict();
    const bool is_mask = dictionary.getKey("/ImageMask").isBool() && dictionary.getKey("/ImageMask").getBoolValue();
    std::optional<Raster> grey;
    try {
        grey = grey_pixels(image, pixel_limit, is_mask, is_unknown);
    } catch (const Unreadable&) {
        return std::nullopt;
    }
    if (!grey) return std::nullopt;
    if (is_mask) { // ink where the sample is 0; taken for black
        Raster black{grey->width, grey->height, 1, std::string(grey->pixels.size(), '\0'), 0, 0};
        invert(*grey);
        return GreyImage{std::move(black), std::move(*grey)};
    }
    GreyImage found{std::move(*grey), {}};
    QPDFObjectHandle soft = dictionary.getKey("/SMask"), hard = dictionary.getKey("/Mask");
    try {
        if (soft.isStream()) {
            if (auto cover = grey_pixels(soft, pixel_limit, false, is_unknown)) found.cover = std::move(*cover);
        } else if (hard.isStream()) {
            if (auto cover = grey_pixels(hard, pixel_limit, true, is_unknown)) {
                invert(*cover);
                found.cover = std::move(*cover);
            }
        }
    } catch (const Unreadable&) { // without its mask
    }
    return found;
}

} // namespace legajo::evidence
