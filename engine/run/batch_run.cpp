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
#include <unordered_map>

namespace legajo::run {
namespace {

constexpr std::size_t most_case_bytes = std::size_t{64} << 20;

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
          workers_([this] { return std::make_unique<Worker>(tools_.workshop, store_, tools_.open_keys, tools_.measures); }), clock_(tools.measures) {}

    BatchEnd run();

private:
    [[nodiscard]] bool is_stopped() const { return tools_.is_interrupted && *tools_.is_interrupted; }
    [[nodiscard]] std::unique_ptr<CaseRun> made(std::size_t index);
    [[nodiscard]] bool is_repeated(std::size_t index, CaseRun& run) const;
    void refuse_repeated(CaseRun& run);
    void keep(std::unique_ptr<CaseRun> run);
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

std::unique_ptr<CaseRun> Batch::made(std::size_t index) {
    auto run = std::make_unique<CaseRun>();
    if (is_repeated(index, *run)) return run;
    CaseInput input{cases_[index].file.string(), {}, {}};
    try {
        if (input.name == "-") {
            input.bytes = tools_.standard_input;
        } else {
            input.folder = std::filesystem::absolute(cases_[index].file).parent_path();
            input.bytes = base::read_file(cases_[index].file, most_case_bytes);
        }
    } catch (const std::exception& failure) {
        run->result.file = input.name;
        run->result.control_date = request_.control_date;
        refuse(*run, {problem_of(failure)});
        return run;
    }
    *run = run_case(*workers_.local(), std::move(input), request_);
    return run;
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
}

void Batch::keep(std::unique_ptr<CaseRun> run) {
    refuse_repeated(*run);
    group_.push_back(std::move(*run));
    if (group_.size() >= request_.group_size) write_group();
}

BatchEnd Batch::run() {
    if (store_ && !request_.dry_run) {
        const std::int64_t number = store_->begin_run({"batch", request_.issued_at, request_.control_date, request_.pack, "", LEGAJO_VERSION});
        writer_ = std::make_unique<GroupWriter>(*store_, tools_.files, request_.output, number);
    }
    const int threads = request_.jobs > 0 ? request_.jobs : tbb::this_task_arena::max_concurrency();
    // Without it the library keeps to the cores it counts and says so on standard error.
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(std::max(threads, tbb::this_task_arena::max_concurrency())));
    tbb::task_arena arena(threads);
    std::size_t next = 0;
    arena.execute([&] {
        // As many more letters in the making as a group holds, so that no thread waits while a group is written.
        const std::size_t in_flight = static_cast<std::size_t>(threads) * 8 + (threads > 1 ? request_.group_size : 0);
        tbb::parallel_pipeline(in_flight,
                               tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                                   [&](tbb::flow_control& control) -> std::size_t {
                                                                       if (next >= cases_.size() || is_stopped()) {
                                                                           control.stop();
                                                                           return 0;
                                                                       }
                                                                       return next++;
                                                                   }) &
                                   tbb::make_filter<std::size_t, CaseRun*>(tbb::filter_mode::parallel,
                                                                           [&](std::size_t index) { return made(index).release(); }) &
                                   tbb::make_filter<CaseRun*, void>(tbb::filter_mode::serial_in_order,
                                                                    [&](CaseRun* run) { keep(std::unique_ptr<CaseRun>(run)); }));
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
