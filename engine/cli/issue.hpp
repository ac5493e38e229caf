#pragma once
// What `letter` and `batch` have in common: open the output, make the letters, tell the results.

#include "cli/options.hpp"
#include "run/batch_run.hpp"

namespace legajo::cli {

struct IssueJob {
    run::BatchRequest request;
    std::vector<run::FoundCase> cases;
    std::string folder;           // named in the summary; empty: single letters, no summary files
    std::string standard_input;
    bool is_json = false, timings = false, shows_progress = false;
};

// Sets console.exit_code.
void issue(IssueJob job, Console& console);

} // namespace legajo::cli
