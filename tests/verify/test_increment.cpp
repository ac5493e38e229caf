// Further signatures on finished files: what was signed before stays as it was, and files where that cannot be sure are refused.

#include "base/files.hpp"
#include "sign/support/command.hpp"
#include "verify/increment.hpp"
#include "verify/signed_pdf.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using namespace signed_pdf;

namespace {

const base::Instant issue_time{test_pki::mid_2026, 120};

std::string signed_again(const std::string& pdf, sign::Signer& signer, verify::SignatureWish wish = {}) {
    wish.signature_bytes = signer.signature_size_bound();
    wish.issued_at = issue_time;
    auto increment = verify::prepare_signature(pdf, wish);
    if (!increment) return increment.problems().front().code;
    std::string out = pdf + increment->appended;
    sign::sign_in_place(out, increment->hole, signer);
    return out;
}

std::string refusal_of(const std::string& pdf, const verify::SignatureWish& wish = {}) {
    auto increment = verify::prepare_signature(pdf, wish);
    return increment ? "prepared" : increment.problems().front().code;
}

void check_with_other_readers(const std::string& pdf, int signatures) {
    const test_pki::Folder folder;
    const auto file = folder.write("x.pdf", pdf).string();
    const auto qpdf = run_command({"qpdf", "--check", file});
    INFO(qpdf.output);
    CHECK(qpdf.status == 0);
    const auto poppler = run_command({"pdfsig", "-nocert", file});
    INFO(poppler.output);
    std::size_t valid = 0;
    for (std::size_t at = 0; (at = poppler.output.find("Signature is Valid.", at)) != std::string::npos; ++at) ++valid;
    CHECK(valid == static_cast<std::size_t>(signatures));
    CHECK(poppler.output.find("Total document signed") != std::string::npos);
}

sign::Signer& second_signer() {
    static const test_pki::Identity leaf = test_pki::issue(root(), test_pki::Kind::rsa2048, {.name = "Sello de Suministros Ibáñez"});
    static const auto opened = signer_of(leaf, {&root()});
    return *opened;
}

} // namespace

TEST_CASE("An unsigned file gets a signature: table, cross-reference stream, no line end") {
    const auto [name, pdf] = GENERATE(table<std::string, std::string>({{"table", tiny_pdf::plain()},
                                                                       {"stream", tiny_pdf::file_with_xref_stream()},
                                                                       {"no line end", tiny_pdf::plain().substr(0, tiny_pdf::plain().size() - 1)}}));
    INFO(name);
    const std::string out = signed_again(pdf, signer(), {.reason = "Conformidad (última)", .location = "A Coruña"});
    REQUIRE(out.starts_with(pdf));
    const auto report = report_of(out);
    REQUIRE(report.signatures.size() == 1);
    CHECK(report.signatures[0].verdict == verify::Verdict::valid);
    CHECK(report.signatures[0].field == "firma-1");
    CHECK(report.signatures[0].reason == "Conformidad (última)");
    CHECK(report.signatures[0].location == "A Coruña");
    CHECK(report.signatures[0].claimed_time->iso8601() == issue_time.iso8601());
    CHECK(report.signatures[0].covers_whole_file);
    CHECK(report.signatures[0].revision == 2);
    check_with_other_readers(out, 1);
}

