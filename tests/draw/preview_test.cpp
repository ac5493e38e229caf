// Writes the samples as PDF to the folder named by LEGAJO_PREVIEW, to be looked at: test_draw "[.preview]".
#include "base/files.hpp"
#include "draw/draw_pages.hpp"
#include "layout/lay_out.hpp"
#include "layout/sample_documents.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

namespace {

using namespace legajo;

TEST_CASE("the samples, to be looked at", "[.preview]") {
    const char* folder = std::getenv("LEGAJO_PREVIEW");
    REQUIRE(folder != nullptr);
    text::Shaper shaper(text::FontCatalogue::load(base::find_data_folder()));
    const auto save = [&](const std::string& name, const model::Document& document) {
        const auto pages = layout::lay_out(document, testing::default_style(), shaper);
        for (const auto& problem : pages.problems()) WARN(name << ": " << problem.code << " " << (problem.arguments.empty() ? "" : problem.arguments.front().second));
        REQUIRE(pages.ok());
        draw::DrawOptions options;
        options.issued_at = {1795255200, 60};
        options.signature_bytes = document.is_draft ? 0 : 3000;
        options.id_seed = name;
        base::write_file_durably(std::string(folder) + "/" + name + ".pdf", draw::draw_pages(*pages, shaper.fonts(), options).whole());
    };
    save("one", testing::one_page_letter());
    save("table", testing::letter_with_table());
    save("long", testing::letter_with_table(2000));
    save("dossier", testing::dossier_page());
    model::Document draft = testing::one_page_letter();
    draft.is_draft = true;
    save("draft", draft);
}

} // namespace
