#pragma once
// Options that several commands share, with their environment twins LEGAJO_….

#include "base/date.hpp"
#include "base/problem.hpp"
#include "cli/console.hpp"
#include "run/letter_request.hpp"
#include "sign/secret.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace legajo::cli {

// Checks that speak the user's language: they throw base::Error run.folder_unreadable, cli.file_missing.
[[nodiscard]] CLI::Validator existing_folder();
[[nodiscard]] CLI::Validator existing_file();

struct DateOptions {
    std::string as_of, issued_at;
    void add_as_of(CLI::App& command);
    void add_issued_at(CLI::App& command);
    // as_of defaults to the day of issue; issue before the controlling date's day is refused (a letter is never dated back).
    [[nodiscard]] base::Problems apply(run::LetterRequest& request, const base::Surroundings& surroundings) const;
};

struct IssueOptions {
    DateOptions dates;
    std::string output, register_file, key, level = "B-B", type;
    std::vector<std::string> time_stamp_authorities, known_certificates;
    int certification = 0;
    bool is_unsigned = false, writes_mail = false, writes_creditor_copy = false, again = false, dry_run = false, is_json = false, timings = false;
    void add(CLI::App& command);
    // Problems cli.*: no signing decision, unknown level, bad date.
    [[nodiscard]] base::Problems apply(run::LetterRequest& request, const base::Surroundings& surroundings) const;
};

// What dossiers are like: of `dossier`, and of `batch --dossiers`.
struct DossierOptions {
    std::string originals = "folder";
    std::vector<std::string> trust;
    bool is_court_safe = false, recognises_text = false;
    // `needs`: the option without which these mean nothing; may be null.
    void add(CLI::App& command, CLI::Option* needs = nullptr);
    // Problem cli.no_certificate. Throws Error file.*.
    [[nodiscard]] base::Problems apply(run::DossierWish& wish) const;
};

// Secrets come by file, environment or prompt.
[[nodiscard]] sign::OutsideSecrets outside_secrets();

} // namespace legajo::cli
