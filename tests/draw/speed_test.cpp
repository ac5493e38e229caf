// CPU time per letter of layout and draw, warm; not part of the suite: test_draw "[.speed]". For counts run it once under callgrind.
#include "base/files.hpp"
#include "draw/draw_pages.hpp"
#include "layout/lay_out.hpp"
#include "layout/sample_documents.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using namespace legajo;

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

TEST_CASE("CPU time per letter", "[.speed]") {
    const char* rounds_text = std::getenv("LEGAJO_ROUNDS");
    const int rounds = rounds_text != nullptr ? std::atoi(rounds_text) : 200;
    const double start = cpu_ms();
    text::Shaper shaper(text::FontCatalogue::load(base::find_data_folder()));
    const model::Style style = testing::default_style();
    const auto measure = [&](const char* name, const model::Document& document, int count) {
        draw::DrawOptions options;
        options.issued_at = {1795255200, 60};
        options.signature_bytes = 3000;
        model::Pages pages = layout::lay_out(document, style, shaper).value();
        draw::DrawnPdf pdf = draw::draw_pages(pages, shaper.fonts(), options);
        if (std::string(name) == "one page") std::printf("cold start to first letter %.2f ms\n", cpu_ms() - start);
        double before = cpu_ms();
        for (int i = 0; i < count; ++i) pages = layout::lay_out(document, style, shaper).value();
        const double layout_ms = (cpu_ms() - before) / count;
        for (const int level : {6, 1}) {
            options.compression_level = level;
            before = cpu_ms();
            for (int i = 0; i < count; ++i) pdf = draw::draw_pages(pages, shaper.fonts(), options);
            std::printf("%s: layout %.4f ms, draw at level %d %.4f ms, %zu pages, %zu bytes\n", name, layout_ms, level, (cpu_ms() - before) / count, pages.pages.size(), pdf.size());
        }
    };
    measure("one page", testing::one_page_letter(), rounds);
    measure("two pages, 12 rows", testing::letter_with_table(), rounds);
    if (rounds >= 100) {
        measure("500 rows", testing::letter_with_table(500), rounds / 50);
        measure("2000 rows", testing::letter_with_table(2000), rounds / 50);
    }
}

} // namespace
