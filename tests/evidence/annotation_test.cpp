// What a reader of the original sees stuck on its pages is seen in the dossier, also when the file brings no drawing of it.

#include "exhibits.hpp"

#include <tuple>

using namespace legajo;
using namespace legajo::test;

namespace {

const std::string form_fonts = "/DA (/Helv 12 Tf 0 g) /DR << /Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >>";

std::string drawing(const std::string& content) { return stream_of(content, "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources " + helvetica); }

Reading with_annotation(Exhibits& cell, const std::string& annotation, const std::string& catalog = "", const std::vector<std::string>& more = {}) {
    std::vector<std::string> objects{"<< /Type /Annot " + annotation + " >>"};
    objects.insert(objects.end(), more.begin(), more.end());
    Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", "/Annots [5 0 R]", catalog, objects)));
    REQUIRE(reading.ok);
    cell.require_sound(reading);
    return reading;
}

// "rrggbb" at a point of the A4 page, from its bottom left.
std::string colour_at(Exhibits& cell, const Reading& reading, int x, int y) {
    return output_of("pdftoppm -r 72 -x " + std::to_string(x) + " -y " + std::to_string(841 - y) + " -W 1 -H 1 '" + cell.save(reading) + "' | tail -c 3 | od -An -tx1 | tr -d ' \\n'");
}

} // namespace

TEST_CASE("A drawing beside a state is drawn: Okular leaves both in a visible signature") {
    Exhibits cell;
    const Reading reading = with_annotation(cell, "/Subtype /Widget /FT /Sig /T (firma) /F 132 /AS /N /Rect [100 500 300 520] /AP << /N 6 0 R >>", "/AcroForm << /SigFlags 3 /Fields [5 0 R] >>",
                                            {drawing("BT /F1 12 Tf 2 5 Td (Firmado por Ana) Tj ET")});
    CHECK(cell.text_of(reading).find("Firmado por Ana") != std::string::npos);
}

TEST_CASE("The value of a field without drawing is written, also when the form does not ask for it") {
    Exhibits cell;
    const std::string form = "/AcroForm << /Fields [5 0 R] " + form_fonts + " >>", place = " /DA (/Helv 12 Tf 0 g) /F 4 /Rect [100 500 300 520] ";
    SECTION("a choice, with its frame") {
        const Reading reading = with_annotation(cell, "/Subtype /Widget /FT /Ch /Ff 131072 /T (plazo) /Opt [(30 dias) (60 dias)] /V (60 dias) /MK << /BC [1 0 0] /BG [0 1 1] >> /BS << /W 4 >>" + place, form);
        CHECK(cell.text_of(reading).find("60 dias") != std::string::npos);
        CHECK(colour_at(cell, reading, 298, 510) == "ff0000");
        CHECK(colour_at(cell, reading, 280, 510) == "00ffff");
    }
    SECTION("a text whose value stands in its parent") {
        const Reading reading = with_annotation(cell, "/Subtype /Widget /Parent 6 0 R" + place, "/AcroForm << /Fields [6 0 R] " + form_fonts + " >>", {"<< /FT /Tx /T (importe) /V (Importe 1210) /Kids [5 0 R] >>"});
        CHECK(cell.text_of(reading).find("Importe 1210") != std::string::npos);
    }
    SECTION("one whose form asks for drawings keeps its frame and its older drawing gives way") {
        const std::string asking = "/AcroForm << /NeedAppearances true /Fields [5 0 R] " + form_fonts + " >>", frame = "/MK << /BC [1 0 0] >> /BS << /W 4 >>";
        const Reading bare = with_annotation(cell, "/Subtype /Widget /FT /Tx /T (importe) /V (Importe 1210) " + frame + place, asking);
        CHECK(cell.text_of(bare).find("Importe 1210") != std::string::npos);
        CHECK(colour_at(cell, bare, 298, 510) == "ff0000");
        const Reading older = with_annotation(cell, "/Subtype /Widget /FT /Tx /T (importe) /V (Importe 1210) /AP << /N 6 0 R >>" + place, asking,
                                              {drawing("/Tx BMC q BT /F1 12 Tf 2 5 Td (Importe 7) Tj ET Q EMC")});
        CHECK(cell.text_of(older).find("Importe 1210") != std::string::npos);
        CHECK(cell.text_of(older).find("Importe 7") == std::string::npos);
    }
    SECTION("a value in letters that we cannot write keeps its drawing, or is told") {
        const std::string asking = "/AcroForm << /NeedAppearances true /Fields [5 0 R] " + form_fonts + " >>", field = "/Subtype /Widget /FT /Tx /T (nombre) /V <FEFF041804320430043D>";
        CHECK(cell.text_of(with_annotation(cell, field + " /AP << /N 6 0 R >>" + place, asking, {drawing("/Tx BMC q BT /F1 12 Tf 2 5 Td (Ivan) Tj ET Q EMC")})).find("Ivan") != std::string::npos);
        CHECK(with_annotation(cell, field + place, asking).has("evidence.marks_not_drawn"));
    }
    SECTION("lines that another program has broken stay as they are") {
        const Reading reading = with_annotation(cell, "/Subtype /Widget /FT /Tx /Ff 4096 /T (notas) /V (Primera linea Segunda linea) /AP << /N 6 0 R >>" + place,
                                                "/AcroForm << /NeedAppearances true /Fields [5 0 R] " + form_fonts + " >>",
                                                {drawing("/Tx BMC q BT /F1 8 Tf 2 12 Td (Primera linea) Tj 0 -9 Td (Segunda linea) Tj ET Q EMC")});
        CHECK(cell.text_of(reading).find("Primera linea\n") != std::string::npos);
    }
    SECTION("a button that is no more than its ground") {
        CHECK(colour_at(cell, with_annotation(cell, "/Subtype /Widget /FT /Btn /Ff 65536 /T (boton) /MK << /BG [0 0 1] >>" + place, form), 200, 510) == "0000ff");
    }
    SECTION("a password never") {
        CHECK(cell.text_of(with_annotation(cell, "/Subtype /Widget /FT /Tx /Ff 8192 /T (clave) /V (secreto)" + place, form)).find("secreto") == std::string::npos);
    }
}

