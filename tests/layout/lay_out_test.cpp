// What a reader sees on the page, and what hostile documents get.
#include "layout/lay_out.hpp"
#include "layout/memory.hpp"

#include "base/files.hpp"
#include "layout/sample_documents.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <map>

namespace {

using namespace legajo;
using model::Millipoints;

std::shared_ptr<const text::FontCatalogue> fonts() {
    static const auto catalogue = text::FontCatalogue::load(base::find_data_folder());
    return catalogue;
}

base::Result<model::Pages> lay_out(const model::Document& document, const model::Style& style = testing::default_style()) {
    text::Shaper shaper(fonts());
    return layout::lay_out(document, style, shaper);
}

bool has_problem(const base::Problems& problems, const std::string& code) {
    for (const auto& problem : problems)
        if (problem.code == code) return true;
    return false;
}

struct SeenLine { std::size_t page = 0; Millipoints left = 0, right = 0, baseline = 0; std::string text; int structure = -1; };

// Lines as the eye sees them: runs on one baseline joined, the blank at a line's end left out.
std::vector<SeenLine> lines_of(const model::Pages& pages) {
    std::vector<SeenLine> out;
    for (std::size_t p = 0; p < pages.pages.size(); ++p)
        for (const auto& item : pages.pages[p].items)
            if (const auto* run = std::get_if<model::GlyphRun>(&item.content)) {
                Millipoints right = run->x;
                for (std::size_t g = 0; g < run->glyphs.size(); ++g)
                    if (!(g + 1 == run->glyphs.size() && run->text.back() == ' ')) right += run->glyphs[g].advance;
                if (!out.empty() && out.back().page == p && out.back().baseline == run->y && run->x >= out.back().left && run->x - out.back().right < 6000) {
                    out.back().right = right;
                    out.back().text += run->text;
                } else {
                    out.push_back({p, run->x, right, run->y, run->text, item.structure});
                }
            }
    return out;
}

const SeenLine& line_with(const std::vector<SeenLine>& lines, const std::string& words) {
    for (const SeenLine& line : lines)
        if (line.text.find(words) != std::string::npos) return line;
    FAIL("no line with " << words);
    std::abort();
}

TEST_CASE("golden: the letters as text, in thousandths of a point") {
    const std::string folder = std::string(LEGAJO_SOURCE_DIR) + "/tests/layout/golden/";
    const std::vector<std::pair<std::string, model::Document>> letters{{"one-page", testing::one_page_letter()}, {"two-pages-table", testing::letter_with_table()}, {"dossier", testing::dossier_page()}};
    for (const auto& [name, document] : letters) {
        INFO(name);
        const std::string actual = layout::dump(*lay_out(document), *fonts());
        if (std::getenv("LEGAJO_BLESS") != nullptr) base::write_file_durably(folder + name + ".txt", actual);
        CHECK(actual == base::read_file(folder + name + ".txt"));
    }
}

TEST_CASE("paragraphs remembered from other letters change nothing") {
    text::Shaper shaper(fonts());
    layout::Memory memory;
    model::Style wider = testing::default_style();
    wider.margin_left_pt -= 10;
    model::Style larger = testing::default_style();
    larger.blocks["p"].text.size_pt += 1; // the same name, another style
    larger.blocks["h1"].text.colour = {200, 0, 0};
    model::Document catalan = testing::letter_with_table();
    catalan.language = "ca-ES";
    const std::vector<model::Document> letters{testing::one_page_letter(), testing::letter_with_table(), catalan, testing::dossier_page()};
    for (int round = 0; round < 4; ++round)
        for (const model::Document& letter : letters)
            for (const model::Style& style : {testing::default_style(), wider, larger}) {
                text::Shaper fresh(fonts());
                const auto apart = layout::lay_out(letter, style, fresh), remembered = layout::lay_out(letter, style, shaper, {}, &memory);
                REQUIRE((apart.ok() && remembered.ok()));
                CHECK(layout::dump(*remembered, *fonts()) == layout::dump(*apart, *fonts()));
            }
}

TEST_CASE("a letter that no font has is refused each time, remembered paragraphs or not") {
    text::Shaper shaper(fonts());
    layout::Memory memory;
    model::Document document = testing::one_page_letter();
    document.blocks.push_back(testing::paragraph("Sin dibujo: \U00013000."));
    for (int round = 0; round < 4; ++round) CHECK_FALSE(layout::lay_out(document, testing::default_style(), shaper, {}, &memory).ok());
}

TEST_CASE("a font that is not there is told for each letter") {
    text::Shaper shaper(fonts());
    layout::Memory memory;
    model::Style style = testing::default_style();
    style.blocks["p"].text.family = "Ninguna";
    for (int round = 0; round < 3; ++round) {
        const auto pages = layout::lay_out(testing::one_page_letter(), style, shaper, {}, &memory);
        REQUIRE_FALSE(pages.ok());
        CHECK(std::any_of(pages.problems().begin(), pages.problems().end(), [](const base::Problem& problem) { return problem.code == "layout.unknown_font"; }));
    }
}

TEST_CASE("justified lines end at the right margin, the last of a paragraph where it ends") {
    const auto pages = lay_out(testing::one_page_letter());
    const auto lines = lines_of(*pages);
    const Millipoints right = 595276 - 72000;
    CHECK(line_with(lines, "El pasado 14 de marzo").right == right);
    CHECK(line_with(lines, "Los intereses corren").right == right);
    for (const SeenLine& line : lines) CHECK(line.right <= right + 1);
}

TEST_CASE("what belongs together stays on one line") {
    model::Style style = testing::default_style();
    style.blocks["p"].hyphenate = GENERATE(false, true);
    CAPTURE(style.blocks["p"].hyphenate);
    for (double width = 150; width < 460; width += 7) { // many measures, so that breaks fall everywhere
        style.margin_right_pt = 595.2756 - 72 - width;
        model::Document document;
        document.language = "es";
        document.title = "x";
        document.blocks.push_back(testing::paragraph("Por la presente se reclaman 1.234,56 € al 21 % de la factura n.º 4312 según el art. 1973 de la Ley 3/2004 y lo pactado con D. Juan el 21 de noviembre de 2026 en la cuenta ES91 2100 0418 4502 0005 1332 de la sociedad."));
        const auto pages = lay_out(document, style);
        REQUIRE(pages.ok());
        const auto lines = lines_of(*pages);
        for (const char* pair : {"1.234,56 €", "21 %", "n.º 4312", "art. 1973", "Ley 3/2004", "D. Juan", "21 de noviembre", "de 2026", "ES91 2100 0418 4502 0005 1332"}) {
            INFO(width << " " << pair);
            line_with(lines, pair);
        }
    }
}

TEST_CASE("amounts of a column stand with their commas under one another") {
    const auto pages = lay_out(testing::letter_with_table());
    std::map<Millipoints, int> ends;
    for (const auto& item : pages->pages[0].items)
        if (const auto* run = std::get_if<model::GlyphRun>(&item.content); run != nullptr && run->text.find(",") != std::string::npos && run->text.ends_with("€") && run->size == 8800) {
            Millipoints comma = run->x;
            REQUIRE(run->glyphs.size() <= run->text.size());
            for (std::size_t before = 0; before < run->text.rfind(','); ++before) comma += run->glyphs[before].advance; // figures and points: a byte each
            ++ends[comma];
        }
    CHECK(ends.size() == 3); // three columns of 12 rows and a bold total
    for (const auto& [place, count] : ends) CHECK(count == 13);
}

TEST_CASE("no stranded heading, no lonely total, no parted signature, at any length") {
    for (std::size_t rows = 1; rows < 60; ++rows) {
        INFO(rows);
        const auto pages = lay_out(testing::letter_with_table(rows));
        REQUIRE(pages.ok());
        const auto lines = lines_of(*pages);
        const SeenLine& total = line_with(lines, "Total pendiente");
        bool row_above = false;
        for (const SeenLine& line : lines) row_above = row_above || (line.page == total.page && line.structure >= 0 && line.text.starts_with("F-2026/") && line.text.size() < 14 && line.baseline < total.baseline);
        CHECK(row_above);
        CHECK(line_with(lines, "Cómo pagar").page == line_with(lines, "Puede hacerlo por transferencia").page);
        CHECK(line_with(lines, "Atentamente").page == line_with(lines, "Responsable de Administración").page);
        std::map<int, std::map<std::size_t, int>> paragraph_lines; // widows and orphans: never one line alone
        for (const SeenLine& line : lines)
            if (line.structure >= 0 && pages->structure[static_cast<std::size_t>(line.structure)].role == model::Role::paragraph && line.left == 72000) ++paragraph_lines[line.structure][line.page];
        for (const auto& [node, by_page] : paragraph_lines)
            if (by_page.size() > 1)
                for (const auto& [page, count] : by_page) CHECK(count >= 2);
    }
}

TEST_CASE("the address stands in the window, on page one only") {
    const auto pages = lay_out(testing::letter_with_table());
    const SeenLine name = line_with(lines_of(*pages), "Cafeterías Núñez");
    CHECK(name.page == 0);
    CHECK(name.left >= 311810);
    CHECK(name.baseline > 141730);
    CHECK(name.baseline < 141730 + 85000);
}

TEST_CASE("hostile documents get a page or a reason, never a crash") {
    model::Document document;
    document.title = "x";
    document.language = "es-ES";
    SECTION("nothing at all") { CHECK(lay_out(document)->pages.size() == 1); }
    SECTION("an empty table") {
        document.blocks.push_back({model::Table{}});
        model::Table ragged;
        ragged.body.push_back({});
        ragged.body.push_back({{model::Cell{testing::plain("a"), model::CellAlign::decimal, false, 1}, model::Cell{{}, model::CellAlign::start, false, 99}}, true});
        ragged.widths = {0, -1};
        document.blocks.push_back({ragged});
        CHECK(lay_out(document).ok());
    }
    SECTION("a word of 10,000 letters") {
        document.blocks.push_back(testing::paragraph(std::string(10000, 'a')));
        const auto pages = lay_out(document);
        REQUIRE(pages.ok());
        for (const SeenLine& line : lines_of(*pages)) CHECK(line.right <= 595276 - 72000 + 1);
    }
    SECTION("a word of 10,000 letters in each of forty columns") {
        model::Table table;
        model::Row row;
        for (int i = 0; i < 60; ++i) row.cells.push_back({testing::plain(std::string(300, 'W')), i % 2 == 0 ? model::CellAlign::start : model::CellAlign::decimal, false, 1});
        table.body.assign(3, row);
        document.blocks.push_back({table});
        CHECK(lay_out(document).ok());
    }
    SECTION("a cell of many pages") {
        std::string text;
        for (int i = 0; i < 4000; ++i) text += "palabra ";
        model::Table table;
        table.body.push_back({{model::Cell{testing::plain("corta"), model::CellAlign::start, false, 1}, model::Cell{testing::plain(text), model::CellAlign::start, false, 1}}, false});
        document.blocks.push_back({table});
        const auto pages = lay_out(document);
        REQUIRE(pages.ok());
        CHECK(pages->pages.size() > 3);
        for (const auto& page : pages->pages)
            for (const auto& item : page.items)
                if (const auto* run = std::get_if<model::GlyphRun>(&item.content)) CHECK(run->y < 841890 - 40000);
    }
    SECTION("letters that no font has") {
        document.blocks.push_back(testing::paragraph("王小明 debe"));
        const auto pages = lay_out(document);
        CHECK_FALSE(pages.ok());
        CHECK(has_problem(pages.problems(), "layout.glyph_missing"));
        CHECK(pages.problems().size() == 3);
    }
    SECTION("control characters, lone joiners, soft hyphens, blanks") {
        document.blocks.push_back(testing::paragraph("\xC2\xAD \xE2\x80\x8B\xE2\x80\x8D ve\xC2\xADinti\xC2\xADuna   \xC2\xA0\xC2\xA0  \n\n\nfin \n"));
        CHECK(lay_out(document).ok());
    }
    SECTION("unknown font, no room") {
        model::Style style = testing::default_style();
        style.blocks["p"].text.family = "No Existe";
        document.blocks.push_back(testing::paragraph("a"));
        CHECK(has_problem(lay_out(document, style).problems(), "layout.unknown_font"));
        style = testing::default_style();
        style.margin_top_pt = 900;
        CHECK(has_problem(lay_out(document, style).problems(), "layout.no_room"));
    }
    SECTION("figures without sense") {
        model::Figure figure;
        figure.alternate = "x";
        for (const auto kind : {model::Figure::Kind::qr, model::Figure::Kind::composition, model::Figure::Kind::timeline, model::Figure::Kind::logo, model::Figure::Kind::image}) {
            figure.kind = kind;
            figure.modules.assign(500, "1");
            figure.parts.assign(3, {"a", -1, "b"});
            figure.marks.assign(1000, {"no es fecha", "x", 0});
            document.blocks = {{figure}};
            CHECK_FALSE(lay_out(document).ok());
        }
    }
    SECTION("lists in lists in lists") {
        model::Block inner = testing::paragraph("fondo");
        for (int i = 0; i < 60; ++i) {
            model::List list;
            list.items.push_back({{inner}});
            inner = {list};
        }
        document.blocks.push_back(inner);
        CHECK(lay_out(document).ok());
    }
}

TEST_CASE("a style with nothing in it still gives a page") {
    model::Style style;
    style.blocks["p"].text.family = "Lato";
    CHECK(lay_out(testing::one_page_letter(), style).ok());
}

TEST_CASE("a long table costs in proportion: twice the rows, twice the items") {
    const auto items = [](std::size_t rows) {
        std::size_t count = 0;
        const auto laid = lay_out(testing::letter_with_table(rows));
        for (const auto& page : laid->pages) count += page.items.size();
        return count;
    };
    const double one = static_cast<double>(items(500)), two = static_cast<double>(items(1000));
    CHECK(two / one > 1.9);
    CHECK(two / one < 2.1);
}

} // namespace

