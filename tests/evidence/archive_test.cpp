// Which safe PDFs may be called PDF/A-2, and that the mark is there only then.

#include "exhibits.hpp"

using namespace legajo;
using namespace legajo::test;

namespace {

struct Archived {
    model::ArchiveReport report;
    std::string pdf;
};

// One page 200 x 200 with this content and these resources, as a safe PDF would have it.
std::string bare_page(const std::string& content, const std::string& resources, const std::string& more = "", const std::string& catalog = "") {
    return "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R" + catalog + ">>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
           "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<" + resources + ">>/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Length " + std::to_string(content.size()) + ">>\nstream\n" +
           content + "\nendstream\nendobj\n" + more + "trailer\n<</Root 1 0 R>>\n";
}

Archived archived(const std::string& pdf) {
    run::CellPipe cell;
    const TemporaryFolder folder;
    const base::Descriptor in = run::memory_file(pdf), out = run::unnamed_file(folder.path());
    auto report = run::make_archival(cell, {"Título & <prueba>", "2026-11-21T10:00:00+01:00", "perfil"}, in.get(), out.get());
    REQUIRE(report.ok());
    return {*report, all_bytes(out.get())};
}

using Reasons = std::vector<std::string>;

} // namespace

TEST_CASE("A page of lines and grey pictures is PDF/A-2u, marked and titled; what is drawn stays as it is") {
    const std::string image = "5 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Interpolate true/Length 1>>\nstream\nA\nendstream\nendobj\n";
    const Archived made = archived(bare_page("q 1 0 0 rg 10 10 50 50 re f Q q 20 0 0 20 0 0 cm /P Do Q", "/XObject<</P 5 0 R>>", image));
    CHECK(made.report.is_archival);
    CHECK(made.report.reasons.empty());
    for (const char* part : {"<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>U<", "T\xC3\xADtulo &amp; &lt;prueba&gt;", "/GTS_PDFA1", "/ID"}) CHECK(made.pdf.find(part) != std::string::npos);
    CHECK(made.pdf.find("/Interpolate") == std::string::npos);
    CHECK(made.pdf.find("10 10 50 50 re f") != std::string::npos);
}

TEST_CASE("Every stream of an archival copy ends on a line of its own, which its length does not count (6.1.7.1)") {
    const std::string pdf = archived(bare_page("q 1 0 0 rg 10 10 50 50 re f Q", "")).pdf;
    std::size_t streams = 0;
    for (std::size_t at = pdf.find("\nstream\n"); at != std::string::npos; at = pdf.find("\nstream\n", at + 1), ++streams) {
        const std::size_t dictionary = pdf.rfind(" obj\n", at), length = pdf.find("/Length ", dictionary);
        REQUIRE(length < at);
        CHECK(pdf.substr(at + 8 + std::stoul(pdf.substr(length + 8)), 10) == "\nendstream");
    }
    CHECK(streams == 3); // the page, the metadata, the profile
}

TEST_CASE("An archival copy is of version 1.7, whatever its source says of itself (6.1.2)") {
    std::string source = bare_page("0 0 9 9 re f", "");
    source.replace(0, 8, "%PDF-2.0");
    CHECK(archived(source).pdf.starts_with("%PDF-1.7\n"));
}

TEST_CASE("One doubt is enough: no mark, no file, and the reason") {
    const std::string font = "5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n";
    const std::string image = "5 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceCMYK/Length 4>>\nstream\nABCD\nendstream\nendobj\n";
    const std::string jpx = "5 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1/Filter/JPXDecode/Length 4>>\nstream\nABCD\nendstream\nendobj\n";
    const std::string profile = "5 0 obj\n<</N 3/Length 4>>\nstream\nABCD\nendstream\nendobj\n";
    struct Row { const char* why; std::string pdf; Reasons reasons; };
    const Row rows[] = {
        {"a font of which nothing is known", bare_page("BT /F 12 Tf (a) Tj ET", "/Font<</F 5 0 R>>", font), {"letras"}},
        {"CMYK in the content", bare_page("0 0 0 1 k 0 0 9 9 re f", ""), {"cmyk"}},
        {"a CMYK picture", bare_page("/P Do", "/XObject<</P 5 0 R>>", image), {"cmyk"}},
        {"JPEG 2000", bare_page("/P Do", "/XObject<</P 5 0 R>>", jpx), {"filtros"}},
        {"an operator that does not exist", bare_page("BX foo EX", ""), {"contenido"}},
        {"a name that is no UTF-8", bare_page("/A#E9 gs", "/ExtGState<</A#E9<</LW 1>>>>"), {"contenido"}},
        {"a key that is no UTF-8", bare_page("0 0 9 9 re f", "/ExtGState<</A#E9<</LW 1>>>>"), {"contenido"}},
        {"a number too close to zero", bare_page("0." + std::string(39, '0') + "1 g 0 0 9 9 re f", ""), {"contenido"}},
        {"a number too large", bare_page("q 1" + std::string(39, '0') + ".5 0 0 1 0 0 cm Q", ""), {"contenido"}},
        {"no Q for a q", bare_page("q 0 0 9 9 re f", ""), {"contenido"}},
        {"a colour profile that is none", bare_page("/C cs 0 0 0 sc", "/ColorSpace<</C[/ICCBased 5 0 R]>>", profile), {"perfiles"}},
        {"a spot colour", bare_page("/C cs 1 sc", "/ColorSpace<</C[/Separation/Oro/DeviceRGB<</FunctionType 2/N 1/Domain[0 1]/C0[1 1 1]/C1[1 0 0]>>]>>"), {"tintas"}},
        {"a transfer function", bare_page("/G gs", "/ExtGState<</G<</TR/Identity>>>>"), {"tramas"}},
        {"layers", bare_page("0 0 9 9 re f", "", "", "/OCProperties<</OCGs[]/D<<>>>>"), {"capas"}},
        {"half a byte in hexadecimal", bare_page("BX [<414>] EX", ""), {"contenido"}},
        {"no hexadecimal digit", bare_page("BX <41 4G> EX", ""), {"contenido"}},
        {"a number too large", bare_page("0 0 9 2157483648 re f", ""), {"contenido"}},
        {"CMYK within an inline picture's palette", bare_page("BI /W 1 /H 1 /BPC 8 /CS [/Indexed /DeviceCMYK 0 <00000000>] ID A EI", ""), {"cmyk"}},
        {"an inline picture that is smoothed", bare_page("BI /W 1 /H 1 /BPC 8 /CS /G /I true ID A EI", ""), {"contenido"}},
        {"an inline picture with an intent of its own", bare_page("BI /W 1 /H 1 /BPC 8 /CS /G /Intent /Custom ID A EI", ""), {"contenido"}},
        {"overprinting", bare_page("/G gs", "/ExtGState<</G<</OPM 1>>>>"), {"tintas"}},
        {"a form without resources of its own", bare_page("/P Do", "/XObject<</P 5 0 R>>", "5 0 obj\n<</Subtype/Form/BBox[0 0 9 9]/Length 4>>\nstream\nq Q \nendstream\nendobj\n"), {"contenido"}},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Archived made = archived(row.pdf);
        CHECK(!made.report.is_archival);
        CHECK(made.report.reasons == row.reasons);
        CHECK(made.pdf.empty());
    }
}

