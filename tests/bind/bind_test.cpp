// A bound dossier looked at by programs that did not write it: every page in its place, every stamp, link, label and outline entry right.

#include "evidence/exhibits.hpp"

#include "base/text.hpp"

#include <utility>

using namespace legajo;
using namespace legajo::test;

namespace {

// `texts`: one page each; `annotations[i]` goes into page i.
std::string pages_pdf(const std::vector<std::string>& texts, const std::vector<std::string>& annotations = {}, const std::string& box = "[0 0 595 842]", const std::string& catalog = "",
                      const std::vector<std::string>& more = {}) {
    std::string kids;
    std::vector<std::string> objects{"", ""};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        kids += std::to_string(3 + 2 * i) + " 0 R ";
        const std::string extra = i < annotations.size() ? annotations[i] : "";
        objects.push_back("<< /Type /Page /Parent 2 0 R /Contents " + std::to_string(4 + 2 * i) + " 0 R " + extra + " >>");
        objects.push_back(stream_of("BT /F1 10 Tf 6 6 Td (" + texts[i] + ") Tj ET"));
    }
    objects[0] = "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>";
    objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(texts.size()) + " /MediaBox " + box + " /Resources " + helvetica + " >>";
    objects.insert(objects.end(), more.begin(), more.end());
    return pdf_of(objects);
}

class Bench {
public:
    Exhibits cell;
    base::Descriptor spool = run::unnamed_file(fs::temp_directory_path()), originals = run::unnamed_file(fs::temp_directory_path());
    base::Descriptor output = run::unnamed_file(fs::temp_directory_path());
    model::BindPlan plan;

    void add_exhibit(const Reading& reading) {
        REQUIRE(reading.exhibit.form == model::ExhibitForm::pages);
        const std::uint64_t offset = run::append_file(reading.file.pages.get(), spool.get());
        plan.exhibits.push_back({offset, reading.pdf.size()});
    }
    base::Result<model::BoundDossier> bind(const std::string& own, const std::string& stamps) {
        const base::Descriptor own_file = run::memory_file(own), stamps_file = run::memory_file(stamps);
        return run::bind_dossier(cell.pipe(), plan, {own_file.get(), stamps_file.get(), spool.get(), originals.get(), output.get()});
    }
    std::string save() {
        base::write_file_durably(cell.path("dosier.pdf"), all_bytes(output.get()));
        return cell.path("dosier.pdf");
    }
    // Text of one page, blanks folded.
    std::string page_text(int page, const std::string& more = "") {
        std::string text = output_of("pdftotext -f " + std::to_string(page) + " -l " + std::to_string(page) + " " + more + " '" + save() + "' - | tr -s ' \\n\\f' ' '");
        return text;
    }
};

std::string page_link(int folio) {
    return "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 100 20] /A << /S /URI /URI (legajo:folio:" + std::to_string(folio) + ") >> >>]";
}

} // namespace

