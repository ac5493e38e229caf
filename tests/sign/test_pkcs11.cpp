// Keys in a token: SoftHSM2 with a folder of its own, spoken to through the module as a card would be.

#include "base/error.hpp"
#include "sign/signer.hpp"
#include "sign/support/command.hpp"
#include "sign/support/pki.hpp"

#include <catch2/catch.hpp>
#include <p11-kit/pkcs11.h>

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

using namespace legajo;

namespace {

constexpr const char* module_path = "/usr/lib/softhsm/libsofthsm2.so";

// Two tokens in one folder; the module reads its configuration when it is loaded, so there is one folder for all tests.
struct Tokens {
    test_pki::Folder folder;
    test_pki::Identity root = test_pki::make_root();
    test_pki::Identity rsa = test_pki::issue(root, test_pki::Kind::rsa2048), p256 = test_pki::issue(root, test_pki::Kind::p256),
                       p384 = test_pki::issue(root, test_pki::Kind::p384);

    Tokens() {
        std::filesystem::create_directory(folder.path() / "tokens");
        const auto conf = folder.write("softhsm2.conf", "directories.tokendir = " + (folder.path() / "tokens").string() +
                                                            "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n");
        setenv("SOFTHSM2_CONF", conf.c_str(), 1);
        for (const char* label : {"Sello", "Vacía"})
            run({"softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", "4321"});
        put(rsa, "rsa", "01");
        put(p256, "p256", "02");
        put(p384, "p384", "03");
        folder.write("root.pem", root.pem());
    }

    void put(const test_pki::Identity& identity, const std::string& label, const std::string& id) const {
        const auto key = folder.write(label + ".pem", identity.key_pem()).string(), certificate = folder.write(label + ".der", identity.der()).string();
        run({"softhsm2-util", "--import", key, "--token", "Sello", "--label", label, "--id", id, "--pin", "4321"});
        run({"pkcs11-tool", "--module", module_path, "--token-label", "Sello", "--login", "--pin", "4321", "--write-object", certificate, "--type", "cert",
             "--id", id, "--label", label});
    }

    static void run(const std::vector<std::string>& command) {
        const auto result = run_command(command);
        INFO(result.output);
        REQUIRE(result.status == 0);
    }
};

Tokens& tokens() {
    static Tokens made;
    return made;
}

base::Result<std::unique_ptr<sign::Signer>> open(const std::string& query, const std::string& pin) {
    auto spec = sign::KeySpec::parse(std::string("pkcs11:") + module_path + query);
    REQUIRE(spec.ok());
    sign::GivenSecret secret(pin);
    return sign::Signer::open(*spec, secret);
}

std::string code_of(const base::Result<std::unique_ptr<sign::Signer>>& opened) { return opened ? "opened" : opened.problems().front().code; }

CK_FUNCTION_LIST* module_functions() {
    void* library = dlopen(module_path, RTLD_NOW);
    CK_FUNCTION_LIST* functions = nullptr;
    reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"))(&functions);
    return functions;
}

void close_all_sessions() {
    CK_FUNCTION_LIST* functions = module_functions();
    CK_SLOT_ID slots[16];
    CK_ULONG count = 16;
    REQUIRE(functions->C_GetSlotList(CK_TRUE, slots, &count) == CKR_OK);
    for (CK_ULONG i = 0; i < count; ++i) functions->C_CloseAllSessions(slots[i]);
}

void check_by_openssl(sign::Signer& signer) {
    const test_pki::Folder folder;
    const auto path = [&](const char* name) { return (folder.path() / name).string(); };
    folder.write("content", "carta");
    folder.write("sig.der", signer.make_signature(sign::digest_of(signer.digest_algorithm(), "carta")));
    folder.write("root.pem", tokens().root.pem());
    const auto result = run_command({"openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", path("sig.der"), "-content", path("content"), "-CAfile",
                                     path("root.pem"), "-cades", "-attime", std::to_string(test_pki::mid_2026), "-purpose", "any", "-out", "/dev/null"});
    INFO(result.output);
    CHECK(result.status == 0);
}

} // namespace

