#pragma once
// Dossiers made by runs, as rows. Internal to record/.

#include "record/database.hpp"

namespace legajo::record {

// One more, inside the caller's transaction.
void insert_dossier(soci::session& session, long long run, const CaseOutcome& outcome);
// Those of the cases in which the person is the debtor, oldest first, with their references.
[[nodiscard]] std::vector<std::pair<std::string, DossierEntry>> dossiers_about(soci::session& session, const std::string& tax_id);

} // namespace legajo::record
