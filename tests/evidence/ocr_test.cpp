// OCR of scanned PDFs: the words stand where the eye sees them, whatever way the page is turned, cut or packed; text that is there is left alone.

#include "exhibits.hpp"

#include <cmath>

using namespace legajo;
using namespace legajo::test;

namespace {

constexpr int width_px = 1200, height_px = 800; // at 150 dpi: 576 x 384 points

model::ExhibitRequest with_ocr() {
    model::ExhibitRequest request;
    request.recognise_text = true;
    return request;
}

void draw_text(Exhibits& cell, const std::string& name, const std::string& options = "") {
    output_of("convert -size 1200x800 xc:white -font \"$(fc-list : file | grep -m1 -i 'NotoSans-Regular\\|Lato-Regular' | cut -d: -f1)\" -pointsize 44 -fill black "
              "-annotate +120+200 'Reconocimiento de deuda' -annotate +120+600 'Valencia, mayo de 2026' " + options + " '" + cell.path(name) + "'");
}

std::string jpeg_image(Exhibits& cell) {
    draw_text(cell, "a.jpg", "-quality 90 -colorspace Gray");
    return stream_of(base::read_file(cell.path("a.jpg")), "/Type /XObject /Subtype /Image /Width 1200 /Height 800 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode");
}

// A page of `box` with these images (objects 5, 6 ...) and content.
std::string page_with(const std::string& attributes, const std::string& content, const std::vector<std::string>& images) {
    std::string names;
    for (std::size_t i = 0; i < images.size(); ++i) names += " /Im" + std::to_string(i) + " " + std::to_string(5 + i) + " 0 R";
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                     "<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + attributes + " /Resources << /XObject <<" + names + " >> >> >>", stream_of(content)};
    objects.insert(objects.end(), images.begin(), images.end());
    return pdf_of(objects);
}

struct Word { double left = -1, top = -1; };

// Upright, from the top left of what is seen.
Word place_of(Exhibits& cell, const Reading& reading, const std::string& word) {
    const std::string text = output_of("pdftotext -bbox -cropbox '" + cell.save(reading) + "' -");
    const std::size_t end = text.find(">" + word + "<");
    INFO(text.substr(0, 2000));
    REQUIRE(end != std::string::npos);
    const std::string line = text.substr(text.rfind("<word", end), end - text.rfind("<word", end));
    Word place;
    REQUIRE(std::sscanf(line.c_str(), "<word xMin=\"%lf\" yMin=\"%lf\"", &place.left, &place.top) == 2);
    return place;
}

void check_places(Exhibits& cell, const Reading& reading) {
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.has_recognised_text);
    CHECK(reading.exhibit.pages_without_text == 0);
    cell.require_sound(reading);
    const Word first = place_of(cell, reading, "Reconocimiento"), second = place_of(cell, reading, "Valencia,");
    CHECK(std::fabs(first.left - 57.6) < 6);
    CHECK(std::fabs(second.left - 57.6) < 6);
    CHECK(std::fabs(second.top - first.top - 192) < 6);
    CHECK(first.top > 55);
    CHECK(first.top < 100);
}

} // namespace

TEST_CASE("Words of a scanned page stand in their places, however it is turned") {
    Exhibits cell;
    const auto [rotation, matrix] = GENERATE(table<int, std::string>({{0, "576 0 0 384 30 20"}, {90, "0 576 -384 0 414 20"}, {180, "-576 0 0 -384 606 404"}, {270, "0 -576 384 0 30 596"}}));
    INFO(rotation);
    const std::string box = rotation % 180 == 0 ? "[30 20 606 404]" : "[30 20 414 596]";
    const std::string pdf = page_with("/MediaBox " + box + " /Rotate " + std::to_string(rotation), "q " + matrix + " cm /Im0 Do Q", {jpeg_image(cell)});
    check_places(cell, cell.read_bytes("escaneo.pdf", pdf, with_ocr()));
}

