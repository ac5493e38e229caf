#pragma once
// A throw-away key for the tests, made once per test program by openssl (engine/sign/demo_identity.sh).

#include "support/command.hpp"

#include <catch2/catch.hpp>

namespace legajo::test {

struct Identity {
    TemporaryFolder folder;
    std::filesystem::path file, anchor;

    Identity() : file(folder / "demo.p12"), anchor(folder / "demo-root.pem") {
        // Valid 2020 to 2049, so that no test depends on today.
        const auto end = run_command("bash " + quoted(std::filesystem::path(LEGAJO_SOURCE_DIR) / "engine/sign/demo_identity.sh") + " " + quoted(folder.path()) + " rsa");
        INFO(end.err);
        REQUIRE(end.status == 0);
    }
    // Environment and option that sign with it.
    [[nodiscard]] std::string prefix() const { return "LEGAJO_KEY_PASSWORD_FILE=" + test::quoted(folder / "demo-password.txt") + " "; }
    [[nodiscard]] std::string option() const { return " --sign " + test::quoted("p12:" + file.string()); }
};

inline const Identity& identity() {
    static const Identity one;
    return one;
}

} // namespace legajo::test
