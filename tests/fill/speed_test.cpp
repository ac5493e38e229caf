// Not run by default: test_fill "[speed]" prints CPU time per letter. Nothing is asserted on a clock.

#include "fill/case_builder.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <ctime>

using namespace fill_test;

TEST_CASE("speed: filling a letter", "[.][speed]") {
    fill::Filler filler(prepared());
    struct Row {
        const char* letter;
        Setting setting;
    };
    for (Row& row : std::vector<Row>{{"comunicacion", business()}, {"requerimiento", business()}, {"requerimiento", business_three()}, {"ultimo-plazo", consumer()}}) {
        row.setting.decision.letter = row.letter;
        for (const bool with_qr : {true, false}) {
            if (!with_qr) row.setting.debt.creditor.accounts[0].iban = "-";
            const int rounds = 2000;
            const std::clock_t start = std::clock();
            for (int n = 0; n < rounds; ++n) {
                const auto document = filler.fill_letter(row.setting.debt, row.setting.assessment, row.setting.decision, row.setting.options);
                if (!document.ok()) FAIL(text_of(document.problems()));
            }
            std::printf("%-14s %s invoices %zu: %.3f ms\n", row.letter, with_qr ? "qr   " : "no qr", row.setting.decision.invoices.size(),
                        1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / rounds);
        }
    }
}