TEST_CASE("A page cut by its CropBox, and a picture inside forms") {
    Exhibits cell;
    SECTION("crop") {
        const std::string pdf = page_with("/MediaBox [0 0 700 500] /CropBox [50 60 626 444]", "q 576 0 0 384 50 60 cm /Im0 Do Q", {jpeg_image(cell)});
        check_places(cell, cell.read_bytes("escaneo.pdf", pdf, with_ocr()));
    }
    SECTION("form with a matrix") {
        const std::string form = stream_of("q 288 0 0 192 0 0 cm /Im1 Do Q", "/Type /XObject /Subtype /Form /BBox [0 0 288 192] /Matrix [2 0 0 2 0 0] /Resources << /XObject << /Im1 6 0 R >> >>");
        const std::string pdf = page_with("/MediaBox [0 0 576 384]", "/Im0 Do", {form, jpeg_image(cell)});
        check_places(cell, cell.read_bytes("escaneo.pdf", pdf, with_ocr()));
    }
}

TEST_CASE("Strips, fax, palettes and stencils are read as one page") {
    Exhibits cell;
    const std::string attributes = "/MediaBox [0 0 576 384]", whole = "q 576 0 0 384 0 0 cm /Im0 Do Q";
    SECTION("strips") {
        std::vector<std::string> strips;
        std::string content;
        for (int i = 0; i < 4; ++i) {
            draw_text(cell, "tira.jpg", "-crop 1200x200+0+" + std::to_string(200 * i) + " +repage -colorspace RGB -type TrueColor");
            strips.push_back(stream_of(base::read_file(cell.path("tira.jpg")), "/Type /XObject /Subtype /Image /Width 1200 /Height 200 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode"));
            content += "q 576 0 0 96 0 " + std::to_string(288 - 96 * i) + " cm /Im" + std::to_string(i) + " Do Q\n";
        }
        check_places(cell, cell.read_bytes("escaneo.pdf", page_with(attributes, content, strips), with_ocr()));
    }
    SECTION("one bit a point") {
        draw_text(cell, "a.pbm", "-threshold 50%");
        const std::string pbm = base::read_file(cell.path("a.pbm"));
        std::string bits = pbm.substr(pbm.size() - std::size_t{width_px / 8} * height_px); // 1 is black
        const auto [how, dictionary] = GENERATE(table<std::string, std::string>({
            {"decode", "/ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0]"},
            {"palette", "/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF000000>] /BitsPerComponent 1"},
            {"stencil", "/ImageMask true /BitsPerComponent 1 /Decode [1 0]"},
        }));
        INFO(how);
        const std::string image = stream_of(bits, "/Type /XObject /Subtype /Image /Width 1200 /Height 800 " + dictionary);
        check_places(cell, cell.read_bytes("escaneo.pdf", page_with(attributes, whole, {image}), with_ocr()));
    }
    SECTION("fax") {
        draw_text(cell, "a.tif", "-threshold 50% -compress Group4");
        const Reading sheet = cell.read_file(cell.path("a.tif")); // gives us its fax data
        REQUIRE(sheet.ok);
        const std::size_t at = sheet.pdf.find("/CCITTFaxDecode"), begin = sheet.pdf.find("stream\n", at) + 7, end = sheet.pdf.find("\nendstream", begin);
        const auto [name, dictionary] = GENERATE(table<std::string, std::string>({
            {"as it is", "/DecodeParms << /K -1 /Columns 1200 /Rows 800 >>"},
            {"black is one, inverted", "/DecodeParms << /K -1 /Columns 1200 /Rows 800 /BlackIs1 true >> /Decode [1 0]"},
        }));
        INFO(name);
        const std::string image = stream_of(sheet.pdf.substr(begin, end - begin), "/Type /XObject /Subtype /Image /Width 1200 /Height 800 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode " + dictionary);
        check_places(cell, cell.read_bytes("escaneo.pdf", page_with(attributes, whole, {image}), with_ocr()));
    }
}

