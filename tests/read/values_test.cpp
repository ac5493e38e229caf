// Tables of numbers that carry check digits, and of what people write instead of dates and amounts.

#include "read/iban.hpp"
#include "read/tax_id_mexico.hpp"
#include "read/tax_id_spain.hpp"
#include "read/value_hints.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace legajo::read;

TEST_CASE("NIF, NIE and CIF") {
    struct Row {
        const char* id;
        bool has_form, is_valid;
        TaxIdHolder holder;
    };
    const Row rows[] = {
        {"12345678Z", true, true, TaxIdHolder::natural},   // the specimen of the identity card
        {"00000000T", true, true, TaxIdHolder::natural},
        {"12345678A", true, false, TaxIdHolder::natural},
        {"X1234567L", true, true, TaxIdHolder::natural},
        {"Y1234567X", true, true, TaxIdHolder::natural},
        {"Z1234567R", true, true, TaxIdHolder::natural},
        {"X1234567T", true, false, TaxIdHolder::natural},
        {"K1234567L", true, true, TaxIdHolder::natural},   // Spanish child without card
        {"A58818501", true, true, TaxIdHolder::legal},     // published example of the algorithm
        {"A58818502", true, false, TaxIdHolder::legal},
        {"B87654323", true, true, TaxIdHolder::legal},
        {"A5881850A", true, false, TaxIdHolder::legal},    // A ends in a digit
        {"Q2826000H", true, true, TaxIdHolder::public_body}, // tax agency
        {"Q28260008", true, false, TaxIdHolder::public_body}, // Q ends in a letter
        {"P2807900B", true, true, TaxIdHolder::public_body}, // city of Madrid
        {"S2833002E", true, true, TaxIdHolder::public_body},
        {"H50112218", true, true, TaxIdHolder::without_personality},
        {"I1234567A", false, false, TaxIdHolder::natural}, // no such kind
        {"1234567Z", false, false, TaxIdHolder::natural},
        {"123456789", false, false, TaxIdHolder::natural},
        {"", false, false, TaxIdHolder::natural},
        {"ÑÑÑÑ5", false, false, TaxIdHolder::natural},
    };
    for (const Row& row : rows) {
        INFO(row.id);
        const TaxIdVerdict verdict = check_spanish_tax_id(row.id);
        CHECK(verdict.has_form == row.has_form);
        CHECK(verdict.is_valid == row.is_valid);
        if (row.has_form) CHECK(verdict.holder == row.holder);
        if (row.has_form && !row.is_valid) CHECK(verdict.expected != row.id[8]);
    }
    CHECK(compact_tax_id(" 12.345.678-z ") == "12345678Z");
    CHECK(compact_tax_id("ESB87654323") == "B87654323");
    CHECK(compact_tax_id("ES1234567") == "ES1234567");
}

TEST_CASE("IBAN") {
    struct Row {
        const char* iban;
        IbanVerdict verdict;
    };
    const Row rows[] = {
        {"ES9121000418450200051332", IbanVerdict::valid}, // examples of the registry of formats
        {"DE89370400440532013000", IbanVerdict::valid},
        {"FR1420041010050500013M02606", IbanVerdict::valid},
        {"GB29NWBK60161331926819", IbanVerdict::valid},
        {"NO9386011117947", IbanVerdict::valid},
        {"PT50000201231234567890154", IbanVerdict::valid},
        {"MT84MALT011000012345MTLCAST001S", IbanVerdict::valid},
        {"ES9121000418450200051333", IbanVerdict::bad_control},
        {"ES9021000418450200051332", IbanVerdict::bad_control},
        {"ES912100041845020005133", IbanVerdict::bad_length},
        {"XX9121000418450200051332", IbanVerdict::unknown_country},
        {"es9121000418450200051332", IbanVerdict::bad_form}, // compact_iban makes capitals
        {"ES", IbanVerdict::bad_form},
        {"", IbanVerdict::bad_form},
        {"21000418450200051332", IbanVerdict::bad_form},
    };
    for (const Row& row : rows) {
        INFO(row.iban);
        CHECK(check_iban(row.iban) == row.verdict);
    }
    CHECK(compact_iban("es91 2100-0418 4502 0005 1332") == "ES9121000418450200051332");
    // mod 97 agrees, the control digits of the old account number do not: 2100 0418 46 0200051332.
    CHECK(check_iban("ES2921000418460200051332") == IbanVerdict::bad_inner_control);
}

