#include "evidence/annotation_marks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace legajo::evidence {
namespace {

using Numbers = std::vector<double>;

std::optional<double> number_of(QPDFObjectHandle object) {
    if (!object.isNumber()) return std::nullopt;
    const double value = object.getNumericValue();
    if (!std::isfinite(value) || std::fabs(value) > 1e6) return std::nullopt;
    return value;
}

// Empty unless every item is a sane number.
Numbers numbers_of(QPDFObjectHandle array) {
    constexpr int most = 100'000;
    Numbers numbers;
    if (!array.isArray() || array.getArrayNItems() > most) return numbers;
    for (QPDFObjectHandle& item : array.getArrayAsVector()) {
        const std::optional<double> number = number_of(item);
        if (!number) return {};
        numbers.push_back(*number);
    }
    return numbers;
}

std::string text_of(std::initializer_list<double> numbers, const char* operation) {
    std::string text;
    for (const double number : numbers) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.3f ", number);
        text += digits;
    }
    return text + operation + "\n";
}

// Grey, RGB or CMYK by the count of components; nothing for none.
std::string colour(const Numbers& parts, const char* const (&operations)[3]) {
    switch (parts.size()) {
    case 1: return text_of({parts[0]}, operations[0]);
    case 3: return text_of({parts[0], parts[1], parts[2]}, operations[1]);
    case 4: return text_of({parts[0], parts[1], parts[2], parts[3]}, operations[2]);
    default: return {};
    }
}
std::string stroke_colour(const Numbers& parts) { return colour(parts, {"G", "RG", "K"}); }
std::string fill_colour(const Numbers& parts) { return colour(parts, {"g", "rg", "k"}); }

struct Pen { double width = 1; std::string dashes; };

Pen pen_of(QPDFObjectHandle annotation) {
    Pen pen;
    Numbers dashes;
    QPDFObjectHandle style = annotation.getKey("/BS"), border = annotation.getKey("/Border");
    if (style.isDictionary()) {
        pen.width = number_of(style.getKey("/W")).value_or(1);
        if (style.getKey("/S").isName() && style.getKey("/S").getName() == "/D") dashes = style.hasKey("/D") ? numbers_of(style.getKey("/D")) : Numbers{3};
    } else if (border.isArray() && border.getArrayNItems() >= 3) {
        pen.width = number_of(border.getArrayItem(2)).value_or(1);
        if (border.getArrayNItems() >= 4) dashes = numbers_of(border.getArrayItem(3));
    }
    pen.width = std::clamp(pen.width, 0.0, 100.0);
    const bool is_sane = !dashes.empty() && dashes.size() <= 8 && std::ranges::all_of(dashes, [](double dash) { return dash >= 0; }) && std::ranges::any_of(dashes, [](double dash) { return dash > 0; });
    if (!is_sane) return pen;
    pen.dashes = "[";
    for (const double dash : dashes) pen.dashes += text_of({dash}, "");
    std::ranges::replace(pen.dashes, '\n', ' ');
    pen.dashes += "] 0 d\n";
    return pen;
}

std::string polyline(const Numbers& points) {
    std::string path;
    for (std::size_t i = 0; i + 1 < points.size(); i += 2) path += text_of({points[i], points[i + 1]}, i == 0 ? "m" : "l");
    return path;
}

std::string ellipse(double left, double bottom, double right, double top) {
    constexpr double handle = 0.5523; // of a quarter circle
    const double x = (left + right) / 2, y = (bottom + top) / 2, h = (right - left) / 2 * handle, v = (top - bottom) / 2 * handle;
    return text_of({right, y}, "m") + text_of({right, y + v, x + h, top, x, top}, "c") + text_of({x - h, top, left, y + v, left, y}, "c") +
           text_of({left, y - v, x - h, bottom, x, bottom}, "c") + text_of({x + h, bottom, right, y - v, right, y}, "c") + "h\n";
}

std::string zigzag(double x1, double y1, double x2, double y2) {
    constexpr double step = 2;
    const int count = std::clamp(static_cast<int>(std::hypot(x2 - x1, y2 - y1) / step), 1, 5000);
    std::string path = text_of({x1, y1}, "m");
    for (int i = 1; i <= count; ++i) path += text_of({x1 + (x2 - x1) * i / count, y1 + (y2 - y1) * i / count + (i % 2 == 1 ? step : 0)}, "l");
    return path;
}

// Marks on text: each quadrilateral is upper left, upper right, lower left, lower right, as all makers write them.
std::string on_text(const std::string& kind, const Numbers& quads, const Numbers& given) {
    if (quads.size() < 8) return {};
    const Numbers parts = !given.empty() ? given : kind == "/Highlight" ? Numbers{1, 1, 0} : Numbers{0, 0, 0};
    std::string content = kind == "/Highlight" ? fill_colour(parts) : stroke_colour(parts) + "1 w\n";
    for (std::size_t i = 0; i + 7 < quads.size(); i += 8) {
        const double* q = &quads[i];
        if (kind == "/Highlight") content += text_of({q[0], q[1]}, "m") + text_of({q[2], q[3]}, "l") + text_of({q[6], q[7]}, "l") + text_of({q[4], q[5]}, "l") + "f\n";
        else if (kind == "/StrikeOut") content += polyline({(q[0] + q[4]) / 2, (q[1] + q[5]) / 2, (q[2] + q[6]) / 2, (q[3] + q[7]) / 2}) + "S\n";
        else if (kind == "/Squiggly") content += zigzag(q[4], q[5] + 1, q[6], q[7] + 1) + "S\n";
        else content += polyline({q[4], q[5] + 1, q[6], q[7] + 1}) + "S\n";
    }
    return content;
}

