// A code to scan stands beside the small table that it repeats, and is heard after it.
#include "base/files.hpp"
#include "draw/draw_pages.hpp"
#include "draw/pdf_rules.hpp"
#include "layout/lay_out.hpp"
#include "layout/sample_documents.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace legajo;

TEST_CASE("a payment table and its code share their place") {
    text::Shaper shaper(text::FontCatalogue::load(base::find_data_folder()));
    model::Document document = testing::one_page_letter();
    model::Table table;
    table.keep_together = true;
    for (const char* value : {"2.653,17 €", "ES91 2100 0418 4502 0005 1332", "EXP-2026-0417"})
        table.body.push_back({{model::Cell{testing::plain("Dato"), model::CellAlign::start, true, 1}, model::Cell{testing::plain(value), model::CellAlign::start, false, 1}}, false});
    model::Figure code;
    code.alternate = "Código QR de la transferencia";
    code.modules.assign(25, std::string(25, '1'));
    document.blocks = {{table}, {code}, testing::paragraph("Fin.")};
    const auto pages = layout::lay_out(document, testing::default_style(), shaper);
    REQUIRE(pages.ok());
    const model::StructureNode* figure = nullptr;
    for (const auto& node : pages->structure)
        if (node.role == model::Role::figure) figure = &node;
    REQUIRE(figure != nullptr);
    CHECK(figure->bbox_x > 200000);
    for (const auto& item : pages->pages[0].items)
        if (const auto* grid = std::get_if<model::ModuleGrid>(&item.content)) {
            CHECK(grid->x == figure->bbox_x);
            CHECK(grid->y == figure->bbox_y);
        }
    draw::DrawOptions options;
    options.signature_bytes = 100;
    const auto pdf = testing::read_pdf(draw::draw_pages(*pages, shaper.fonts(), options).whole());
    for (const std::string& rule : pdf.broken) UNSCOPED_INFO(rule);
    CHECK(pdf.broken.empty());
}

} // namespace
