#pragma once
// One letter's way: from the bytes of a case file to signed PDFs, ready to be written and recorded.

#include "record/register.hpp"
#include "report/result.hpp"
#include "run/letter_request.hpp"
#include "run/worker.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::run {

struct CaseInput {
    std::string name;                   // as found, "-" for standard input
    std::filesystem::path folder;       // where its evidence lies; empty for standard input
    std::string bytes;
};

struct Companion { // a file that goes with a letter
    std::string file_name;              // relative to the output folder
    std::string bytes;
};

struct MadeLetter {
    std::string file_name;              // relative to the output folder
    std::string pdf;
    std::vector<Companion> companions;  // the .eml or the short message
    record::LetterEntry entry;
};

struct CaseRun {
    report::CaseResult result;
    std::vector<MadeLetter> letters;    // the debtor's first, then copies that must go out with it
    std::vector<record::LetterEntry> proposals; // put forward for approval: recorded, no file
    record::CaseOutcome outcome;
    bool is_described = false;          // a decision stands in the result
};

// Never throws for anything about this one case: problems, failures of the world and our own bugs end in the result.
[[nodiscard]] CaseRun run_case(Worker& worker, CaseInput input, const LetterRequest& request);

} // namespace legajo::run
