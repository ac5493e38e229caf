// legajo sign: a further signature on finished PDFs, one or a folder, at the level asked for.

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/keys.hpp"
#include "cli/options.hpp"
#include "cli/pdf_files.hpp"
#include "run/refusal.hpp"
#include "run/sign_run.hpp"

namespace legajo::cli {
namespace {

struct SignOptions {
    std::vector<std::string> paths, authorities, chain;
    std::string key, level = "B-B", output, suffix = "-firmado", reason, location, issued_at;
    int certification = 0;
    bool in_place = false;
};

std::filesystem::path target_of(const SignOptions& given, const std::filesystem::path& file) {
    if (given.in_place) return file;
    const auto name = file.stem().string() + given.suffix + file.extension().string();
    return (given.output.empty() ? file.parent_path() : std::filesystem::path(given.output)) / name;
}

base::Problems sign_one(const SignOptions& given, const std::filesystem::path& file, run::Worker& worker, const run::SignRequest& request) {
    try {
        std::string pdf = base::read_file(file);
        if (auto problems = run::sign_finished(pdf, worker.signing_tools(), request); !problems.empty()) return problems;
        base::write_file_durably(target_of(given, file), pdf);
        return {};
    } catch (const base::Error& failure) {
        return {run::problem_of(failure)};
    }
}

void sign(const SignOptions& given, Console& console) {
    run::LetterRequest letters;
    letters.key = given.key;
    letters.level = given.level;
    letters.time_stamp_authorities = given.authorities;
    for (const std::string& file : given.chain) letters.known_certificates_pem.push_back(base::read_file(file, std::size_t{16} << 20));
    DateOptions dates;
    dates.issued_at = given.issued_at;
    if (const auto problems = dates.apply(letters, console.surroundings); !problems.empty()) return console.fail(problems);
    if (run::has_timestamp(given.level) && given.authorities.empty()) {
        base::Problem problem{.code = "cli.level_without_authority", .stage = "cli"};
        return console.fail({problem.with("option", "--tsa").with("value", given.level)});
    }
    sign::OutsideSecrets secrets = outside_secrets();
    Keys keys(letters, secrets, console.surroundings);
    if (!may_sign(keys, console)) return;

    run::Workshop workshop(console.surroundings);
    run::Worker worker(workshop, nullptr, keys.sessions());
    const run::SignRequest request{given.level, letters.issued_at, letters.now, given.reason, given.location, "", given.certification};
    const auto files = pdf_files(given.paths);
    std::size_t failed = 0;
    for (const auto& file : files) {
        base::Problems problems = sign_one(given, file, worker, request);
        for (base::Problem& problem : problems)
            if (problem.place.file.empty()) problem.place.file = file.string();
        console.tell(problems);
        failed += problems.empty() ? 0 : 1;
        if (problems.empty()) console.out(target_of(given, file).string() + "\n");
    }
    console.exit_code = failed == 0 ? all_done : failed == files.size() ? all_failed : some_failed;
}

} // namespace

void add_sign(CLI::App& program, Console& console) {
    auto options = std::make_shared<SignOptions>();
    CLI::App& command = *program.add_subcommand("sign", "A further signature on finished PDFs, one or a folder");
    command.add_option("path", options->paths, "PDF files, or folders of them")->required()->check(CLI::ExistingPath);
    command.add_option("--sign", options->key, "Key that signs: p12:FILE, pem:CERT,KEY or pkcs11:MODULE?token=…")->required()->envname("LEGAJO_SIGN");
    command.add_option("--level", options->level, "B-B, B-T, B-LT or B-LTA; never silently lower")
        ->check(CLI::IsMember({"B-B", "B-T", "B-LT", "B-LTA"}))
        ->envname("LEGAJO_LEVEL");
    command.add_option("--tsa", options->authorities, "Time-stamp authority (http address); several are tried in order")->envname("LEGAJO_TSA");
    command.add_option("--chain", options->chain, "Certificates of issuers (PEM) that a chain may lack")->check(existing_file());
    command.add_option("--issued-at", options->issued_at, "Time of signing; default: now")->envname("LEGAJO_ISSUED_AT");
    command.add_option("-o,--output", options->output, "Folder for the signed files; default: beside each file");
    command.add_option("--suffix", options->suffix, "Added to the name");
    command.add_flag("--in-place", options->in_place, "Replace each file by the signed one");
    command.add_option("--reason", options->reason, "Reason, shown by readers");
    command.add_option("--location", options->location, "Place, shown by readers");
    command.add_option("--certify", options->certification, "Certification: 1 no changes, 2 forms, 3 forms and notes; off by default, a lawyer may sign after")
        ->check(CLI::Range(1, 3));
    command.callback([options, &console] { sign(*options, console); });
}

} // namespace legajo::cli
