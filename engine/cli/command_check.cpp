// legajo check: all problems of each case, with line and remedy.

#include "base/error.hpp"
#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "pack/load_pack.hpp"
#include "read/read_case.hpp"
#include "run/refusal.hpp"

namespace legajo::cli {
namespace {

struct CheckOptions {
    std::vector<std::string> files;
    std::string as_of;
    bool is_json = false;
};

base::Problems problems_of(const std::string& file, read::ReadOptions options) {
    try {
        options.file = file;
        if (file == "-") return read::read_case(read_standard_input(), options).problems();
        options.case_folder = std::filesystem::absolute(file).parent_path();
        return read::read_case(base::read_file(file, options.limits.bytes), options).problems();
    } catch (const base::Error& failure) {
        base::Problem problem = run::problem_of(failure);
        problem.place.file = file;
        return {problem};
    }
}

void check(const CheckOptions& given, Console& console) {
    read::ReadOptions options;
    options.as_of = given.as_of.empty() ? console.surroundings.now().local_date() : base::Date::parse(given.as_of);
    if (!options.as_of) {
        base::Problem problem{.code = "cli.date_malformed", .stage = "cli"};
        return console.fail({problem.with("option", "--as-of").with("value", given.as_of)});
    }
    const auto pack = pack::load_pack(console.surroundings.data_folder / "templates", "es-ES");
    if (!pack.ok()) return console.fail(pack.problems()); // how old data may be is the policy's
    options.data_max_age_days = (*pack)->policy.data_max_age_days;
    std::size_t unfit = 0;
    for (const std::string& file : given.files) {
        const base::Problems problems = problems_of(file, options);
        unfit += base::has_errors(problems) ? 1 : 0;
        if (given.is_json)
            for (const base::Problem& problem : problems) console.out(report::problem_json(problem, console.catalogue()) + "\n");
        else
            console.tell(problems);
    }
    if (!given.is_json) {
        const std::string counts = console.catalogue().word(unfit == 0 ? "check.all_fit" : "check.some_unfit",
                                                            {{"cases", std::to_string(given.files.size())}, {"unfit", std::to_string(unfit)}});
        console.out(counts + "\n");
    }
    console.exit_code = unfit == 0 ? all_done : unfit == given.files.size() ? input_unfit : some_failed;
}

} // namespace

void add_check(CLI::App& program, Console& console) {
    auto options = std::make_shared<CheckOptions>();
    CLI::App& command = *program.add_subcommand("check", "All problems of each case file, with line and remedy");
    command.add_option("case", options->files, "Case files; - for standard input")->required();
    command.add_option("--as-of", options->as_of, "Controlling date for the age of the data; default: today")->envname("LEGAJO_AS_OF");
    command.add_flag("--json", options->is_json, "One JSON line per problem on standard output");
    command.callback([options, &console] { check(*options, console); });
}

} // namespace legajo::cli
