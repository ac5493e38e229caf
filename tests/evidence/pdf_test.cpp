// PDFs of every sorry kind: the user gets all their pages, or one sentence that says why not.

#include "exhibits.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <random>

using namespace legajo;
using namespace legajo::test;

TEST_CASE("A plain PDF keeps its page, its text and its hash") {
    Exhibits cell;
    const std::string pdf = pdf_of(one_page("Contrato firmado"));
    const Reading reading = cell.read_bytes("contrato.pdf", pdf);
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.kind == model::ExhibitKind::pdf);
    CHECK(reading.exhibit.pages == 1);
    CHECK(reading.exhibit.pages_without_text == 0);
    CHECK(reading.exhibit.sha256 == base::sha256_hex(pdf));
    CHECK(reading.codes.empty());
    cell.require_sound(reading);
    CHECK(cell.text_of(reading).find("Contrato firmado") != std::string::npos);
    CHECK(cell.read_bytes("contrato.pdf", pdf).pdf == reading.pdf); // same input, same bytes
}

TEST_CASE("Damage is repaired or named") {
    Exhibits cell;
    const std::string whole = pdf_of(one_page("Albarán"));
    SECTION("without its cross-reference table") {
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola"), "", false));
        REQUIRE(reading.ok);
        CHECK(reading.exhibit.pages == 1);
        CHECK(reading.has("evidence.repaired"));
    }
    SECTION("with rubbish before its head") {
        const Reading reading = cell.read_bytes("a.pdf", "HTTP/1.1 200 OK\r\n\r\n" + whole);
        REQUIRE(reading.ok);
        CHECK(reading.exhibit.pages == 1);
    }
    SECTION("with null and foreign entries among its pages") {
        auto objects = one_page("Hola");
        objects[1] = "<< /Type /Pages /Kids [null 3 0 R (nada) 99 0 R 2 0 R] /Count 5 /MediaBox [0 0 595 842] /Resources " + helvetica + " >>";
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(objects));
        REQUIRE(reading.ok);
        CHECK(reading.exhibit.pages == 1);
        CHECK(reading.has("evidence.pages_lost"));
    }
    SECTION("with its page tree lost: the pages are looked for one by one") {
        auto objects = one_page("Hola");
        objects[0] = "<< /Type /Catalog >>";
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(objects));
        REQUIRE(reading.ok);
        CHECK(reading.exhibit.pages == 1);
        CHECK(reading.has("evidence.pages_salvaged"));
        CHECK(cell.text_of(reading).find("Hola") != std::string::npos);
    }
    SECTION("only a head") {
        const Reading reading = cell.read_bytes("a.pdf", "%PDF-1.4\n");
        CHECK(!reading.ok);
        CHECK((reading.has("evidence.damaged") || reading.has("evidence.no_pages")));
    }
    SECTION("no page at all") {
        const Reading reading = cell.read_bytes("a.pdf", pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"}));
        CHECK(!reading.ok);
        CHECK(reading.has("evidence.no_pages"));
    }
    SECTION("cut anywhere: pages or a reason, never a crash") {
        for (std::size_t size = 1; size < whole.size(); size += 23) {
            const Reading reading = cell.read_bytes("a.pdf", whole.substr(0, size));
            INFO(size);
            CHECK((reading.ok || !reading.codes.empty()));
            for (const std::string& code : reading.codes) CHECK(code.substr(0, 5) != "cell.");
        }
    }
}

TEST_CASE("Encrypted PDFs open when they need no password, and are named when they do") {
    Exhibits cell;
    base::write_file_durably(cell.path("claro.pdf"), pdf_of(one_page("Secreto")));
    const std::string in = cell.path("claro.pdf"), out = cell.path("cifrado.pdf");
    const std::string method = GENERATE("40", "128 --use-aes=n", "128 --use-aes=y", "256");
    INFO(method);
    output_of("qpdf --allow-weak-crypto --encrypt '' dueno " + method + " -- '" + in + "' '" + out + "'");
    const Reading open = cell.read_file(out);
    REQUIRE(open.ok);
    CHECK(open.has("evidence.restrictions_ignored"));
    cell.require_sound(open);
    CHECK(cell.text_of(open).find("Secreto") != std::string::npos);
    output_of("qpdf --allow-weak-crypto --encrypt clave dueno " + method + " -- '" + in + "' '" + out + "'");
    const Reading locked = cell.read_file(out);
    CHECK(!locked.ok);
    CHECK(locked.codes == std::vector<std::string>{"evidence.password_needed"});
}

