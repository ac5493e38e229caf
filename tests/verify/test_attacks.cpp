// Known attacks on signed PDFs: byte-range games, wrapping, incremental saving, shadow attacks; each must be seen.

#include "verify/signed_pdf.hpp"

#include "base/hash.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using namespace signed_pdf;

namespace {

// The signed tiny PDF's objects, for updates that try something.
constexpr int next_object = 7;
const char* const catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>";
const char* const page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R/Annots[5 0 R]>>";

std::string after(const std::map<int, std::string>& objects, const std::string& trailer = "/Root 1 0 R") {
    return tiny_pdf::update(tiny(), objects, 12, trailer);
}

std::string changes_of(const std::string& pdf) {
    std::string out;
    const auto report = report_of(pdf);
    for (const auto& change : report.signatures.front().changes_after) {
        constexpr const char* names[] = {"dss", "stamp", "metadata", "signature", "form", "annotation", "other"};
        out += (out.empty() ? "" : ", ") + std::string(names[static_cast<int>(change.kind)]) + ' ' + change.where;
    }
    return out;
}

std::string with_byte_range(const std::string& numbers) {
    auto pdf = tiny_pdf::with_hole();
    sign::sign_in_place(pdf.bytes, pdf.hole, signer());
    std::string text = '[' + numbers;
    text.resize(pdf.hole.byte_range_end - pdf.hole.byte_range_begin - 1, ' ');
    return pdf.bytes.replace(pdf.hole.byte_range_begin, text.size() + 1, text + ']');
}

} // namespace

TEST_CASE("Byte ranges that lie") {
    const auto pdf = tiny_pdf::with_hole();
    const std::string a = std::to_string(pdf.hole.contents_begin), b = std::to_string(pdf.hole.contents_end),
                      c = std::to_string(pdf.bytes.size() - pdf.hole.contents_end);
    const auto [what, numbers, code] = GENERATE_COPY(table<std::string, std::string, std::string>({
        {"three numbers", "0 " + a + " " + b, "verify.byte_range_malformed"},
        {"six numbers", "0 1 1 1 1 1", "verify.byte_range_malformed"},
        {"empty", "", "verify.byte_range_malformed"},
        {"not from the start", "1 " + a + " " + b + " " + c, "verify.byte_range_malformed"},
        {"negative", "0 -5 " + b + " " + c, "verify.byte_range_malformed"},
        {"overlapping", "0 " + b + " " + a + " " + c, "verify.byte_range_malformed"},
        {"past the end", "0 " + a + " " + b + " 99999", "verify.byte_range_malformed"},
        {"huge", "0 " + a + " " + b + " 9223372036854775807", "verify.byte_range_malformed"},
        {"too huge to read", "0 " + a + " " + b + " 99999999999999999999", "verify.byte_range_malformed"},
        {"hole reaches further", "0 " + a + " " + std::to_string(pdf.hole.contents_end + 3) + " 9", "verify.byte_range_gap"},
        {"hole begins earlier", "0 " + std::to_string(pdf.hole.contents_begin - 3) + " " + b + " " + c, "verify.byte_range_gap"},
        {"names instead", "/a /b /c /d", "verify.byte_range_malformed"},
    }));
    INFO(what);
    CHECK(codes_of(with_byte_range(numbers)).starts_with(code));
    CHECK(verdict_of(with_byte_range(numbers)) == "invalid");
}

TEST_CASE("A range that stops before the end of its revision is no coverage") {
    const auto pdf = tiny_pdf::with_hole();
    auto shortened = pdf;
    // An honest signature over a range that leaves the last 20 bytes out.
    const std::size_t covered = pdf.bytes.size() - 20;
    std::string range = "[0 " + std::to_string(pdf.hole.contents_begin) + ' ' + std::to_string(pdf.hole.contents_end) + ' ' +
                        std::to_string(covered - pdf.hole.contents_end);
    range.resize(pdf.hole.byte_range_end - pdf.hole.byte_range_begin - 1, ' ');
    shortened.bytes.replace(pdf.hole.byte_range_begin, range.size() + 1, range + "]");
    const std::string_view all = shortened.bytes;
    const std::string der = signer().make_signature(sign::digest_of(
        sign::DigestAlgorithm::sha256, all.substr(0, pdf.hole.contents_begin), all.substr(pdf.hole.contents_end, covered - pdf.hole.contents_end)));
    const std::string hex = base::hex({reinterpret_cast<const std::uint8_t*>(der.data()), der.size()});
    shortened.bytes.replace(pdf.hole.contents_begin + 1, hex.size(), hex);
    CHECK(codes_of(shortened.bytes) == "verify.coverage_unsound");
}

