// Nothing withheld can hide in a file: not in its text, titles, names, metadata, attachments or pictures.

#include "exhibits.hpp"

#include "base/hash.hpp"

using namespace legajo;
using namespace legajo::test;

namespace {

std::size_t leaks_in(Exhibits& cell, const std::string& pdf, const model::LeakRequest& request) {
    const base::Descriptor file = run::memory_file(pdf);
    const auto report = run::find_leaks(cell.pipe(), file.get(), request);
    REQUIRE(report);
    return report->leaks.size();
}

} // namespace

TEST_CASE("A withheld phrase is found wherever it hides") {
    Exhibits cell;
    model::LeakRequest request;
    request.phrases = {"Ofrecemos una quita del 35 %", "oferta_núñez.pdf"};
    const auto hiding_place = GENERATE(0, 1, 2, 3, 4, 5, 6, 7);
    INFO(hiding_place);
    std::vector<std::string> objects = one_page("Estado de la deuda");
    switch (hiding_place) {
    case 0: objects[3] = stream_of("BT /F1 9 Tf 1 1 1 rg (Ofrecemos una) Tj 0 -12 Td (quita del 35 %) Tj ET"); break;                       // white, on two lines
    case 1: objects[3] = stream_of("BT /F1 9 Tf 3 Tr [(Ofre) -20 (cemos u) 5 (na qui) (ta d) (el 35 %)] TJ ET"); break;                       // invisible, kerned
    case 2: objects = one_page("x", "", "/Outlines 5 0 R", {"<< /Type /Outlines /First 6 0 R >>", "<< /Title (OFRECEMOS una quita del 35%) >>"}); break;
    case 3: objects = one_page("x", "", "/Metadata 5 0 R", {stream_of("<rdf>Ofrecemos una quita del 35 %</rdf>", "/Type /Metadata /Subtype /XML")}); break;
    case 4: objects = one_page("x", "", "/Names << /EmbeddedFiles << /Names [(oferta_n\\372\\361ez.pdf) 5 0 R] >> >>", {"<< /Type /Filespec >>"}); break;
    case 5: objects = one_page("x", "/Annots [<< /Subtype /Text /Contents <FEFF004F0066007200650063 0065006D006F007300200075006E006100200071007500690074006100200064 0065006C0020003300350020 0025> >>]"); break;
    case 6: objects = one_page("x", "/Resources << /XObject << /X 5 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", "",
                               {stream_of("BT /F1 9 Tf (Ofrecemos una quita del 35 %) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")}); objects[3] = stream_of("/X Do"); break;
    default: // letters renamed by the font: shown as usual, stored as other codes
        objects = one_page("x", "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >> >> >>", "",
                           {stream_of("1 beginbfrange <21> <7A> <0061> endbfrange 3 beginbfchar <31> <0071> <32> <0075> <33> <0069> endbfchar")});
        objects[3] = stream_of("BT /F1 9 Tf (\\57\\46\\62\\45\\43\\45\\55\\57\\63) Tj ET");
        request.phrases = {"ofrecemos"};
        objects[4] = stream_of("8 beginbfchar <2F> <006F> <26> <0066> <32> <0072> <25> <0065> <23> <0063> <2D> <006D> <33> <0073> <00> <0000> endbfchar");
    }
    base::write_file_durably(cell.path("a.pdf"), pdf_of(objects));
    CHECK(leaks_in(cell, base::read_file(cell.path("a.pdf")), request) > 0);
    output_of("qpdf --warning-exit-0 --object-streams=generate --compress-streams=y --recompress-flate '" + cell.path("a.pdf") + "' '" + cell.path("b.pdf") + "'");
    CHECK(leaks_in(cell, base::read_file(cell.path("b.pdf")), request) > 0);
}

TEST_CASE("A photograph or a fax is no part that could not be read; a stream packed in a way that nobody knows is one") {
    Exhibits cell;
    model::LeakRequest request;
    request.phrases = {"Ofrecemos una quita del 35 %"};
    const auto unread = [&](const std::string& extra) {
        const base::Descriptor file = run::memory_file(pdf_of(one_page("x", "", "", {stream_of("ABCD", extra)})));
        const auto report = run::find_leaks(cell.pipe(), file.get(), request);
        REQUIRE(report);
        return report->unreadable_streams;
    };
    for (const char* filter : {"/DCTDecode", "/CCITTFaxDecode", "[/DCTDecode]", "/JPXDecode", "/JBIG2Decode"}) CHECK(unread("/Type /XObject /Subtype /Image /Filter " + std::string(filter)) == 0);
    CHECK(unread("/Type /XObject /Subtype /Image /Filter /Secreto") == 1);
    CHECK(unread("/Filter /DCTDecode") == 1); // says it is a picture, and is drawn as none
    CHECK(leaks_in(cell, pdf_of(one_page("x", "", "", {stream_of("Ofrecemos una quita del 35 %", "/Subtype /Image /Filter /DCTDecode")})), request) == 1);
}

TEST_CASE("A clean file is clean, and admitted text is not mistaken") {
    Exhibits cell;
    model::LeakRequest request;
    request.phrases = {"Ofrecemos una quita del 35 %", "no"};
    request.hashes = {base::sha256_hex("otra cosa")};
    CHECK(leaks_in(cell, pdf_of(one_page("No ofrecemos nada: reclamamos 1.210 euros")), request) == 0);
}

TEST_CASE("A withheld file is known by its hash and by the prints of its pages") {
    Exhibits cell;
    const std::string offer = pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>", "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                                      stream_of(std::string(60, ' ') + "0 0 100 100 re f" + std::string(300, '\n'))});
    const std::string hidden = pdf_of(one_page("x", "", "/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 5 0 R >> >>] >> >>", {stream_of(offer)}));
    model::LeakRequest request;
    request.hashes = {base::sha256_hex(offer)};
    CHECK(leaks_in(cell, hidden, request) == 1);
    model::ExhibitRequest reading_request;
    reading_request.take_fingerprints = true;
    const Reading reading = cell.read_bytes("oferta.pdf", offer, reading_request);
    REQUIRE(reading.ok);
    REQUIRE(!reading.exhibit.fingerprints.empty());
    request = {};
    request.fingerprints = reading.exhibit.fingerprints;
    CHECK(leaks_in(cell, reading.pdf, request) > 0);
    CHECK(leaks_in(cell, pdf_of(one_page("x")), request) == 0);
}
