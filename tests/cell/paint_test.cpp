// Pages that cannot be PDF/A as they are go through poppler, in the cage for outside programs: they look as before and say what they said.

#include "run/cell_jobs.hpp"
#include "evidence/exhibits.hpp"

#include <cstdlib>

using namespace legajo;
using namespace legajo::test;

namespace {

// As a filing makes it: safe, painted, safe again.
Reading painted(Exhibits& cell, const std::string& pdf) {
    const Reading safe = cell.read_bytes("documento.pdf", pdf);
    REQUIRE(safe.ok);
    const auto made = run::paint_pages(cell.pipe(), "documento.pdf", safe.file.pages.get(), safe.exhibit.pages, fs::temp_directory_path());
    INFO((made ? std::string() : made.problems()[0].code + " " + made.problems()[0].arguments.back().second));
    REQUIRE(made);
    Reading reading = cell.read_open("documento.pdf", made->get());
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.pages == safe.exhibit.pages);
    cell.require_sound(reading);
    return reading;
}

model::ArchiveReport archive_report(Exhibits& cell, const Reading& reading) {
    const base::Descriptor out = run::unnamed_file(fs::temp_directory_path());
    const auto report = run::make_archival(cell.pipe(), {"Prueba", "2026-11-21T10:00:00+01:00", "perfil"}, reading.file.pages.get(), out.get());
    REQUIRE(report.ok());
    return *report;
}

std::string images_of(Exhibits& cell, const Reading& reading) { return output_of("pdfimages -list '" + cell.save(reading) + "'"); }

std::string picture(const std::string& pixels, const std::string& side, const std::string& space) {
    return stream_of(pixels, "/Type /XObject /Subtype /Image /Width " + side + " /Height " + side + " /BitsPerComponent 8 /ColorSpace " + space);
}

} // namespace

