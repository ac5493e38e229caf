#include "base/hash.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace legajo::base;

TEST_CASE("Old billing systems' encodings become UTF-8, nonsense does not") {
    REQUIRE(to_utf8("Ib\xE1\xF1""ez", "ISO-8859-1") == "Ibáñez");
    REQUIRE(to_utf8("\x80 5", "windows-1252") == "€ 5");
    REQUIRE(to_utf8(std::string_view("\xFF\xFE" "A\0\xF1\0", 6), "UTF-16") == "Añ");
    REQUIRE_FALSE(to_utf8("\xC3(", "UTF-8"));
    REQUIRE_FALSE(to_utf8("a", "no-such-encoding"));
    REQUIRE(to_utf8("", "UTF-8") == "");
}

TEST_CASE("File names are plain on every system") {
    REQUIRE(file_name_safe("Cañón & Hijos, S.L. / 2026") == "canon-hijos-s-l-2026");
    REQUIRE(file_name_safe("../../etc/passwd") == "etc-passwd");
    REQUIRE(file_name_safe("¡!") == "sin-nombre");
    REQUIRE(file_name_safe("abcdef", 3) == "abc");
}

TEST_CASE("Did you mean") {
    const std::vector<std::string> names{"vencimiento", "importe", "fecha"};
    REQUIRE(nearest("vencimento", names) == "vencimiento");
    REQUIRE(nearest("Importe", names) == "importe");
    REQUIRE(nearest("fehca", names) == "fecha");
    REQUIRE_FALSE(nearest("zapato", names));
}

TEST_CASE("SHA-256 of FIPS 180-4") {
    REQUIRE(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256Stream stream;
    const std::string piece = "ab", rest = "c";
    stream.add(std::span(reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size()));
    stream.add(std::span(reinterpret_cast<const std::uint8_t*>(rest.data()), rest.size()));
    REQUIRE(hex(stream.finish()) == sha256_hex("abc"));
}
