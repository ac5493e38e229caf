// BMP (Windows and OS/2 bitmaps) and PNM (netpbm): pixels as they lie there, read by hand.

#include "evidence/pictures.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace legajo::evidence {
namespace {

constexpr std::uint32_t rgb = 0, rle8 = 1, rle4 = 2, bit_fields = 3, alpha_bit_fields = 6; // BITMAPINFOHEADER, biCompression

std::vector<PageImage> finish(Raster&& raster, std::vector<Raster>* rasters) {
    std::vector<PageImage> images{page_image_of(raster)};
    if (rasters) rasters->push_back(std::move(raster));
    return images;
}

class LittleEndian {
public:
    LittleEndian(std::string_view bytes, Notes& notes) : bytes_(bytes), notes_(notes) {}
    [[nodiscard]] std::uint32_t at(std::size_t offset, std::size_t count) const {
        if (offset > bytes_.size() || count > bytes_.size() - offset) refuse_damaged(notes_, "BMP");
        std::uint32_t value = 0;
        for (std::size_t i = count; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes_[offset + i - 1]);
        return value;
    }

private:
    std::string_view bytes_;
    Notes& notes_;
};

struct BitmapHeader {
    std::uint32_t pixels_at = 0, size = 0, width = 0, height = 0, depth = 0, compression = rgb, colours = 0;
    double dots_x = 0, dots_y = 0;
    bool is_top_down = false;
    std::array<std::uint32_t, 4> masks{}; // red, green, blue, alpha
    std::vector<std::array<char, 3>> palette;
};

double dots_of(std::uint32_t per_metre) { return per_metre > 0 && per_metre < 1'000'000 ? per_metre * 0.0254 : 0; }

void take_palette(const LittleEndian& in, BitmapHeader& header, std::size_t at, std::size_t entry) {
    const std::uint32_t most = 1U << header.depth, count = header.colours > 0 && header.colours < most ? header.colours : most;
    for (std::uint32_t i = 0; i < count && at + (i + 1) * entry <= header.pixels_at; ++i) {
        const std::uint32_t colour = in.at(at + i * entry, 3);
        header.palette.push_back({static_cast<char>(colour >> 16), static_cast<char>(colour >> 8), static_cast<char>(colour)});
    }
    header.palette.resize(most, {0, 0, 0});
}

BitmapHeader header_of(std::string_view bytes, Notes& notes) {
    const LittleEndian in(bytes, notes);
    BitmapHeader header;
    header.pixels_at = in.at(10, 4);
    header.size = in.at(14, 4);
    if (header.size == 12) { // OS/2
        header.width = in.at(18, 2);
        header.height = in.at(20, 2);
        header.depth = in.at(24, 2);
    } else if (header.size >= 16 && header.size <= 256) {
        const auto width = static_cast<std::int32_t>(in.at(18, 4)), height = static_cast<std::int32_t>(in.at(22, 4));
        if (width <= 0 || height == 0 || height == INT32_MIN) refuse_damaged(notes, "BMP 0 x 0");
        header.width = static_cast<std::uint32_t>(width);
        header.is_top_down = height < 0;
        header.height = static_cast<std::uint32_t>(height < 0 ? -height : height);
        header.depth = in.at(28, 2);
        if (header.size >= 40) {
            header.compression = in.at(30, 4);
            header.dots_x = dots_of(in.at(38, 4));
            header.dots_y = dots_of(in.at(42, 4));
            header.colours = in.at(46, 4);
        }
    } else {
        refuse_damaged(notes, "BMP");
    }
    const std::uint32_t d = header.depth, c = header.compression;
    const bool is_known = (c == rgb && (d == 1 || d == 2 || d == 4 || d == 8 || d == 16 || d == 24 || d == 32)) || (c == rle8 && d == 8) || (c == rle4 && d == 4) ||
                          ((c == bit_fields || c == alpha_bit_fields) && (d == 16 || d == 32));
    if (!is_known) refuse_unsupported(notes, "BMP " + std::to_string(d) + "/" + std::to_string(c));
    if (header.pixels_at < 14 + header.size) refuse_damaged(notes, "BMP");
    if (c == bit_fields || c == alpha_bit_fields)
        for (std::size_t i = 0; i < (header.size >= 56 || c == alpha_bit_fields ? 4U : 3U); ++i) header.masks[i] = in.at(54 + 4 * i, 4);
    else if (d == 16) header.masks = {0x7C00, 0x03E0, 0x001F, 0};
    else if (d == 32) header.masks = {0xFF0000, 0x00FF00, 0x0000FF, 0};
    if (d <= 8 && header.pixels_at == 14 + header.size) // some writers forget the palette there
        header.pixels_at += (header.colours > 0 && header.colours < (1U << d) ? header.colours : 1U << d) * (header.size == 12 ? 3 : 4);
    if (d <= 8) take_palette(in, header, 14 + header.size, header.size == 12 ? 3 : 4);
    return header;
}

unsigned masked(std::uint32_t value, std::uint32_t mask) {
    if (mask == 0) return 0;
    while ((mask & 1) == 0) {
        mask >>= 1;
        value >>= 1;
    }
    return static_cast<unsigned>(std::uint64_t{value & mask} * 255 / mask);
}

// Indices of packed palettes, row by row from the bottom; what the codes skip keeps colour 0.
std::string unpacked(std::string_view codes, const BitmapHeader& header, bool& is_whole) {
    std::string indices(std::size_t{header.width} * header.height, '\0');
    std::size_t at = 0;
    std::uint64_t x = 0, y = 0;
    const auto put = [&](unsigned index) {
        if (x < header.width && y < header.height) indices[y * header.width + x] = static_cast<char>(index);
        ++x;
    };
    const auto next = [&]() -> int { return at < codes.size() ? static_cast<unsigned char>(codes[at++]) : -1; };
    while (true) {
        const int count = next(), value = next();
        if (value < 0) break;
        if (count > 0) {
            for (int i = 0; i < count; ++i) put(header.depth == 8 ? static_cast<unsigned>(value) : static_cast<unsigned>(i % 2 == 0 ? value >> 4 : value & 15));
        } else if (value == 0) {
            x = 0;
            ++y;
        } else if (value == 1) {
            is_whole = true;
            break;
        } else if (value == 2) {
            const int right = next(), up = next();
            if (up < 0) break;
            x += static_cast<unsigned>(right);
            y += static_cast<unsigned>(up);
        } else {
            const std::size_t start = at;
            int pair = 0;
            for (int i = 0; i < value; ++i) {
                if (header.depth == 8 || i % 2 == 0) pair = next();
                if (pair < 0) return indices;
                put(header.depth == 8 ? static_cast<unsigned>(pair) : static_cast<unsigned>(i % 2 == 0 ? pair >> 4 : pair & 15));
            }
            at += (at - start) % 2;
        }
    }
    return indices;
}

Raster bitmap(std::string_view bytes, const BitmapHeader& header, Notes& notes) {
    const std::string_view data = bytes.substr(std::min<std::size_t>(header.pixels_at, bytes.size()));
    const bool is_packed = header.compression == rle8 || header.compression == rle4;
    bool is_whole = !is_packed;
    const std::string indices = is_packed ? unpacked(data, header, is_whole) : std::string();
    const std::size_t stride = is_packed ? header.width : (std::size_t{header.width} * header.depth + 31) / 32 * 4, depth = is_packed ? 8 : header.depth;
    const std::string_view rows = is_packed ? std::string_view(indices) : data;
    Raster raster{header.width, header.height, 3, std::string(std::size_t{header.width} * header.height * 3, '\xFF'), header.dots_x, header.dots_y};
    std::string alphas(header.masks[3] != 0 ? std::size_t{header.width} * header.height : 0, '\0');
    for (std::uint32_t y = 0; y < header.height; ++y) {
        if (rows.size() < (std::size_t{y} + 1) * stride - (is_packed ? 0 : stride - (std::size_t{header.width} * depth + 7) / 8)) {
            is_whole = false;
            break;
        }
        const char* row = rows.data() + std::size_t{y} * stride;
        const std::size_t line = std::size_t{header.is_top_down ? y : header.height - 1 - y} * header.width;
        for (std::uint32_t x = 0; x < header.width; ++x) {
            char* pixel = &raster.pixels[3 * (line + x)];
            if (depth <= 8) {
                const auto byte = static_cast<unsigned char>(row[std::size_t{x} * depth / 8]);
                const unsigned index = (byte >> (8 - depth - x * depth % 8)) & ((1U << depth) - 1);
                if (index < header.palette.size()) std::copy(header.palette[index].begin(), header.palette[index].end(), pixel);
            } else {
                std::uint32_t value = 0;
                for (std::size_t i = depth / 8; i > 0; --i) value = value << 8 | static_cast<unsigned char>(row[std::size_t{x} * depth / 8 + i - 1]);
                for (std::size_t c = 0; c < 3; ++c) pixel[c] = static_cast<char>(depth == 24 ? value >> (16 - 8 * c) : masked(value, header.masks[c]));
                if (!alphas.empty()) alphas[line + x] = static_cast<char>(masked(value, header.masks[3]));
            }
        }
    }
    if (!is_whole) notes.warn("evidence.picture_damaged");
    const bool is_alpha_used = std::ranges::any_of(alphas, [](char alpha) { return alpha != 0; }); // many programs leave it all zero
    for (std::size_t i = 0; is_alpha_used && i < alphas.size(); ++i) {
        const unsigned alpha = static_cast<unsigned char>(alphas[i]);
        for (std::size_t c = 0; c < 3; ++c) raster.pixels[3 * i + c] = static_cast<char>((static_cast<unsigned char>(raster.pixels[3 * i + c]) * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    return raster;
}

// The words and numbers of a netpbm file; comments run to the end of their line.
class NetpbmWords {
public:
    explicit NetpbmWords(std::string_view bytes) : rest_(bytes) {}
    [[nodiscard]] std::optional<std::uint32_t> number(std::size_t most_digits = 9) {
        skip();
        std::uint32_t value = 0;
        std::size_t digits = 0;
        while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9' && digits < most_digits) {
            value = value * 10 + static_cast<std::uint32_t>(rest_[0] - '0');
            rest_.remove_prefix(1);
            ++digits;
        }
        return digits > 0 ? std::optional(value) : std::nullopt;
    }
    [[nodiscard]] std::string_view after_one_blank() const { return rest_.empty() ? rest_ : rest_.substr(1); }

private:
    void skip() {
        while (!rest_.empty()) {
            if (rest_[0] == '#') rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
            else if (rest_[0] == ' ' || (rest_[0] >= '\t' && rest_[0] <= '\r')) rest_.remove_prefix(1);
            else return;
        }
    }
    std::string_view rest_;
};

} // namespace

std::vector<PageImage> read_bmp(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters) {
    const BitmapHeader header = header_of(bytes, notes);
    require_area(header.width, header.height, request, notes);
    return finish(bitmap(bytes, header, notes), rasters);
}

std::vector<PageImage> read_pnm(std::string_view bytes, const model::ExhibitRequest& request, Notes& notes, std::vector<Raster>* rasters) {
    const char kind = bytes.size() > 2 ? bytes[1] : '0';
    const bool is_raw = kind >= '4', is_bits = kind == '1' || kind == '4', is_colour = kind == '3' || kind == '6';
    NetpbmWords words(bytes.substr(std::min<std::size_t>(2, bytes.size())));
    const auto width = words.number(), height = words.number(), most = is_bits ? std::optional<std::uint32_t>(1) : words.number();
    if (!width || !height || !most || *most == 0 || *most > 65'535) refuse_damaged(notes, "PNM");
    require_area(*width, *height, request, notes);
    const std::size_t channels = is_colour ? 3 : 1, samples = std::size_t{*width} * *height * channels;
    Raster raster{*width, *height, static_cast<int>(channels), std::string(samples, '\xFF'), 0, 0};
    const auto shade = [&](std::uint32_t value) { return static_cast<char>(is_bits ? (value != 0 ? 0 : 255) : std::min(value, *most) * 255ULL / *most); };
    const std::string_view data = words.after_one_blank();
    const std::size_t row_bytes = (std::size_t{*width} + 7) / 8, sample_bytes = *most > 255 ? 2 : 1;
    std::size_t done = 0;
    for (; done < samples; ++done) {
        if (!is_raw) {
            const auto value = words.number(is_bits ? 1 : 9);
            if (!value) break;
            raster.pixels[done] = shade(*value);
        } else if (is_bits) {
            const std::size_t x = done % *width, at = done / *width * row_bytes + x / 8;
            if (at >= data.size()) break;
            raster.pixels[done] = shade(static_cast<unsigned char>(data[at]) >> (7 - x % 8) & 1U);
        } else {
            const std::size_t at = done * sample_bytes;
            if (at + sample_bytes > data.size()) break;
            const auto high = static_cast<unsigned char>(data[at]);
            raster.pixels[done] = shade(sample_bytes == 1 ? high : static_cast<std::uint32_t>(high << 8 | static_cast<unsigned char>(data[at + 1])));
        }
    }
    if (done < samples) notes.warn("evidence.picture_damaged");
    return finish(std::move(raster), rasters);
}

} // namespace legajo::evidence
