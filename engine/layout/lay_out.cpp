// Document to pages in five steps: frame, foot, flow, cut, furniture. Nothing is drawn here and no file is read.
#include "layout/lay_out.hpp"

#include "layout/composer.hpp"
#include "layout/flow.hpp"
#include "layout/letter_frame.hpp"
#include "layout/paginate.hpp"

#include <algorithm>

namespace legajo::layout {

namespace {

constexpr int document_node = 0;

} // namespace

base::Result<model::Pages> lay_out(const model::Document& document, const model::Style& style, text::Shaper& shaper, const Images& images, Memory* memory) {
    Composer composer(document, style, shaper, images, memory);
    const Column body{composer.body_left(), composer.body_width()};
    PageRoom first{millipoints(style.margin_top_pt), millipoints(style.page_height_pt - style.margin_bottom_pt)};
    const PageRoom others = first;

    std::vector<model::PageItem> frame_items;
    Foot foot;
    Flow flow(composer);
    if (document.frame) {
        frame_items = set_frame(composer, *document.frame, document_node);
        first.top = std::max(millipoints(style.body_top_first_page_pt), first.top);
        if (!document.frame->subject.empty()) flow.add_subject(document.frame->subject, body, document_node);
    }
    flow.add_blocks(document.blocks, body, document_node);
    if (document.frame) {
        foot = set_foot(composer, *document.frame, document_node); // its nodes come last: read after the letter
        if (foot.height > 0) first.bottom -= foot.height + millipoints(10);
    }
    if (first.bottom - first.top < millipoints(60) || others.bottom - others.top < millipoints(60)) {
        composer.tell(base::Severity::error, "layout.no_room").with("estilo", style.id);
        return std::move(composer.problems);
    }

    paginate(composer, first, others);
    // From here on nothing moves; page one gets its frame before the text and its foot after it.
    model::Page& page_one = composer.pages.pages.front();
    page_one.items.insert(page_one.items.begin(), std::make_move_iterator(frame_items.begin()), std::make_move_iterator(frame_items.end()));
    for (model::PageItem& item : foot.items) {
        move_down(item, others.bottom - foot.height);
        page_one.items.push_back(std::move(item));
    }
    add_page_furniture(composer);

    if (base::has_errors(composer.problems)) return std::move(composer.problems);
    return {std::move(composer.pages), std::move(composer.problems)};
}

} // namespace legajo::layout
