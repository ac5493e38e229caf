#pragma once
// The law tables of templates/es-ES/law as the tests read them: a second reader, apart from the pack loader.

#include "model/law_table.hpp"

#include <string>

namespace legajo::test {

const model::LawTables& spanish_tables();
const model::LawRules& spanish_rules_catalogue();

inline base::Date day(const char* iso) { return base::Date::parse(iso).value(); }

} // namespace legajo::test
