// A signature of each kind of key, read by OpenSSL's own CMS reader and by poppler; and keys that may not sign.

#include "sign/place.hpp"
#include "sign/signer.hpp"
#include "sign/support/command.hpp"
#include "sign/support/pki.hpp"
#include "sign/support/tiny_pdf.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <thread>

using namespace legajo;
using test_pki::Kind;

namespace {

const test_pki::Identity& root() {
    static const test_pki::Identity identity = test_pki::make_root();
    return identity;
}

const base::Instant issue_time{test_pki::mid_2026, 120};

base::Result<std::unique_ptr<sign::Signer>> open(const std::string& spec_text, const std::string& secret = {}) {
    auto spec = sign::KeySpec::parse(spec_text);
    REQUIRE(spec.ok());
    if (secret.empty()) {
        sign::NoSecret none;
        return sign::Signer::open(*spec, none);
    }
    sign::GivenSecret given(secret);
    return sign::Signer::open(*spec, given);
}

std::string only_problem(const base::Problems& problems) { return problems.size() == 1 ? problems.front().code : std::to_string(problems.size()) + " problems"; }

std::string signed_bytes(const std::string& pdf, const model::SignatureHole& hole) {
    return pdf.substr(0, hole.contents_begin) + pdf.substr(hole.contents_end);
}

} // namespace

TEST_CASE("Every kind of key signs, and OpenSSL and poppler accept the signature") {
    const auto [kind, name] = GENERATE(table<Kind, std::string>({{Kind::rsa2048, "rsa2048"},
                                                                 {Kind::rsa3072, "rsa3072"},
                                                                 {Kind::rsa4096, "rsa4096"},
                                                                 {Kind::p256, "p256"},
                                                                 {Kind::p384, "p384"}}));
    INFO(name);
    const test_pki::Folder folder;
    const auto leaf = test_pki::issue(root(), kind);
    folder.write("id.p12", test_pki::pkcs12(leaf, {&root()}, "secreto"));
    folder.write("root.pem", root().pem());
    auto opened = open("p12:" + (folder.path() / "id.p12").string(), "secreto");
    REQUIRE(opened.ok());
    CHECK(opened.problems().empty());
    sign::Signer& signer = **opened;
    CHECK(signer.certificate().common_name == "Ana Núñez Ibáñez");
    CHECK(signer.fitness_at(issue_time).empty());
    CHECK(signer.chain_der().size() == 2);

    auto pdf = tiny_pdf::with_hole({signer.signature_size_bound()});
    const std::string before = signed_bytes(pdf.bytes, pdf.hole);
    sign::sign_in_place(pdf.bytes, pdf.hole, signer);

    const auto file = folder.write("signed.pdf", pdf.bytes);
    folder.write("content.bin", signed_bytes(pdf.bytes, pdf.hole));
    const auto digest = sign::digest_of(signer.digest_algorithm(), signed_bytes(pdf.bytes, pdf.hole));
    folder.write("sig.der", signer.make_signature(digest));
    const auto openssl = run_command({"openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", (folder.path() / "sig.der").string(), "-content",
                                      (folder.path() / "content.bin").string(), "-CAfile", (folder.path() / "root.pem").string(), "-cades", "-attime",
                                      std::to_string(test_pki::mid_2026), "-purpose", "any", "-out", "/dev/null"});
    CHECK(openssl.output == "CAdES Verification successful\n");
    CHECK(openssl.status == 0);
    const auto poppler = run_command({"pdfsig", "-nocert", file.string()});
    INFO(poppler.output);
    CHECK(poppler.output.find("Signature is Valid.") != std::string::npos);
    CHECK(poppler.output.find("Total document signed") != std::string::npos);
    CHECK(poppler.output.find("ETSI.CAdES.detached") != std::string::npos);
}

TEST_CASE("RSA gives the same bytes each time, and the hole is exactly large enough") {
    const test_pki::Folder folder;
    const auto leaf = test_pki::issue(root(), Kind::rsa2048);
    folder.write("all.pem", leaf.key_pem() + leaf.pem() + root().pem());
    auto opened = open("pem:" + (folder.path() / "all.pem").string());
    REQUIRE(opened.ok());
    sign::Signer& signer = **opened;
    const auto digest = sign::digest_of(sign::DigestAlgorithm::sha256, "carta");
    const std::string first = signer.make_signature(digest);
    CHECK(first == signer.make_signature(digest));
    CHECK(first.size() == signer.signature_size_bound());

    const auto ec_leaf = test_pki::issue(root(), Kind::p256);
    folder.write("ec.pem", ec_leaf.key_pem() + ec_leaf.pem());
    auto ec = open("pem:" + (folder.path() / "ec.pem").string());
    REQUIRE(ec.ok());
    CHECK(ec.problems().front().code == "sign.chain_incomplete");
    std::size_t largest = 0;
    for (int i = 0; i < 200; ++i) largest = std::max(largest, (*ec)->make_signature(digest).size());
    CHECK(largest <= (*ec)->signature_size_bound());
    CHECK(largest + 3 >= (*ec)->signature_size_bound());
}