TEST_CASE("A dossier of three exhibits, some rotated and cropped, is right on every page") {
    Bench bench;
    bench.add_exhibit(bench.cell.read_bytes("contrato.pdf", pages_pdf({"contrato uno", "contrato dos"})));
    bench.add_exhibit(bench.cell.read_bytes("girado.pdf", pages_pdf({"girado 90", "girado 180", "girado 270"}, {"/Rotate 90", "/Rotate 180", "/Rotate 270"})));
    bench.add_exhibit(bench.cell.read_bytes("recorte.pdf", pages_pdf({"recortado"}, {"/CropBox [100 100 500 700] /Rotate 90"}, "[-50 -50 600 900]")));
    const base::Descriptor original = run::memory_file("original intacto");
    const std::uint64_t at = run::append_file(original.get(), bench.originals.get());
    bench.plan.attachments.push_back({{at, 16}, "Contrato nº 1.pdf", "application/pdf", "Original del documento 1", "Source", "2026-03-21T10:15:00+01:00"});
    // cover, index, divider 1, divider 2, divider 3
    const std::string own = pages_pdf({"portada", "indice", "separador uno", "separador dos", "separador tres"}, {"", page_link(7)}, "[0 0 595 842]", "/MarkInfo << /Marked true >> /Lang (es-ES)");
    bench.plan.parts = {{-1, 0, 3, -1, -1}, {0, 0, 2, 0, 1}, {-1, 3, 1, -1, -1}, {1, 0, 3, 2, 1}, {-1, 4, 1, -1, -1}, {2, 0, 1, 5, 1}};
    std::vector<std::string> stamps;
    for (const int folio : {4, 5, 7, 8, 9, 11}) stamps.push_back("Documento - folio " + std::to_string(folio));
    bench.plan.outline = {{"Portada", 0, 0}, {"Índice de documentos", 1, 0}, {"Documentos", 2, 0}, {"Documento 1: contrato", 2, 1}, {"Documento 2", 5, 1}, {"Documento 3", 9, 1}};
    bench.plan.labels = {{0, "", 1, false}};
    bench.plan.title = "Legajo EXP-2026-0417 · Ibáñez";
    bench.plan.language = "es-ES";
    bench.plan.created_iso = "2026-03-21T10:15:00+01:00";
    const auto bound = bench.bind(own, pages_pdf(stamps, {}, "[0 0 260 20]"));
    INFO((bound ? std::string() : bound.problems()[0].code + " " + bound.problems()[0].arguments.back().second));
    REQUIRE(bound);
    CHECK(bound->pages == 11);
    CHECK(bound->size == all_bytes(bench.output.get()).size());
    CHECK(!bound->hole);
    const std::string path = bench.save();
    output_of("qpdf --check '" + path + "'");

    SECTION("each page says what it should, stamped with its own folio") {
        const std::vector<std::string> expected{"portada", "indice", "separador uno", "contrato uno", "contrato dos", "separador dos", "girado 90", "girado 180", "girado 270", "separador tres", "recortado"};
        for (int page = 1; page <= 11; ++page) {
            const std::string text = bench.page_text(page);
            INFO(page << ": " << text);
            CHECK(text.find(expected[static_cast<std::size_t>(page - 1)]) != std::string::npos);
            const bool is_stamped = page != 1 && page != 2 && page != 3 && page != 6 && page != 10;
            CHECK((text.find("folio " + std::to_string(page) + " ") != std::string::npos) == is_stamped);
        }
    }
    SECTION("stamps stand upright at the bottom of what is seen") {
        for (const int page : {4, 7, 8, 9, 11}) {
            const std::string box = output_of("pdftotext -cropbox -bbox -f " + std::to_string(page) + " -l " + std::to_string(page) + " '" + path + "' -");
            double width = 0, height = 0, x_min = 0, y_min = 0, x_max = 0, y_max = 0;
            REQUIRE(std::sscanf(box.c_str() + box.find("<page"), "<page width=\"%lf\" height=\"%lf\"", &width, &height) == 2);
            if (page == 7 || page == 9 || page == 11) std::swap(width, height); // poppler tells the size before turning
            const std::size_t word = box.rfind("<word", box.find(">Documento<"));
            REQUIRE(std::sscanf(box.c_str() + word, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &x_min, &y_min, &x_max, &y_max) == 4);
            INFO(page << " of " << width << " x " << height << ": " << x_min << " " << y_min << " " << x_max << " " << y_max);
            CHECK(y_max - y_min < x_max - x_min);  // read across
            CHECK(y_min > height - 40);            // at the bottom
            CHECK(x_min > width / 2 - 20);         // at the right
            CHECK(x_max < width);
        }
    }
    SECTION("index, stamps and outline lead where they say") {
        const std::string json = output_of("qpdf --json --json-key=outlines --json-key=pages '" + path + "'");
        CHECK(json.find("\"Índice de documentos\"") != std::string::npos);
        const std::string links = output_of("mutool show '" + path + "' pages/2/Annots/1");
        CHECK(links.find("legajo:folio") == std::string::npos);
        const auto object_of = [&](int page) {
            const std::string line = output_of("mutool show '" + path + "' pages | grep '^page " + std::to_string(page) + " ='");
            return line.substr(line.find("= ") + 2, line.find(" 0 R") - line.find("= ") - 2);
        };
        CHECK(links.find("[ " + object_of(7) + " 0 R") != std::string::npos);
        for (const int page : {4, 8, 11}) CHECK(output_of("mutool show '" + path + "' pages/" + std::to_string(page) + "/Annots/1").find("[ " + object_of(2) + " 0 R") != std::string::npos);
        const std::string outline = output_of("mutool show '" + path + "' outline");
        CHECK(outline.find("\"Documento 2\"\t#page=6") != std::string::npos);
        CHECK(outline.find("\"Documento 3\"\t#page=10") != std::string::npos);
    }
    SECTION("it opens at page width with its outline, carries its original, and says its name") {
        const std::string catalog = output_of("mutool show '" + path + "' trailer/Root");
        CHECK(catalog.find("/UseOutlines") != std::string::npos);
        CHECK(catalog.find("/FitH") != std::string::npos);
        CHECK(catalog.find("/MarkInfo") != std::string::npos);
        output_of("pdfdetach -save 1 -o '" + bench.cell.path("original.bin") + "' '" + path + "'");
        CHECK(base::read_file(bench.cell.path("original.bin")) == "original intacto");
        CHECK(output_of("pdfdetach -list '" + path + "'").find("Contrato nº 1.pdf") != std::string::npos);
        CHECK(output_of("pdfinfo '" + path + "'").find("Legajo EXP-2026-0417 · Ibáñez") != std::string::npos);
    }
    SECTION("twice the same") {
        const std::string first = all_bytes(bench.output.get());
        bench.output = run::unnamed_file(fs::temp_directory_path());
        REQUIRE(bench.bind(own, pages_pdf(stamps, {}, "[0 0 260 20]")));
        CHECK(all_bytes(bench.output.get()) == first);
    }
}

