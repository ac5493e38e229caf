#pragma once
// The first half of a letter's way, kept for a reader: read, recall, assess, choose. Writes nothing.

#include "model/decision.hpp"
#include "run/letter_request.hpp"
#include "run/workshop.hpp"

namespace legajo::run {

struct ExplainInput {
    std::string file;  // "-": `bytes` is the case
    std::string bytes;
};

struct ExplainedCase {
    model::Case debt;
    model::History history;
    model::Assessment assessment;
    model::Decision decision;
    std::shared_ptr<const model::Pack> pack;
    std::vector<ExplainedCase> parts; // one per joint debtor (mancomunados), each judged apart; else empty
};

// Of a case that was read and recalled already.
[[nodiscard]] base::Result<ExplainedCase> explain_read(model::Case debt, model::History history, const PackBench& bench, const LetterRequest& request);

// Throws base::Error file.* and record.*. Remarks ride along.
[[nodiscard]] base::Result<ExplainedCase> explain_case(Workshop& workshop, const ExplainInput& input, const LetterRequest& request);

} // namespace legajo::run
