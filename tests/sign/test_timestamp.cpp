// Time-stamps from a local authority: taken only when everything about them is right, from the first authority that gives one.

#include "base/error.hpp"
#include "sign/place.hpp"
#include "sign/signer.hpp"
#include "sign/support/authority.hpp"
#include "sign/support/tiny_pdf.hpp"
#include "sign/timestamp.hpp"

#include <catch2/catch.hpp>

using namespace legajo;

namespace {

const test_pki::Identity& root() {
    static const test_pki::Identity identity = test_pki::make_root();
    return identity;
}

const test_pki::Identity& stamper() {
    static const test_pki::Identity identity = make_timestamp_identity(root());
    return identity;
}

sign::TimestampOptions options_for(std::vector<std::string> urls) {
    sign::TimestampOptions options;
    options.authorities = std::move(urls);
    options.timeout = std::chrono::milliseconds(5000);
    options.random_bytes = [counter = std::uint8_t{0}](std::span<std::uint8_t> bytes) mutable {
        for (auto& byte : bytes) byte = ++counter;
    };
    return options;
}

const std::vector<std::uint8_t> digest = sign::digest_of(sign::DigestAlgorithm::sha256, "carta");

std::string failure_of(sign::TimestampClient& client) {
    try {
        (void)client.token_for(sign::DigestAlgorithm::sha256, digest);
    } catch (const base::Error& error) {
        CHECK(error.code() == "sign.timestamp_unavailable");
        return error.detail();
    }
    return "stamped";
}

} // namespace

TEST_CASE("The first authority that answers rightly gives the token") {
    TimestampAuthority authority(stamper(), {&root()});
    sign::TimestampClient client(options_for({deaf_url(), authority.url()}));
    const std::string token = client.token_for(sign::DigestAlgorithm::sha256, digest);
    CHECK(token.size() > 1000);
    CHECK(client.last().authority_url == authority.url());
    CHECK(client.last().certificates_der.size() == 2);
    CHECK(token.size() <= client.token_size_bound());
    CHECK(client.token_for(sign::DigestAlgorithm::sha384, sign::digest_of(sign::DigestAlgorithm::sha384, "carta")).size() > 1000);
}

TEST_CASE("Anchors decide whom to believe") {
    TimestampAuthority authority(stamper(), {&root()});
    auto options = options_for({authority.url()});
    options.anchors_pem = {root().pem()};
    sign::TimestampClient believed(options);
    CHECK(failure_of(believed) == "stamped");
    options.anchors_pem = {test_pki::make_root("Otra", test_pki::Kind::p256).pem()};
    sign::TimestampClient stranger(options);
    CHECK(failure_of(stranger).find("certificate verify error") != std::string::npos);
}

TEST_CASE("Answers that must not be taken") {
    TimestampAuthority authority(stamper(), {&root()});
    std::string recorded, other_query;
    const auto [what, reason, answer] = GENERATE_REF(table<std::string, std::string, std::function<std::string(const std::string&)>>({
        {"nothing", "no time-stamp response", [](const std::string&) { return std::string(); }},
        {"a page", "no time-stamp response", [](const std::string&) { return std::string("<html>"); }},
        {"damaged", "", [&](const std::string& query) {
             std::string out = authority.answer_to(query);
             out[out.size() - 5] = static_cast<char>(out[out.size() - 5] ^ 1);
             return out;
         }},
        {"with a tail", "no time-stamp response", [&](const std::string& query) { return authority.answer_to(query) + "x"; }},
        {"of another nonce", "nonce mismatch", [&](const std::string& query) {
             std::string other = query; // the nonce stands before certReq, the last three bytes
             other[other.size() - 4] = static_cast<char>(other[other.size() - 4] ^ 1);
             return authority.answer_to(other);
         }},
        {"of another imprint", "message imprint mismatch", [&](const std::string& query) {
             std::string other = query;
             const std::string bytes(digest.begin(), digest.end());
             other[other.find(bytes)] = static_cast<char>(other[other.find(bytes)] ^ 1);
             return authority.answer_to(other);
         }},
    }));
    INFO(what);
    Loopback server([&](const Loopback::Request& request) { return Loopback::Answer{200, "application/timestamp-reply", answer(request.body)}; });
    sign::TimestampClient client(options_for({server.url()}));
    const std::string failure = failure_of(client);
    CHECK(failure != "stamped");
    CHECK(failure.find(reason) != std::string::npos);
}

TEST_CASE("A certificate without the purpose cannot stamp") {
    // openssl refuses to stamp with such a certificate itself, so a sound answer is re-signed by nobody: the authority gives an error.
    const auto wrong = test_pki::issue(root(), test_pki::Kind::rsa2048);
    TimestampAuthority authority(wrong, {&root()});
    sign::TimestampClient client(options_for({authority.url()}));
    CHECK(failure_of(client) != "stamped");
}

TEST_CASE("All authorities fail: each is named with its reason, and no password") {
    Loopback broken([](const Loopback::Request&) { return Loopback::Answer{503, "text/plain", "luego"}; });
    std::string with_password = broken.url("/x?token=secreto");
    with_password.insert(7, "ana:clave@");
    sign::TimestampClient client(options_for({deaf_url(), with_password}));
    const std::string failure = failure_of(client);
    CHECK(failure.find("connect") != std::string::npos);
    CHECK(failure.find(broken.url("/x") + ": HTTP 503") != std::string::npos);
    CHECK(failure.find("clave") == std::string::npos);
    CHECK(failure.find("secreto") == std::string::npos);
    sign::TimestampClient none(options_for({}));
    CHECK(failure_of(none) == "no authority was given");
}

TEST_CASE("A signature with its time-stamp fits the hole that the dry run measured") {
    TimestampAuthority authority(stamper(), {&root()});
    sign::TimestampClient client(options_for({authority.url()}));
    const test_pki::Folder folder;
    const auto leaf = test_pki::issue(root(), test_pki::Kind::p256);
    sign::KeySpec spec = *sign::KeySpec::parse("pem:" + folder.write("x.pem", leaf.pem() + leaf.key_pem()).string());
    sign::NoSecret none;
    auto signer = sign::Signer::open(spec, none);
    REQUIRE(signer.ok());
    auto pdf = tiny_pdf::with_hole({(*signer)->signature_size_bound(&client)});
    sign::sign_in_place(pdf.bytes, pdf.hole, **signer, &client);
    CHECK(authority.requests() == 2);
    auto small = tiny_pdf::with_hole({(*signer)->signature_size_bound()});
    CHECK_THROWS_AS(sign::sign_in_place(small.bytes, small.hole, **signer, &client), base::Error);
}
