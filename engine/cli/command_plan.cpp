// legajo plan: what would fall due for which debtor in a window, and the deadlines as a calendar.

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "run/plan_run.hpp"

namespace legajo::cli {
namespace {

struct PlanOptions {
    std::string folder, from, to, register_file, pack, calendar, csv;
    bool is_json = false;
};

void plan(const PlanOptions& given, Console& console) {
    const auto from = base::Date::parse(given.from), to = base::Date::parse(given.to);
    if (!from || !to || *to < *from) {
        base::Problem problem{.code = "cli.date_malformed", .stage = "cli"};
        return console.fail({problem.with("option", from ? "--to" : "--from").with("value", from ? given.to : given.from)});
    }
    run::LetterRequest request;
    request.register_file = given.register_file;
    request.pack = given.pack;
    run::Workshop workshop(console.surroundings);
    const run::FoundCases found = run::find_cases(given.folder);
    Progress progress(console, console.colour);
    const run::PlannedRun planned =
        run::plan_cases(workshop, found.cases, *from, *to, request, [&](std::size_t done) { progress.show(done, found.cases.size()); });
    progress.clear();
    for (const base::Problems& problems : planned.failures) console.tell(problems);
    if (!given.calendar.empty())
        base::write_file_durably(given.calendar, report::calendar_text(planned.calendar, console.surroundings.now(), console.catalogue()));
    if (!given.csv.empty()) base::write_file_durably(given.csv, report::plan_csv(planned.plan, console.catalogue()));
    console.out(given.is_json ? report::plan_json(planned.plan, console.catalogue()) : report::plan_text(planned.plan, console.catalogue()));
    console.exit_code = planned.failures.empty() ? all_done : planned.plan.cases_read == 0 ? input_unfit : some_failed;
}

} // namespace

void add_plan(CLI::App& program, Console& console) {
    auto options = std::make_shared<PlanOptions>();
    CLI::App& command = *program.add_subcommand("plan", "What would fall due for which debtor in a window of dates");
    command.add_option("folder", options->folder, "Folder of case files")->required()->check(existing_folder());
    command.add_option("--from", options->from, "First day: YYYY-MM-DD")->required();
    command.add_option("--to", options->to, "Last day: YYYY-MM-DD")->required();
    command.add_option("--register", options->register_file, "Register with the letters issued so far")->envname("LEGAJO_REGISTER");
    command.add_option("--pack", options->pack, "Pack; default: by each debtor's language")->envname("LEGAJO_PACK");
    command.add_option("--ics", options->calendar, "Also write the deadlines as an iCalendar file");
    command.add_option("--csv", options->csv, "Also write the table as CSV");
    command.add_flag("--json", options->is_json, "As JSON (templates/schema/plan.schema.json)");
    command.callback([options, &console] { plan(*options, console); });
}

} // namespace legajo::cli
