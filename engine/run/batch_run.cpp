// Turns a list of case files into results, in order: files are read and letters made in parallel, written by groups in one place.
// Entry: run_batch.

#include "run/batch_run.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "run/group_writer.hpp"
#include "run/refusal.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

namespace legajo::run {
namespace {

constexpr std::size_t most_case_bytes = std::size_t{64} << 20;
constexpr std::size_t most_together = 32;                       // cases that take each step together ...
constexpr std::size_t most_bytes_together = std::size_t{512} << 10; // ... unless they are large, so that memory stays flat

constexpr std::size_t most_unrecorded_dossiers = 8; // a killed run makes at most so many again

// References that stand in more than one file: the same debt must not get two letters, so none of those files gets any.
std::map<std::string, std::vector<std::size_t>> repeated_references(const std::vector<FoundCase>& cases) {
    std::map<std::string, std::vector<std::size_t>> by_reference;
    for (std::size_t i = 0; i < cases.size(); ++i)
        if (!cases[i].reference_hint.empty()) by_reference[cases[i].reference_hint].push_back(i);
    std::erase_if(by_reference, [](const auto& entry) { return entry.second.size() < 2; });
    return by_reference;
}

class Batch {
public:
    Batch(const BatchRequest& request, const std::vector<FoundCase>& cases, record::Register* store, const BatchTools& tools)
        : request_(request), cases_(cases), store_(store), tools_(tools), repeated_(repeated_references(cases)),
          workers_([this] { return std::make_unique<Worker>(tools_.workshop, store_, tools_.open_keys, request_.dry_run ? nullptr : &tools_.files, tools_.measures); }), clock_(tools.measures) {}

    BatchEnd run();

private:
    [[nodiscard]] bool is_stopped() const { return tools_.is_interrupted && *tools_.is_interrupted; }
    [[nodiscard]] std::vector<CaseRun> made(std::size_t first);
    [[nodiscard]] std::optional<CaseInput> read_input(std::size_t index, CaseRun& run) const;
    [[nodiscard]] bool is_repeated(std::size_t index, CaseRun& run) const;
    void refuse_repeated(CaseRun& run);
    void keep(std::vector<CaseRun> runs);
    void write_group();