TEST_CASE("The signed attributes are three, in DER order, without a signing time") {
    const test_pki::Folder folder;
    const auto leaf = test_pki::issue(root(), Kind::p384);
    folder.write("all.pem", leaf.key_pem() + leaf.pem() + root().pem());
    auto opened = open("pem:" + (folder.path() / "all.pem").string());
    REQUIRE(opened.ok());
    folder.write("sig.der", (*opened)->make_signature(sign::digest_of(sign::DigestAlgorithm::sha384, "carta")));
    const auto parsed = run_command({"openssl", "asn1parse", "-inform", "DER", "-in", (folder.path() / "sig.der").string()});
    CHECK(parsed.status == 0);
    CHECK(parsed.output.find("signingTime") == std::string::npos);
    const auto content_type = parsed.output.find("contentType"), certificate = parsed.output.find("id-smime-aa-signingCertificateV2"),
               digest = parsed.output.find("messageDigest");
    CHECK(content_type < certificate); // 24, 55 and 63 bytes long: shorter encodings come first
    CHECK(certificate < digest);
    CHECK(digest < parsed.output.size());
}

TEST_CASE("Old and new identity files open") {
    const auto leaf = test_pki::issue(root(), Kind::rsa2048);
    const test_pki::Folder folder;
    const auto [cipher, name] = GENERATE(table<test_pki::Cipher, std::string>(
        {{test_pki::Cipher::modern, "AES-256"}, {test_pki::Cipher::triple_des, "triple DES"}, {test_pki::Cipher::legacy_rc2_40, "RC2-40"}}));
    INFO(name);
    const std::string spec = "p12:" + folder.write("id.p12", test_pki::pkcs12(leaf, {&root()}, "señal", cipher)).string();
    auto right = open(spec, "señal");
    REQUIRE(right.ok());
    CHECK((*right)->issuers().size() == 1);
    CHECK(only_problem(open(spec, "otra").problems()) == "sign.password_wrong");
    CHECK(only_problem(open(spec).problems()) == "sign.password_missing");
}

TEST_CASE("PEM: certificate and key in two files, encrypted key, chain in any order") {
    const auto middle = test_pki::issue(root(), Kind::p256, {.name = "Intermedia", .key_usage = "critical,keyCertSign", .authority = true});
    const auto leaf = test_pki::issue(middle, Kind::p256);
    const test_pki::Folder folder;
    const std::string certificates = folder.write("certs.pem", root().pem() + middle.pem() + leaf.pem()).string();
    auto plain = open("pem:" + certificates + "," + folder.write("key.pem", leaf.key_pem()).string());
    REQUIRE(plain.ok());
    CHECK((*plain)->issuers().size() == 2);
    CHECK((*plain)->issuers()[0].common_name == "Intermedia");
    const std::string sealed = "pem:" + certificates + "," + folder.write("sealed.pem", leaf.key_pem("clave")).string();
    CHECK(open(sealed, "clave").ok());
    CHECK(only_problem(open(sealed, "mal").problems()) == "sign.password_wrong");
    CHECK(only_problem(open(sealed).problems()) == "sign.password_missing");
}

TEST_CASE("What cannot sign is refused with its reason") {
    const test_pki::Folder folder;
    const auto leaf = test_pki::issue(root(), Kind::p256);
    const auto other = test_pki::issue(root(), Kind::p256);
    const auto path = [&](const std::string& name, const std::string& bytes) { return folder.write(name, bytes).string(); };
    const auto pem_of = [&](const test_pki::Identity& identity) { return "pem:" + path("x.pem", identity.pem() + identity.key_pem()); };
    CHECK(only_problem(open("p12:" + (folder.path() / "missing.p12").string(), "x").problems()) == "sign.key_file_unreadable");
    CHECK(only_problem(open("p12:" + path("junk.p12", "no soy un p12"), "x").problems()) == "sign.key_file_malformed");
    CHECK(only_problem(open("pem:" + path("c.pem", leaf.pem()) + "," + path("k.pem", other.key_pem())).problems()) == "sign.key_mismatch");
    CHECK(only_problem(open("pem:" + path("c.pem", leaf.pem())).problems()) == "sign.key_missing");
    CHECK(only_problem(open("pem:" + path("k.pem", leaf.key_pem())).problems()) == "sign.certificate_missing");
    CHECK(only_problem(open(pem_of(test_pki::issue(root(), Kind::rsa1024))).problems()) == "sign.key_too_weak");
    CHECK(only_problem(open(pem_of(test_pki::issue(root(), Kind::p521))).problems()) == "sign.key_unsupported");
    CHECK(only_problem(open(pem_of(test_pki::issue(root(), Kind::ed25519))).problems()) == "sign.key_unsupported");
}