TEST_CASE("A wrong PIN is sent once in the life of the process") {
    tokens();
    CHECK(code_of(open("?token=Sello&object=rsa", "9999")) == "sign.pin_wrong");
    CHECK(code_of(open("?token=Sello&object=rsa", "9999")) == "sign.pin_already_refused");
    CHECK(code_of(open("?token=Sello&object=p256", "9999")) == "sign.pin_already_refused");
    CHECK(code_of(open("?token=Sello&object=rsa", "8888")) == "sign.pin_wrong");
    CHECK(code_of(open("?token=Sello&object=rsa", "4321")) == "opened");
    sign::NoSecret none;
    CHECK(code_of(sign::Signer::open(*sign::KeySpec::parse(std::string("pkcs11:") + module_path + "?token=Sello&object=rsa"), none)) ==
          "sign.password_missing");
}

TEST_CASE("RSA and both curves sign in the token, and OpenSSL accepts it") {
    const std::string chain = "&chain=" + (tokens().folder.path() / "root.pem").string();
    const auto query = GENERATE(std::string("?token=Sello&object=rsa"), std::string("?token=Sello&id=02"), std::string("?token=Sello&object=p384&id=03"));
    INFO(query);
    auto opened = open(query + chain, "4321");
    REQUIRE(opened.ok());
    CHECK((*opened)->issuers().size() == 1);
    check_by_openssl(**opened);
    CHECK((*opened)->make_signature(sign::digest_of((*opened)->digest_algorithm(), "x")).size() <= (*opened)->signature_size_bound());
}

TEST_CASE("A lost session is opened again, for every worker that had one") {
    tokens();
    auto first = open("?token=Sello&object=rsa", "4321"), second = open("?token=Sello&object=p256", "4321");
    REQUIRE(first.ok());
    REQUIRE(second.ok());
    close_all_sessions();
    check_by_openssl(**first);
    check_by_openssl(**second);
    close_all_sessions();
    check_by_openssl(**second);
}

TEST_CASE("Token or key that is not there, or not the only one") {
    tokens();
    CHECK(code_of(open("?token=Otra&object=rsa", "4321")) == "sign.token_not_found");
    CHECK(code_of(open("?object=rsa", "4321")) == "sign.token_ambiguous");
    CHECK(code_of(open("?token=Sello&object=nadie", "4321")) == "sign.object_not_found");
    CHECK(code_of(open("?token=Sello", "4321")) == "sign.object_ambiguous");
    CHECK(code_of(open("?token=Vac%C3%ADa", "4321")) == "sign.object_not_found");
    const auto missing = sign::KeySpec::parse("pkcs11:/no/existe.so");
    sign::NoSecret none;
    CHECK(code_of(sign::Signer::open(*missing, none)) == "sign.module_unusable");
}

TEST_CASE("Four workers with the same wrong PIN send it once; with the right one all sign") {
    tokens();
    const auto by_four = [](const std::string& pin) {
        std::vector<std::string> codes(4);
        std::vector<std::thread> workers;
        for (auto& code : codes)
            workers.emplace_back([&code, &pin] {
                sign::GivenSecret secret(pin);
                auto opened = sign::Signer::open(*sign::KeySpec::parse(std::string("pkcs11:") + module_path + "?token=Sello&object=p256"), secret);
                code = code_of(opened);
                const auto digest = sign::digest_of(sign::DigestAlgorithm::sha256, "carta");
                for (int i = 0; opened && i < 20; ++i) (void)(*opened)->make_signature(digest);
            });
        for (auto& worker : workers) worker.join();
        std::sort(codes.begin(), codes.end());
        return codes;
    };
    CHECK(by_four("7777") == std::vector<std::string>{"sign.pin_already_refused", "sign.pin_already_refused", "sign.pin_already_refused", "sign.pin_wrong"});
    CHECK(by_four("4321") == std::vector<std::string>(4, "opened"));
}
