#include "model/names.hpp"

#include <catch2/catch.hpp>

using namespace legajo::model;

TEST_CASE("Every data name leads back to its value") {
    for (const std::string& word : names<Channel>()) REQUIRE(name_of(*from_name<Channel>(word)) == word);
    for (const std::string& word : names<LetterState>()) REQUIRE(name_of(*from_name<LetterState>(word)) == word);
    REQUIRE(from_name<PartyKind>("consumidor") == PartyKind::consumer);
    REQUIRE_FALSE(from_name<PartyKind>("Consumidor"));
    REQUIRE(name_of(PartyKind::unknown).empty());
}