TEST_CASE("Where a stamp leads is told to those who hear the dossier") {
    Bench bench;
    bench.add_exhibit(bench.cell.read_bytes("contrato.pdf", pages_pdf({"contrato uno", "contrato dos"})));
    const std::string own = pages_pdf({"indice", "separador"}, {}, "[0 0 595 842]", "/MarkInfo << /Marked true >> /Lang (es-ES) /StructTreeRoot 7 0 R",
                                      {"<< /Type /StructTreeRoot /K 8 0 R /ParentTree << /Nums [0 [9 0 R] 1 [10 0 R]] >> /ParentTreeNextKey 2 >>",
                                       "<< /S /Document /P 7 0 R /K [9 0 R 10 0 R 11 0 R] >>", "<< /S /P /P 8 0 R /Pg 3 0 R /K 0 >>", "<< /S /P /P 8 0 R /Pg 5 0 R /K 0 >>",
                                       "<< /S /P /P 8 0 R /Pg 3 0 R /K 1 >>"});
    bench.plan.parts = {{-1, 0, 1, -1, -1}, {-1, 1, 1, 0, 0}, {0, 0, 2, 1, 0}};
    bench.plan.outline = {{"Índice de documentos", 0, 0}, {"Documento 1", 1, 0}};
    REQUIRE(bench.bind(own, pages_pdf({"folio 2", "folio 3", "folio 4"}, {}, "[0 0 260 20]")));
    const std::string path = bench.save();
    output_of("qpdf --check '" + path + "'");
    const auto shown = [&](const std::string& object) { return output_of("mutool show '" + path + "' " + object); };
    const std::string tree = "trailer/Root/StructTreeRoot/";
    CHECK(output_of("pdfinfo -struct '" + path + "' 2>&1 | grep -c Link") == "3\n");
    CHECK(shown(tree + "ParentTreeNextKey").find('5') != std::string::npos);
    for (int link = 0; link < 3; ++link) {
        const std::string annotation = "pages/" + std::to_string(link + 2) + "/Annots/1";
        const std::string element = tree + "ParentTree/Nums/" + std::to_string(6 + 2 * link);
        INFO(annotation << "\n" << shown(annotation) << shown(element));
        CHECK(shown(annotation + "/StructParent").find(std::to_string(2 + link)) != std::string::npos);
        CHECK(shown(annotation + "/Contents").find("<FEFF00CD006E0064") != std::string::npos); // "Índ…"
        CHECK(shown("pages/" + std::to_string(link + 2) + "/Tabs").find("/S") != std::string::npos);
        CHECK(shown(element + "/S").find("/Link") != std::string::npos);
        CHECK(shown(element + "/K/Obj") == shown(annotation));
    }
    // In reading order: after what stands on the same page, those of the exhibits last.
    CHECK(shown(tree + "K/K/2/S").find("/P") != std::string::npos);
    CHECK(shown(tree + "K/K/3/S").find("/Link") != std::string::npos);
    CHECK(shown(tree + "K/K/4/S").find("/P") != std::string::npos);
}

