// Every letter the samples hold, read back by a program that did not write it: rules of PDF/A and PDF/UA, roles against the document, text.
#include "draw/draw_pages.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "draw/pdf_rules.hpp"
#include "layout/lay_out.hpp"
#include "layout/sample_documents.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

namespace {

using namespace legajo;

std::shared_ptr<const text::FontCatalogue> fonts() {
    static const auto catalogue = text::FontCatalogue::load(base::find_data_folder());
    return catalogue;
}

model::Pages lay_out(const model::Document& document) {
    text::Shaper shaper(fonts());
    auto pages = layout::lay_out(document, testing::default_style(), shaper);
    for (const auto& problem : pages.problems()) UNSCOPED_INFO(problem.code);
    REQUIRE(pages.ok());
    return std::move(pages).value();
}

draw::DrawOptions options(std::size_t signature_bytes = 3000) {
    draw::DrawOptions out;
    out.issued_at = {1795255200, 60};
    out.signature_bytes = signature_bytes;
    out.id_seed = "prueba";
    return out;
}

testing::ReadPdf draw_and_read(const model::Document& document, const draw::DrawOptions& how = options()) {
    auto read = testing::read_pdf(draw::draw_pages(lay_out(document), *fonts(), how).whole());
    for (const std::string& rule : read.broken) UNSCOPED_INFO(rule);
    CHECK(read.broken.empty());
    return read;
}

std::vector<std::string> roles(const testing::ReadPdf& pdf) {
    std::vector<std::string> out;
    for (const auto& element : pdf.elements) out.push_back(element.role);
    return out;
}

TEST_CASE("the rules of PDF/A-2a and PDF/UA-1 hold on every sample, signed or not") {
    for (const auto& document : {testing::one_page_letter(), testing::letter_with_table(), testing::letter_with_table(90), testing::dossier_page()})
        for (const std::size_t room : {std::size_t{0}, std::size_t{3000}}) draw_and_read(document, options(room));
}

TEST_CASE("the tree reads as the letter was written, role by role") {
    const auto pdf = draw_and_read(testing::one_page_letter());
    CHECK(roles(pdf) == std::vector<std::string>{"Document", "P", "P", "P", "P", "P", "P", "H1", "P", "P", "P", "Link", "H2", "P", "L", "LI", "Lbl", "LBody", "P", "LI", "Lbl", "LBody", "P", "LI", "Lbl", "LBody", "P", "P", "P",
                                                 "Form", "P", "P", "P"});
    CHECK(pdf.pages == 1);
    CHECK(pdf.elements[1].text == "Suministros Hosteleros Marán, S.L.");
    CHECK(pdf.elements[7].text == "Requerimiento de pago de las facturas F-2026/118 y F-2026/131");
    CHECK(pdf.elements[14].attributes.at("ListNumbering") == "Decimal");
}

TEST_CASE("text copied out is the filled text") {
    const model::Document document = testing::one_page_letter();
    const std::string text = testing::text_of(draw_and_read(document));
    for (const model::Block& block : document.blocks)
        if (const auto* paragraph = std::get_if<model::Paragraph>(&block.content)) {
            std::string part;
            for (const model::Run& run : paragraph->text)
                if (run.link.empty()) part = std::max(part, run.text, [](const auto& a, const auto& b) { return a.size() < b.size(); });
            CHECK(text.find(part) != std::string::npos);
        }
}

TEST_CASE("a table of twelve rows has its grid, scopes and total") {
    const auto pdf = draw_and_read(testing::letter_with_table());
    int rows = 0, headers = 0, cells = 0;
    for (const auto& element : pdf.elements) {
        rows += element.role == "TR";
        cells += element.role == "TD";
        if (element.role == "TH") {
            ++headers;
            CHECK((element.attributes.at("Scope") == "Column" || element.attributes.at("Scope") == "Row"));
        }
    }
    CHECK(rows == 14);
    CHECK(headers == 6 + 12 + 1);
    CHECK(cells == 12 * 5 + 3);
}

TEST_CASE("a table over many pages: the head stands once in the tree, and again on each page as an artifact") {
    const auto pdf = draw_and_read(testing::letter_with_table(200));
    CHECK(pdf.pages > 4);
    int heads = 0;
    for (const auto& element : pdf.elements) heads += element.role == "THead";
    CHECK(heads == 1);
    const model::Pages pages = lay_out(testing::letter_with_table(200));
    for (std::size_t i = 1; i + 1 < pages.pages.size(); ++i) {
        bool head = false;
        for (const auto& item : pages.pages[i].items)
            if (const auto* run = std::get_if<model::GlyphRun>(&item.content)) head = head || (item.structure < 0 && run->text == "Vencimiento");
        CHECK(head);
    }
}

TEST_CASE("unsigned letters have no field, and a draft mark on each page") {
    model::Document document = testing::letter_with_table(60);
    document.is_draft = true;
    const model::Pages pages = lay_out(document);
    for (const auto& page : pages.pages) CHECK(page.items.front().artifact == "Background");
    const std::string bytes = draw::draw_pages(pages, *fonts(), options(0)).whole();
    CHECK(bytes.find("/AcroForm") == std::string::npos);
    CHECK(testing::read_pdf(bytes).broken.empty());
}

TEST_CASE("attachments make it PDF/A-3a") {
    model::Pages pages = lay_out(testing::one_page_letter());
    pages.attachments.push_back({"cifras.xml", "text/xml", "Cifras de esta carta", "Data", "<a/>", "2026-11-21T10:00:00Z"});
    pages.attachments.push_back({"añadido.csv", "text/csv", "", "Supplement", "1;2", ""});
    const auto pdf = testing::read_pdf(draw::draw_pages(pages, *fonts(), options()).whole());
    for (const std::string& rule : pdf.broken) UNSCOPED_INFO(rule);
    CHECK(pdf.broken.empty());
    CHECK(pdf.xmp.find("<pdfaid:part>3<") != std::string::npos);
}

TEST_CASE("the same pages give the same bytes, twice and from two threads") {
    const model::Pages pages = lay_out(testing::letter_with_table());
    const std::string first = draw::draw_pages(pages, *fonts(), options()).whole();
    std::vector<std::string> others(4);
    std::vector<std::thread> threads;
    for (std::string& other : others)
        threads.emplace_back([&other] {
            text::Shaper shaper(fonts());
            const auto again = layout::lay_out(testing::letter_with_table(), testing::default_style(), shaper);
            for (int i = 0; i < 3; ++i) other = draw::draw_pages(*again, *fonts(), options()).whole();
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& other : others) CHECK(other == first);
    draw::DrawOptions later = options();
    later.id_seed = "otra";
    CHECK(testing::read_pdf(draw::draw_pages(pages, *fonts(), later).whole()).first_id != testing::read_pdf(first).first_id);
}

TEST_CASE("a signature goes into its hole, and one too large is refused before the file changes") {
    draw::DrawnPdf pdf = draw::draw_pages(lay_out(testing::one_page_letter()), *fonts(), options(64));
    CHECK(pdf.contents_length == 130);
    CHECK(pdf.byte_range[2] + pdf.byte_range[3] == pdf.size());
    const std::string before = pdf.whole();
    CHECK_THROWS_AS(draw::insert_signature(pdf, std::string(65, 'x')), base::Error);
    CHECK_THROWS_AS(draw::draw_pages(lay_out(testing::one_page_letter()), *fonts(), options(32768)), base::Error); // longer than any string of PDF/A
    CHECK(pdf.whole() == before);
    draw::insert_signature(pdf, "\x30\x82");
    CHECK(pdf.whole().substr(pdf.contents_offset, 7) == "<308200");
    CHECK(testing::read_pdf(pdf.whole()).broken.empty());
    draw::DrawOptions certified = options(64);
    certified.certification = 2;
    CHECK(testing::read_pdf(draw::draw_pages(lay_out(testing::one_page_letter()), *fonts(), certified).whole()).broken.empty());
}

TEST_CASE("information and metadata survive odd titles") {
    model::Pages pages = lay_out(testing::one_page_letter());
    pages.title = "<b>A & B</b> (ñ)";
    pages.author = "Peña \"e\" Hijos";
    const auto pdf = testing::read_pdf(draw::draw_pages(pages, *fonts(), options()).whole());
    for (const std::string& rule : pdf.broken) UNSCOPED_INFO(rule);
    CHECK(pdf.information.at("Title") == pages.title);
    CHECK(pdf.xmp.find("&lt;b&gt;A &amp; B") != std::string::npos);
}

TEST_CASE("letters of other alphabets come from a wide or another face, and still read right") {
    model::Document document = testing::one_page_letter();
    document.blocks.push_back(testing::paragraph("Ștefan Țurcanu, Łukasz Żółć, Дмитрий, Αθήνα, Đặng Văn, x\xCC\xA3\xCC\x81 → ✓"));
    const auto pdf = draw_and_read(document);
    std::string spelled = testing::text_of(pdf);
    for (const auto& element : pdf.elements)
        if (element.attributes.count("ActualText") != 0) spelled += " " + element.attributes.at("ActualText");
    for (const char* name : {"Ștefan", "Țurcanu", "Łukasz", "Дмитрий", "Αθήνα", "→"}) CHECK(spelled.find(name) != std::string::npos);
}

TEST_CASE("pages that break their own contract are our bug, told as such") {
    model::Pages pages = lay_out(testing::one_page_letter());
    for (auto& item : pages.pages[0].items)
        if (item.structure >= 0) item.structure = 100000;
    CHECK_THROWS_AS(draw::draw_pages(pages, *fonts(), options()), base::Bug);
    CHECK_THROWS_AS(draw::draw_pages(model::Pages{}, *fonts(), options()), base::Bug);
}

model::Pages letter_with_logo(const std::string& picture) {
    layout::Images images;
    layout::add_image(images, std::string(LEGAJO_SOURCE_DIR) + "/tests/draw/pictures", picture);
    model::Style style = testing::default_style();
    style.logo_file = picture;
    text::Shaper shaper(fonts());
    auto pages = layout::lay_out(testing::letter_with_table(40), style, shaper, images);
    REQUIRE(pages.ok());
    return std::move(pages).value();
}

TEST_CASE("a logo, transparent or not, keeps the archive rules; colours that cannot stand are refused") {
    for (const char* picture : {"logo.png", "logo.jpg", "grey.png"}) {
        INFO(picture);
        const auto pdf = testing::read_pdf(draw::draw_pages(letter_with_logo(picture), *fonts(), options()).whole());
        for (const std::string& rule : pdf.broken) UNSCOPED_INFO(rule);
        CHECK(pdf.broken.empty());
        CHECK(pdf.elements[1].role == "Figure");
    }
    for (const char* picture : {"cmyk.jpg", "broken.png"}) CHECK_THROWS_AS(draw::draw_pages(letter_with_logo(picture), *fonts(), options()), base::Error);
    layout::Images images;
    CHECK_THROWS_AS(layout::add_image(images, std::string(LEGAJO_SOURCE_DIR) + "/tests/draw", "pdf_rules.cpp"), base::Error);
    CHECK_THROWS_AS(layout::add_image(images, std::string(LEGAJO_SOURCE_DIR) + "/tests/draw", "../layout/golden/dossier.txt"), base::Error);
}

TEST_CASE("the rule reader sees what is wrong") {
    const std::string good = draw::draw_pages(lay_out(testing::letter_with_table()), *fonts(), options()).whole();
    const std::vector<std::pair<std::string, std::string>> damages{
        {"/Marked true", "/Marked null"}, {"/S/THead/", "/S/TSead/"}, {"/Scope/Row", "/Scopf/Row"},         {"<pdfaid:part>2", "<pdfaid:part>1"}, {"<pdfuaid:part>1", "<pdfuaid:part>2"}, {"/F 132", "/F 130"},
        {"/TU<", "/TV<"},                 {"/S/H1/", "/S/H3/"},       {"/S/Form", "/S/Fxrm"},               {"/ByteRange[0 ", "/ByteRange[1 "},   {"/CIDToGIDMap", "/CIDToGIDMop"},       {"/DisplayDocTitle true", "/DisplayDocTitle null"},
        {"/GTS_PDFA1", "/GTS_PDFX1"},     {"/W[0[5", "/W[0[9"},        {"/StructParents 0", "/StructParents 9"}};
    for (const auto& [right, wrong] : damages) {
        INFO(right);
        std::string bad = good;
        const std::size_t at = bad.find(right);
        REQUIRE(at != std::string::npos);
        bad.replace(at, right.size(), wrong);
        bool seen = false;
        try {
            seen = !testing::read_pdf(bad).broken.empty();
        } catch (const std::exception&) {
            seen = true;
        }
        CHECK(seen);
    }
}

TEST_CASE("second opinion: qpdf and pdftotext as programs") {
    const auto folder = std::filesystem::temp_directory_path() / ("legajo-draw-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string file = (folder / "carta.pdf").string();
    base::write_file_durably(file, draw::draw_pages(lay_out(testing::one_page_letter()), *fonts(), options()).whole());
    CHECK(std::system(("qpdf --check '" + file + "' > /dev/null 2>&1").c_str()) == 0);
    CHECK(std::system(("pdftotext '" + file + "' '" + file + ".txt'").c_str()) == 0);
    const std::string text = base::read_file(file + ".txt");
    CHECK(text.find("2.653,17 €") != std::string::npos);
    CHECK(text.find("Página 1 de 1") != std::string::npos);
    std::filesystem::remove_all(folder);
}

} // namespace