TEST_CASE("a time line with many marks in one month: no label covers another, and no stem goes through a label") {
    model::Figure figure;
    figure.kind = model::Figure::Kind::timeline;
    figure.alternate = "Cronología";
    for (const char* day : {"2026-03-10", "2026-06-01", "2026-06-01", "2026-06-02", "2026-06-05", "2026-06-09", "2026-06-15", "2026-06-16", "2026-06-28", "2026-09-01", "2026-09-02", "2026-09-02", "2026-09-03"})
        figure.marks.push_back({day, std::string(day).substr(5) + " Requerimiento de pago enviado y recibido", 0});
    model::Document document = testing::one_page_letter();
    document.blocks = {{figure}};
    const auto laid_out = lay_out(document);
    REQUIRE(laid_out.ok());
    struct Box { model::Millipoints left, top, right, bottom; };
    std::vector<Box> labels, stems;
    for (const model::PageItem& item : laid_out->pages.at(0).items) {
        if (const auto* run = std::get_if<model::GlyphRun>(&item.content); run && item.structure >= 0) {
            model::Millipoints width = 0;
            for (const auto& glyph : run->glyphs) width += glyph.advance;
            if (run->text.size() > 1) labels.push_back({run->x, run->y - 6'000, run->x + width, run->y + 1'500});
        }
        if (const auto* path = std::get_if<model::PathItem>(&item.content))
            for (std::size_t i = 0; i + 4 < path->segments.size(); ++i) { // boxes: move, three lines, close
                const auto *a = &path->segments[i], *b = a + 2;
                if (a->kind == model::PathItem::Segment::Kind::move && (a + 4)->kind == model::PathItem::Segment::Kind::close && b->x1 - a->x1 < 1'000 && b->x1 > a->x1)
                    stems.push_back({a->x1, std::min(a->y1, b->y1), b->x1, std::max(a->y1, b->y1)});
            }
    }
    REQUIRE(labels.size() > figure.marks.size());
    REQUIRE(stems.size() >= figure.marks.size());
    const auto overlap = [](const Box& a, const Box& b) { return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; };
    for (std::size_t i = 0; i < labels.size(); ++i) {
        for (std::size_t k = i + 1; k < labels.size(); ++k) CHECK_FALSE(overlap(labels[i], labels[k]));
        for (const Box& stem : stems) CHECK_FALSE(overlap(labels[i], stem));
    }
}
