// libharu's failures come out as errors, whichever of its allocations fails.
#include "draw/haru_file.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using namespace legajo;

std::string small_file(std::size_t most_allocations) {
    draw::HaruFile file(most_allocations);
    for (int i = 0; i < 20; ++i) {
        const auto page = file.add_page();
        file.set_page_content(page.index, std::string(9000, 'x'));
        file.set_page_extras(page.index, "/MediaBox[0 0 100 100]", "");
    }
    for (int i = 0; i < 400; ++i) file.set_dictionary(file.add_dictionary(), "/Nothing null");
    file.set_catalog("/Lang(es)");
    file.set_information("/Title(x)");
    file.set_trailer("/ID[<00><00>]");
    return file.write(100000);
}

TEST_CASE("the n-th allocation fails, for every n") {
    const std::string whole = small_file(1'000'000);
    CHECK(whole.starts_with("%PDF-1.7"));
    std::size_t refused = 0;
    std::size_t n = 0;
    for (; n < 2000; ++n) {
        try {
            const std::string file = small_file(n);
            CHECK(file == whole);
            break;
        } catch (const base::Error& error) {
            CHECK(error.code() == "draw.library");
            ++refused;
        }
    }
    CHECK(refused == n);
    CHECK(refused > 3);
}

} // namespace
