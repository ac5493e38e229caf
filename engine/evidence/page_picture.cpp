#include "evidence/page_picture.hpp"

#include "evidence/pdf_image.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace legajo::evidence {
namespace {

constexpr double least_resolution = 150, best_resolution = 300, points_per_inch = 72; // dots an inch; Tesseract reads best at 300

Matrix times(const Matrix& first, const Matrix& then) {
    return {first[0] * then[0] + first[1] * then[2], first[0] * then[1] + first[1] * then[3], first[2] * then[0] + first[3] * then[2],
            first[2] * then[1] + first[3] * then[3], first[4] * then[0] + first[5] * then[2] + then[4], first[4] * then[1] + first[5] * then[3] + then[5]};
}

std::optional<Matrix> inverse(const Matrix& m) {
    const double determinant = m[0] * m[3] - m[1] * m[2];
    if (!(std::fabs(determinant) > 1e-9)) return std::nullopt;
    return Matrix{m[3] / determinant, -m[1] / determinant, -m[2] / determinant, m[0] / determinant, (m[2] * m[5] - m[3] * m[4]) / determinant,
                  (m[1] * m[4] - m[0] * m[5]) / determinant};
}

struct Drawn { mutable QPDFObjectHandle image; Matrix place; };

struct Found {
    std::vector<Drawn> images;
    bool shows_text = false;
    int forms = 0;
};

std::optional<Matrix> matrix_of(const std::vector<QPDFObjectHandle>& operands) {
    if (operands.size() < 6) return std::nullopt;
    Matrix m{};
    for (std::size_t i = 0; i < 6; ++i) {
        QPDFObjectHandle number = operands[operands.size() - 6 + i];
        if (!number.isNumber()) return std::nullopt;
        m[i] = number.getNumericValue();
    }
    return m;
}

// Follows q, Q, cm and Do through forms; clipping is not looked at.
class Walker : public QPDFObjectHandle::ParserCallbacks {
public:
    Walker(Found& found, QPDFObjectHandle resources, Matrix place, int depth) : found_(found), resources_(resources), place_(place), depth_(depth) {}

    void handleObject(QPDFObjectHandle object) override {
        constexpr std::size_t most_operands = 64;
        if (!object.isOperator()) {
            if (operands_.size() >= most_operands) operands_.erase(operands_.begin());
            operands_.push_back(object);
            return;
        }
        const std::string word = object.getOperatorValue();
        constexpr std::size_t deepest_stack = 1000;
        if (word == "q" && saved_.size() < deepest_stack) saved_.push_back(place_);
        else if (word == "Q" && !saved_.empty()) { place_ = saved_.back(); saved_.pop_back(); }
        else if (word == "cm") { if (const auto m = matrix_of(operands_)) place_ = times(*m, place_); }
        else if (word == "Tj" || word == "TJ" || word == "'" || word == "\"") found_.shows_text = true;
        else if (word == "Do" && !operands_.empty() && operands_.back().isName()) draw(operands_.back().getName());
        operands_.clear();
    }
    void handleEOF() override {}

private:
    void draw(const std::string& name) {
        constexpr int deepest_form = 8, most_forms = 2000;
        constexpr std::size_t most_images = 4000;
        QPDFObjectHandle objects = resources_.isDictionary() ? resources_.getKey("/XObject") : QPDFObjectHandle::newNull();
        QPDFObjectHandle object = objects.isDictionary() ? objects.getKey(name) : QPDFObjectHandle::newNull();
        if (!object.isStream()) return;
        QPDFObjectHandle kind = object.getDict().getKey("/Subtype");
        if (!kind.isName()) return;
        if (kind.getName() == "/Image") {
            if (found_.images.size() < most_images) found_.images.push_back({object, place_});
        } else if (kind.getName() == "/Form" && depth_ < deepest_form && ++found_.forms <= most_forms) {
            Matrix inner = place_;
            if (QPDFObjectHandle own = object.getDict().getKey("/Matrix"); own.isArray() && own.getArrayNItems() == 6)
                if (const auto m = matrix_of(own.getArrayAsVector())) inner = times(*m, place_);
            QPDFObjectHandle own = object.getDict().getKey("/Resources");
            Walker walker(found_, own.isDictionary() ? own : resources_, inner, depth_ + 1);
            try {
                object.parseAsContents(&walker);
            } catch (const std::exception&) { // as far as it went
            }
        }
    }

