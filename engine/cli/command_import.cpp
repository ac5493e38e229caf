// legajo import: electronic invoices (Facturae 3.2.x) become the start of a case file.

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "dossier/outcome.hpp"
#include "run/import_run.hpp"

namespace legajo::cli {
namespace {

struct ImportOptions {
    std::vector<std::string> files;
    std::string output, as_of;
    bool is_json = false;
};

std::vector<std::string> in_json(const base::Problems& problems, Console& console) {
    std::vector<std::string> lines;
    for (const base::Problem& problem : problems) lines.push_back(report::problem_json(problem, console.catalogue()));
    return lines;
}

void import(const ImportOptions& given, Console& console) {
    const auto as_of = given.as_of.empty() ? console.surroundings.now().local_date() : base::Date::parse(given.as_of);
    if (!as_of) {
        base::Problem problem{.code = "cli.date_malformed", .stage = "cli"};
        return console.fail({problem.with("option", "--as-of").with("value", given.as_of)});
    }
    run::CellPipe cell;
    const auto made = run::import_invoices(cell, given.files, given.output, *as_of);
    if (!made.ok()) return console.fail(made.problems());
    const bool is_fit = !base::has_errors(made->to_complete);
    if (given.is_json) {
        console.out(dossier::import_json({made->reference, made->file.string(), made->invoices, made->credit_notes, is_fit, in_json(made.problems(), console), in_json(made->to_complete, console)}));
    } else {
        console.tell(made.problems());
        console.tell(made->to_complete);
        console.out(console.catalogue().word(is_fit ? "import.made" : "import.made_unfit", {{"referencia", made->reference}, {"fichero", made->file.string()}, {"facturas", std::to_string(made->invoices)},
                                                                                          {"abonos", std::to_string(made->credit_notes)}}) + "\n");
    }
    if (!is_fit) console.exit_code = some_failed;
}

} // namespace

void add_import(CLI::App& program, Console& console) {
    auto options = std::make_shared<ImportOptions>();
    CLI::App& command = *program.add_subcommand("import", "Electronic invoices (Facturae 3.2.x) become the start of a case file");
    command.add_option("invoice", options->files, "Facturae files of one seller and one buyer")->required();
    command.add_option("-o,--output", options->output, "Case file to write; the invoices are copied to pruebas/ beside it. Nothing is overwritten")->required();
    command.add_option("--as-of", options->as_of, "Date of the data; default: today")->envname("LEGAJO_AS_OF");
    command.add_flag("--json", options->is_json, "One JSON line on standard output");
    command.callback([options, &console] { import(*options, console); });
}

} // namespace legajo::cli
