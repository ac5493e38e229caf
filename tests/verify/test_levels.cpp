// B-B, B-T, B-LT, B-LTA: reached one after the other, told by verify, never taken for more than they are.

#include "base/error.hpp"
#include "sign/support/authority.hpp"
#include "sign/support/command.hpp"
#include "sign/levels.hpp"
#include "sign/timestamp.hpp"
#include "sign/validation.hpp"
#include "verify/increment.hpp"
#include "verify/signed_pdf.hpp"

#include <catch2/catch.hpp>

#include <cctype>
#include <ctime>

using namespace legajo;
using verify::Level;
using verify::Revocation;

namespace {

// A whole world: root with CRL and OCSP over loopback, an intermediate, a signer, a time-stamp authority. `openssl ts` stamps by this
// machine's clock, so this world lives around it; no assertion depends on which day that is.
struct World {
    std::int64_t now = static_cast<std::int64_t>(std::time(nullptr));
    test_pki::Identity root = test_pki::make_root("Raíz de pruebas");
    std::unique_ptr<Loopback> server;
    test_pki::Identity middle, leaf, responder, stamper;
    std::unique_ptr<TimestampAuthority> authority;
    std::unique_ptr<sign::Signer> signer;
    bool leaf_revoked = false, ocsp_broken = false, crl_stale = false;

    World() {
        server = std::make_unique<Loopback>([this](const Loopback::Request& request) { return answer(request); });
        const auto wish = [&](const std::string& name) {
            test_pki::Wish out;
            out.name = name;
            out.from = now - 100 * test_pki::day;
            out.to = now + 300 * test_pki::day;
            return out;
        };
        auto middle_wish = wish("Intermedia de pruebas");
        middle_wish.authority = true;
        middle_wish.key_usage = "critical,keyCertSign,cRLSign";
        middle_wish.crl_url = server->url("/root.crl");
        middle = test_pki::issue(root, test_pki::Kind::p256, middle_wish);
        auto leaf_wish = wish("Ana Núñez Ibáñez");
        leaf_wish.ocsp_url = server->url("/ocsp");
        leaf_wish.crl_url = server->url("/middle.crl");
        leaf_wish.issuer_url = server->url("/middle.cer");
        leaf = test_pki::issue(middle, test_pki::Kind::p256, leaf_wish);
        auto responder_wish = wish("Responde OCSP");
        responder_wish.extended_key_usage = "OCSPSigning";
        responder_wish.ocsp_nocheck = true;
        responder = test_pki::issue(middle, test_pki::Kind::p256, responder_wish);
        auto stamper_wish = wish("Sello de tiempo");
        stamper_wish.crl_url = server->url("/root.crl");
        stamper = make_timestamp_identity(root, stamper_wish);
        authority = std::make_unique<TimestampAuthority>(stamper, std::vector<const test_pki::Identity*>{&root});
        signer = signed_pdf::signer_of(leaf, {}); // the intermediate must be fetched
    }

    Loopback::Answer answer(const Loopback::Request& request) {
        const std::int64_t from = now - (crl_stale ? 60 : 1) * test_pki::day, to = now + (crl_stale ? -30 : 30) * test_pki::day;
        if (request.path == "/middle.cer") return {200, "application/pkix-cert", middle.der()};
        if (request.path == "/root.crl") return {200, "application/pkix-crl", test_pki::crl(root, {}, from, to)};
        const std::vector<const test_pki::Identity*> revoked = leaf_revoked ? std::vector<const test_pki::Identity*>{&leaf} : std::vector<const test_pki::Identity*>{};
        if (request.path == "/middle.crl") return {200, "application/pkix-crl", test_pki::crl(middle, revoked, from, to, now - test_pki::day)};
        if (request.path == "/ocsp" && !ocsp_broken)
            return {200, "application/ocsp-response",
                    test_pki::ocsp_response(responder, middle, leaf, leaf_revoked ? test_pki::Status::revoked : test_pki::Status::good, now - test_pki::day,
                                            now + 7 * test_pki::day, now - test_pki::day)};
        return {404, "text/plain", "no"};
    }

    sign::TimestampOptions stamp_options() const {
        sign::TimestampOptions options;
        options.authorities = {authority->url()};
        options.random_bytes = [counter = std::uint8_t{0}](std::span<std::uint8_t> bytes) mutable {
            for (auto& byte : bytes) byte = ++counter;
        };
        return options;
    }