TEST_CASE("The certificate is judged at the time of issue") {
    const test_pki::Folder folder;
    const auto fitness = [&](const test_pki::Wish& wish, std::int64_t at) {
        const auto leaf = test_pki::issue(root(), Kind::p256, wish);
        auto opened = open("pem:" + folder.write("x.pem", leaf.pem() + leaf.key_pem()).string());
        REQUIRE(opened.ok());
        const auto problems = (*opened)->fitness_at({at, 0});
        return problems.empty() ? std::string("fit") : only_problem(problems);
    };
    const std::int64_t year = 365 * test_pki::day, mid = test_pki::mid_2026;
    CHECK(fitness({}, mid) == "fit");
    CHECK(fitness({}, mid + year + 1) == "sign.certificate_expired");
    CHECK(fitness({}, mid + year) == "sign.certificate_expires_soon");
    CHECK(fitness({}, mid - year - 1) == "sign.certificate_not_yet_valid");
    CHECK(fitness({.key_usage = "critical,keyEncipherment"}, mid) == "sign.key_usage_forbids");
    CHECK(fitness({.key_usage = "critical,nonRepudiation"}, mid) == "fit");
    CHECK(fitness({.key_usage = ""}, mid) == "fit");
    CHECK(fitness({.key_usage = "critical,digitalSignature,keyCertSign", .authority = true}, mid) == "sign.certificate_is_authority");
}

TEST_CASE("Only a true hole is filled") {
    const test_pki::Folder folder;
    const auto leaf = test_pki::issue(root(), Kind::p256);
    auto opened = open("pem:" + folder.write("x.pem", leaf.pem() + leaf.key_pem()).string());
    REQUIRE(opened.ok());
    const auto code = [&](auto spoil) {
        auto pdf = tiny_pdf::with_hole({(*opened)->signature_size_bound()});
        spoil(pdf);
        try {
            sign::sign_in_place(pdf.bytes, pdf.hole, **opened);
        } catch (const base::Error& error) {
            return error.code();
        }
        return std::string("signed");
    };
    CHECK(code([](auto&) {}) == "signed");
    CHECK(code([](auto& pdf) { pdf.hole.contents_end = pdf.bytes.size() + 1; }) == "sign.hole_unsound");
    CHECK(code([](auto& pdf) { pdf.hole.contents_begin += 1; }) == "sign.hole_unsound");
    CHECK(code([](auto& pdf) { pdf.bytes[pdf.hole.contents_begin + 9] = '1'; }) == "sign.hole_unsound");
    CHECK(code([](auto& pdf) { pdf.hole.byte_range_begin = pdf.hole.contents_begin + 1; }) == "sign.hole_unsound");
    CHECK(code([](auto& pdf) { pdf = tiny_pdf::with_hole({100}); }) == "sign.hole_too_small");
}

TEST_CASE("The demo identity opens, says what it is, and may sign") {
    const std::string kind = GENERATE("rsa", "ec");
    const test_pki::Folder folder;
    REQUIRE(run_command({"sh", LEGAJO_SOURCE_DIR "/engine/sign/demo_identity.sh", folder.path().string(), kind}).status == 0);
    const auto environment = [&](const std::string& name) {
        return name == "LEGAJO_KEY_PASSWORD_FILE" ? std::optional((folder.path() / "demo-password.txt").string()) : std::nullopt;
    };
    sign::OutsideSecrets secrets(environment);
    auto opened = sign::Signer::open(*sign::KeySpec::parse("p12:" + (folder.path() / "demo.p12").string()), secrets);
    REQUIRE(opened.ok());
    CHECK(opened.problems().empty());
    CHECK((*opened)->certificate().common_name == "DEMO – sin validez");
    CHECK((*opened)->certificate().may_sign_documents);
    CHECK_FALSE((*opened)->certificate().is_authority);
    CHECK((*opened)->issuers().size() == 1);
}

TEST_CASE("Workers sign at the same time, each with its own session") {
    const test_pki::Folder folder;
    const auto leaf = test_pki::issue(root(), Kind::rsa2048);
    const std::string spec = "p12:" + folder.write("id.p12", test_pki::pkcs12(leaf, {&root()}, "secreto", test_pki::Cipher::legacy_rc2_40)).string();
    const auto digest = sign::digest_of(sign::DigestAlgorithm::sha256, "carta");
    std::vector<std::string> made(4);
    std::vector<std::thread> workers;
    for (auto& out : made)
        workers.emplace_back([&] {
            sign::GivenSecret secret("secreto");
            auto signer = sign::Signer::open(*sign::KeySpec::parse(spec), secret);
            for (int i = 0; signer && i < 20; ++i) out = (*signer)->make_signature(digest);
        });
    for (auto& worker : workers) worker.join();
    for (const auto& out : made) CHECK((!out.empty() && out == made.front()));
}
