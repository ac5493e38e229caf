// Figures from their data: codes, charts and pictures, each a Figure element with its alternate text and box.
#include "layout/flow.hpp"

#include "base/date.hpp"

#include <algorithm>
#include <cmath>

namespace legajo::layout {

namespace {

constexpr std::size_t largest_code = 177; // modules of a QR code, version 40
constexpr std::size_t most_parts = 12, most_marks = 400;

using Segment = model::PathItem::Segment;

void add_box(std::vector<Segment>& out, Millipoints x, Millipoints y, Millipoints width, Millipoints height) {
    out.push_back({Segment::Kind::move, x, y, 0, 0, 0, 0});
    out.push_back({Segment::Kind::line, x + width, y, 0, 0, 0, 0});
    out.push_back({Segment::Kind::line, x + width, y + height, 0, 0, 0, 0});
    out.push_back({Segment::Kind::line, x, y + height, 0, 0, 0, 0});
    out.push_back({Segment::Kind::close, 0, 0, 0, 0, 0, 0});
}

void add_disc(std::vector<Segment>& out, Millipoints x, Millipoints y, Millipoints radius) {
    const auto k = static_cast<Millipoints>(radius * 5523L / 10000); // Bézier circle
    out.push_back({Segment::Kind::move, x + radius, y, 0, 0, 0, 0});
    out.push_back({Segment::Kind::curve, x + radius, y + k, x + k, y + radius, x, y + radius});
    out.push_back({Segment::Kind::curve, x - k, y + radius, x - radius, y + k, x - radius, y});
    out.push_back({Segment::Kind::curve, x - radius, y - k, x - k, y - radius, x, y - radius});
    out.push_back({Segment::Kind::curve, x + k, y - radius, x + radius, y - k, x + radius, y});
    out.push_back({Segment::Kind::close, 0, 0, 0, 0, 0, 0});
}

// Dark modules as boxes: a run of a row, and on downwards while the rows below hold the same run.
std::vector<model::ModuleGrid::Box> dark_boxes(const std::vector<std::string>& modules) {
    std::vector<model::ModuleGrid::Box> boxes;
    std::vector<std::size_t> above(modules.size(), 0), here(modules.size(), 0); // 1 + the box whose run starts in this column
    for (std::size_t y = 0; y < modules.size(); ++y) {
        std::fill(here.begin(), here.end(), 0);
        for (std::size_t x = modules[y].find('1'); x != std::string::npos;) {
            const std::size_t end = std::min(modules[y].find('0', x), modules[y].size());
            const auto width = static_cast<std::uint16_t>(end - x);
            if (above[x] != 0 && boxes[above[x] - 1].width == width) {
                here[x] = above[x];
                ++boxes[here[x] - 1].height;
            } else {
                boxes.push_back({static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y), width, 1});
                here[x] = boxes.size();
            }
            x = modules[y].find('1', end);
        }
        std::swap(above, here);
    }
    return boxes;
}

model::Colour mixed(model::Colour a, model::Colour b, int percent_of_b) {
    const auto mix = [&](int x, int y) { return static_cast<std::uint8_t>(x + (y - x) * percent_of_b / 100); };
    return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

class FigureBuilder {
public:
    FigureBuilder(Composer& composer, const model::Figure& figure, Column column, int parent)
        : composer_(composer), figure_(figure), column_(column), type_(composer.types.named_or(figure.style.empty() ? "figure" : figure.style, "p")),
          label_type_(composer.types.named_or("figure_label", "td")) {
        strip_.space_before = type_.space_before;
        node_ = composer.add_node(model::Role::figure, parent);
        composer_.node(node_).alternate = figure.alternate;
    }

    std::vector<Strip> build() {
        switch (figure_.kind) {
        case model::Figure::Kind::qr: code(); break;
        case model::Figure::Kind::composition: composition(); break;
        case model::Figure::Kind::timeline: timeline(); break;
        case model::Figure::Kind::logo:
        case model::Figure::Kind::image: picture(); break;
        }
        std::vector<Strip> out;
        if (strip_.height > 0) out.push_back(std::move(strip_));
        return out;
    }

private:
    void box(Millipoints x, Millipoints y, Millipoints width, Millipoints height) { // y is moved with the strip when placed
        model::StructureNode& node = composer_.node(node_);
        node.bbox_x = x;
        node.bbox_y = y;
        node.bbox_width = width;
        node.bbox_height = height;
    }

    void add_path(std::vector<Segment> segments, model::Colour fill) {
        model::PathItem path;
        path.segments = std::move(segments);
        path.fill = fill;
        strip_.items.push_back({node_, {}, std::move(path)});
    }

    Millipoints add_label(std::string_view text, const TypeStyle& type, Millipoints x, Millipoints baseline, model::Emphasis emphasis = model::Emphasis::none) {
        Line line = set_line(composer_, text, type, emphasis, node_);
        for (model::PageItem& item : line.items) {
            move_right(item, x);
            move_down(item, baseline);
            strip_.items.push_back(std::move(item));
        }
        return line.width;
    }

    // The four modules of silence around are left white.
    void code() {
        const std::size_t rows = figure_.modules.size();
        if (rows == 0 || rows > largest_code) return refuse("qr");
        for (const std::string& row : figure_.modules)
            if (row.size() != rows) return refuse("qr");
        const Millipoints side = std::min(millipoints(std::clamp(std::atof(composer_.option("qr_size_pt", "79").c_str()), 40.0, 300.0)), column_.width);
        const Millipoints module = std::max(side / static_cast<Millipoints>(rows), Millipoints{1});
        const Millipoints size = module * static_cast<Millipoints>(rows);
        model::ModuleGrid grid{column_.left, 0, module, dark_boxes(figure_.modules)};
        if (!grid.boxes.empty()) strip_.items.push_back({node_, {}, std::move(grid)});
        strip_.height = size;
        box(column_.left, 0, size, size);
    }

    // One bar divided in proportion; a legend line for each part, amounts under one another.
    void composition() {
        std::int64_t total = 0;
        for (const auto& part : figure_.parts) total += std::max<std::int64_t>(part.value, 0);
        if (figure_.parts.empty() || figure_.parts.size() > most_parts || total <= 0) return refuse("composicion");
        const Millipoints bar = millipoints(16), width = column_.width, line = label_type_.leading * 115 / 100;
        Millipoints x = column_.left, y = bar + millipoints(8);
        std::int64_t done = 0;
        std::vector<Line> amounts;
        Millipoints widest = 0, widest_label = 0;
        for (const auto& part : figure_.parts) {
            widest = std::max(widest, natural_width(composer_, {{part.text, model::Emphasis::none, {}, {}}}, label_type_).whole);
            widest_label = std::max(widest_label, natural_width(composer_, {{part.label, model::Emphasis::none, {}, {}}}, label_type_).whole);
        }
        const Millipoints amounts_end = std::min(column_.left + millipoints(14) + widest_label + millipoints(18) + widest, column_.left + width);
        for (std::size_t i = 0; i < figure_.parts.size(); ++i) {
            const auto& part = figure_.parts[i];
            const int pale = figure_.parts.size() == 1 ? 0 : static_cast<int>(i * 78 / (figure_.parts.size() - 1));
            const model::Colour colour = mixed(composer_.style.accent, {255, 255, 255}, pale);
            done += std::max<std::int64_t>(part.value, 0);
            const auto end = column_.left + static_cast<Millipoints>(static_cast<double>(width) * static_cast<double>(done) / static_cast<double>(total));
            std::vector<Segment> segments;
            if (end > x) add_box(segments, x, 0, end - x, bar);
            add_box(segments, column_.left, y + line / 2 - millipoints(3.5), millipoints(7), millipoints(7));
            add_path(std::move(segments), colour);
            const Millipoints baseline = y + (line - label_type_.size) / 2 + label_type_.size * 77 / 100;
            add_label(part.label, label_type_, column_.left + millipoints(14), baseline);
            const Millipoints amount = natural_width(composer_, {{part.text, model::Emphasis::none, {}, {}}}, label_type_).whole;
            add_label(part.text, label_type_, amounts_end - amount, baseline);
            x = end;
            y += line;
        }
        strip_.height = y;
        box(column_.left, 0, width, y);
    }

    struct Flag { // of one mark: its label flies from its stem
        base::Date date;
        const model::Figure::Mark* mark = nullptr;
        Millipoints x = 0, width = 0;
        bool is_below = false;   // flies to the left under the line, where it finds no room to the right above it
        Millipoints level = 0;   // 0: nearest the line
    };

    // A line of time: marks at their true distance. Labels fly to the right of their stems, above the line, each above those of the marks under it; so no
    // stem goes through a label, however close the marks stand. Under the line, at its end, the same the other way round.
    void timeline() {
        std::vector<Flag> flags;
        for (const auto& mark : figure_.marks)
            if (const auto date = base::Date::parse(mark.date_iso)) flags.push_back({*date, &mark});
        if (flags.empty() || flags.size() > most_marks) return refuse("cronologia");
        std::stable_sort(flags.begin(), flags.end(), [](const Flag& a, const Flag& b) { return a.date < b.date; });
        const base::Date from = flags.front().date, to = flags.back().date;
        const std::int64_t days = std::max<std::int64_t>(base::days_between(from, to), 1);
        const Millipoints inset = millipoints(4), line = label_type_.leading;
        const auto place_of = [&](base::Date date) { return column_.left + inset + static_cast<Millipoints>(static_cast<std::int64_t>(column_.width - 2 * inset) * base::days_between(from, date) / days); };
        for (Flag& flag : flags) {
            flag.x = place_of(flag.date);
            flag.width = std::min(natural_width(composer_, {{flag.mark->label, model::Emphasis::none, {}, {}}}, label_type_).whole, column_.width);
            flag.is_below = flag.x + flag_gap + flag.width > column_.left + column_.width;
        }
        const Millipoints above = stack_above(flags), below = stack_below(flags);
        const Millipoints axis = above * line + millipoints(6), scale = millipoints(4) + line, foot = axis + scale + millipoints(2);
        if (foot + below * line > millipoints(composer_.style.page_height_pt * 2 / 3)) return refuse("cronologia");

        std::vector<Segment> stems, discs;
        add_box(stems, column_.left, axis - millipoints(0.4), column_.width, millipoints(0.8));
        for (base::Date month = base::Date(from.year(), from.month(), 1).plus_months(1); month <= to && days < 3000; month = month.plus_months(1))
            add_box(stems, place_of(month) - millipoints(0.2), axis, millipoints(0.4), millipoints(3));
        for (const Flag& flag : flags) {
            const Millipoints end = flag.is_below ? foot + flag.level * line + line * 3 / 4 : axis - (flag.level + 1) * line;
            add_box(stems, flag.x - millipoints(0.25), std::min(end, axis), millipoints(0.5), std::max(end, axis) - std::min(end, axis));
            add_disc(discs, flag.x, axis, millipoints(2.2));
        }
        add_path(std::move(stems), mixed(composer_.style.accent, {255, 255, 255}, 55));
        add_path(std::move(discs), composer_.style.accent);
        for (const Flag& flag : flags) {
            const Millipoints top = flag.is_below ? foot + flag.level * line : axis - (flag.level + 1) * line;
            const Millipoints start = flag.is_below ? std::max(flag.x - flag_gap - flag.width, column_.left) : flag.x + flag_gap;
            add_label(flag.mark->label, label_type_, start, top + label_type_.size * 3 / 4);
        }
        for (int year = from.year(); year <= to.year(); ++year) { // a year's number at its first day, or at the start
            const Millipoints x = place_of(std::max(base::Date(year, 1, 1), from));
            if (year == from.year() || days / std::max(to.year() - from.year(), 1) * (column_.width - 2 * inset) / days > millipoints(24))
                add_label(std::to_string(year), label_type_, std::min(x, column_.left + column_.width - millipoints(20)), axis + millipoints(4) + label_type_.size, model::Emphasis::strong);
        }
        strip_.height = foot + below * line + millipoints(6);
        box(column_.left, 0, column_.width, strip_.height);
    }

    // Levels from the last mark to the first; how many there are.
    static Millipoints stack_above(std::vector<Flag>& flags) {
        Millipoints levels = 0;
        for (std::size_t i = flags.size(); i-- > 0;) {
            if (flags[i].is_below) continue;
            for (std::size_t k = i + 1; k < flags.size(); ++k) // those under whose label a stem would have to pass
                if (!flags[k].is_below && flags[k].x - flags[i].x < flag_gap + flags[i].width + flag_distance) flags[i].level = std::max(flags[i].level, flags[k].level + 1);
            levels = std::max(levels, flags[i].level + 1);
        }
        return levels;
    }
    static Millipoints stack_below(std::vector<Flag>& flags) {
        Millipoints levels = 0;
        for (std::size_t i = 0; i < flags.size(); ++i) {
            if (!flags[i].is_below) continue;
            for (std::size_t k = 0; k < i; ++k)
                if (flags[k].is_below && flags[i].x - flags[k].x < flag_gap + flags[i].width + flag_distance) flags[i].level = std::max(flags[i].level, flags[k].level + 1);
            levels = std::max(levels, flags[i].level + 1);
        }
        return levels;
    }

    static constexpr Millipoints flag_gap = 2500, flag_distance = 6000; // from stem to label; between labels of one level

    void picture() {
        const auto found = composer_.images.files.find(figure_.file);
        if (found == composer_.images.files.end() || found->second.width_px <= 0 || found->second.height_px <= 0) {
            composer_.tell(base::Severity::error, "layout.unknown_image").with("fichero", figure_.file);
            return;
        }
        const Images::Image& image = found->second;
        // At 150 dots an inch, no wider than the column, no taller than a third of the page.
        const double wish = image.width_px * 72.0 / 150.0, limit = composer_.style.page_height_pt / 3;
        double width = std::min(wish, column_.width / 1000.0);
        if (width * image.height_px / image.width_px > limit) width = limit * image.width_px / image.height_px;
        model::ImageItem item;
        item.file = figure_.file;
        item.bytes = image.bytes;
        item.x = column_.left;
        item.width = std::max(millipoints(width), Millipoints{1});
        item.height = std::max(millipoints(width * image.height_px / image.width_px), Millipoints{1});
        strip_.height = item.height;
        box(item.x, 0, item.width, item.height);
        strip_.items.push_back({node_, {}, std::move(item)});
    }

    void refuse(const char* kind) { composer_.tell(base::Severity::error, "layout.figure_unusable").with("figura", kind).with("texto", figure_.alternate.substr(0, 80)); }

    Composer& composer_;
    const model::Figure& figure_;
    Column column_;
    const TypeStyle& type_;
    const TypeStyle& label_type_;
    int node_ = -1;
    Strip strip_;
};

} // namespace

std::vector<Strip> build_figure(Composer& composer, const model::Figure& figure, Column column, int parent) {
    return FigureBuilder(composer, figure, column, parent).build();
}

} // namespace legajo::layout