TEST_CASE("Rotation, boxes and sizes survive, nonsense among them does not") {
    Exhibits cell;
    const auto [page, expected] = GENERATE(table<std::string, std::string>({
        {"/Rotate 90", "rot: 90"},
        {"/Rotate -90", "rot: 270"},
        {"/Rotate 450", "rot: 90"},
        {"/Rotate 44", "rot: 0"},
        {"/Rotate (x)", "rot: 0"},
        {"/MediaBox [0 0 842 1191]", "size: 842 x 1191"},
        {"/MediaBox [595 842 0 0]", "size: 595 x 842"},
        {"/MediaBox [0 0 0 0]", "size: 612 x 792"},
        {"/MediaBox [0 0 99999999 9]", "size: 612 x 792"},
        {"/CropBox [100 100 300 500]", "size: 200 x 400"},
        {"/CropBox [-50 -50 9000 9000]", "size: 595 x 842"},
        {"/CropBox [5000 5000 6000 6000]", "size: 595 x 842"},
    }));
    INFO(page);
    const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", page)));
    REQUIRE(reading.ok);
    std::string info = output_of("pdfinfo -f 1 -l 1 '" + cell.save(reading) + "'");
    while (info.find("  ") != std::string::npos) info = base::replaced(info, "  ", " ");
    CHECK(info.find("Page 1 " + expected) != std::string::npos);
}

TEST_CASE("Scripts, actions, links and embedded files go; what they were is told") {
    Exhibits cell;
    const std::string script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
    const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", "/AA << /O " + script + " >> /Annots [5 0 R]",
                                                               "/OpenAction " + script + " /AA << /WC " + script + " >> /Names << /JavaScript << /Names [(x) " + script +
                                                                   "] >> /EmbeddedFiles << /Names [(factura.xml) 6 0 R] >> >>",
                                                               {"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (cmd.exe) >> >>",
                                                                "<< /Type /Filespec /F (factura.xml) /UF (factura.xml) /EF << /F 7 0 R >> >>", stream_of("<a>contenido</a>")})));
    REQUIRE(reading.ok);
    cell.require_sound(reading);
    CHECK(reading.has("evidence.actions_removed"));
    CHECK(reading.has("evidence.embedded_files"));
    for (const char* word : {"JavaScript", "alert", "Launch", "cmd.exe", "EmbeddedFile", "OpenAction", "/AA"}) CHECK(reading.pdf.find(word) == std::string::npos);
    REQUIRE(reading.exhibit.attachments.size() == 1);
    CHECK(reading.exhibit.attachments[0].name == "factura.xml");
    run::ScratchFiles scratch(fs::temp_directory_path());
    const base::Descriptor attachment = run::attachment_file(reading.file, reading.exhibit.attachments[0], scratch);
    CHECK(all_bytes(attachment.get()) == "<a>contenido</a>");
}

TEST_CASE("Names of resources that look like actions are only names") {
    Exhibits cell;
    auto objects = one_page("x");
    objects[2] = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /AA << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /JS << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>";
    objects[3] = stream_of("BT /AA 24 Tf 72 700 Td (Primera) Tj /JS 24 Tf 0 -40 Td (Segunda) Tj ET");
    const Reading reading = cell.read_bytes("a.pdf", pdf_of(objects));
    REQUIRE(reading.ok);
    const std::string text = cell.text_of(reading);
    CHECK(text.find("Primera") != std::string::npos);
    CHECK(text.find("Segunda") != std::string::npos);
}