TEST_CASE("A scanned PDF with its words is PDF/A-2u: the letters nobody sees were looked at one by one") {
    Exhibits cell;
    const Reading reading = cell.read_bytes("escaneo.pdf", page_with("/MediaBox [0 0 576 384]", "q 576 0 0 384 0 0 cm /Im0 Do Q", {jpeg_image(cell)}), with_ocr());
    REQUIRE(reading.exhibit.has_recognised_text);
    const TemporaryFolder folder;
    const base::Descriptor in = run::memory_file(reading.pdf), out = run::unnamed_file(folder.path());
    const auto report = run::make_archival(cell.pipe(), {"Escaneo", "2026-11-21T10:00:00Z", "perfil"}, in.get(), out.get());
    REQUIRE(report.ok());
    CHECK(report->reasons.empty());
    CHECK(report->is_archival);
    CHECK(report->is_unicode);
}

TEST_CASE("A fax as TIFF gets its words too") {
    Exhibits cell;
    draw_text(cell, "a.tif", "-threshold 50% -density 150 -units PixelsPerInch -compress Group4");
    const Reading reading = cell.read_file(cell.path("a.tif"), with_ocr());
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.has_recognised_text);
    CHECK(cell.text_of(reading).find("Reconocimiento de deuda") != std::string::npos);
}

TEST_CASE("Pages with text are left alone, and so is everything without the wish") {
    Exhibits cell;
    const std::string picture = jpeg_image(cell);
    SECTION("text beside the picture") {
        const std::string pdf = page_with("/MediaBox [0 0 576 384]", "q 576 0 0 384 0 0 cm /Im0 Do Q BT /F1 10 Tf 20 20 Td (pie) Tj ET", {picture});
        const Reading reading = cell.read_bytes("a.pdf", pdf, with_ocr());
        REQUIRE(reading.ok);
        CHECK(!reading.exhibit.has_recognised_text);
    }
    SECTION("text in a form") {
        const std::string form = stream_of("BT /F1 10 Tf 20 20 Td (pie) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 576 384] /Resources " + helvetica);
        const Reading reading = cell.read_bytes("a.pdf", page_with("/MediaBox [0 0 576 384]", "q 576 0 0 384 0 0 cm /Im1 Do Q /Im0 Do", {form, picture}), with_ocr());
        REQUIRE(reading.ok);
        CHECK(!reading.exhibit.has_recognised_text);
        CHECK(reading.exhibit.pages_without_text == 0);
    }
    SECTION("no wish") {
        const Reading reading = cell.read_bytes("a.pdf", page_with("/MediaBox [0 0 576 384]", "q 576 0 0 384 0 0 cm /Im0 Do Q", {picture}));
        REQUIRE(reading.ok);
        CHECK(reading.exhibit.pages_without_text == 1);
        CHECK(!reading.exhibit.has_recognised_text);
    }
    SECTION("time is up") {
        model::ExhibitRequest request = with_ocr();
        request.ocr_seconds = 0;
        const Reading reading = cell.read_bytes("a.pdf", page_with("/MediaBox [0 0 576 384]", "q 576 0 0 384 0 0 cm /Im0 Do Q", {picture}), request);
        REQUIRE(reading.ok);
        CHECK(reading.codes == std::vector<std::string>{"evidence.ocr_stopped"});
    }
    SECTION("a packing nobody here reads") {
        const std::string image = stream_of("xxxx", "/Type /XObject /Subtype /Image /Width 1200 /Height 800 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode");
        const Reading reading = cell.read_bytes("a.pdf", page_with("/MediaBox [0 0 576 384]", "q 576 0 0 384 0 0 cm /Im0 Do Q", {image}), with_ocr());
        REQUIRE(reading.ok);
        CHECK(reading.has("evidence.ocr_unknown_picture"));
    }
}