    verify::SignatureReport judged(const std::string& pdf, std::size_t which = 0, std::int64_t later = 0) const {
        verify::VerifyOptions options;
        options.anchors_pem = {root.pem()};
        options.at = {now + 3600 + later, 0};
        const auto report = verify::verify_pdf(pdf, options);
        REQUIRE(report.ok());
        REQUIRE(report->signatures.size() > which);
        for (const auto& problem : report->signatures[which].problems) UNSCOPED_INFO(problem.code << ' ' << problem.arguments[0].second);
        return report->signatures[which];
    }
};

std::string with_signature(World& world, const std::string& pdf, sign::TimestampClient* stamps) {
    verify::SignatureWish wish;
    wish.signature_bytes = world.signer->signature_size_bound(stamps);
    wish.issued_at = {world.now, 0};
    auto increment = verify::prepare_signature(pdf, wish);
    REQUIRE(increment.ok());
    std::string out = pdf + increment->appended;
    sign::sign_in_place(out, increment->hole, *world.signer, stamps);
    return out;
}

std::string with_validation_data(World& world, const std::string& pdf, const sign::TimestampClient& stamps) {
    sign::ValidationGatherer gatherer({.known_certificates_pem = {world.root.pem()}});
    auto data = gatherer.gather({world.signer->chain_der(), stamps.last().certificates_der}, {world.now, 0});
    for (const auto& problem : data.problems()) UNSCOPED_INFO(problem.code << ' ' << problem.arguments[1].second);
    REQUIRE(data.ok());
    auto increment = verify::add_validation_data(pdf, *data);
    REQUIRE(increment.ok());
    return pdf + increment->appended;
}

std::string with_document_timestamp(const std::string& pdf, sign::TimestampClient& stamps) {
    auto increment = verify::prepare_document_timestamp(pdf, stamps.token_size_bound());
    REQUIRE(increment.ok());
    std::string out = pdf + increment->appended;
    sign::timestamp_in_place(out, increment->hole, stamps);
    return out;
}

} // namespace

TEST_CASE("Each level is reached, told, and survives the end of the certificate as far as it can") {
    World world;
    sign::TimestampClient stamps(world.stamp_options());
    const std::int64_t after_expiry = 400 * test_pki::day;

    const std::string b_b = with_signature(world, tiny_pdf::plain(), nullptr);
    CHECK(world.judged(b_b).level == Level::b_b);

    const std::string b_t = with_signature(world, tiny_pdf::plain(), &stamps);
    const auto stamped = world.judged(b_t);
    CHECK(stamped.level == Level::b_t);
    REQUIRE(stamped.timestamp);
    CHECK(stamped.timestamp->intact);
    CHECK(stamped.timestamp->trust == verify::Trust::trusted);
    CHECK(stamped.timestamp->authority.common_name == "Sello de tiempo");
    CHECK(stamped.judged_at.unix_seconds == stamped.timestamp->time.unix_seconds);

    const std::string b_lt = with_validation_data(world, b_t, stamps);
    CHECK(b_lt.starts_with(b_t));
    const auto kept = world.judged(b_lt);
    CHECK(kept.level == Level::b_lt);
    CHECK(kept.verdict == verify::Verdict::valid);
    CHECK(kept.revocation == Revocation::good);
    CHECK(kept.changes_after.size() == 1);
    CHECK(kept.changes_after[0].kind == verify::ChangeKind::validation_data);
    CHECK(kept.chain.size() == 2);

    const std::string b_lta = with_document_timestamp(b_lt, stamps);
    const auto archived = world.judged(b_lta);
    CHECK(archived.level == Level::b_lta);
    CHECK(archived.verdict == verify::Verdict::valid);
    CHECK(world.judged(b_lta, 1).kind == verify::SignatureKind::document_timestamp);
    CHECK(world.judged(b_lta, 1).covers_whole_file);

    // After the signer's certificate ended: without a time-stamp nobody knows when it was made.
    CHECK(world.judged(b_b, 0, after_expiry).verdict == verify::Verdict::intact);
    CHECK(world.judged(b_lt, 0, after_expiry).verdict == verify::Verdict::valid);
    CHECK(world.judged(b_lta, 0, after_expiry).verdict == verify::Verdict::valid);

    const test_pki::Folder folder;
    const auto file = folder.write("lta.pdf", b_lta).string();
    const auto qpdf = run_command({"qpdf", "--check", file});
    CHECK(qpdf.status == 0);
    const auto poppler = run_command({"pdfsig", "-nocert", file});
    INFO(poppler.output);
    CHECK(poppler.output.find("Signature is Valid.") != std::string::npos);
    CHECK(poppler.output.find("Invalid") == std::string::npos);
}