TEST_CASE("Plain marks without drawing are drawn as viewers do, and the index says so") {
    Exhibits cell;
    using Row = std::tuple<const char*, const char*, int, int, const char*>;
    const auto [name, annotation, x, y, colour] = GENERATE(table<const char*, const char*, int, int, const char*>({
        Row{"highlight", "/Subtype /Highlight /C [1 1 0] /Rect [100 500 300 520] /QuadPoints [100 520 300 520 100 500 300 500]", 200, 510, "ffff00"},
        Row{"highlight without colour", "/Subtype /Highlight /Rect [100 500 300 520] /QuadPoints [100 520 300 520 100 500 300 500]", 200, 510, "ffff00"},
        Row{"strike out", "/Subtype /StrikeOut /C [1 0 0] /Rect [100 500 300 520] /QuadPoints [100 521 300 521 100 500 300 500]", 200, 510, "ff0000"},
        Row{"square filled", "/Subtype /Square /C [0 0 1] /IC [0 1 0] /BS << /W 6 >> /Rect [100 500 300 520]", 200, 510, "00ff00"},
        Row{"square's border", "/Subtype /Square /C [0 0 1] /IC [0 1 0] /BS << /W 6 >> /Rect [100 500 300 520]", 102, 510, "0000ff"},
        Row{"circle leaves its corners", "/Subtype /Circle /IC [0 1 0] /Rect [100 500 300 520]", 101, 518, "ffffff"},
        Row{"line", "/Subtype /Line /C [1 0 0] /BS << /W 8 >> /L [100 510 300 510] /Rect [100 500 300 520]", 200, 510, "ff0000"},
        Row{"polygon", "/Subtype /Polygon /C [1 0 0] /IC [0 0 1] /Vertices [100 500 300 500 200 600] /Rect [100 500 300 600]", 200, 530, "0000ff"},
        Row{"polyline is no area", "/Subtype /PolyLine /C [1 0 0] /IC [0 0 1] /Vertices [100 500 300 500 200 600 100 500] /Rect [100 500 300 600]", 200, 530, "ffffff"},
        Row{"ink", "/Subtype /Ink /C [0 0 0] /BS << /W 8 >> /InkList [[100 510 300 510] [100 400 300 400]] /Rect [100 400 300 520]", 200, 400, "000000"},
        Row{"half transparent", "/Subtype /Square /C [] /IC [0 0 0] /CA 0.5 /Rect [100 500 300 520]", 200, 510, "7f7f7f"},
        Row{"border of width nought", "/Subtype /Square /C [1 0 0] /IC [0 0 1] /Border [0 0 0] /Rect [100 500 300 520]", 101, 510, "0000ff"},
    }));
    INFO(name);
    const Reading reading = with_annotation(cell, annotation);
    CHECK(colour_at(cell, reading, x, y) == colour);
    CHECK(reading.has("evidence.marks_drawn"));
}

TEST_CASE("Marks whose numbers make no sense are left out, others are told") {
    Exhibits cell;
    for (const char* annotation : {"/Subtype /Ink /InkList [[(a) 1 2] 7 [1e30 1 2 3]]", "/Subtype /Highlight /QuadPoints [1 2 3]", "/Subtype /Square /Rect [10 10]", "/Subtype /Line", "/Subtype /Circle /Rect [5 5 5 5]"})
        CHECK(!with_annotation(cell, annotation).has("evidence.marks_drawn"));
    CHECK(with_annotation(cell, "/Subtype /Stamp /Name /Draft /Rect [100 500 300 520]").has("evidence.marks_not_drawn"));
    CHECK(with_annotation(cell, "/Subtype /FreeText /Contents (Conforme) /DA (/Helv 12 Tf) /Rect [100 500 300 520]").has("evidence.marks_not_drawn"));
}

TEST_CASE("What the screen hides stays hidden; a layer rules the drawings on it") {
    Exhibits cell;
    const std::string place = "/Subtype /Stamp /Rect [100 500 300 520] /AP << /N 6 0 R >> ";
    const std::vector<std::string> stamp{drawing("BT /F1 12 Tf 2 5 Td (Borrador) Tj ET"), "<< /Type /OCG /Name (capa) >>"};
    const std::string layers = "/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>";
    const auto shows = [&](const std::string& more, const std::string& catalog = "") { return cell.text_of(with_annotation(cell, place + more, catalog, stamp)).find("Borrador") != std::string::npos; };
    CHECK(shows("/F 4"));
    CHECK(shows("/F 1")); // invisible is meant for kinds that no reader knows
    CHECK(!shows("/F 2"));
    CHECK(!shows("/F 36")); // to be printed, not seen
    CHECK(!shows("/OC 7 0 R", layers));
    CHECK(shows("/OC 7 0 R", "/OCProperties << /OCGs [7 0 R] /D << >> >>"));
}

TEST_CASE("Twenty thousand marks on a page take no longer than they must") {
    Exhibits cell;
    std::string list = "/Annots [";
    for (int i = 0; i < 20'000; ++i) list += "<< /Subtype /Square /C [1 0 0] /Rect [100 500 300 520] >>";
    const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", list + "]")));
    REQUIRE(reading.ok);
    CHECK(reading.has("evidence.marks_drawn"));
}
