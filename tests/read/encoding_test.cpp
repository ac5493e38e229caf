// The same case in every encoding that billing systems write is the same case; a wrong declaration is told, not guessed.

#include "base/text.hpp"
#include "read/broken_cases.hpp"
#include "read/read_case.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using namespace legajo::read_test;
using namespace std::string_literals;

namespace {

std::string declared(const std::string& encoding) { return base::replaced(good_case(), "encoding=\"UTF-8\"", "encoding=\"" + encoding + "\""); }

// Code points below U+0100, one byte each.
std::string latin1(const std::string& utf8) {
    std::string bytes;
    for (const char32_t c : base::code_points(utf8)) bytes += static_cast<char>(static_cast<unsigned char>(c));
    return bytes;
}

std::string utf16(const std::string& utf8, bool is_little, bool has_mark) {
    std::string bytes;
    const auto put = [&](char32_t unit) {
        const char high = static_cast<char>(unit >> 8 & 0xFF), low = static_cast<char>(unit & 0xFF);
        bytes += is_little ? low : high;
        bytes += is_little ? high : low;
    };
    if (has_mark) put(0xFEFF);
    for (const char32_t c : base::code_points(utf8)) put(c);
    return bytes;
}

std::string name_read(const std::string& bytes) {
    const auto result = read::read_case(bytes);
    if (!result.ok()) return result.problems().empty() ? "refused" : result.problems()[0].code;
    return result->creditor.name;
}

} // namespace

TEST_CASE("accents survive in every encoding") {
    const std::string name = "Suministros Ibáñez, S.L.";
    CHECK(name_read(good_case()) == name);
    CHECK(name_read("\xEF\xBB\xBF" + good_case()) == name);
    CHECK(name_read(base::replaced(good_case(), " encoding=\"UTF-8\"", "")) == name);
    CHECK(name_read(base::replaced(good_case(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "")) == name);
    for (const char* encoding : {"ISO-8859-1", "iso-8859-1", "ISO-8859-15", "Windows-1252", "windows-1252"}) {
        INFO(encoding);
        CHECK(name_read(latin1(declared(encoding))) == name);
    }
    for (const bool is_little : {true, false})
        for (const bool has_mark : {true, false}) {
            CHECK(name_read(utf16(declared("UTF-16"), is_little, has_mark)) == name);
            CHECK(name_read(utf16(base::replaced(good_case(), " encoding=\"UTF-8\"", ""), is_little, has_mark)) == name);
        }
    CHECK(name_read(base::replaced(latin1(declared("windows-1252")), "Vajilla", "5 \x80")) == name); // the euro sign
}

TEST_CASE("places are those of the text as received") {
    const std::string text = base::replaced(declared("UTF-16"), "importe=\"484.00\"", "importe=\"484,00\"");
    for (const std::string& bytes : {utf16(text, true, true), utf16(text, false, false), latin1(base::replaced(text, "UTF-16", "ISO-8859-1"))}) {
        const auto result = read::read_case(bytes);
        REQUIRE(result.problems().size() == 1);
        CHECK(result.problems()[0].place.line == 18);
        CHECK(result.problems()[0].place.column == text.substr(text.find("<factura id=\"f2\"")).find("importe") + 3);
    }
    // Columns count characters, not bytes; any line end counts as one.
    const auto with_returns = read::read_case(base::replaced(base::replaced(good_case(), "<nif>B88112206", "ñññ<nif>B8811220X"), "\n", "\r\n"));
    REQUIRE(with_returns.problems().size() >= 2);
    CHECK(with_returns.problems()[1].code == "case.tax_id_control");
    CHECK(with_returns.problems()[1].place.line == 12);
    CHECK(with_returns.problems()[1].place.column == 8);
    CHECK(read::read_case(base::replaced(good_case(), "\n", "\r")).ok());
    const auto with_lone_returns = read::read_case(base::replaced(base::replaced(good_case(), "484.00", "x"), "\n", "\r"));
    CHECK(with_lone_returns.problems()[0].place.line == 18);
}

TEST_CASE("declaration and bytes that disagree are told") {
    CHECK(name_read(latin1(good_case())) == "case.encoding_invalid");
    CHECK(name_read(declared("UTF-16")) == "case.encoding_conflict");
    CHECK(name_read(utf16(good_case(), true, true)) == "case.encoding_conflict");
    CHECK(name_read("\xEF\xBB\xBF" + declared("ISO-8859-1")) == "case.encoding_conflict");
    CHECK(name_read(declared("UTF-7")) == "case.encoding_unknown");
    CHECK(name_read(declared("EBCDIC-CP-ES")) == "case.encoding_unknown");
    CHECK(name_read(latin1(base::replaced(declared("ISO-8859-1"), "Vajilla", "5 \xC2\x80"))) == "case.control_character"); // Windows text declared as Latin
    CHECK(name_read(utf16(declared("UTF-16"), true, true) + "x") == "case.encoding_invalid"); // half a unit
    const auto result = read::read_case(latin1(good_case()));
    CHECK(result.problems()[0].place.line == 4);
}