TEST_CASE("A byte changed in any part of the archive is seen") {
    World world;
    sign::TimestampClient stamps(world.stamp_options());
    const std::string whole = with_document_timestamp(with_validation_data(world, with_signature(world, tiny_pdf::plain(), &stamps), stamps), stamps);
    verify::VerifyOptions options;
    options.anchors_pem = {world.root.pem()};
    options.at = {world.now + 3600, 0};
    for (std::size_t at = 7; at < whole.size(); at += 97) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x01);
        const auto report = verify::verify_pdf(changed, options);
        INFO("byte " << at << " of " << whole.size());
        CHECK((!report || !report->all_valid() || report->signatures.size() < 2));
    }
}

TEST_CASE("Validation data that an archive time-stamp covers may not be taken away") {
    World world;
    sign::TimestampClient stamps(world.stamp_options());
    const std::string whole = with_document_timestamp(with_validation_data(world, with_signature(world, tiny_pdf::plain(), &stamps), stamps), stamps);
    const std::size_t root = whole.rfind("/DSS "), catalog = whole.rfind("1 0 obj", root), end = whole.find("endobj", root), size = whole.rfind("/Size ");
    REQUIRE(catalog != std::string::npos);
    std::string without = whole.substr(catalog + 8, end - catalog - 8);
    const std::size_t entry = without.find("/DSS "), after = without.find('R', entry) + 1;
    without.erase(entry, after - entry);
    const std::string stripped = tiny_pdf::update(whole, {{1, without}}, std::stoi(whole.substr(size + 6)));
    CHECK(world.judged(whole, 1).verdict == verify::Verdict::valid);
    CHECK(world.judged(stripped, 1).verdict == verify::Verdict::invalid);
}

TEST_CASE("A byte changed in a signature's hole is seen, also inside its time-stamp and the certificates that this brings") {
    World world;
    sign::TimestampClient stamps(world.stamp_options());
    const std::string whole = with_signature(world, tiny_pdf::plain(), &stamps);
    const std::size_t from = whole.find("/Contents", whole.find("/ByteRange") - 40), hole = whole.find('<', from) + 1, end = whole.find('>', hole);
    REQUIRE(end - hole > 5000);
    for (std::size_t at = hole; at < end; at += 11) {
        std::string changed = whole;
        const std::string digits = "0123456789abcdef";
        const auto digit = digits.find(static_cast<char>(std::tolower(static_cast<unsigned char>(changed[at]))));
        REQUIRE(digit != std::string::npos);
        const char other = digits[digit ^ 1U];
        changed[at] = static_cast<char>(std::isupper(static_cast<unsigned char>(changed[at])) ? std::toupper(static_cast<unsigned char>(other)) : other);
        INFO("digit " << at - hole << " of " << end - hole);
        CHECK(world.judged(changed).verdict != verify::Verdict::valid);
    }
}

TEST_CASE("Revoked before signing: not signed at B-LT, and called revoked") {
    World world;
    sign::TimestampClient stamps(world.stamp_options());
    const std::string pdf = with_signature(world, tiny_pdf::plain(), &stamps);
    world.leaf_revoked = true;
    for (const bool broken : {false, true}) { // by OCSP, then by CRL
        world.ocsp_broken = broken;
        sign::ValidationGatherer gatherer({.known_certificates_pem = {world.root.pem()}});
        const auto data = gatherer.gather({world.signer->chain_der()}, {world.now, 0});
        REQUIRE_FALSE(data.ok());
        CHECK(data.problems().front().code == "sign.certificate_revoked");
    }
    model::ValidationData told;
    told.certificates = {world.middle.der()};
    told.crls = {test_pki::crl(world.middle, {&world.leaf}, world.now - test_pki::day, world.now + test_pki::day, world.now - test_pki::day)};
    const auto increment = verify::add_validation_data(pdf, told);
    REQUIRE(increment.ok());
    const auto report = world.judged(pdf + increment->appended);
    CHECK(report.revocation == Revocation::revoked);
    CHECK(report.verdict == verify::Verdict::invalid);
}