TEST_CASE("What hangs on the trailer goes: neither hidden words nor what confuses the binder come along") {
    Exhibits cell;
    const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", "", "", {"<< /Palabra (oculta) >>"}), " /Secreto 5 0 R /Otro << /F [(x)] >>"));
    REQUIRE(reading.ok);
    for (const char* word : {"Secreto", "Palabra", "oculta", "Otro"}) CHECK(reading.pdf.find(word) == std::string::npos);
}

TEST_CASE("A table that calls the tree and most pages free hides none of them") {
    Exhibits cell;
    auto objects = one_page("Primera");
    objects[1] = "<< /Type /Pages /Kids [3 0 R 5 0 R 7 0 R] /Count 3 /MediaBox [0 0 595 842] /Resources " + helvetica + " >>";
    for (const char* text : {"Segunda", "Tercera"}) {
        objects.push_back("<< /Type /Page /Parent 2 0 R /Contents " + std::to_string(objects.size() + 2) + " 0 R >>");
        objects.push_back(stream_of(std::string("BT /F1 24 Tf 72 700 Td (") + text + ") Tj ET"));
    }
    std::string pdf = pdf_of(objects);
    for (const std::size_t number : {2, 5, 7}) pdf[pdf.rfind("xref\n0 9\n") + 9 + 20 * number + 17] = 'f';
    const Reading reading = cell.read_bytes("a.pdf", pdf);
    REQUIRE(reading.ok);
    CHECK(reading.exhibit.pages == 3);
    CHECK(cell.text_of(reading).find("Tercera") != std::string::npos);
}

TEST_CASE("An object with a very high number is one object") {
    Exhibits cell;
    std::string pdf = pdf_of(one_page("Hola"), "", false);
    pdf += "1900000000 0 obj\n<< >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n";
    const Reading reading = cell.read_bytes("a.pdf", pdf);
    REQUIRE(reading.ok);
    CHECK(cell.text_of(reading).find("Hola") != std::string::npos);
}

TEST_CASE("Numbers and names without end are shortened") {
    Exhibits cell;
    const std::string pi = "3." + std::string(50'000, '1'), name = "/" + std::string(20'000, 'N');
    const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", "/Group << /S /Transparency /Pi " + pi + " /A [" + pi + " " + name + "] " + name + " 1 /Otro " + name + " >>")));
    REQUIRE(reading.ok);
    cell.require_sound(reading);
    CHECK(reading.pdf.find("3.11111") != std::string::npos);
    CHECK(reading.pdf.find(std::string(200, '1')) == std::string::npos);
    CHECK(reading.pdf.find(std::string(2000, 'N')) == std::string::npos);
}

TEST_CASE("Content that names a file outside is not followed") {
    Exhibits cell;
    auto objects = one_page("x");
    objects[3] = "<< /Length 0 /F (/etc/passwd) >>\nstream\n\nendstream";
    const Reading reading = cell.read_bytes("a.pdf", pdf_of(objects));
    REQUIRE(reading.ok);
    CHECK(reading.has("evidence.external_content"));
    CHECK(reading.pdf.find("passwd") == std::string::npos);
    CHECK(reading.pdf.find("root:") == std::string::npos);
}