TEST_CASE("Junk behind the DER in the hole") {
    auto pdf = tiny_pdf::with_hole();
    sign::sign_in_place(pdf.bytes, pdf.hole, signer());
    pdf.bytes[pdf.hole.contents_end - 2] = '7';
    CHECK(codes_of(pdf.bytes) == "verify.contents_junk");
}

TEST_CASE("Signature wrapping: the signed dictionary is copied, the shown one points into old bytes") {
    // The update moves the field to a new dictionary whose ByteRange is the old one and whose Contents is a copy.
    const std::string pdf = tiny();
    const std::size_t begin = pdf.find("/Type/Sig"), end = pdf.find("endobj", begin);
    const std::string dictionary = pdf.substr(begin - 2, end - begin + 2);
    CHECK(codes_of(tiny_pdf::update(pdf, {{6, dictionary}}, 7)).starts_with("verify.contents_foreign"));
    CHECK(codes_of(tiny_pdf::update(pdf, {{7, dictionary}, {5, "<</Type/Annot/Subtype/Widget/FT/Sig/T(firma-1)/F 132/Rect[0 0 0 0]/P 3 0 R/V 7 0 R>>"}}, 8))
              .starts_with("verify.contents_foreign"));
}

TEST_CASE("Universal forgery: contents or range removed or emptied by an update") {
    for (const char* value : {"<</Type/Sig/SubFilter/ETSI.CAdES.detached>>", "<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 0 0 0]/Contents<>>>",
                              "<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange null/Contents null>>", "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>"}) {
        INFO(value);
        CHECK(verdict_of(after({{6, value}})) == "invalid");
    }
}

TEST_CASE("Two fields that share one signature, or one name") {
    CHECK(codes_of(after({{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 7 0 R]/SigFlags 3>>>>"},
                          {7, "<</Type/Annot/Subtype/Widget/FT/Sig/T(otra)/Rect[0 0 0 0]/V 6 0 R>>"}}))
              .starts_with("verify.field_doubled"));
    CHECK(codes_of(after({{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 7 0 R]/SigFlags 3>>>>"},
                          {7, "<</Type/Annot/Subtype/Widget/FT/Sig/T(firma-1)/Rect[0 0 0 0]>>"}}))
              .starts_with("verify.field_doubled"));
}