TEST_CASE("The signature field of our own pages keeps its hole, and its place is told") {
    Bench bench;
    const std::string zeros(64, '0');
    const std::string own = pages_pdf({"portada"}, {"/Annots [5 0 R]"}, "[0 0 595 842]", "/AcroForm << /SigFlags 3 /Fields [5 0 R] >>",
                                      {"<< /Type /Annot /Subtype /Widget /FT /Sig /T (firma) /Rect [0 0 0 0] /V 6 0 R /P 3 0 R >>",
                                       "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 0 0 0                                     ] /Contents <" + zeros + "> >>"});
    bench.plan.parts = {{-1, 0, 1, -1, -1}};
    // An attachment that looks like the signature must not be taken for it.
    const base::Descriptor original = run::memory_file("\n6 0 obj\n<< /ByteRange [1 2 3 4] /Contents <00> >>\nendobj\nstartxref\n12\n%%EOF\n");
    const std::uint64_t at = run::append_file(original.get(), bench.originals.get());
    bench.plan.attachments.push_back({{at, run::facts_of(original.get()).size}, "trampa.pdf", "application/pdf", "", "Source", ""});
    const auto bound = bench.bind(own, "");
    REQUIRE(bound);
    REQUIRE(bound->hole);
    const std::string pdf = all_bytes(bench.output.get());
    CHECK(pdf.substr(bound->hole->contents_begin, bound->hole->contents_end - bound->hole->contents_begin) == "<" + zeros + ">");
    CHECK(pdf[bound->hole->byte_range_begin] == '[');
    CHECK(pdf[bound->hole->byte_range_end - 1] == ']');
    CHECK(bound->hole->byte_range_end - bound->hole->byte_range_begin >= 36);
}

TEST_CASE("A plan that does not fit the files is refused") {
    Bench bench;
    bench.add_exhibit(bench.cell.read_bytes("a.pdf", pages_pdf({"a"})));
    const std::string own = pages_pdf({"portada", "indice"}, {"", page_link(99)});
    const auto code = [&] {
        const auto bound = bench.bind(own, "");
        return bound ? std::string("bound") : bound.problems()[0].code;
    };
    bench.plan.parts = {{-1, 0, 1, -1, -1}, {0, 0, 1, -1, -1}};
    CHECK(code() == "bind.plan_mismatch"); // the index would be lost
    bench.plan.parts = {{-1, 0, 2, -1, -1}, {0, 0, 2, -1, -1}};
    CHECK(code() == "bind.plan_mismatch"); // no such page
    bench.plan.parts = {{-1, 0, 2, -1, -1}, {7, 0, 1, -1, -1}};
    CHECK(code() == "bind.plan_mismatch");
    bench.plan.parts = {{-1, 0, 2, -1, -1}, {0, 0, 1, 0, -1}};
    CHECK(code() == "bind.plan_mismatch"); // no such stamp
    bench.plan.parts = {{-1, 0, 2, -1, -1}, {0, 0, 1, -1, -1}};
    CHECK(code() == "bind.link_lost"); // folio 99
}

