#pragma once
// Handing a case over: to a lawyer the letter `encargo` together with the dossier, to a collection agency the letter alone with the minimal data
// (what is owed, by whom, how to reach them): no evidence, no notes, never the dossier. One ZIP each.

#include "run/dossier_run.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace legajo::run {

enum class HandOverTo { lawyer, agency };

struct HandOverMade {
    std::string reference, addressee;         // who receives it, by name
    std::filesystem::path zip, letter;        // the letter stands in the ZIP and beside it
    std::string zip_sha256, letter_sha256;
    std::optional<DossierMade> dossier;       // a lawyer's only
    std::int64_t register_number = 0;         // of the letter; 0: no register was given, nothing is recorded
};

// Problems as make_dossier, and dossier.no_addressee (quien: the case has no <abogado> or <agencia>), dossier.hand_over_refused (motivo: a stop of
// the policy), dossier.agency_public_body, dossier.agency_disputed (disputa), and those of the register. The ZIP is written last: one that is there is
// whole. With request.register_file the letter is recorded as issued to the receiver and the dossier as delivered: from then on the debtor gets no
// parallel letter, and the dossier's numbers stand. Without: a remark dossier.hand_over_unrecorded.
[[nodiscard]] base::Result<HandOverMade> hand_over(const DossierTools& tools, const ExplainInput& input, const DossierRequest& request, HandOverTo to);

} // namespace legajo::run