TEST_CASE("Forms and stamps are drawn into the page; the form itself goes") {
    Exhibits cell;
    SECTION("an appearance is kept where it stood") {
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", "/Annots [5 0 R]", "/AcroForm << /Fields [5 0 R] >>",
                                                                   {"<< /Type /Annot /Subtype /Widget /FT /Tx /T (nombre) /V (Ana) /F 4 /Rect [100 500 300 520] /AP << /N 6 0 R >> >>",
                                                                    stream_of("BT /F1 12 Tf 2 5 Td (Ana Nunez) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources " + helvetica)})));
        REQUIRE(reading.ok);
        cell.require_sound(reading);
        CHECK(cell.text_of(reading).find("Ana Nunez") != std::string::npos);
        CHECK(reading.has("evidence.form_drawn"));
        CHECK(reading.pdf.find("AcroForm") == std::string::npos);
    }
    SECTION("a value without appearance is drawn") {
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", "/Annots [5 0 R]",
                                                                   "/AcroForm << /NeedAppearances true /Fields [5 0 R] /DA (/Helv 12 Tf 0 g) /DR << /Font << /Helv << /Type /Font "
                                                                   "/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>",
                                                                   {"<< /Type /Annot /Subtype /Widget /FT /Tx /T (nombre) /V (Importe 1210) /DA (/Helv 12 Tf 0 g) /F 4 /Rect [100 500 300 520] >>"})));
        REQUIRE(reading.ok);
        CHECK(cell.text_of(reading).find("Importe 1210") != std::string::npos);
    }
    SECTION("a hidden one stays hidden") {
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", "/Annots [5 0 R]", "",
                                                                   {"<< /Type /Annot /Subtype /Stamp /F 2 /Rect [100 500 300 520] /AP << /N 6 0 R >> >>",
                                                                    stream_of("BT /F1 12 Tf 2 5 Td (Oculto) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources " + helvetica)})));
        REQUIRE(reading.ok);
        CHECK(cell.text_of(reading).find("Oculto") == std::string::npos);
    }
}

TEST_CASE("Signatures inside evidence are listed") {
    Exhibits cell;
    const Reading reading = cell.read_bytes(
        "a.pdf", pdf_of(one_page("Hola", "", "/AcroForm << /SigFlags 3 /Fields [5 0 R] >>",
                          {"<< /FT /Sig /T (firma) /V << /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name (Ana N\\372\\361ez) /M (D:20260321101500+01'00') /ByteRange [0 10 20 30] /Contents <00> >> >>"})));
    REQUIRE(reading.ok);
    REQUIRE(reading.exhibit.signatures.size() == 1);
    CHECK(reading.exhibit.signatures[0].signer == "Ana Núñez");
    CHECK(reading.exhibit.signatures[0].time_iso == "2026-03-21T10:15:00+01:00");
    CHECK(!reading.exhibit.signatures[0].covers_whole_file);
}

