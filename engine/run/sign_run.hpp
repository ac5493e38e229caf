#pragma once
// Signatures beyond the first hole: further signers on finished PDFs, and the levels B-LT and B-LTA. The PDF is parsed in the cell, the key
// stays here; each step only appends, so no earlier byte can change.

#include "run/cell_jobs.hpp"
#include "sign/signer.hpp"
#include "sign/timestamp.hpp"
#include "sign/validation.hpp"

#include <string>

namespace legajo::run {

struct SigningTools { // one worker's; references must outlive the call
    sign::Signer& signer;
    sign::TimestampClient* timestamps = nullptr;      // from B-T on
    sign::ValidationGatherer* validation = nullptr;   // from B-LT on
    CellPipe& cell;
};

struct SignRequest {
    std::string level = "B-B";
    base::Instant issued_at;         // /M of a further signature
    base::Instant now;               // real time: when revocation data must be in force
    std::string reason, location, field;
    int certification_level = 0;     // DocMDP; 0: none, so that a lawyer may sign after
};

[[nodiscard]] inline bool has_timestamp(const std::string& level) { return level != "B-B"; }
[[nodiscard]] inline bool has_validation_data(const std::string& level) { return level == "B-LT" || level == "B-LTA"; }

// A further signature on a finished PDF, at the level asked for. Problems verify.increment_*, sign.*, cell.*; `pdf` is whole in any case.
[[nodiscard]] base::Problems sign_finished(std::string& pdf, const SigningTools& tools, const SignRequest& request);
// Adds to a PDF just signed by tools.signer what its level asks beyond B-T.
[[nodiscard]] base::Problems raise_level(std::string& pdf, const SigningTools& tools, const SignRequest& request);

} // namespace legajo::run
