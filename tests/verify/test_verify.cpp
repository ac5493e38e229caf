// What verify says of one signature: whole, tampered, by the wrong people, at the wrong time.

#include "verify/signed_pdf.hpp"

#include "base/files.hpp"
#include "base/hash.hpp"
#include "sign/support/command.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace legajo;
using namespace signed_pdf;
using verify::Trust;
using verify::Verdict;

TEST_CASE("A whole signature: who, when, what it covers") {
    const auto report = report_of(tiny({8192, "ETSI.CAdES.detached", "/Reason(Requerimiento)/Location(Madrid)/Name(Ana)"}));
    REQUIRE(report.signatures.size() == 1);
    const auto& signature = report.signatures.front();
    CHECK(signature.problems.empty());
    CHECK(signature.verdict == Verdict::valid);
    CHECK(signature.level == verify::Level::b_b);
    CHECK(signature.field == "firma-1");
    CHECK(signature.signer->common_name == "Ana Núñez Ibáñez");
    CHECK(signature.signer->key == "EC P-256");
    CHECK(signature.chain.size() == 1);
    CHECK(signature.chain.front().common_name == "Autoridad de pruebas");
    REQUIRE(signature.claimed_time);
    CHECK(signature.claimed_time->iso8601() == "2026-06-01T10:00:00+02:00");
    CHECK(signature.reason == "Requerimiento");
    CHECK(signature.location == "Madrid");
    CHECK(signature.covers_whole_file);
    CHECK(signature.revision == 1);
    CHECK(report.revisions == 1);
    CHECK(signature.trust == Trust::trusted);
    CHECK(signature.revocation == verify::Revocation::unknown);
    CHECK(report.problems.empty());
}

TEST_CASE("A changed byte anywhere is never called whole") {
    const std::string pdf = tiny({1900});
    REQUIRE(verdict_of(pdf) == "valid");
    const std::size_t step = 1;
    for (std::size_t at = 0; at < pdf.size(); at += step) {
        std::string changed = pdf;
        changed[at] = static_cast<char>(changed[at] ^ (at % 2 ? 0x20 : 0x01));
        const std::string verdict = verdict_of(changed);
        if (verdict == "valid" || verdict == "intact") {
            INFO("byte " << at << " of " << pdf.size());
            FAIL_CHECK(verdict);
        }
    }
}

TEST_CASE("Trust is a question of anchors and time") {
    const std::string pdf = tiny();
    auto asked = options();
    asked.anchors_pem.clear();
    auto report = verify::verify_pdf(pdf, asked);
    CHECK(report->signatures.front().trust == Trust::no_anchors);
    CHECK(report->signatures.front().verdict == Verdict::intact);

    asked.anchors_pem = {test_pki::make_root("Otra autoridad", test_pki::Kind::p256).pem()};
    report = verify::verify_pdf(pdf, asked);
    CHECK(report->signatures.front().trust == Trust::untrusted);
    CHECK(report->signatures.front().verdict == Verdict::intact);
    CHECK(report->signatures.front().problems.front().code == "verify.chain_untrusted");

    asked = options();
    asked.at.unix_seconds += 366 * test_pki::day;
    report = verify::verify_pdf(pdf, asked);
    CHECK(report->signatures.front().trust == Trust::untrusted);
    CHECK(report->signatures.front().trust_reason == "certificate has expired");
}

TEST_CASE("The certificate is bound to the signature") {
    // Same key and name, another certificate of the same authority: the signature value fits, the binding does not.
    const auto first = test_pki::issue(root(), test_pki::Kind::rsa2048);
    const auto twin = test_pki::issue(root(), test_pki::Kind::rsa2048, {.serial = 77});
    const auto again = test_pki::issue(root(), test_pki::Kind::rsa2048, {.name = "Luz Núñez Ibáñez", .serial = 77});
    const auto made = signer_of(twin, {});
    auto pdf = tiny_pdf::with_hole({4096});
    sign::sign_in_place(pdf.bytes, pdf.hole, *made);
    REQUIRE(verdict_of(pdf.bytes) == "valid");
    // Swap the certificate inside the CMS for one with the same serial and length.
    REQUIRE(twin.der().size() == again.der().size());
    const auto hex = [](const std::string& bytes) {
        std::string out;
        for (const char c : bytes) {
            constexpr char digits[] = "0123456789abcdef";
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        }
        return out;
    };
    const std::string old_hex = hex(twin.der()), new_hex = hex(again.der());
    const std::size_t at = pdf.bytes.find(old_hex);
    REQUIRE(at != std::string::npos);
    pdf.bytes.replace(at, old_hex.size(), new_hex);
    CHECK(codes_of(pdf.bytes) == "verify.binding_wrong");
}

