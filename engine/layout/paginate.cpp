#include "layout/paginate.hpp"

#include <algorithm>

namespace legajo::layout {

namespace {

class Paginator {
public:
    Paginator(Composer& composer, PageRoom first, PageRoom others) : composer_(composer), galley_(composer.galley), first_(first), others_(others) {}

    void run() {
        tighten();
        std::size_t at = 0;
        const std::size_t count = galley_.strips.size();
        do {
            if (composer_.pages.pages.size() >= most_pages) {
                composer_.tell(base::Severity::error, "layout.too_many_pages").with("limite", std::to_string(most_pages));
                return;
            }
            const std::size_t end = page_end(at, room());
            place(at, end);
            at = end;
        } while (at < count);
    }

private:
    // A last page with a few lines on it is pulled in when somewhat smaller spaces between blocks suffice.
    void tighten() {
        const auto [pages, fill] = count_pages();
        if (pages < 2 || pages > 4 || fill > 40) return;
        std::vector<Millipoints> spaces;
        for (const Strip& strip : galley_.strips) spaces.push_back(strip.space_before);
        for (const int percent : {85, 70, 55}) {
            for (std::size_t i = 0; i < spaces.size(); ++i) galley_.strips[i].space_before = static_cast<Millipoints>(std::int64_t{spaces[i]} * percent / 100);
            if (count_pages().first < pages) return;
        }
        for (std::size_t i = 0; i < spaces.size(); ++i) galley_.strips[i].space_before = spaces[i];
    }

    // Pages needed, and how full the last one is (percent).
    [[nodiscard]] std::pair<std::size_t, int> count_pages() const {
        std::size_t at = 0, pages = 0;
        int fill = 100;
        do {
            const PageRoom space = pages == 0 ? first_ : others_;
            const std::size_t end = page_end(at, space);
            Millipoints height = 0;
            for (std::size_t i = at; i < end; ++i) height += galley_.strips[i].height + (i > at ? galley_.strips[i].space_before : 0);
            fill = static_cast<int>(std::int64_t{height} * 100 / std::max(others_.bottom - others_.top, Millipoints{1}));
            at = end;
            ++pages;
        } while (at < galley_.strips.size() && pages < 6);
        return {pages, fill};
    }

    [[nodiscard]] PageRoom room() const { return composer_.pages.pages.empty() ? first_ : others_; }

    [[nodiscard]] Millipoints head_height(std::size_t at) const { // repeated head above a page that begins inside a table
        const int table = galley_.strips[at].table;
        return table >= 0 && at > 0 && galley_.strips[at - 1].table == table ? galley_.heads[static_cast<std::size_t>(table)].height : 0;
    }

    // First strip of the next page: the last allowed break before the page is full, or, when a page holds no allowed break, the last strip that fits.
    [[nodiscard]] std::size_t page_end(std::size_t start, PageRoom space) const {
        const auto& strips = galley_.strips;
        std::size_t allowed = start;
        Millipoints y = space.top + (start < strips.size() ? head_height(start) : 0);
        for (std::size_t i = start; i < strips.size(); ++i) {
            if (i > start && strips[i].new_page_before) return i;
            y += (i > start ? strips[i].space_before : 0) + strips[i].height;
            if (y > space.bottom && i > start) return allowed > start ? allowed : i;
            if (strips[i].may_break_after) allowed = i + 1;
        }
        return strips.size();
    }

    void place(std::size_t start, std::size_t end) {
        model::Page page;
        page.width = millipoints(composer_.style.page_width_pt);
        page.height = millipoints(composer_.style.page_height_pt);
        const PageRoom space = room();
        const auto number = static_cast<int>(composer_.pages.pages.size());
        Millipoints y = space.top;
        if (start < end && head_height(start) > 0) {
            const RepeatedHead& head = galley_.heads[static_cast<std::size_t>(galley_.strips[start].table)];
            for (model::PageItem item : head.items) {
                move_down(item, y);
                page.items.push_back(std::move(item));
            }
            y += head.height;
        }
        for (std::size_t i = start; i < end; ++i) {
            Strip& strip = galley_.strips[i];
            if (i > start) y += strip.space_before;
            if (strip.outline_level > 0) composer_.pages.outline.push_back({strip.outline_title, number, y, strip.outline_level});
            for (model::PageItem& item : strip.items) {
                move_down(item, y);
                if (item.structure >= 0) {
                    model::StructureNode& node = composer_.node(item.structure);
                    if (node.role == model::Role::figure && node.page < 0) node.bbox_y += y;
                    if (node.page < 0) node.page = number;
                }
                page.items.push_back(std::move(item));
            }
            if (strip.height > space.bottom - space.top) composer_.tell_overfull("");
            y += strip.height;
        }
        composer_.pages.pages.push_back(std::move(page));
    }

    Composer& composer_;
    Galley& galley_;
    PageRoom first_, others_;
};

} // namespace

void paginate(Composer& composer, PageRoom first, PageRoom others) { Paginator(composer, first, others).run(); }

} // namespace legajo::layout
