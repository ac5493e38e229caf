// The reader of rules sees a rule that is broken: a drawn letter, spoilt in one place at a time without moving a byte.
#include "draw/draw_pages.hpp"
#include "draw/pdf_rules.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "layout/lay_out.hpp"
#include "layout/sample_documents.hpp"

#include <catch2/catch.hpp>

#include <regex>

namespace {

using namespace legajo;

std::string drawn(const model::Document& document) {
    const auto fonts = text::FontCatalogue::load(base::find_data_folder());
    text::Shaper shaper(fonts);
    draw::DrawOptions how;
    how.issued_at = {1795255200, 60};
    how.signature_bytes = 3000;
    how.id_seed = "prueba";
    return draw::draw_pages(layout::lay_out(document, testing::default_style(), shaper).value(), *fonts, how).whole();
}

// The first place that matches, replaced and filled up with blanks.
std::string spoilt(const std::string& pdf, const std::string& pattern, const std::string& with) {
    std::smatch found;
    if (!std::regex_search(pdf, found, std::regex(pattern))) return pdf;
    std::string now = found.format(with);
    REQUIRE(now.size() <= static_cast<std::size_t>(found.length()));
    now.resize(static_cast<std::size_t>(found.length()), ' ');
    return std::string(found.prefix()) + now + std::string(found.suffix());
}

TEST_CASE("each spoilt place breaks a rule") {
    static const std::string table = drawn(testing::letter_with_table()), list = drawn(testing::one_page_letter());
    REQUIRE(testing::read_pdf(table).broken.empty());
    REQUIRE(testing::read_pdf(list).broken.empty());
    struct Row { const char* what; const char* pattern; const char* with; };
    const Row rows[] = {
        {"no language", "/Lang\\(es-ES\\)", ""},
        {"a language that is none", "/Lang\\(es-ES\\)", "/Lang(es_ES)"},
        {"not marked", "/Marked true", "/Marked 0"},
        {"title not shown", "/DisplayDocTitle true", ""},
        {"no output intent", "/OutputIntents", "/OutputIntentz"},
        {"metadata of another kind", "pdfaid:part>2<", "pdfaid:part>4<"},
        {"no mark of accessibility", "pdfuaid:part>1<", "pdfuaid:part>2<"},
        {"a property nobody knows", "<xmp:MetadataDate>([^<]*)</xmp:MetadataDate>", "<xmp:Metadatadat>$1</xmp:Metadatadat>"},
        {"languages in a sequence", "<dc:language><rdf:Bag>([^B]*)</rdf:Bag>", "<dc:language><rdf:Seq>$1</rdf:Seq>"},
        {"an undescribed property", "pdfaProperty:name>part<", "pdfaProperty:name>parx<"},
        {"a role nobody knows", "/S/P", "/S/X"},
        {"an object without line end", "\nendobj\n", " endobj\n"},
        {"a page too small", "/MediaBox ?\\[0 0 [0-9.]+ [0-9.]+\\]", "/MediaBox[0 0 2 2]"},
        {"a font of another kind", "/CIDFontType2", "/CIDFontType0"},
        {"a font that is not embedded", "/FontFile2", "/FontFilex"},
        {"letters without Unicode", "/Encoding/Identity-H", "/Encoding/Identity-X"},
        {"a field that shows nothing to the printer", "/F 132/Rect", "/F 130/Rect"},
        {"a field without description", "/TU ?<[0-9A-F]+>", ""},
        {"another version", "%PDF-1.7", "%PDF-1.9"},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        const std::string pdf = spoilt(table, row.pattern, row.with);
        CHECK(pdf != table);
        CHECK(!testing::read_pdf(pdf).broken.empty());
    }
    const Row of_tables[] = {{"two heads", "/S/TBody", "/S/THead"}, {"a header of nothing", "/A<</O/Table/Scope/[A-Za-z]+>>", ""}, {"a cell among rows", "/S/TR", "/S/TD"}};
    for (const Row& row : of_tables) {
        INFO(row.what);
        CHECK(!testing::read_pdf(spoilt(table, row.pattern, row.with)).broken.empty());
    }
    const Row of_lists[] = {{"an item outside a list", "/S/LI", "/S/P"}, {"a list without numbering", "/A<</O/List/ListNumbering/[A-Za-z]+>>", ""}, {"a link that is a phrase", "/S/Link", "/S/Span"}};
    for (const Row& row : of_lists) {
        INFO(row.what);
        CHECK(!testing::read_pdf(spoilt(list, row.pattern, row.with)).broken.empty());
    }
}

} // namespace