TEST_CASE("A page of text with a font that is not embedded: black and white by fax, its words in their places, PDF/A-2u") {
    Exhibits cell;
    const Reading reading = painted(cell, pdf_of(one_page("Contrato \\361o\\361o 1.210 euros")));
    CHECK(images_of(cell, reading).find(" ccitt ") != std::string::npos);
    CHECK(cell.text_of(reading).find("1.210 euros") != std::string::npos);
    CHECK(reading.pdf.size() < 30'000);
    const model::ArchiveReport report = archive_report(cell, reading);
    CHECK(report.is_archival);
    CHECK(report.is_unicode);
    const std::string box = output_of("pdftotext -bbox '" + cell.save(reading) + "' - | grep Contrato");
    CHECK(box.find("xMin=\"72.0") != std::string::npos);
}

TEST_CASE("Turned and cut pages stay as they are seen, with their words upright") {
    Exhibits cell;
    const Reading reading = painted(cell, pdf_of(one_page("Girada", "/Rotate 90 /CropBox [50 600 450 800]")));
    const std::string info = output_of("pdfinfo '" + cell.save(reading) + "'");
    CHECK(info.find("200 x 400 pts") != std::string::npos);
    CHECK(info.find("Page rot:        0") != std::string::npos);
    CHECK(cell.text_of(reading).find("Girada") != std::string::npos);
    const std::string box = output_of("pdftotext -bbox '" + cell.save(reading) + "' - | grep Girada");
    const double top = std::atof(box.c_str() + box.find("yMin=\"") + 6), left = std::atof(box.c_str() + box.find("xMin=\"") + 6);
    CHECK(top > 15); // 72 - 50 from the edge that is now above
    CHECK(top < 30);
    CHECK(left > 90); // 700 - 600 from the edge that is now to the left
    CHECK(left < 130);
}

TEST_CASE("Few colours go without loss, photographs as JPEG, grey ones as grey") {
    Exhibits cell;
    std::vector<std::string> objects = one_page("x");
    objects[3] = stream_of("1 0 0 rg 72 600 200 100 re f 0 0 1 rg 72 400 200 100 re f");
    CHECK(images_of(cell, painted(cell, pdf_of(objects))).find(" index ") != std::string::npos);
    std::string colours, greys;
    for (int i = 0; i < 900 * 900; ++i) {
        const unsigned noise = static_cast<unsigned>(i) * 2654435761U;
        colours += {static_cast<char>(noise >> 24), static_cast<char>(noise >> 16), static_cast<char>(noise >> 8)};
        greys += static_cast<char>(noise >> 24);
    }
    for (const bool is_colour : {true, false}) {
        INFO(is_colour);
        objects = one_page("x", "/Resources << /XObject << /X 5 0 R >> >>", "", {picture(is_colour ? colours : greys, "900", is_colour ? "/DeviceRGB" : "/DeviceGray")});
        objects[3] = stream_of("500 0 0 500 50 200 cm /X Do");
        const Reading reading = painted(cell, pdf_of(objects));
        const std::string list = images_of(cell, reading);
        CHECK(list.find(" jpeg ") != std::string::npos);
        CHECK(list.find(is_colour ? " rgb " : " gray ") != std::string::npos);
        CHECK(archive_report(cell, reading).is_archival);
    }
}

TEST_CASE("A thin line of light grey is not lost to black and white") {
    Exhibits cell;
    std::vector<std::string> objects = one_page("x");
    objects[3] = stream_of("0.75 G 0.4 w 72 600 m 500 600 l S");
    const Reading reading = painted(cell, pdf_of(objects));
    CHECK(images_of(cell, reading).find(" index ") != std::string::npos);
}

TEST_CASE("A page as large as a house is painted within the limits, and a stamp too") {
    Exhibits cell;
    for (const char* box : {"/MediaBox [0 0 14400 14400]", "/MediaBox [0 0 20 10]"}) {
        INFO(box);
        const Reading reading = painted(cell, pdf_of(one_page("Plano", box)));
        CHECK(archive_report(cell, reading).is_archival);
    }
}

TEST_CASE("Without poppler that is said; what fails to paint is named") {
    Exhibits cell;
    const Reading safe = cell.read_bytes("a.pdf", pdf_of(one_page("x")));
    REQUIRE(safe.ok);
    const TemporaryFolder folder;
    const auto answer_with = [&](const fs::path& programs) {
        ::setenv("LEGAJO_POPPLER", programs.c_str(), 1);
        run::CellPipe pipe(fs::path(LEGAJO_BIN_DIR) / "legajo-cell");
        const auto answer = run::paint_pages(pipe, "a.pdf", safe.file.pages.get(), 1, fs::temp_directory_path());
        ::unsetenv("LEGAJO_POPPLER");
        REQUIRE(!answer);
        return answer.problems()[0];
    };
    CHECK(answer_with("/nonexistent").code == "evidence.needs_poppler");
    const auto all = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec;
    fs::permissions(folder.path(), all);
    const auto stand_in = [&](const std::string& script) {
        for (const char* name : {"pdftoppm", "pdftotext"}) {
            base::write_file_durably(folder / name, "#!/bin/sh\n" + script + "\n");
            fs::permissions(folder / name, all);
        }
        return answer_with(folder.path());
    };
    CHECK(stand_in("exit 3").code == "evidence.paint_failed");
    CHECK(stand_in("exit 3").arguments.back().second == "p. 1: pdftoppm 3");
    CHECK(stand_in("echo 'P6 100000 100000 255 x' > $HOME/pagina.ppm").code == "evidence.paint_failed"); // a lie about its size
    const base::Problem fontless = stand_in("echo \"Syntax Error: Couldn't find a font for 'Helvetica'\" >&2");
    CHECK(fontless.code == "evidence.paint_failed"); // a page without its letters is no page
    CHECK(fontless.arguments.back().second == "p. 1: Couldn't find a font for 'Helvetica'");
}
