#pragma once
// The register's data of a person in the words of a report.

#include "record/register.hpp"
#include "report/register_list.hpp"

namespace legajo::run {

[[nodiscard]] report::PersonView person_view(const record::PersonData& data);

} // namespace legajo::run
