// legajo explain: the statement of account, the decision, each rule tried, the next possible date.

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "report/explain.hpp"
#include "run/explain_run.hpp"

namespace legajo::cli {
namespace {

struct ExplainOptions {
    std::string file, register_file, pack, type;
    DateOptions dates;
    bool is_json = false;
    int width = 96;
};

void explain(const ExplainOptions& given, Console& console) {
    run::LetterRequest request;
    if (const auto problems = given.dates.apply(request, console.surroundings); !problems.empty()) return console.fail(problems);
    request.register_file = given.register_file;
    request.pack = given.pack;
    if (!given.type.empty()) request.letter = given.type;
    run::Workshop workshop(console.surroundings);
    const auto explained = run::explain_case(workshop, {given.file, given.file == "-" ? read_standard_input() : ""}, request);
    if (!explained.ok()) return console.fail(explained.problems());
    console.tell(explained.problems());
    const base::Problems none;
    std::vector<report::Explained> parts;
    for (const run::ExplainedCase& part : explained->parts) parts.push_back({part.debt, part.history, part.assessment, part.decision, *part.pack, none, {}});
    const report::Explained view{explained->debt, explained->history, explained->assessment, explained->decision, *explained->pack, explained.problems(), parts};
    if (given.is_json) return console.out(report::explain_json(view, console.catalogue()));
    if (parts.empty()) parts.push_back(view);
    for (const report::Explained& part : parts) console.out(report::explain_text(part, console.catalogue(), {.width = given.width}));
}

} // namespace

void add_explain(CLI::App& program, Console& console) {
    auto options = std::make_shared<ExplainOptions>();
    CLI::App& command = *program.add_subcommand("explain", "What is owed, which letter, why, and why not the others");
    command.add_option("case", options->file, "Case file; - for standard input")->required();
    options->dates.add_as_of(command);
    command.add_option("--register", options->register_file, "Register with the letters issued so far")->envname("LEGAJO_REGISTER");
    command.add_option("--pack", options->pack, "Pack; default: by the debtor's language")->envname("LEGAJO_PACK");
    command.add_option("--type", options->type, "Ask about this letter");
    command.add_option("--width", options->width, "Columns of the page")->check(CLI::Range(80, 140));
    command.add_flag("--json", options->is_json, "As JSON (templates/schema/explain.schema.json)");
    command.callback([options, &console] { explain(*options, console); });
}

} // namespace legajo::cli