TEST_CASE("What an update did, and whether it may") {
    const auto [what, pdf, changes, verdict] = GENERATE(table<std::string, std::string, std::string, std::string>({
        {"nothing", after({{9, "(suelto)"}}), "", "valid"},
        {"same object again", after({{3, page}}), "", "valid"},
        {"validation data", after({{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>/DSS<</Certs[]>>>>"}}), "dss Root/DSS", "valid"},
        {"metadata", after({{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>/Metadata 7 0 R>>"}, {7, "<</Length 0>>stream\n\nendstream"}}),
         "metadata Root/Metadata", "valid"},
        {"content replaced", after({{4, "<</Length 27>>stream\n1 0 0 rg 100 100 50 50 re f\nendstream"}}), "other Root/Pages/Kids[0]/Contents/(stream)", "invalid"},
        {"content swapped", after({{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 7 0 R/Annots[5 0 R]>>"},
                                   {7, "<</Length 27>>stream\n1 0 0 rg 100 100 50 50 re f\nendstream"}}),
         "other Root/Pages/Kids[0]/Contents/(stream)", "invalid"},
        {"page added", after({{2, "<</Type/Pages/Count 2/Kids[3 0 R 7 0 R]>>"}, {7, "<</Type/Page/Parent 2 0 R>>"}}),
         "other Root/Pages/Kids, other Root/Pages/Count", "invalid"},
        {"page tree swapped", after({{1, "<</Type/Catalog/Pages 7 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>"}, {7, "<</Type/Pages/Count 0/Kids[]>>"}}),
         "other Root/Pages/Kids, other Root/Pages/Count", "invalid"},
        {"page turned", after({{3, "<</Type/Page/Parent 2 0 R/Rotate 90/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R/Annots[5 0 R]>>"}}),
         "other Root/Pages/Kids[0]/Rotate", "invalid"},
        {"comment laid over", after({{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R/Annots[5 0 R 7 0 R]>>"},
                                     {7, "<</Type/Annot/Subtype/FreeText/Rect[0 0 600 800]>>"}}),
         "annotation Root/Pages/Kids[0]/Annots[1]", "invalid"},
        {"widget laid over", after({{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R/Annots[5 0 R 7 0 R]>>"},
                                    {7, "<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/Rect[0 0 600 800]>>"}}),
         "other Root/Pages/Kids[0]/Annots[1]", "invalid"},
        {"fonts and default appearance left in the form by a signing program", after({{1, "<</Type/Catalog/Version/1.7/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>/DA(/F1 0 Tf)>>>>"}}),
         "metadata Root/Version, signature Root/AcroForm/DA, signature Root/AcroForm/DR", "valid"},
        {"an older version", after({{1, "<</Type/Catalog/Version/0.9/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>"}}), "other Root/Version", "invalid"},
        {"script on opening", after({{1, "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>"}}),
         "other Root/OpenAction", "invalid"},
        {"signature's own widget shown", after({{5, "<</Type/Annot/Subtype/Widget/FT/Sig/T(firma-1)/F 132/Rect[0 0 500 500]/P 3 0 R/V 6 0 R>>"}}),
         "other Root/AcroForm/Fields[0]/Rect[2], other Root/AcroForm/Fields[0]/Rect[3]", "invalid"},
        {"form taken away", after({{1, "<</Type/Catalog/Pages 2 0 R>>"}}), "", "unsigned"},
        {"another catalog", after({{7, catalog}}, "/Root 7 0 R"), "", "valid"},
    }));
    INFO(what);
    CHECK(verdict_of(pdf) == verdict);
    if (verdict != "unsigned") CHECK(changes_of(pdf) == changes);
}

TEST_CASE("Bytes behind the last revision") {
    CHECK(verdict_of(tiny() + "\n\n") == "valid");
    CHECK(verdict_of(tiny() + "\n7 0 obj\n(hola)\nendobj\n") == "invalid");
}

TEST_CASE("An object shared between a form and the page is judged by the page") {
    // The drawing /V of the page's resources is also listed as a form field: filling "the form" would change the page.
    std::map<int, std::string> objects = {
        {1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 7 0 R]/SigFlags 3>>>>"},
        {2, "<</Type/Pages/Count 1/Kids[3 0 R]>>"},
        {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject 7 0 R>>/Contents 4 0 R/Annots[5 0 R]>>"},
        {4, "<</Length 5>>stream\n/V Do\nendstream"},
        {5, "<</Type/Annot/Subtype/Widget/FT/Sig/T(firma-1)/F 132/Rect[0 0 0 0]/P 3 0 R/V 6 0 R>>"},
        {6, ""},
        {7, "<</FT/Tx/T(campo)/V 8 0 R>>"},
        {8, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>stream\n\nendstream"},
        {9, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nn\nendstream"},
    };
    const std::string hole = '<' + std::string(16384, '0') + '>', range = "[0 0000000000 0000000000 0000000000]";
    objects[6] = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange" + range + "/Contents" + hole + ">>";
    std::string pdf = tiny_pdf::file(objects);
    const std::size_t range_at = pdf.find(range), hole_at = pdf.find(hole);
    sign::sign_in_place(pdf, {hole_at, hole_at + hole.size(), range_at, range_at + range.size()}, signer());
    REQUIRE(verdict_of(pdf) == "valid");
    CHECK(verdict_of(tiny_pdf::update(pdf, {{7, "<</FT/Tx/T(campo)/V 9 0 R>>"}}, 10)) == "invalid");
}

TEST_CASE("What calls itself validation data, extensions or metadata and is drawn with as well is judged by what is drawn") {
    const auto [what, entry, changed] = GENERATE(table<std::string, std::string, int>({
        {"the page", "/DSS 3 0 R", 3}, {"the page, as extensions", "/Extensions 3 0 R", 3}, {"its contents", "/DSS 4 0 R", 4}, {"its contents, as metadata", "/Metadata 4 0 R", 4},
        {"its resources", "/DSS 7 0 R", 7}, {"its resources, as extensions", "/Extensions 7 0 R", 7}, {"its resources, as metadata", "/Metadata 7 0 R", 7}}));
    INFO(what);
    std::map<int, std::string> objects = {
        {1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>" + entry + ">>"},
        {2, "<</Type/Pages/Count 1/Kids[3 0 R]>>"},
        {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 7 0 R/Contents 4 0 R/Annots[5 0 R]>>"},
        {4, "<</Length 5>>stream\n/V Do\nendstream"},
        {5, "<</Type/Annot/Subtype/Widget/FT/Sig/T(firma-1)/F 132/Rect[0 0 0 0]/P 3 0 R/V 6 0 R>>"},
        {6, ""},
        {7, "<</XObject<</V 8 0 R>>>>"},
        {8, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>stream\n\nendstream"},
    };
    const std::string hole = '<' + std::string(16384, '0') + '>', range = "[0 0000000000 0000000000 0000000000]";
    objects[6] = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange" + range + "/Contents" + hole + ">>";
    std::string pdf = tiny_pdf::file(objects);
    const std::size_t range_at = pdf.find(range), hole_at = pdf.find(hole);
    sign::sign_in_place(pdf, {hole_at, hole_at + hole.size(), range_at, range_at + range.size()}, signer());
    REQUIRE(verdict_of(pdf) == "valid");
    const std::map<int, std::string> other = {{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 7 0 R/Contents 9 0 R/Annots[5 0 R]>>"},
                                              {4, "<</Length 5>>stream\n/W Do\nendstream"},
                                              {7, "<</XObject<</V 9 0 R>>>>"}};
    CHECK(verdict_of(tiny_pdf::update(pdf, {{changed, other.at(changed)}, {9, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nn\nendstream"}}, 10)) == "invalid");
}

TEST_CASE("Resources of the form may grow by new names; what an old name means, and what a page shares with the form, may not change") {
    std::map<int, std::string> objects = {
        {1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3/DR<</Font<</F1 8 0 R>>/XObject 7 0 R>>>>>>"},
        {2, "<</Type/Pages/Count 1/Kids[3 0 R]>>"},
        {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject 7 0 R>>/Contents 4 0 R/Annots[5 0 R]>>"},
        {4, "<</Length 5>>stream\n/V Do\nendstream"},
        {5, "<</Type/Annot/Subtype/Widget/FT/Sig/T(firma-1)/F 132/Rect[0 0 0 0]/P 3 0 R/V 6 0 R>>"},
        {6, ""},
        {7, "<<>>"},
        {8, "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"},
    };
    const std::string hole = '<' + std::string(16384, '0') + '>', range = "[0 0000000000 0000000000 0000000000]";
    objects[6] = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange" + range + "/Contents" + hole + ">>";
    std::string pdf = tiny_pdf::file(objects);
    const std::size_t range_at = pdf.find(range), hole_at = pdf.find(hole);
    sign::sign_in_place(pdf, {hole_at, hole_at + hole.size(), range_at, range_at + range.size()}, signer());
    REQUIRE(verdict_of(pdf) == "valid");
    const auto with_fonts = [&](const std::string& fonts) {
        return verdict_of(tiny_pdf::update(pdf, {{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3/DR<</Font<<" + fonts + ">>/XObject 7 0 R>>>>>>"},
                                                 {9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}}, 10));
    };
    CHECK(with_fonts("/F1 8 0 R/F2 9 0 R") == "valid");
    CHECK(with_fonts("/F1 9 0 R") == "invalid");
    CHECK(with_fonts("") == "invalid");
    CHECK(verdict_of(tiny_pdf::update(pdf, {{7, "<</V 9 0 R>>"}, {9, "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nn\nendstream"}}, 10)) == "invalid");
}

TEST_CASE("Certification restricts what may follow") {
    const auto certified = [](int level) {
        return tiny({8192, "ETSI.CAdES.detached",
                     "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2/P " + std::to_string(level) + ">>>>]"});
    };
    const std::map<int, std::string> annotation = {{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R/Annots[5 0 R 7 0 R]>>"},
                                                   {7, "<</Type/Annot/Subtype/Text/Rect[0 0 20 20]>>"}};
    CHECK(report_of(certified(1)).signatures.front().kind == verify::SignatureKind::certification);
    CHECK(verdict_of(tiny_pdf::update(certified(1), annotation, 8)) == "invalid");
    CHECK(verdict_of(tiny_pdf::update(certified(2), annotation, 8)) == "invalid");
    CHECK(verdict_of(tiny_pdf::update(certified(3), annotation, 8)) == "valid");
}
