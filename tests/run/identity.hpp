#pragma once
// A throw-away key for the tests, made once per test program by openssl.

#include "support/command.hpp"

#include <catch2/catch.hpp>

namespace legajo::test {

struct Identity {
    TemporaryFolder folder;
    std::filesystem::path file, anchor;

    Identity() : file(folder / "key.p12"), anchor(folder / "ca.pem") {
        const std::string f = folder.path().string();
        const auto end = run_command(
            "cd " + f +
            " && openssl req -x509 -newkey rsa:2048 -nodes -days 36500 -subj '/CN=Autoridad de prueba' -keyout ca.key -out ca.pem"
            " && openssl req -newkey rsa:2048 -nodes -subj '/CN=Firma de prueba' -keyout leaf.key -out leaf.csr"
            " && printf 'keyUsage=critical,digitalSignature,nonRepudiation\\nbasicConstraints=CA:FALSE\\n' > ext"
            " && openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 4660 -days 36000 -extfile ext -out leaf.pem"
            " && openssl pkcs12 -export -inkey leaf.key -in leaf.pem -certfile ca.pem -out key.p12 -passout pass:secreto");
        INFO(end.err);
        REQUIRE(end.status == 0);
    }
    // Environment and option that sign with it.
    [[nodiscard]] std::string prefix() const { return "LEGAJO_KEY_PASSWORD=secreto "; }
    [[nodiscard]] std::string option() const { return " --sign " + quoted("p12:" + file.string()); }
};

inline const Identity& identity() {
    static const Identity one;
    return one;
}

} // namespace legajo::test