TEST_CASE("Fonts are believed when they are embedded, have each letter that is shown, and are as wide as the file says") {
    const TemporaryFolder folder;
    const auto made_by_mutool = [&](const std::string& text) {
        base::write_file_durably(folder / "pagina.txt", "%%MediaBox 0 0 300 200\n%%Font F1 /usr/share/fonts/truetype/lato/Lato-Regular.ttf Latin\nBT /F1 18 Tf 20 100 Td (" + text + ") Tj ET\n");
        output_of("cd '" + folder.path().string() + "' && mutool create -o a.pdf pagina.txt && qpdf --qdf --object-streams=disable a.pdf b.pdf");
        return base::read_file(folder / "b.pdf");
    };
    const auto changed = [](std::string pdf, const std::string& was, const std::string& is) { // as long as before: tables stand
        const std::size_t at = pdf.find(was);
        REQUIRE(at != std::string::npos);
        REQUIRE(was.size() == is.size());
        return pdf.replace(at, was.size(), is);
    };
    const std::string sound = made_by_mutool("Contrato");
    const Archived made = archived(sound);
    CHECK(made.report.reasons == Reasons{});
    CHECK(!made.report.is_unicode); // nobody said what its letters mean
    CHECK(made.pdf.find("<pdfaid:conformance>B<") != std::string::npos);
    const std::size_t widths = sound.find("/Widths ["), capital = [&] { // of C, the 36th after the space
        std::size_t at = widths;
        for (int line = 0; line <= 'C' - ' '; ++line) at = sound.find('\n', at + 1);
        return at + 5; // its indentation
    }();
    std::string wide = sound;
    wide.replace(capital, 3, "999");
    const std::string other = changed(sound, "/WinAnsiEncoding", "/PDFDocEncoding ");
    struct Row { const char* why; std::string pdf; };
    for (const Row& row : {Row{"a width that is another", wide}, Row{"an encoding that is none", other}, Row{"a letter that the font lacks", made_by_mutool("\\201")}, Row{"too few widths", changed(sound, "/LastChar 255", "/LastChar 254")},
                           Row{"not embedded", changed(sound, "/FontFile2", "/FontFileX")}}) {
        INFO(row.why);
        CHECK(archived(row.pdf).report.reasons == Reasons{"letras"});
    }
    CHECK(archived(changed(changed(sound, "/FontFile2", "/FontFileX"), ") Tj", ") ' ")).report.reasons == Reasons{"letras"}); // also by the other operators
    CHECK(archived(changed(changed(sound, "/FontFile2", "/FontFileX"), "/F1 18 Tf", "         ")).report.reasons == Reasons{"letras"}); // shown with no font at all
}

TEST_CASE("Hostile input to the archival copy: no crash, a problem or a refusal") {
    run::CellPipe cell;
    const TemporaryFolder folder;
    std::string deep = bare_page("0 0 9 9 re f", "/X ");
    deep = bare_page("0 0 9 9 re f", "/X " + std::string(5000, '[') + std::string(5000, ']'));
    for (const std::string& pdf : {std::string(), std::string("%PDF-1.7"), std::string(10'000, '<'), bare_page(std::string(1 << 20, 'q'), ""), deep,
                                   bare_page("0 0 9 9 re f", "/A 3 0 R/B 3 0 R"), bare_page("BI /W 1 /H 1 /BPC 8 /CS /CMYK ID ABCD EI", "")}) {
        const base::Descriptor in = run::memory_file(pdf), out = run::unnamed_file(folder.path());
        const auto report = run::make_archival(cell, {"x", "2026-11-21T10:00:00Z", "perfil"}, in.get(), out.get());
        CHECK((!report.ok() || report->is_archival == !all_bytes(out.get()).empty()));
    }
}
