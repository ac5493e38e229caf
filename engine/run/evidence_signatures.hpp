#pragma once
// The signatures found inside an exhibit, judged on the untouched original: who, when, whole or not. In the cell.

#include "run/cell_jobs.hpp"

namespace legajo::run {

struct JudgedSignatures {
    std::vector<model::ExhibitSignature> signatures;
    base::Problems remarks; // evidence.signature_broken (fichero, firmante, motivo), one for each that does not hold
};

// `found`: as reading told them. Those of other formats than PDF stay as they are. Never fails: what cannot be judged says so.
[[nodiscard]] JudgedSignatures judge_signatures(CellPipe& cell, int original, const std::string& file, std::vector<model::ExhibitSignature> found, const verify::VerifyOptions& options);

} // namespace legajo::run
