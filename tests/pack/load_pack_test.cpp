#include "pack/load_pack.hpp"

#include <catch2/catch.hpp>

using namespace legajo;

TEST_CASE("the Spanish pack loads without a remark of ours") {
    const auto pack = pack::load_pack(std::string(LEGAJO_SOURCE_DIR) + "/templates", "es-ES");
    for (const auto& problem : pack.problems()) {
        UNSCOPED_INFO(problem.code << " " << problem.place.file << ":" << problem.place.line);
        for (const auto& [name, value] : problem.arguments) UNSCOPED_INFO("  " << name << " = " << value);
    }
    REQUIRE(pack.ok());
    CHECK((*pack)->id == "es-ES");
    CHECK((*pack)->jurisdiction == "es");
    CHECK((*pack)->policy.ladders.size() == 4);
    CHECK((*pack)->content_hash.size() == 64);
}
