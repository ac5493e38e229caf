#pragma once
// What every command shares: the outside world, the catalogue of the clerk's language, where output goes, the exit code.

#include "base/surroundings.hpp"
#include "report/catalogue.hpp"
#include "report/problem_text.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace legajo::cli {

// Exit codes, as vocabulary and README say.
enum ExitCode { all_done = 0, some_failed = 1, usage = 2, all_failed = 3, input_unfit = 4, service_unavailable = 5, interrupted = 130 };

struct Console {
    Console(const base::Surroundings& world, const std::atomic<bool>& interrupted) : surroundings(world), is_interrupted(&interrupted) {}

    const base::Surroundings& surroundings;
    const std::atomic<bool>* is_interrupted;
    std::string language = "es";                   // es | en
    bool colour = false;                           // standard error is a terminal
    int exit_code = all_done;

    [[nodiscard]] const report::Catalogue& catalogue();
    void out(std::string_view text) const;         // standard output; throws Error cli.output_closed when it fails
    void err(std::string_view text) const;         // standard error
    void tell(const base::Problems& problems);     // on standard error
    // Prints and sets the exit code of the first error's class.
    void fail(const base::Problems& problems);

private:
    std::unique_ptr<report::Catalogue> catalogue_;
};

// es, unless LC_ALL, LC_MESSAGES or LANG asks for English.
[[nodiscard]] std::string language_of_environment();
// All of standard input, at most 64 MiB. Throws Error file.too_large.
[[nodiscard]] std::string read_standard_input();
// Asks on the terminal without echo; nullopt when there is no terminal.
[[nodiscard]] std::optional<std::string> ask_secret(const std::string& prompt);

} // namespace legajo::cli