    Found& found_;
    QPDFObjectHandle resources_;
    Matrix place_;
    int depth_;
    std::vector<Matrix> saved_;
    std::vector<QPDFObjectHandle> operands_;
};

struct Seen { double left, bottom, width, height; int rotation; };

Seen seen_part(QPDFObjectHandle page) {
    QPDFObjectHandle box = page.getKey("/CropBox").isRectangle() ? page.getKey("/CropBox") : page.getKey("/MediaBox");
    const auto r = box.getArrayAsRectangle();
    QPDFObjectHandle rotate = page.getKey("/Rotate");
    return {r.llx, r.lly, r.urx - r.llx, r.ury - r.lly, rotate.isInteger() ? static_cast<int>(rotate.getIntValue() % 360) : 0};
}

Matrix upright_to_page(const Seen& seen) {
    const double right = seen.left + seen.width, top = seen.bottom + seen.height;
    switch (seen.rotation) {
    case 90: return {0, 1, -1, 0, right, seen.bottom};
    case 180: return {-1, 0, 0, -1, right, top};
    case 270: return {0, -1, 1, 0, seen.left, top};
    default: return {1, 0, 0, 1, seen.left, seen.bottom};
    }
}

double area(const Matrix& m) { return std::fabs(m[0] * m[3] - m[1] * m[2]); }

unsigned sample(const Raster& raster, double u, double v) { // u, v: the image's unit square, v up
    const auto x = static_cast<std::uint32_t>(std::clamp(u * raster.width, 0.0, raster.width - 1.0)), y = static_cast<std::uint32_t>(std::clamp((1 - v) * raster.height, 0.0, raster.height - 1.0));
    return static_cast<unsigned char>(raster.pixels[std::size_t{y} * raster.width + x]);
}

// `place`: from the image's unit square to pixels of the paper, y down.
void paint(const GreyImage& image, const Matrix& place, Raster& paper) {
    const auto back = inverse(place);
    if (!back) return;
    const double xs[] = {place[4], place[4] + place[0], place[4] + place[2], place[4] + place[0] + place[2]};
    const double ys[] = {place[5], place[5] + place[1], place[5] + place[3], place[5] + place[1] + place[3]};
    const auto limit = [](double value, std::uint32_t most) { return static_cast<std::uint32_t>(std::clamp(value, 0.0, static_cast<double>(most))); };
    const std::uint32_t left = limit(std::floor(*std::ranges::min_element(xs)), paper.width), right = limit(std::ceil(*std::ranges::max_element(xs)), paper.width);
    const std::uint32_t top = limit(std::floor(*std::ranges::min_element(ys)), paper.height), bottom = limit(std::ceil(*std::ranges::max_element(ys)), paper.height);
    constexpr double offsets[][2] = {{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}};
    for (std::uint32_t y = top; y < bottom; ++y)
        for (std::uint32_t x = left; x < right; ++x) {
            unsigned sum = 0;
            char& pixel = paper.pixels[std::size_t{y} * paper.width + x];
            const unsigned paper_shade = static_cast<unsigned char>(pixel);
            for (const auto& offset : offsets) {
                const double px = x + offset[0], py = y + offset[1];
                const double u = px * (*back)[0] + py * (*back)[2] + (*back)[4], v = px * (*back)[1] + py * (*back)[3] + (*back)[5];
                if (u < 0 || u > 1 || v < 0 || v > 1) {
                    sum += paper_shade;
                    continue;
                }
                const unsigned cover = image.cover.pixels.empty() ? 255 : sample(image.cover, u, v);
                sum += (sample(image.grey, u, v) * cover + paper_shade * (255 - cover)) / 255;
            }
            pixel = static_cast<char>(sum / 4);
        }
}

} // namespace

PictureState picture_of_page(QPDFObjectHandle page, std::uint64_t pixel_limit, PagePicture& picture) {
    Found found;
    Walker walker(found, page.getKey("/Resources"), {1, 0, 0, 1, 0, 0}, 0);
    try {
        page.parsePageContents(&walker);
    } catch (const std::exception&) { // as far as it went
    }
    if (found.shows_text) return PictureState::has_text;
    const Seen seen = seen_part(page);
    double covered = 0, resolution = 0;
    for (const Drawn& drawn : found.images) {
        covered += area(drawn.place);
        QPDFObjectHandle width = drawn.image.getDict().getKey("/Width");
        const double across = std::hypot(drawn.place[0], drawn.place[1]);
        if (width.isInteger() && across > 1) resolution = std::max(resolution, static_cast<double>(width.getIntValue()) / across * points_per_inch);
    }
    if (covered < seen.width * seen.height / 20) return PictureState::no_picture;
    picture.to_page = upright_to_page(seen);
    const bool is_turned = seen.rotation % 180 != 0;
    picture.width = is_turned ? seen.height : seen.width;
    picture.height = is_turned ? seen.width : seen.height;
    constexpr double most_pixels = 40e6;
    double scale = std::clamp(resolution, least_resolution, best_resolution) / points_per_inch;
    scale = std::min(scale, std::sqrt(most_pixels / (picture.width * picture.height)));
    const auto dots = [&](double points) { return static_cast<std::uint32_t>(std::max(1.0, std::round(points * scale))); };
    picture.raster = {dots(picture.width), dots(picture.height), 1, {}, scale * points_per_inch, scale * points_per_inch};
    picture.raster.pixels.assign(std::size_t{picture.raster.width} * picture.raster.height, '\xFF');
    const auto to_upright = inverse(picture.to_page);
    const Matrix to_pixels{scale, 0, 0, -scale, 0, picture.height * scale};
    bool is_any_painted = false, is_unknown = false;
    for (const Drawn& drawn : found.images) {
        const auto image = grey_image(drawn.image, pixel_limit, is_unknown);
        if (!image) continue;
        paint(*image, times(times(drawn.place, *to_upright), to_pixels), picture.raster);
        is_any_painted = true;
    }
    return is_any_painted ? PictureState::made : is_unknown ? PictureState::unknown_picture : PictureState::no_picture;
}

} // namespace legajo::evidence
