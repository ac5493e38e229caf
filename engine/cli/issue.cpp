#include "cli/issue.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "cli/keys.hpp"
#include "cli/progress.hpp"
#include "report/result.hpp"
#include "run/batch_marker.hpp"
#include "run/result_files.hpp"

#include <fmt/format.h>

#include <sys/resource.h>

namespace legajo::cli {
namespace {

void tell_timings(const run::BatchEnd& end, Console& console) {
    if (end.handled == 0) return;
    double total = 0;
    for (std::size_t i = 0; i < end.cpu_nanoseconds.size(); ++i) {
        const double each = static_cast<double>(end.cpu_nanoseconds[i]) / 1e6 / static_cast<double>(end.handled);
        total += each;
        console.err(fmt::format("{:<8}{:>9.4f} ms\n", run::stage_names[i], each));
    }
    console.err(fmt::format("{:<8}{:>9.4f} ms CPU per case, {} cases\n", "total", total, end.handled));
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    console.err(fmt::format("process {:.2f} s user + {:.2f} s system, peak memory {:.1f} MiB\n", seconds(usage.ru_utime), seconds(usage.ru_stime),
                            static_cast<double>(usage.ru_maxrss) / 1024));
}

struct Telling {
    Console& console;
    const IssueJob& job;
    report::BatchSummary& summary;
    run::ResultFiles* files;
    Progress& progress;

    void operator()(const report::CaseResult& result) const {
        summary.add(result, console.catalogue());
        if (files) files->add(result);
        if (job.is_json) {
            console.out(report::result_json(result, console.catalogue()));
        } else if (job.folder.empty() || result.state == report::CaseState::failed) {
            progress.clear();
            const std::string text = report::result_text(result, console.catalogue(), console.colour);
            job.folder.empty() ? console.out(text) : console.err(text);
        }
    }
};

} // namespace

void issue(IssueJob job, Console& console) {
    sign::OutsideSecrets secrets = outside_secrets();
    Keys keys(job.request, secrets, console.surroundings);
    if (!may_sign(keys, console)) return;

    // What every case needs is told once, before anything is written.
    run::Workshop workshop(console.surroundings);
    if (const auto usual = workshop.bench(workshop.pack_id_for({}, job.request.pack)); !usual.ok()) return console.fail(usual.problems());
    static_cast<void>(workshop.fonts());
    std::unique_ptr<run::OutputFolder> output;
    std::unique_ptr<run::ResultFiles> files;
    if (!job.request.dry_run) {
        output = std::make_unique<run::OutputFolder>(job.request);
        // Only who holds the folder says whose run it is.
        if (!job.folder.empty()) run::write_marker(job.request);
        if (!job.folder.empty()) files = std::make_unique<run::ResultFiles>(output->path(), console.catalogue());
    }
    report::BatchSummary summary;
    summary.folder = job.folder;
    summary.control_date = job.request.control_date;
    summary.issued_at = job.request.issued_at;
    summary.pack = job.request.pack;
    summary.cases_found = static_cast<std::int64_t>(job.cases.size());
    summary.is_dry_run = job.request.dry_run;

    Progress progress(console, job.shows_progress);
    base::FileGroup sink;
    const run::BatchTools tools{
        .workshop = workshop,
        .open_keys = keys.sessions(),
        .files = sink,
        .on_result = Telling{console, job, summary, files.get(), progress},
        .on_progress = [&](std::size_t done, std::size_t total) { progress.show(done, total); },
        .standard_input = job.standard_input,
        .is_interrupted = console.is_interrupted,
        .measures = job.timings,
    };
    const run::BatchEnd end = run::run_batch(job.request, job.cases, output ? &output->store() : nullptr, tools);
    progress.clear();
    summary.is_interrupted = end.was_interrupted;
    if (files) files->close(summary);
    if (!job.folder.empty() && !job.is_json) console.out(summary.text(console.catalogue()));
    if (job.timings) tell_timings(end, console);
    console.exit_code = summary.exit_code();
}

} // namespace legajo::cli
