// The program `legajo`. Makes the surroundings, wires the commands, turns what escapes into an exit code.

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/surroundings.hpp"
#include "report/code_class.hpp"
#include "run/refusal.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>

namespace {

std::atomic<bool> is_interrupted{false};

// The first signal asks to finish what was begun, the second ends at once.
void on_signal(int signal) {
    if (is_interrupted.exchange(true)) std::signal(signal, SIG_DFL);
}

} // namespace

int main(int argc, char** argv) {
    using namespace legajo;
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    std::signal(SIGPIPE, SIG_IGN);

    CLI::App program{"legajo: from the file of an unpaid debt to the right letter, signed, and why", "legajo"};
    program.set_version_flag("--version", "legajo " LEGAJO_VERSION);
    program.require_subcommand(1);
    program.fallthrough(); // --lang may stand anywhere
    base::Surroundings surroundings;
    try {
        surroundings = cli::real_surroundings();
    } catch (const base::Error& error) {
        // Without the data folder there is no catalogue of messages either.
        std::fprintf(stderr, "legajo: templates and fonts not found (%s). Set LEGAJO_DATA to the folder that holds them. [%s]\n", error.detail().c_str(),
                     error.code().c_str());
        return cli::usage;
    }
    cli::Console console(surroundings, is_interrupted);
    console.language = cli::language_of_environment();
    console.colour = cli::is_terminal_error();
    program.add_option("--lang", console.language, "Language of messages: es or en")->check(CLI::IsMember({"es", "en"}))->envname("LEGAJO_LANG");
    for (const auto add : {cli::add_check, cli::add_explain, cli::add_letter, cli::add_batch, cli::add_register, cli::add_verify, cli::add_sign, cli::add_reissue, cli::add_plan, cli::add_dossier, cli::add_import, cli::add_template})
        add(program, console);
    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForVersion& version) {
        return program.exit(version);
    } catch (const CLI::CallForHelp& help) {
        return program.exit(help);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return program.exit(error);
        base::Problem problem{.code = "cli.not_understood", .stage = "cli"};
        console.fail({problem.with("detail", error.what())});
        return cli::usage;
    } catch (const std::exception& failure) {
        try {
            console.fail({run::problem_of(failure)});
        } catch (const std::exception& second) {
            console.err(std::string("legajo: ") + failure.what() + "\nNo catalogue of messages to say more: " + second.what() + "\nCheck the folder templates/messages of the installation (LEGAJO_DATA).\n");
            return cli::usage;
        }
    }
    return console.exit_code;
}