TEST_CASE("Pages keep sharing what they shared; content named by every page does not grow without end") {
    Exhibits cell;
    const auto pages_that_share = [](int count, const std::string& content, bool have_own_resources) {
        std::string kids;
        std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "", stream_of(content), helvetica};
        for (int i = 0; i < count; ++i) {
            kids += std::to_string(5 + i) + " 0 R ";
            objects.push_back("<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources " + (have_own_resources ? "<< /Properties << /P" + std::to_string(i) + " << >> >> >>" : "4 0 R") + " >>");
        }
        objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(count) + " /MediaBox [0 0 595 842] >>";
        return pdf_of(objects);
    };
    const Reading reading = cell.read_bytes("a.pdf", pages_that_share(50, "BT /F1 12 Tf 72 700 Td (Igual) Tj ET", false));
    REQUIRE(reading.ok);
    cell.require_sound(reading);
    const std::string text = cell.text_of(reading);
    CHECK(std::ranges::count(text, 'I') == 50);
    std::size_t fonts = 0;
    for (std::size_t at = reading.pdf.find("/BaseFont"); at != std::string::npos; at = reading.pdf.find("/BaseFont", at + 1)) ++fonts;
    CHECK(fonts == 1);

    model::ExhibitRequest request;
    request.stream_limit = 1'000'000;
    CHECK(cell.read_bytes("b.pdf", pages_that_share(20, std::string(100'000, ' '), true), request).codes == std::vector<std::string>{"evidence.stream_too_large"});
}

TEST_CASE("A page whose q and Q do not balance does not disturb what is stamped over it") {
    Exhibits cell;
    for (const char* content : {"q 0.1 0 0 0.1 0 0 cm q q", "Q Q Q 5 0 0 5 0 0 cm", "q (unfinished string", "BI /W 1 /H 1 /BPC 8 /CS /G ID \xFF EI Q Q", "<< /a (Q) >> /Q (Q\\) Q) Tj"}) {
        auto objects = one_page("x");
        objects[3] = stream_of(content);
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(objects));
        REQUIRE(reading.ok);
        int code = 0;
        output_of("qpdf --check '" + cell.save(reading) + "'", &code);
        CHECK((code == 0 || code == 3)); // 3: it warns of the string that has no end
    }
}

TEST_CASE("Bombs burst within the limits, each with its name") {
    Exhibits cell;
    SECTION("a page tree that contains itself") {
        auto objects = one_page("x");
        objects[1] = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>";
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(objects));
        CHECK((reading.has("evidence.pages_salvaged") || reading.has("evidence.no_pages")));
    }
    SECTION("a page tree 50,000 branches deep") {
        std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>"};
        for (int i = 0; i < 50'000; ++i) objects.push_back("<< /Type /Pages /Kids [" + std::to_string(i + 3) + " 0 R] /Count 1 >>");
        objects.push_back("<< /Type /Page /MediaBox [0 0 100 100] >>");
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(objects));
        REQUIRE(reading.ok);
        CHECK(reading.exhibit.pages == 1);
    }
    SECTION("50,000 pages") {
        std::string kids;
        for (int i = 0; i < 50'000; ++i) kids += "3 0 R ";
        auto objects = one_page("x");
        objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count 50000 /MediaBox [0 0 595 842] >>";
        CHECK(cell.read_bytes("a.pdf", pdf_of(objects)).codes == std::vector<std::string>{"evidence.too_many_pages"});
    }
    SECTION("a gigabyte of spaces in a page") {
        base::write_file_durably(cell.path("uno.pdf"), pdf_of({one_page("x")[0], one_page("x")[1], one_page("x")[2], stream_of(std::string(300'000'000, ' '))}));
        output_of("qpdf --compress-streams=y --recompress-flate '" + cell.path("uno.pdf") + "' '" + cell.path("bomba.pdf") + "'");
        CHECK(fs::file_size(cell.path("bomba.pdf")) < 1'000'000);
        CHECK(cell.read_file(cell.path("bomba.pdf")).codes == std::vector<std::string>{"evidence.stream_too_large"});
    }
    SECTION("brackets without end") {
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("x", "/Group " + std::string(100'000, '['))));
        CHECK((reading.ok || !reading.codes.empty()));
    }
    SECTION("dictionaries in dictionaries: what passes the limit is cut, so that no later reader falls") {
        std::string nested;
        for (int i = 0; i < 300; ++i) nested += "<< /A ";
        nested += "1";
        for (int i = 0; i < 300; ++i) nested += " >>";
        const Reading reading = cell.read_bytes("a.pdf", pdf_of(one_page("Hola", "/Group " + nested)));
        REQUIRE(reading.ok);
        CHECK(reading.has("evidence.nested_too_deeply"));
        cell.require_sound(reading);
    }
}

TEST_CASE("Kinds of damage to a file of packed objects: its text is read all the same, or the reason is told") {
    Exhibits cell;
    std::vector<std::string> objects = one_page("Contrato");
    objects[1] = "<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources " + helvetica + " >>";
    objects.push_back("<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>");
    objects.push_back(stream_of("BT /F1 24 Tf 72 700 Td (Segunda) Tj ET"));
    base::write_file_durably(cell.path("a.pdf"), pdf_of(objects));
    output_of("qpdf --object-streams=generate --compress-streams=y '" + cell.path("a.pdf") + "' '" + cell.path("b.pdf") + "'");
    const std::string packed = base::read_file(cell.path("b.pdf")), plain = base::read_file(cell.path("a.pdf"));
    const auto swapped = [](std::string bytes, const std::string& from, const std::string& to) {
        const std::size_t at = bytes.find(from);
        REQUIRE(at != std::string::npos);
        return bytes.replace(at, from.size(), to);
    };
    struct Row { const char* damage; std::string bytes; bool has_text; };
    const std::size_t cross = packed.rfind("startxref"), xref = plain.rfind("xref\n0");
    const std::vector<Row> rows{
        {"packed: cut before its table", packed.substr(0, cross), true},
        {"packed: table said to be elsewhere", swapped(packed, packed.substr(cross), "startxref\n99999\n%%EOF\n"), true},
        {"packed: rubbish in front", std::string(700, 'x') + packed, true},
        {"packed: half of it", packed.substr(0, packed.size() / 2), false},
        {"plain: cut before its table", plain.substr(0, xref), true},
        {"plain: every offset wrong", swapped(plain, "xref\n0", "xref\n1"), true},
        {"plain: line ends translated", [&] { std::string out; for (const char c : plain) { if (c == '\n') out += '\r'; out += c; } return out; }(), true},
        {"tree: a page is its own parent", swapped(plain, "/Kids [3 0 R 5 0 R]", "/Kids [3 0 R 2 0 R]"), true},
        {"tree: a child that is missing", swapped(plain, "/Kids [3 0 R 5 0 R]", "/Kids [3 0 R 9 0 R]"), true},
        {"tree: no children at all", swapped(plain, "/Kids [3 0 R 5 0 R]", "/Kads [3 0 R 5 0 R]"), true},
        {"tree: count of a billion", swapped(plain, "/Count 2", "/Count 999999999"), true},
        {"catalog without a tree", swapped(plain, "/Pages 2 0 R", "/Pagos 2 0 R"), true},
        {"stream lengths wrong", swapped(plain, "/Length 39", "/Length 9"), true},
    };
    for (const Row& row : rows) {
        INFO(row.damage);
        const Reading reading = cell.read_bytes("contrato.pdf", row.bytes);
        CHECK((reading.ok || !reading.codes.empty()));
        for (const std::string& code : reading.codes) CHECK(code.substr(0, 5) != "cell.");
        if (!row.has_text) continue;
        REQUIRE(reading.ok);
        CHECK(cell.text_of(reading).find("Contrato") != std::string::npos);
    }
}

TEST_CASE("Hundreds of broken copies: pages or a reason each time, the cell never falls") {
    Exhibits cell;
    cell.limits.wall_seconds = 20;
    auto objects = one_page("Factura 2026/113", "/Annots [5 0 R]", "/AcroForm << /Fields [5 0 R] >>",
                            {"<< /Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (Ana) /F 4 /Rect [100 500 300 520] /AP << /N 6 0 R >> >>",
                             stream_of("BT /F1 12 Tf 2 5 Td (Ana) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources " + helvetica)});
    base::write_file_durably(cell.path("m.pdf"), pdf_of(objects));
    output_of("qpdf --object-streams=generate '" + cell.path("m.pdf") + "' '" + cell.path("n.pdf") + "'");
    std::mt19937 random(20260321); // fixed: the same copies each time
    int read = 0, refused = 0;
    for (const char* source : {"m.pdf", "n.pdf"}) {
        const std::string whole = base::read_file(cell.path(source));
        for (int round = 0; round < 200; ++round) {
            std::string copy = whole;
            for (auto i = 1 + random() % 12; i > 0; --i) {
                const std::size_t at = random() % copy.size();
                switch (random() % 4) {
                case 0: copy[at] = static_cast<char>(random()); break;
                case 1: copy.erase(at, random() % 20); break;
                case 2: copy.insert(at, copy.substr(random() % copy.size(), random() % 40)); break;
                default: copy[at] = "0123456789<>[]()/ Rnq"[random() % 20]; break;
                }
            }
            const Reading reading = cell.read_bytes("m.pdf", copy);
            ++(reading.ok ? read : refused);
            for (const std::string& code : reading.codes) {
                INFO(source << " round " << round << " " << code);
                CHECK(code.substr(0, 5) != "cell.");
            }
            if (reading.exhibit.form == model::ExhibitForm::pages && round % 10 == 0) {
                int code = 0;
                INFO(output_of("qpdf --check '" + cell.save(reading) + "'", &code));
                CHECK((code == 0 || code == 3)); // 3: warnings about what the pages draw
            }
        }
    }
    CHECK(read > 200);
    CHECK(read + refused == 400);
}
