// legajo reissue: proves what was sent, or gives the same file again.

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/keys.hpp"
#include "cli/options.hpp"
#include "run/reissue_run.hpp"

namespace legajo::cli {
namespace {

namespace fs = std::filesystem;

struct ReissueOptions {
    std::string reference, output, register_file, case_file, key, target;
    std::int64_t number = 0;
    bool verifies = false, is_json = false;
};

// Empty when the letter could not be had with its recorded hash.
fs::path written(const ReissueOptions& given, const run::Reissued& letter) {
    if (letter.pdf.empty()) return {};
    const fs::path file = fs::path(given.target) / fs::path(letter.proof.letter.pdf_file).filename();
    fs::create_directories(given.target);
    base::write_file_durably(file, letter.pdf);
    return file;
}

void reissue(const ReissueOptions& given, Console& console) {
    if (given.verifies != given.target.empty()) {
        base::Problem problem{.code = "cli.reissue_undecided", .stage = "cli"};
        return console.fail({problem.with("option", "--to")});
    }
    run::LetterRequest signing;
    signing.key = given.key;
    signing.is_unsigned = given.key.empty();
    sign::OutsideSecrets secrets = outside_secrets();
    Keys keys(signing, secrets, console.surroundings);
    if (!given.key.empty()) {
        // The key of then may have run out since: what is made proves, it is not sent.
        auto problems = keys.problems();
        std::erase_if(problems, [](const base::Problem& one) { return one.code == "sign.certificate_expired" || one.code == "sign.certificate_not_yet_valid"; });
        if (base::has_errors(problems)) return console.fail(problems);
    }
    run::Workshop workshop(console.surroundings);
    run::Worker worker(workshop, nullptr, keys.sessions());
    run::ReissueRequest request{given.reference, {}, given.output, given.register_file, given.case_file, !given.key.empty()};
    if (given.number > 0) request.number = given.number;
    const auto letters = run::reissue(worker, request);
    if (!letters.ok()) return console.fail(letters.problems());
    std::size_t failed = 0;
    for (const run::Reissued& letter : *letters) {
        const report::LetterProof& proof = letter.proof;
        if (given.verifies) {
            failed += proof.is_proven() ? 0 : 1;
            console.out(given.is_json ? report::proof_json(proof, console.catalogue()) : report::proof_text(proof, console.catalogue()));
            continue;
        }
        const fs::path file = written(given, letter);
        failed += file.empty() ? 1 : 0;
        if (given.is_json) console.out(report::proof_json(proof, console.catalogue()));
        else if (!file.empty()) console.out(file.string() + "\n");
        if (file.empty()) {
            base::Problem problem{.code = "reissue.not_the_same", .stage = "run"};
            console.tell(proof.problems);
            console.tell({problem.with("reference", proof.letter.case_reference).with("number", std::to_string(proof.letter.number))});
        }
    }
    console.exit_code = failed == 0 ? all_done : failed == letters->size() ? all_failed : some_failed;
}

} // namespace

void add_reissue(CLI::App& program, Console& console) {
    auto options = std::make_shared<ReissueOptions>();
    CLI::App& command = *program.add_subcommand("reissue", "Proves what was sent (--verify), or gives the same file again (--to)");
    command.add_option("reference", options->reference, "Reference of the case")->required();
    command.add_option("-o,--output", options->output, "Folder of letters and register")->required()->envname("LEGAJO_OUTPUT");
    command.add_option("--register", options->register_file, "Register file; default: registro.sqlite in that folder")->envname("LEGAJO_REGISTER");
    command.add_option("--case", options->case_file, "The case file as it was then")->required()->check(existing_file());
    command.add_option("--number", options->number, "Only this letter, by its number in the register");
    command.add_option("--sign", options->key, "The key of then: with RSA the whole file is compared, signature included");
    command.add_flag("--verify", options->verifies, "Make the letters again and compare them with what was kept");
    command.add_option("--to", options->target, "Folder for the same files again");
    command.add_flag("--json", options->is_json, "One JSON line per letter");
    command.callback([options, &console] { reissue(*options, console); });
}

} // namespace legajo::cli
