// legajo batch: a folder of cases on all cores; goes on after a failed case, survives an interruption.

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/issue.hpp"
#include "run/batch_marker.hpp"
#include "run/result_files.hpp"

#include <set>

namespace legajo::cli {
namespace {

struct BatchOptions {
    std::string folder, pack;
    int jobs = 0;
    std::size_t limit = 0, group = 256;
    int compression = 1;
    bool resume = false, retry_failed = false, dossiers = false;
    IssueOptions issue;
    DossierOptions dossier;
};

void keep_failed_only(std::vector<run::FoundCase>& cases, const std::filesystem::path& output) {
    // The folder may have been named another way then.
    std::set<std::filesystem::path> failed;
    for (const std::string& file : run::failed_files(output)) failed.insert(std::filesystem::weakly_canonical(file));
    std::erase_if(cases, [&](const run::FoundCase& found) { return !failed.contains(std::filesystem::weakly_canonical(found.file)); });
}

void batch(const BatchOptions& given, Console& console) {
    IssueJob job;
    if (const auto problems = given.issue.apply(job.request, console.surroundings); !problems.empty()) return console.fail(problems);
    run::BatchRequest& request = job.request;
    request.folder = given.folder;
    request.pack = given.pack;
    request.jobs = given.jobs;
    request.limit = given.limit;
    request.group_size = given.group;
    request.compression_level = given.compression;
    request.is_resumed = given.resume;
    request.retry_failed = given.retry_failed;
    request.makes_dossiers = given.dossiers;
    if (const auto problems = given.dossier.apply(request.dossiers); !problems.empty()) return console.fail(problems);
    if (given.resume) {
        const bool dates_given = !given.issue.dates.as_of.empty() || !given.issue.dates.issued_at.empty();
        if (const auto problems = run::take_up_marker(request, dates_given); !problems.empty()) return console.fail(problems);
    }
    run::FoundCases found = run::find_cases(given.folder);
    if (given.retry_failed) keep_failed_only(found.cases, request.output);
    if (given.limit > 0 && found.cases.size() > given.limit) found.cases.resize(given.limit);
    if (found.cases.empty() && !given.retry_failed) {
        base::Problem problem{.code = "run.no_cases", .stage = "run"};
        return console.fail({problem.with("folder", given.folder).with("other", std::to_string(found.other_xml_files.size()))});
    }
    job.cases = std::move(found.cases);
    job.folder = given.folder;
    job.is_json = given.issue.is_json;
    job.timings = given.issue.timings;
    job.shows_progress = console.colour && !given.issue.is_json;
    issue(std::move(job), console);
}

} // namespace

void add_batch(CLI::App& program, Console& console) {
    auto options = std::make_shared<BatchOptions>();
    CLI::App& command = *program.add_subcommand("batch", "The letters of all cases in a folder and below it");
    command.add_option("folder", options->folder, "Folder of case files")->required()->check(existing_folder());
    command.add_option("--jobs", options->jobs, "Threads; default: all cores")->check(CLI::Range(0, 1024))->envname("LEGAJO_JOBS");
    command.add_option("--limit", options->limit, "Only the first N cases");
    command.add_option("--pack", options->pack, "Pack; default: by each debtor's language")->envname("LEGAJO_PACK");
    command.add_flag("--resume", options->resume, "Go on with an interrupted run of this output folder, with its dates");
    command.add_flag("--retry-failed", options->retry_failed, "Only the cases that failed in the last run of this output folder");
    CLI::Option* dossiers = command.add_flag("--dossiers", options->dossiers, "Also the dossiers that the policy calls for, each in a folder of its own under dosieres/");
    command.add_option("--group", options->group, "Letters made durable together")->check(CLI::Range(1, 65536));
    command.add_option("--compression", options->compression, "1 fastest .. 12 smallest")->check(CLI::Range(1, 12))->envname("LEGAJO_COMPRESSION");
    options->dossier.add(command, dossiers);
    options->issue.add(command);
    command.callback([options, &console] { batch(*options, console); });
}

} // namespace legajo::cli