TEST_CASE("RFC and CLABE") {
    CHECK(check_rfc("GODE561231GR8").is_valid); // person, example of the tax authority
    CHECK(check_rfc("GODE561231GR8").is_person);
    CHECK_FALSE(check_rfc("GODE561231GR7").is_valid);
    CHECK(check_rfc("GODE561231GR7").expected == '8');
    CHECK(check_rfc("XAXX010101000").is_valid); // general public
    CHECK_FALSE(check_rfc("GODE561331GR8").has_form);
    CHECK_FALSE(check_rfc("B87654323").has_form);
    CHECK(is_valid_clabe("032180000118359719")); // published example
    CHECK_FALSE(is_valid_clabe("032180000118359718"));
    CHECK_FALSE(is_valid_clabe("03218000011835971"));
}

TEST_CASE("what people write instead of an amount") {
    struct Row {
        const char* value;
        AmountFault fault;
        const char* suggestion;
    };
    const Row rows[] = {
        {"1210,00", AmountFault::comma, "1210.00"},       {"0,5", AmountFault::comma, "0.5"},
        {"1.210,00", AmountFault::grouping, "1210.00"},   {"1,210.00", AmountFault::grouping, "1210.00"},
        {"1.210", AmountFault::grouping, "1210"},         {"1.234.567,89", AmountFault::grouping, "1234567.89"},
        {"1'210.00", AmountFault::grouping, "1210.00"},   {"1210.00 €", AmountFault::currency, "1210.00"},
        {"1210.00EUR", AmountFault::currency, "1210.00"}, {"1 210", AmountFault::currency, "1210"},
        {"1.210,00 €", AmountFault::grouping, "1210.00"}, {"-484,00", AmountFault::comma, "-484.00"},
        {"12.3456", AmountFault::decimals, ""},           {"mil", AmountFault::other, ""},
        {"", AmountFault::other, ""},                     {"1..2", AmountFault::other, ""},
        {"€", AmountFault::other, ""},                    {".", AmountFault::other, ""},
        {"1,2,3", AmountFault::other, ""},                {"-", AmountFault::other, ""},
    };
    for (const Row& row : rows) {
        INFO(row.value);
        const AmountHint hint = explain_amount(row.value);
        CHECK(hint.fault == row.fault);
        CHECK(hint.suggestion == row.suggestion);
    }
}

TEST_CASE("what people write instead of a date") {
    struct Row {
        const char* value;
        DateFault fault;
        const char* suggestion;
    };
    const Row rows[] = {
        {"21/03/2026", DateFault::order, "2026-03-21"}, {"21-3-2026", DateFault::order, "2026-03-21"}, {"21.03.2026", DateFault::order, "2026-03-21"},
        {"2026/03/21", DateFault::order, "2026-03-21"}, {"20260321", DateFault::order, "2026-03-21"},  {"2026-03-21T00:00:00", DateFault::order, "2026-03-21"},
        {"21/03/26", DateFault::order, "2026-03-21"},   {"2026-3-1", DateFault::order, "2026-03-01"},  {"2026-02-30", DateFault::not_in_calendar, ""},
        {"1026-03-21", DateFault::out_of_range, ""},    {"31/02/2026", DateFault::other, ""},          {"ayer", DateFault::other, ""},
        {"", DateFault::other, ""},                     {"//", DateFault::other, ""},                  {"12345678901T", DateFault::other, ""},
    };
    for (const Row& row : rows) {
        INFO(row.value);
        const DateHint hint = explain_date(row.value);
        CHECK(hint.fault == row.fault);
        CHECK(hint.suggestion == row.suggestion);
    }
}
