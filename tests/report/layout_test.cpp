// Columns of plain text: widths as a terminal shows them.

#include "report/csv.hpp"
#include "report/human.hpp"
#include "report/text_layout.hpp"

#include <catch2/catch.hpp>

using namespace legajo;
using namespace legajo::report;

TEST_CASE("Display width counts columns, not bytes") {
    CHECK(display_width("Íñigo Güell") == 11);
    CHECK(display_width("e\xCC\x81") == 1);     // e and a combining accent
    CHECK(display_width("漢字") == 4);
    CHECK(display_width("1.210,00 €") == 10);
    CHECK(padded("ñ", 3) == "ñ  ");
    CHECK(padded("ñ", 3, Align::right) == "  ñ");
    CHECK(shortened("Íñigo Peña Güell", 6) == "Íñigo…");
}

TEST_CASE("Text is broken at blanks, and a word that fits no line is cut") {
    CHECK(wrapped("uno dos tres cuatro", 8) == std::vector<std::string>{"uno dos", "tres", "cuatro"});
    CHECK(wrapped("abcdefghijkl m", 8) == std::vector<std::string>{"abcdefgh", "ijkl m"});
    CHECK(wrapped("", 10) == std::vector<std::string>{""});
    CHECK(paragraph("  • ", "uno dos tres", 12) == "  • uno dos\n    tres\n");
}

TEST_CASE("A table gives room where cells need it and wraps only what may wrap") {
    TextTable table({{"Factura", Align::left}, {"Motivo", Align::left, true}, {"Importe", Align::right}, {"Vacía", Align::left}});
    table.row({"1", "palabra palabra palabra palabra", "1.210,00", ""});
    table.total({"Total", "", "1.210,00", ""});
    CHECK(table.text(40) == "  Factura  Motivo                Importe\n"
                            "  ───────  ───────────────────  ────────\n"
                            "  1        palabra palabra      1.210,00\n"
                            "           palabra palabra\n"
                            "  ───────  ───────────────────  ────────\n"
                            "  Total                         1.210,00\n");
    CHECK(TextTable({{"a", Align::left}}).text(40) == "");
}

TEST_CASE("Figures for readers") {
    const Human es("es"), en("en");
    CHECK(es.money(base::Money(123450)) == "1.234,50 €");
    CHECK(es.money(base::Money(1)) == "0,01 €");
    CHECK(es.money(base::Money(-123450)) == "−1.234,50 €");
    CHECK(es.money(base::Money(100, *base::Currency::parse("MXN"))) == "1,00 MXN");
    CHECK(en.money(base::Money(123456789)) == "1,234,567.89 EUR");
    CHECK(es.percent(*base::Decimal::parse("10.4")) == "10,40 %");
    CHECK(es.percent(*base::Decimal::parse("8")) == "8,00 %");
    CHECK(es.percent(*base::Decimal::parse("4.0625")) == "4,0625 %");
    CHECK(es.fact("2026-02-14") == "14/02/2026");
    CHECK(es.fact("1815.60") == "1.815,60");
    CHECK(es.fact("1.2.3") == "1.2.3");
    CHECK(es.fact("2026-02-30") == "2026-02-30");
    CHECK(en.fact("2026-02-14") == "2026-02-14");
}

TEST_CASE("A spreadsheet runs nothing of a user's words") {
    struct Row { const char* value; const char* cell; };
    const Row rows[] = {{"=1+1", "'=1+1"}, {"+34 910", "'+34 910"}, {"-5", "'-5"}, {"@SUM(A1)", "'@SUM(A1)"}, {"\t=1", "'\t=1"}, {" =1", "' =1"}, {"＝1", "'＝1"},
                        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""}, {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""}, {"a\nb", "\"a\nb\""},
                        {"Peña, S.L.", "\"Peña, S.L.\""}, {"", ""}, {"normal", "normal"}};
    for (const auto& row : rows) CHECK(CsvRow().text(row.value).line() == std::string(row.cell) + "\r\n");
    CHECK(CsvRow().data("-12.00").text("a").line() == "-12.00,a\r\n");
    CHECK(CsvRow().text("").text("").line() == ",\r\n");
}