TEST_CASE("The number of a cross-reference stream is not given away, though its writer counted it neither in /Size nor among the entries") {
    std::string pdf = "%PDF-1.7\n";
    std::string rows = std::string("\0\0\0\0", 4);
    for (const char* object : {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"}) {
        rows += {'\1', static_cast<char>(pdf.size() >> 8), static_cast<char>(pdf.size() & 0xFF), '\0'};
        pdf += std::to_string(rows.size() / 4 - 1) + " 0 obj\n" + object + "\nendobj\n";
    }
    const std::string start = std::to_string(pdf.size());
    pdf += "4 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Root 1 0 R/Length 16>>\nstream\n" + rows + "\nendstream\nendobj\nstartxref\n" + start + "\n%%EOF\n";
    const std::string out = signed_again(pdf, signer());
    CHECK(verdict_of(out) == "valid");
    CHECK(out.find("4 0 obj", pdf.size()) == std::string::npos);
    CHECK(out.find("5 0 obj", pdf.size()) != std::string::npos);
    check_with_other_readers(out, 1);
}

TEST_CASE("Seal, then representative: both stand") {
    std::string pdf = signed_again(tiny_pdf::plain(), second_signer());
    pdf = signed_again(pdf, signer());
    const auto report = report_of(pdf);
    REQUIRE(report.signatures.size() == 2);
    CHECK(report.all_valid());
    CHECK(report.signatures[0].signer->common_name == "Sello de Suministros Ibáñez");
    CHECK_FALSE(report.signatures[0].covers_whole_file);
    CHECK(report.signatures[0].changes_allowed);
    for (const auto& change : report.signatures[0].changes_after) CHECK(change.kind == verify::ChangeKind::signature);
    CHECK_FALSE(report.signatures[0].changes_after.empty());
    CHECK(report.signatures[1].covers_whole_file);
    check_with_other_readers(pdf, 2);
}

TEST_CASE("An empty field is filled, by name or the first one") {
    auto with_field = tiny_pdf::update(tiny_pdf::plain(),
                                       {{1, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"},
                                        {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R/Annots 7 0 R>>"},
                                        {5, "<</Fields[6 0 R 8 0 R]>>"},
                                        {6, "<</Type/Annot/Subtype/Widget/FT/Sig/T(sello)/Rect[9 9 99 99]/P 3 0 R>>"},
                                        {7, "[6 0 R 8 0 R]"},
                                        {8, "<</Type/Annot/Subtype/Widget/FT/Sig/T(representante)/Rect[99 9 199 99]/P 3 0 R>>"}},
                                       9);
    CHECK(report_of(with_field).empty_fields == std::vector<std::string>{"sello", "representante"});
    std::string pdf = signed_again(with_field, signer(), {.field = "representante"});
    CHECK(report_of(pdf).signatures[0].field == "representante");
    pdf = signed_again(pdf, second_signer());
    const auto report = report_of(pdf);
    REQUIRE(report.signatures.size() == 2);
    CHECK(report.signatures[1].field == "sello");
    CHECK(report.all_valid());
    CHECK(refusal_of(pdf, {.field = "sello"}) == "verify.increment_field_missing");
    CHECK(refusal_of(pdf, {.field = "otro"}) == "verify.increment_field_missing");
    check_with_other_readers(pdf, 2);
}

TEST_CASE("A field added to an accessible file: described only in a language the file names, and outside the page however its corners are given") {
    const auto [catalog_entries, box, described] = GENERATE(table<std::string, std::string, bool>({{"", "[0 0 595 842]", false}, {"/Lang(es)", "[595 842 0 0]", true}}));
    const std::string pdf = tiny_pdf::file({{1, "<</Type/Catalog/Pages 2 0 R" + catalog_entries + ">>"},
                                            {2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"},
                                            {3, "<</Type/Page/Parent 2 0 R/MediaBox" + box + "/Resources<<>>>>"}});
    const std::string added = signed_again(pdf, signer()).substr(pdf.size());
    CHECK((added.find("/TU(firma-1)") != std::string::npos) == described);
    CHECK(added.find("/Rect[-10 -10 -10 -10]") != std::string::npos);
}

TEST_CASE("Certification") {
    const std::string closed = signed_again(tiny_pdf::plain(), signer(), {.certification_level = 1});
    CHECK(report_of(closed).signatures[0].kind == verify::SignatureKind::certification);
    CHECK(report_of(closed).all_valid());
    CHECK(refusal_of(closed) == "verify.increment_certified");
    const std::string open = signed_again(tiny_pdf::plain(), signer(), {.certification_level = 2});
    CHECK(refusal_of(open) == "verify.increment_certified"); // no empty field was prepared
    CHECK(refusal_of(tiny(), {.certification_level = 2}) == "verify.increment_certification_late");
    check_with_other_readers(closed, 1);
}

TEST_CASE("Files that must not be continued") {
    CHECK(refusal_of("no soy un PDF") == "verify.pdf_unreadable");
    CHECK(refusal_of("basura\n" + tiny_pdf::plain()) != "prepared");
    CHECK(refusal_of(tiny_pdf::plain() + "7 0 obj\n(x)\nendobj\n") == "verify.increment_irregular");
    CHECK(refusal_of(tiny_pdf::update(tiny_pdf::plain(), {{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA[]/Fields[]>>>>"}}, 5)) == "verify.increment_xfa");
    CHECK(refusal_of(tiny_pdf::update(tiny_pdf::plain(), {{1, "<</Type/Catalog>>"}}, 5)) == "verify.increment_no_page");
    const test_pki::Folder folder;
    const auto plain = folder.write("p.pdf", tiny_pdf::plain()).string(), sealed = (folder.path() / "s.pdf").string();
    REQUIRE(run_command({"qpdf", "--encrypt", "", "dueño", "256", "--", plain, sealed}).status == 0);
    CHECK(refusal_of(base::read_file(sealed)) == "verify.increment_encrypted");
    REQUIRE(run_command({"qpdf", "--linearize", "--object-streams=generate", plain, sealed}).status == 0);
    const std::string linear = signed_again(base::read_file(sealed), signer());
    CHECK(report_of(linear).all_valid());
    check_with_other_readers(linear, 1);
}

TEST_CASE("The same wish gives the same bytes") {
    const auto first = verify::prepare_signature(tiny_pdf::plain(), {.signature_bytes = 100, .issued_at = issue_time});
    const auto second = verify::prepare_signature(tiny_pdf::plain(), {.signature_bytes = 100, .issued_at = issue_time});
    CHECK(first->appended == second->appended);
    CHECK(first->hole == second->hole);
}

TEST_CASE("A later signature that covers the page counts only if its signer is trusted and no certification forbids it") {
    const std::map<int, std::string> with_visible_field = {
        {1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 7 0 R]/SigFlags 3>>>>"},
        {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R/Annots[5 0 R 7 0 R]>>"},
        {7, "<</Type/Annot/Subtype/Widget/FT/Sig/T(tapa)/Rect[0 0 595 842]/P 3 0 R/V 8 0 R>>"}};
    const auto covered_by = [&](sign::Signer& by, const std::string& base) {
        auto objects = with_visible_field;
        const std::string hole = '<' + std::string(12000, '0') + '>', range = "[0 0000000000 0000000000 0000000000]";
        objects[8] = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange" + range + "/Contents" + hole + ">>";
        std::string pdf = tiny_pdf::update(base, objects, 9);
        const std::size_t at = pdf.rfind(hole), range_at = pdf.rfind(range);
        sign::sign_in_place(pdf, {at, at + hole.size(), range_at, range_at + range.size()}, by);
        return pdf;
    };
    const auto stranger_root = test_pki::make_root("Otra autoridad", test_pki::Kind::p256);
    const auto stranger = signer_of(test_pki::issue(stranger_root, test_pki::Kind::p256), {&stranger_root});
    CHECK(verdict_of(covered_by(second_signer(), tiny())) == "valid");
    CHECK(verdict_of(covered_by(*stranger, tiny())) == "invalid");
    const std::string certified = tiny({8192, "ETSI.CAdES.detached", "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P 2/V/1.2>>>>]"});
    CHECK(verdict_of(covered_by(second_signer(), certified)) == "invalid");
}

TEST_CASE("A certificate made for something else vouches for nobody") {
    const auto server = test_pki::issue(root(), test_pki::Kind::p256, {.key_usage = "critical,keyAgreement"});
    const auto by_server = signer_of(server, {});
    auto pdf = tiny_pdf::with_hole();
    sign::sign_in_place(pdf.bytes, pdf.hole, *by_server);
    CHECK(verdict_of(pdf.bytes) == "intact");
    CHECK(report_of(pdf.bytes).signatures[0].trust_reason == "key usage does not allow signing");
}

TEST_CASE("Hostile structures: loops, wrong types, nothing where something should be") {
    const std::string base = tiny();
    std::string deep(300, '['), names = "<<";
    deep += std::string(300, ']');
    for (int i = 0; i < 200; ++i) names += "/K" + std::to_string(i) + " 1 0 R";
    const std::vector<std::string> values = {
        "null", "42", "(texto)", "/Nombre", "[]", "<<>>", "1 0 R", "[1 0 R 2 0 R 3 0 R 4 0 R 5 0 R 6 0 R]", "<</Kids[1 0 R 2 0 R 3 0 R 5 0 R]>>",
        "<</Type/Catalog/Pages 1 0 R/AcroForm 1 0 R/Fields[1 0 R 5 0 R]/DSS 1 0 R>>", "<</Type/Catalog/Pages 3 0 R/AcroForm 5 0 R/DSS<</Certs[4 0 R 6 0 R]/VRI 1 0 R>>>>",
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 5 0 R/SigFlags(3)>>/Perms<</DocMDP 6 0 R>>>>",
        "<</Type/Pages/Count -1/Kids[2 0 R 2 0 R]/Parent 2 0 R>>", "<</FT/Sig/T(a)/Kids[5 0 R 5 0 R]/Parent 5 0 R/V 5 0 R>>", "<</FT/Sig/V<</ByteRange[6 0 R 6 0 R]/Contents 6 0 R>>>>",
        "<</Length 99999999999>>stream\nx\nendstream", "<</Length 1/Filter/FlateDecode>>stream\nx\nendstream", "<</Length 6 0 R>>stream\n\nendstream", deep, names + ">>"};
    for (int object = 1; object <= 6; ++object)
        for (const auto& value : values) {
            INFO(object << " is " << value.substr(0, 60));
            const std::string pdf = tiny_pdf::update(base, {{object, value}}, 7);
            const auto report = verify::verify_pdf(pdf, options());
            if (report && object != 6) {
                const bool shown_signed = !report->signatures.empty() && report->signatures[0].verdict == verify::Verdict::valid;
                CHECK_FALSE(shown_signed);
            }
            (void)verify::prepare_signature(pdf, {.signature_bytes = 64});
            (void)verify::prepare_document_timestamp(pdf, 64);
            model::ValidationData data;
            data.crls = {"x"};
            (void)verify::add_validation_data(pdf, data);
        }
}