TEST_CASE("Signatures of other programs: openssl cms with and without PAdES attributes") {
    const test_pki::Folder folder;
    const auto leaf = test_pki::issue(root(), test_pki::Kind::rsa2048);
    const auto key = folder.write("k.pem", leaf.key_pem()).string(), certificate = folder.write("c.pem", leaf.pem()).string();
    const auto sign_with = [&](const std::string& sub_filter, std::vector<std::string> more) {
        auto pdf = tiny_pdf::with_hole({4096, sub_filter});
        std::string range = "[0 " + std::to_string(pdf.hole.contents_begin) + ' ' + std::to_string(pdf.hole.contents_end) + ' ' +
                            std::to_string(pdf.bytes.size() - pdf.hole.contents_end);
        range.resize(pdf.hole.byte_range_end - pdf.hole.byte_range_begin - 1, ' ');
        pdf.bytes.replace(pdf.hole.byte_range_begin, range.size() + 1, range + "]");
        const auto content = folder.write("content", pdf.bytes.substr(0, pdf.hole.contents_begin) + pdf.bytes.substr(pdf.hole.contents_end)).string();
        const auto out = (folder.path() / "out.der").string();
        std::vector<std::string> command = {"openssl", "cms", "-sign", "-binary", "-in", content, "-signer", certificate, "-inkey", key, "-outform", "DER", "-out", out};
        command.insert(command.end(), more.begin(), more.end());
        REQUIRE(run_command(command).status == 0);
        const std::string der = base::read_file(out);
        std::string hex = base::hex({reinterpret_cast<const std::uint8_t*>(der.data()), der.size()});
        pdf.bytes.replace(pdf.hole.contents_begin + 1, hex.size(), hex);
        return pdf.bytes;
    };
    CHECK(codes_of(sign_with("adbe.pkcs7.detached", {})).empty());
    CHECK(report_of(sign_with("adbe.pkcs7.detached", {})).signatures.front().level == verify::Level::none);
    CHECK(codes_of(sign_with("ETSI.CAdES.detached", {"-cades"})) == "verify.signing_time_attribute");
    CHECK(codes_of(sign_with("ETSI.CAdES.detached", {})) == "verify.binding_missing verify.signing_time_attribute");
    CHECK(codes_of(sign_with("adbe.pkcs7.detached", {"-noattr"})) == "verify.no_signed_attributes");
    CHECK(codes_of(sign_with("adbe.pkcs7.detached", {"-nodetach"})) == "verify.cms_not_detached");
    CHECK(codes_of(sign_with("adbe.pkcs7.detached", {"-nocerts"})) == "verify.certificate_missing");
    CHECK(codes_of(sign_with("adbe.pkcs7.detached", {"-md", "sha1"})) == "verify.weak_algorithm");
    CHECK(codes_of(sign_with("adbe.pkcs7.sha1", {})) == "verify.sub_filter_unsupported");
    CHECK(codes_of(sign_with("adbe.pkcs7.detached", {"-md", "sha512"})).empty());
    CHECK(codes_of(sign_with("adbe.pkcs7.detached", {"-keyopt", "rsa_padding_mode:pss"})).empty());
}

TEST_CASE("A file without signatures says so; what is no PDF is refused") {
    const auto report = report_of(tiny_pdf::plain());
    CHECK(report.signatures.empty());
    CHECK(report.problems.front().code == "verify.no_signatures");
    const auto prepared = report_of(tiny_pdf::plain());
    CHECK(codes_of("no soy un PDF") == "verify.pdf_unreadable");
    CHECK(codes_of("") == "verify.pdf_unreadable");
}

TEST_CASE("Random damage never crashes") {
    const std::string pdf = tiny({1900});
    std::mt19937 random(20260601);
    for (int round = 0; round < 1500; ++round) {
        std::string damaged = pdf;
        const int strokes = 1 + static_cast<int>(random() % 6);
        for (int i = 0; i < strokes; ++i) {
            if (damaged.empty()) break;
            const std::size_t at = random() % damaged.size();
            switch (random() % 4) {
            case 0: damaged[at] = static_cast<char>(random()); break;
            case 1: damaged.erase(at, random() % 40); break;
            case 2: damaged.insert(at, damaged.substr(random() % damaged.size(), random() % 60)); break;
            default: damaged.resize(std::max<std::size_t>(at, 1)); break;
            }
        }
        const std::string verdict = verdict_of(damaged);
        // White space behind the end is nobody's.
        const std::size_t end = damaged.find_last_not_of(" \r\n") + 1;
        const bool same_words = damaged.substr(0, end) == pdf.substr(0, pdf.size() - 1);
        INFO("round " << round);
        if (!same_words) CHECK(verdict != "valid");
    }
}
