// The register told: letters as a table and as lines of JSON, and everything held about a person.

#include "golden.hpp"
#include "sample.hpp"
#include "schema.hpp"

#include "base/text.hpp"
#include "report/register_list.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace legajo;

TEST_CASE("The register as a table and as one line of JSON per letter") {
    const auto es = report::Catalogue::load(test::messages_folder(), "es");
    const auto letters = test::business_sample().history.letters;
    const auto table = report::register_text(letters, es);
    CHECK(table.find("comunicacion") != std::string::npos);
    CHECK(table.find("2026-10-20") != std::string::npos);
    CHECK_FALSE(report::register_text({}, es).empty());
    const auto lines = report::register_json(letters);
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 1);
    CHECK(test::Schema("register").faults(lines) == "");
    const auto json = nlohmann::json::parse(lines);
    CHECK(json["numero"] == 12);
    CHECK(json["estado"] == "entregada");
    CHECK(json["plazo"].is_null());
}

TEST_CASE("What is held about a person is one JSON document") {
    report::PersonView person;
    person.letters.push_back({test::business_sample().history.letters.front(), "A28000008", "", "Íñigo \"Peña\""});
    person.changes.push_back({12, "entregada", "", "nota", "ana", *base::Date::parse("2026-10-21")});
    person.outcomes.push_back({"EXP-1", "carta", "comunicacion", "policy.step", *base::Date::parse("2026-10-20"), {"case.data_too_old"}});
    CHECK(nlohmann::json::parse(report::person_json(person)).is_object());
}