    const BatchRequest& request_;
    const std::vector<FoundCase>& cases_;
    record::Register* store_;
    const BatchTools& tools_;
    std::map<std::string, std::vector<std::size_t>> repeated_;
    std::unordered_map<std::string, std::string> seen_; // reference -> file
    tbb::enumerable_thread_specific<std::unique_ptr<Worker>> workers_;
    std::unique_ptr<GroupWriter> writer_;
    std::vector<CaseRun> group_;
    std::size_t together_ = 1, unrecorded_dossiers_ = 0;
    StageClock clock_;
    BatchEnd end_;
};

bool Batch::is_repeated(std::size_t index, CaseRun& run) const {
    const auto found = repeated_.find(cases_[index].reference_hint);
    if (found == repeated_.end()) return false;
    const std::size_t other = found->second.front() == index ? found->second[1] : found->second.front();
    run.result.file = cases_[index].file.string();
    run.result.reference = cases_[index].reference_hint;
    run.result.control_date = request_.control_date;
    base::Problem problem{.code = "run.reference_repeated", .stage = "run", .place = {.file = run.result.file}};
    refuse(run, {problem.with("reference", run.result.reference).with("other", cases_[other].file.string())});
    return true;
}

// The first bytes of a file do not always show its reference (a long comment, an entity). What they hid is found here: the later file is refused.
void Batch::refuse_repeated(CaseRun& run) {
    report::CaseResult& result = run.result;
    if (result.reference.empty() || result.state == report::CaseState::failed) return;
    const auto [first, is_new] = seen_.try_emplace(result.reference, result.file);
    if (is_new) return;
    base::Problem problem{.code = "run.reference_repeated", .stage = "run", .place = {.file = result.file}};
    refuse(run, {problem.with("reference", result.reference).with("other", first->second)});
    finish_outcome(run);
}

// The case files from `first` on, as many as take their steps together, in their order.
std::vector<CaseRun> Batch::made(std::size_t first) {
    std::vector<CaseRun> runs(std::min(together_, cases_.size() - first));
    std::vector<CaseInput> inputs;
    std::vector<std::size_t> places;
    std::size_t bytes = 0;
    const auto run = [&] {
        std::vector<CaseRun> made = run_cases(*workers_.local(), std::exchange(inputs, {}), request_);
        for (std::size_t i = 0; i < made.size(); ++i) runs[places[i]] = std::move(made[i]);
        places.clear();
        bytes = 0;
    };
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (is_repeated(first + i, runs[i])) continue;
        if (auto input = read_input(first + i, runs[i])) {
            bytes += input->bytes.size();
            inputs.push_back(std::move(*input));
            places.push_back(i);
        }
        if (bytes > most_bytes_together) run();
    }
    run();
    return runs;
}

std::optional<CaseInput> Batch::read_input(std::size_t index, CaseRun& run) const {
    CaseInput input{cases_[index].file.string(), {}, {}};
    try {
        if (input.name == "-") {
            input.bytes = tools_.standard_input;
        } else {
            input.folder = std::filesystem::absolute(cases_[index].file).parent_path();
            input.bytes = base::read_file(cases_[index].file, most_case_bytes);
        }
        return input;
    } catch (const std::exception& failure) {
        run.result.file = input.name;
        run.result.control_date = request_.control_date;
        refuse(run, {problem_of(failure)});
        return std::nullopt;
    }
}

void Batch::write_group() {
    if (group_.empty()) return;
    clock_.start();
    if (writer_) writer_->write(group_);
    clock_.lap(Stage::write);
    for (const CaseRun& run : group_) tools_.on_result(run.result);
    end_.handled += group_.size();
    tools_.on_progress(end_.handled, cases_.size());
    group_.clear();
    unrecorded_dossiers_ = 0;
}

void Batch::keep(std::vector<CaseRun> runs) {
    for (CaseRun& run : runs) {
        refuse_repeated(run);
        unrecorded_dossiers_ += run.outcome.dossier ? 1 : 0;
        group_.push_back(std::move(run));
        if (group_.size() >= request_.group_size || unrecorded_dossiers_ >= most_unrecorded_dossiers) write_group();
    }
}

BatchEnd Batch::run() {
    if (store_ && !request_.dry_run) {
        const std::int64_t number = store_->begin_run({"batch", request_.issued_at, request_.control_date, request_.pack, "", LEGAJO_VERSION});
        writer_ = std::make_unique<GroupWriter>(*store_, tools_.files, number);
    }
    const int threads = request_.jobs > 0 ? request_.jobs : tbb::this_task_arena::max_concurrency();
    // Without it the library keeps to the cores it counts and says so on standard error.
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(std::max(threads, tbb::this_task_arena::max_concurrency())));
    tbb::task_arena arena(threads);
    // One at a time where each waits for an authority or makes a dossier: a run that is told to stop stops soon. And no thread goes without work.
    together_ = has_timestamp(request_.level) || request_.makes_dossiers ? 1 : std::clamp(cases_.size() / (4 * static_cast<std::size_t>(threads)), std::size_t{1}, most_together);
    std::size_t next = 0;
    using Made = std::vector<CaseRun>;
    arena.execute([&] {
        // As many more letters in the making as a group holds, so that no thread waits while a group is written.
        const std::size_t in_flight = static_cast<std::size_t>(threads) * 2 + (threads > 1 ? request_.group_size / together_ : 0);
        tbb::parallel_pipeline(in_flight,
                               tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                                   [&](tbb::flow_control& control) -> std::size_t {
                                                                       if (next >= cases_.size() || is_stopped()) {
                                                                           control.stop();
                                                                           return 0;
                                                                       }
                                                                       return std::exchange(next, next + together_);
                                                                   }) &
                                   tbb::make_filter<std::size_t, Made*>(tbb::filter_mode::parallel,
                                                                        [&](std::size_t first) { return new Made(made(first)); }) &
                                   tbb::make_filter<Made*, void>(tbb::filter_mode::serial_in_order,
                                                                 [&](Made* runs) { keep(std::move(*std::unique_ptr<Made>(runs))); }));
    });
    write_group();
    end_.was_interrupted = is_stopped() && next < cases_.size();
    for (const auto& worker : workers_)
        for (std::size_t i = 0; i < end_.cpu_nanoseconds.size(); ++i) end_.cpu_nanoseconds[i] += worker->clock.nanoseconds()[i];
    for (std::size_t i = 0; i < end_.cpu_nanoseconds.size(); ++i) end_.cpu_nanoseconds[i] += clock_.nanoseconds()[i];
    return end_;
}

} // namespace

BatchEnd run_batch(const BatchRequest& request, const std::vector<FoundCase>& cases, record::Register* store, const BatchTools& tools) {
    return Batch(request, cases, store, tools).run();
}

} // namespace legajo::run