TEST_CASE("What is wrong in a page's content ends with it: its stamp is drawn") {
    // Faults after which poppler draws nothing more of the same content, or would hide or clip it; what stood before is still shown.
    const std::string content = GENERATE(as<std::string>{}, "BT /F1 10 Tf 72 700 Td (Hasta aqui) Tj Tj ET",                // an operator without its operand
                                         "BT /F1 10 Tf 72 700 Td (Hasta aqui) Tj /F9 10 Tf (a) Tj Tm /F1 101 0-14 Td ET",  // a font that is not there, numbers grown together
                                         "BT /F1 10 Tf 72 700 Td (Hasta aqui) Tj [ (b) ] ] Tj ET",                         // a bracket too many
                                         "BT /F1 10 Tf 72 700 Td (Hasta aqui) Tj (b",                                      // a string without end
                                         "BT /F1 10 Tf 72 700 Td (Hasta aqui) Tj ET q q /OC /O BDC",                       // a layer that is switched off, without end
                                         "BT /F1 10 Tf 72 700 Td (Hasta aqui) Tj ET 0 0 1 1 re W n");                      // nothing is drawn outside a point
    INFO(content);
    Bench bench;
    const Reading reading = bench.cell.read_bytes("roto.pdf", pdf_of({"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >> >>",
                                                                      "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
                                                                      "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Properties << /O 5 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
                                                                      stream_of(content), "<< /Type /OCG /Name (oculta) >>"}));
    REQUIRE(reading.ok);
    bench.add_exhibit(reading);
    bench.plan.parts = {{-1, 0, 1, -1, -1}, {0, 0, 1, 0, -1}};
    const std::string stamp_and_bar = "folio 2) Tj ET 0 g 60 0 100 20 re f BT ( "; // and a bar: whether the machine has the font does not matter here
    REQUIRE(bench.bind(pages_pdf({"portada"}), pages_pdf({stamp_and_bar}, {}, "[0 0 260 20]")));
    const std::string text = bench.page_text(2, "2>/dev/null");
    CHECK(text.find("Hasta aqui") != std::string::npos);
    CHECK(text.find("folio 2") != std::string::npos);
    output_of("pdftoppm -r 72 -gray -f 2 -l 2 -singlefile '" + bench.save() + "' '" + bench.cell.path("p") + "' 2>/dev/null");
    const std::string darkest = output_of("convert '" + bench.cell.path("p") + ".pgm' -crop 260x20+327+814 -format '%[fx:minima]' info:");
    CHECK(std::stod(darkest) < 0.5); // ink where the stamp stands
}

TEST_CASE("Hidden layers stay hidden in the dossier") {
    Bench bench;
    const std::string layered = pdf_of({"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R 6 0 R] /D << /OFF [6 0 R] >> >> >>",
                                        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
                                        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Properties << /V 5 0 R /O 6 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
                                        stream_of("/OC /V BDC 0 g 0 0 100 100 re f EMC /OC /O BDC 0 g 300 300 200 200 re f EMC"), "<< /Type /OCG /Name (visible) >>", "<< /Type /OCG /Name (oculta) /Usage << /Print << /PrintState /ON >> >> >>"});
    const Reading reading = bench.cell.read_bytes("capas.pdf", layered);
    REQUIRE(reading.ok);
    CHECK(reading.has("evidence.hidden_layers"));
    bench.add_exhibit(reading);
    bench.plan.parts = {{-1, 0, 1, -1, -1}, {0, 0, 1, -1, -1}};
    REQUIRE(bench.bind(pages_pdf({"portada"}), ""));
    output_of("pdftoppm -r 20 -gray -f 2 -l 2 -singlefile '" + bench.save() + "' '" + bench.cell.path("p") + "'");
    const std::string dark = output_of("convert '" + bench.cell.path("p") + ".pgm' -crop 40x40+90+90 -format '%[fx:mean]' info:");
    CHECK(std::stod(dark) > 0.99);
}

TEST_CASE("The stamp is seen over a scan whose recognised words are not") {
    Bench bench;
    const std::string font = output_of("fc-list : file | grep -m1 -i 'NotoSans-Regular\\|Lato-Regular' | cut -d: -f1 | tr -d '\\n'");
    output_of("convert -size 1200x400 -density 150 -units PixelsPerInch xc:white -font " + font + " -pointsize 22 -fill black -annotate +60+120 'Reconocimiento de deuda' '" + bench.cell.path("a.png") + "'");
    model::ExhibitRequest request;
    request.recognise_text = true;
    const Reading scan = bench.cell.read_file(bench.cell.path("a.png"), request);
    REQUIRE(scan.exhibit.has_recognised_text);
    bench.add_exhibit(scan);
    bench.plan.parts = {{-1, 0, 1, -1, -1}, {0, 0, 1, 0, 0}};
    REQUIRE(bench.bind(pages_pdf({"portada"}), pages_pdf({"Documento - folio 2"}, {}, "[0 0 260 20]")));
    CHECK(bench.page_text(2).find("Documento - folio 2") != std::string::npos);
    const std::string corner = output_of("pdftoppm -r 150 -f 2 -l 2 -singlefile -gray '" + bench.save() + "' '" + bench.cell.path("p") + "' && convert '" + bench.cell.path("p") +
                                         ".pgm' -gravity SouthEast -crop 560x66+0+0 +repage -format '%[fx:minima<0.5]' info:");
    CHECK(corner == "1");
}
