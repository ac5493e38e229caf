// What a user may write after --sign, and that no secret passes that way.

#include "base/error.hpp"
#include "sign/key_spec.hpp"
#include "sign/secret.hpp"
#include "sign/support/pki.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace legajo;

TEST_CASE("Key specifications") {
    const auto p12 = sign::KeySpec::parse("p12:/llaves/firma.p12");
    REQUIRE(p12.ok());
    CHECK(p12->file == "/llaves/firma.p12");
    CHECK(p12->name() == "firma.p12");
    const auto pem = sign::KeySpec::parse("pem:c.pem,k.pem");
    REQUIRE(pem.ok());
    CHECK(pem->key_file == "k.pem");
    const auto token = sign::KeySpec::parse("pkcs11:/usr/lib/softhsm/libsofthsm2.so?token=Mi%20ficha&object=firma&id=0aFF");
    REQUIRE(token.ok());
    CHECK(token->token == "Mi ficha");
    CHECK(token->object_id_hex == "0aff");

    const auto [text, code] = GENERATE(table<std::string, std::string>({{"", "sign.key_spec_malformed"},
                                                                        {"firma.p12", "sign.key_spec_malformed"},
                                                                        {"p12:", "sign.key_spec_malformed"},
                                                                        {"pem:a,b,c", "sign.key_spec_malformed"},
                                                                        {"pem:a,", "sign.key_spec_malformed"},
                                                                        {"pkcs11:", "sign.key_spec_malformed"},
                                                                        {"pkcs11:m?token", "sign.key_spec_malformed"},
                                                                        {"pkcs11:m?token=%4", "sign.key_spec_malformed"},
                                                                        {"pkcs11:m?id=xyz", "sign.key_spec_malformed"},
                                                                        {"pkcs11:m?color=rojo", "sign.key_spec_malformed"},
                                                                        {"pkcs11:m?pin-value=1234", "sign.secret_on_command_line"},
                                                                        {"pkcs11:m?PIN=1234", "sign.secret_on_command_line"},
                                                                        {"p12:f.p12?password=x", "sign.secret_on_command_line"}}));
    INFO(text);
    const auto bad = sign::KeySpec::parse(text);
    REQUIRE_FALSE(bad.ok());
    CHECK(bad.problems().front().code == code);
    for (const auto& [name, value] : bad.problems().front().arguments) CHECK(value.find("1234") == std::string::npos);
}

TEST_CASE("Secrets come from the file, then the environment, then the prompt, asked once") {
    const test_pki::Folder folder;
    std::map<std::string, std::string> environment;
    int prompts = 0;
    const auto make = [&] {
        return std::make_unique<sign::OutsideSecrets>(
            [&](const std::string& name) { return environment.contains(name) ? std::optional(environment[name]) : std::nullopt; },
            [&](const std::string&) { return ++prompts, std::optional<std::string>("tecleado"); });
    };
    const auto prompted = make();
    CHECK(prompted->secret_for("x")->view() == "tecleado");
    CHECK(prompted->secret_for("x")->view() == "tecleado");
    CHECK(prompts == 1);
    environment["LEGAJO_KEY_PASSWORD"] = "del entorno";
    CHECK(make()->secret_for("x")->view() == "del entorno");
    environment["LEGAJO_KEY_PASSWORD_FILE"] = folder.write("clave.txt", "del fichero\r\nsegunda línea").string();
    CHECK(make()->secret_for("x")->view() == "del fichero");
    environment["LEGAJO_KEY_PASSWORD_FILE"] = (folder.path() / "no-existe").string();
    CHECK_THROWS_AS(make()->secret_for("x"), base::Error);
    CHECK(prompts == 1);
}