std::string shape(const std::string& kind, QPDFObjectHandle annotation, double pen) {
    if (kind == "/Line") return polyline(numbers_of(annotation.getKey("/L")));
    if (kind == "/PolyLine") return polyline(numbers_of(annotation.getKey("/Vertices")));
    if (kind == "/Polygon") {
        const std::string path = polyline(numbers_of(annotation.getKey("/Vertices")));
        return path.empty() ? path : path + "h\n";
    }
    if (kind == "/Ink") {
        std::string paths;
        QPDFObjectHandle strokes = annotation.getKey("/InkList");
        if (strokes.isArray())
            for (QPDFObjectHandle& stroke : strokes.getArrayAsVector()) paths += polyline(numbers_of(stroke));
        return paths;
    }
    const Numbers rectangle = numbers_of(annotation.getKey("/Rect"));
    if (rectangle.size() != 4) return {};
    Numbers inside = numbers_of(annotation.getKey("/RD"));
    if (inside.size() != 4) inside = {0, 0, 0, 0};
    const double left = std::min(rectangle[0], rectangle[2]) + inside[0] + pen / 2, bottom = std::min(rectangle[1], rectangle[3]) + inside[1] + pen / 2;
    const double right = std::max(rectangle[0], rectangle[2]) - inside[2] - pen / 2, top = std::max(rectangle[1], rectangle[3]) - inside[3] - pen / 2;
    if (left >= right || bottom >= top) return {};
    return kind == "/Circle" ? ellipse(left, bottom, right, top) : text_of({left, bottom, right - left, top - bottom}, "re");
}

std::string painted(const std::string& path, const Pen& pen, bool has_line, const std::string& line, const std::string& fill) {
    const bool is_drawn = has_line && pen.width > 0;
    if (path.empty() || (!is_drawn && fill.empty())) return {};
    return text_of({pen.width}, "w") + pen.dashes + line + fill + path + (!is_drawn ? "f\n" : fill.empty() ? "S\n" : "B\n");
}

std::string drawing_of(const std::string& kind, QPDFObjectHandle annotation) {
    const Numbers given = numbers_of(annotation.getKey("/C"));
    if (kind == "/Highlight" || kind == "/Underline" || kind == "/StrikeOut" || kind == "/Squiggly") return on_text(kind, numbers_of(annotation.getKey("/QuadPoints")), given);
    if (kind != "/Square" && kind != "/Circle" && kind != "/Line" && kind != "/PolyLine" && kind != "/Polygon" && kind != "/Ink") return {};
    const Pen pen = pen_of(annotation);
    const bool has_area = kind == "/Square" || kind == "/Circle" || kind == "/Polygon", is_transparent = annotation.getKey("/C").isArray() && given.empty();
    const std::string fill = has_area ? fill_colour(numbers_of(annotation.getKey("/IC"))) : std::string();
    return painted(shape(kind, annotation, pen.width), pen, !is_transparent, (kind == "/Ink" ? "1 J 1 j\n" : "") + stroke_colour(given), fill);
}

QPDFObjectHandle form_of(QPDF& pdf, const std::string& content, QPDFObjectHandle media, double opacity, bool multiplies) {
    if (content.empty()) return QPDFObjectHandle::newNull();
    QPDFObjectHandle state = QPDFObjectHandle::parse("<< /Type /ExtGState >>");
    for (const char* key : {"/CA", "/ca"}) state.replaceKey(key, QPDFObjectHandle::newReal(opacity, 3));
    if (multiplies) state.replaceKey("/BM", QPDFObjectHandle::newName("/Multiply")); // the text below stays readable
    QPDFObjectHandle states = QPDFObjectHandle::newDictionary(), resources = QPDFObjectHandle::newDictionary(), form = QPDFObjectHandle::newStream(&pdf, "/LegajoState gs\n" + content);
    states.replaceKey("/LegajoState", state);
    resources.replaceKey("/ExtGState", states);
    QPDFObjectHandle dictionary = form.getDict();
    dictionary.replaceKey("/Type", QPDFObjectHandle::newName("/XObject"));
    dictionary.replaceKey("/Subtype", QPDFObjectHandle::newName("/Form"));
    dictionary.replaceKey("/BBox", media.shallowCopy());
    dictionary.replaceKey("/Resources", resources);
    return form;
}

} // namespace

QPDFObjectHandle mark_of(QPDF& pdf, QPDFObjectHandle annotation, QPDFObjectHandle media) {
    QPDFObjectHandle subtype = annotation.getKey("/Subtype");
    const std::string kind = subtype.isName() ? subtype.getName() : std::string();
    return form_of(pdf, drawing_of(kind, annotation), media, std::clamp(number_of(annotation.getKey("/CA")).value_or(1), 0.0, 1.0), kind == "/Highlight");
}

QPDFObjectHandle frame_of(QPDF& pdf, QPDFObjectHandle widget, QPDFObjectHandle media) {
    QPDFObjectHandle looks = widget.getKey("/MK");
    if (!looks.isDictionary()) return QPDFObjectHandle::newNull();
    const Pen pen = pen_of(widget);
    const std::string line = stroke_colour(numbers_of(looks.getKey("/BC"))), fill = fill_colour(numbers_of(looks.getKey("/BG")));
    return form_of(pdf, painted(shape("/Square", widget, pen.width), pen, !line.empty(), line, fill), media, 1, false);
}

} // namespace legajo::evidence
