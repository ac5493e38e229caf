// legajo letter: the letter of each case given by name, or on standard input.

#include "cli/commands.hpp"
#include "cli/issue.hpp"

#include <algorithm>

namespace legajo::cli {

void add_letter(CLI::App& program, Console& console) {
    struct Options {
        std::vector<std::string> files;
        std::string pack;
        IssueOptions issue;
    };
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand("letter", "The right letter of each case, as a signed PDF");
    command.add_option("case", options->files, "Case files; - for standard input")->required();
    command.add_option("--pack", options->pack, "Pack; default: by the debtor's language")->envname("LEGAJO_PACK");
    options->issue.add(command);
    command.callback([options, &console] {
        IssueJob job;
        const auto problems = options->issue.apply(job.request, console.surroundings);
        if (!problems.empty()) {
            console.fail(problems);
            return;
        }
        job.request.pack = options->pack;
        job.is_json = options->issue.is_json;
        job.timings = options->issue.timings;
        for (const std::string& file : options->files) job.cases.push_back({file, ""});
        if (std::ranges::count(options->files, "-") > 0) job.standard_input = read_standard_input();
        issue(std::move(job), console);
    });
}

} // namespace legajo::cli
