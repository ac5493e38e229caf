#pragma once
// Case files to a folder of letters: all cores, groups made durable together, results in the order of the files.

#include "report/result.hpp"
#include "run/find_cases.hpp"
#include "run/letter_run.hpp"
#include "run/output_folder.hpp"

#include <atomic>
#include <functional>

namespace legajo::run {

struct BatchTools {
    Workshop& workshop;
    OpenKeys open_keys;
    base::FileSink& files;
    std::function<void(const report::CaseResult&)> on_result; // in file order, from one thread at a time
    std::function<void(std::size_t done, std::size_t total)> on_progress;
    std::string standard_input;                               // the case named "-"
    const std::atomic<bool>* is_interrupted = nullptr;        // checked between cases: what was begun is finished
    bool measures = false;
};

struct BatchEnd {
    bool was_interrupted = false;
    std::size_t handled = 0;
    std::array<std::int64_t, static_cast<std::size_t>(Stage::count)> cpu_nanoseconds{}; // when measured
};

// `store` may be null on a dry run. Throws Error only for what concerns the whole run (key, register, output).
[[nodiscard]] BatchEnd run_batch(const BatchRequest& request, const std::vector<FoundCase>& cases, record::Register* store, const BatchTools& tools);

} // namespace legajo::run