TEST_CASE("Long-term data that cannot be had is an error, never a lower level") {
    World world;
    world.ocsp_broken = true;
    {
        sign::ValidationGatherer gatherer({.known_certificates_pem = {world.root.pem()}});
        const auto data = gatherer.gather({world.signer->chain_der()}, {world.now, 0}); // the CRL steps in
        CHECK(data.ok());
        CHECK(data->ocsp_responses.empty());
        CHECK(data->crls.size() == 2);
    }
    world.crl_stale = true;
    sign::ValidationGatherer gatherer({.known_certificates_pem = {world.root.pem()}});
    const auto data = gatherer.gather({world.signer->chain_der()}, {world.now, 0});
    REQUIRE_FALSE(data.ok());
    CHECK(data.problems().size() == 2); // signer and intermediate, told together
    CHECK(data.problems()[0].code == "sign.revocation_unavailable");
    CHECK(data.problems()[1].code == "sign.revocation_unavailable");
}

TEST_CASE("A batch asks the authorities once") {
    World world;
    sign::ValidationGatherer gatherer({.known_certificates_pem = {world.root.pem()}});
    REQUIRE(gatherer.gather({world.signer->chain_der()}, {world.now, 0}).ok());
    const int asked = world.server->requests();
    REQUIRE(gatherer.gather({world.signer->chain_der()}, {world.now + 60, 0}).ok());
    CHECK(world.server->requests() == asked);
}

TEST_CASE("Validation data is stored once, and each signature has its entry") {
    World world;
    sign::TimestampClient stamps(world.stamp_options());
    std::string pdf = with_validation_data(world, with_signature(world, tiny_pdf::plain(), &stamps), stamps);
    const std::string once = pdf;
    pdf = with_validation_data(world, with_signature(world, pdf, &stamps), stamps);
    const test_pki::Folder folder;
    const auto shown = run_command({"qpdf", "--show-object=trailer", folder.write("x.pdf", pdf).string()});
    CHECK(shown.status == 0);
    CHECK(world.judged(pdf, 0).level == Level::b_lt);
    CHECK(world.judged(pdf, 1).level == Level::b_lt);
    CHECK(world.judged(pdf, 0).verdict == verify::Verdict::valid);
    std::size_t entries = 0;
    const std::size_t vri = pdf.rfind("/VRI");
    for (std::size_t at = vri; (at = pdf.find("/Cert[", at)) != std::string::npos; ++at) ++entries;
    CHECK(entries == 1); // the new one; the old one is read back and written as it was
}

namespace {

struct DirectIncrements final : sign::IncrementMaker {
    static base::Result<sign::PreparedIncrement> translated(base::Result<verify::Increment> made) {
        if (!made) return made.problems();
        return sign::PreparedIncrement{made->appended, made->hole};
    }
    base::Result<sign::PreparedIncrement> validation_data(std::string_view pdf, const model::ValidationData& data) override {
        return translated(verify::add_validation_data(pdf, data));
    }
    base::Result<sign::PreparedIncrement> document_timestamp(std::string_view pdf, std::size_t token_bytes) override {
        return translated(verify::prepare_document_timestamp(pdf, token_bytes));
    }
};

} // namespace

TEST_CASE("The level asked for, or problems and no file") {
    World world;
    sign::TimestampClient stamps(world.stamp_options());
    sign::ValidationGatherer gatherer({.known_certificates_pem = {world.root.pem()}});
    DirectIncrements increments;
    const sign::LevelTools tools{*world.signer, stamps, gatherer, increments};
    const std::string pdf = with_signature(world, tiny_pdf::plain(), &stamps);
    const auto raised = [&](sign::SignatureLevel level) { return sign::raise_level(pdf, level, tools, {world.now, 0}); };
    CHECK(*raised(sign::SignatureLevel::b_t) == pdf);
    CHECK(world.judged(*raised(sign::SignatureLevel::b_lt)).level == Level::b_lt);
    CHECK(world.judged(*raised(sign::SignatureLevel::b_lta)).level == Level::b_lta);
    // The second signer of the company on top of an archive: everything before stays, and it may be raised again.
    const std::string archived = *raised(sign::SignatureLevel::b_lta);
    const auto again = sign::raise_level(with_signature(world, archived, &stamps), sign::SignatureLevel::b_lta, tools, {world.now, 0});
    REQUIRE(again.ok());
    CHECK(again->starts_with(archived));
    CHECK(world.judged(*again, 0).verdict == verify::Verdict::valid);
    CHECK(world.judged(*again, 2).level == Level::b_lta);

    sign::ValidationGatherer stranger({}); // does not know the root
    const auto refused = sign::raise_level(pdf, sign::SignatureLevel::b_lt, {*world.signer, stamps, stranger, increments}, {world.now, 0});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.problems().front().code == "sign.chain_incomplete_for_level");
}
