// legajo dossier: what a lawyer receives: one signed PDF with the analysis and every exhibit, and the folder beside it.

#include "cli/commands.hpp"
#include "cli/keys.hpp"
#include "cli/options.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "dossier/outcome.hpp"
#include "report/problem_text.hpp"
#include "run/filing_run.hpp"
#include "run/folder_zip.hpp"
#include "run/hand_over_run.hpp"

#include <algorithm>

namespace legajo::cli {
namespace {

struct DossierCommand {
    std::string file, filing, hand_over;
    double sending_mb = 0;
    IssueOptions issue;
    DossierOptions dossier;
    bool is_dry_run = false, zips = false, is_whole = false;
    std::vector<std::string> cleared;
};

dossier::Outcome outcome_of(const run::DossierMade& made, const run::DossierRequest& request) {
    return {made.reference, made.pdf.string(), made.folder.string(), made.sha256, made.signature_level, "", "", request.is_court_safe, made.pages, made.documents, made.sealed, made.supplement, made.unread, {}};
}

std::string megabytes(std::uint64_t bytes) { return base::replaced(base::Money(static_cast<std::int64_t>((bytes + 9'999) / 10'000)).text(), ".", ","); }

std::vector<std::string> problems_json(const base::Problems& problems, Console& console) {
    std::vector<std::string> lines;
    for (const base::Problem& problem : problems) lines.push_back(report::problem_json(problem, console.catalogue()));
    return lines;
}

// Beside what it holds, under the same name. Throws what write_zip throws.
bundle::ZipFacts zipped(const std::filesystem::path& zip, const std::vector<bundle::Entry>& entries, const run::LetterRequest& request) {
    auto facts = bundle::write_zip(zip, entries, request.issued_at.local_date());
    if (!facts.ok()) throw base::Error("bundle.failed", "cli", facts.problems().front().code + " " + zip.string());
    return *facts;
}

void file_documents(const run::DossierTools& tools, const run::ExplainInput& input, const run::FilingRequest& request, const DossierCommand& given, Console& console) {
    const auto made = run::make_filing(tools, input, request);
    if (!made.ok()) return console.fail(made.problems());
    const dossier::FilingFacts& facts = made->facts;
    const std::string zip = given.zips && !request.dry_run ? made->folder.string() + ".zip" : "";
    if (!zip.empty()) (void)zipped(zip, run::entries_of(made->folder, made->folder.filename().string()), request);
    if (given.issue.is_json) {
        console.out(dossier::filing_outcome_json(facts, made->folder.string(), zip, problems_json(made.problems(), console)));
    } else {
        console.tell(made.problems());
        console.out(console.catalogue().word(request.dry_run ? "dossier.filing_planned" : "dossier.filed",
                                             {{"referencia", facts.case_reference}, {"documentos", std::to_string(facts.documents.size())}, {"envios", std::to_string(facts.plan.sendings.size())},
                                              {"total", megabytes(facts.plan.total_bytes)}, {"limite", megabytes(facts.plan.limit_bytes)}, {"carpeta", made->folder.string()}}) + "\n");
    }
    if (!zip.empty() && !given.issue.is_json) console.out(console.catalogue().word("dossier.zipped", {{"zip", zip}}) + "\n");
    if (std::ranges::any_of(facts.documents, [](const auto& document) { return document.is_pending || document.archive.empty(); })) console.exit_code = some_failed;
}

void hand_over(const run::DossierTools& tools, const run::ExplainInput& input, const run::DossierRequest& request, const DossierCommand& given, Console& console) {
    const bool to_lawyer = given.hand_over == "lawyer";
    const auto made = run::hand_over(tools, input, request, to_lawyer ? run::HandOverTo::lawyer : run::HandOverTo::agency);
    if (!made.ok()) return console.fail(made.problems());
    if (given.issue.is_json) {
        console.out(dossier::hand_over_json({made->reference, to_lawyer ? "abogado" : "agencia", made->addressee, made->zip.string(), made->zip_sha256, made->letter.string(), made->letter_sha256,
                                             made->dossier ? dossier::outcome_json(outcome_of(*made->dossier, request)) : "", !request.is_unsigned, made->register_number, problems_json(made.problems(), console)}));
    } else {
        console.tell(made.problems());
        console.out(console.catalogue().word("dossier.handed_over", {{"referencia", made->reference}, {"quien", made->addressee}, {"zip", made->zip.string()}}) + "\n");
    }
    if (!given.issue.is_json && made->register_number > 0) console.out(console.catalogue().word("dossier.hand_over_recorded", {{"n", std::to_string(made->register_number)}}) + "\n");
    if (made->dossier && !made->dossier->unread.empty()) console.exit_code = some_failed;
}

void make(const DossierCommand& given, Console& console) {
    run::FilingRequest request;
    if (const auto problems = given.issue.apply(request, console.surroundings); !problems.empty()) return console.fail(problems);
    if (const auto problems = given.dossier.apply(request); !problems.empty()) return console.fail(problems);
    request.is_whole = given.is_whole;
    request.cleared = given.cleared;
    sign::OutsideSecrets secrets = outside_secrets();
    Keys keys(request, secrets, console.surroundings);
    if (!may_sign(keys, console)) return;

    run::Workshop workshop(console.surroundings);
    run::Worker worker(workshop, nullptr, keys.sessions());
    run::CellPipe cell;
    const auto templates = console.surroundings.data_folder / "templates";
    const auto spanish = report::Catalogue::load(templates / "messages", "es");
    const run::DossierTools tools{worker, cell, spanish, templates};
    const run::ExplainInput input{given.file, given.file == "-" ? read_standard_input() : ""};
    if (!given.filing.empty()) {
        request.naming = given.filing == "cat" ? dossier::FilingNaming::catalonia : dossier::FilingNaming::state;
        request.dry_run = given.is_dry_run;
        request.limit_bytes = static_cast<std::uint64_t>(given.sending_mb * 1e6);
        return file_documents(tools, input, request, given, console);
    }
    if (!given.hand_over.empty()) return hand_over(tools, input, request, given, console);
    const auto made = run::make_dossier(tools, input, request);
    if (!made.ok()) return console.fail(made.problems());
    bundle::ZipFacts zip;
    const std::string zip_file = given.zips ? made->folder.string() + ".zip" : "";
    if (given.zips) {
        std::vector<bundle::Entry> entries{{made->pdf.filename().string(), {}, made->pdf}};
        std::ranges::move(run::entries_of(made->folder, made->folder.filename().string()), std::back_inserter(entries));
        zip = zipped(zip_file, entries, request);
    }
    if (given.issue.is_json) {
        dossier::Outcome outcome = outcome_of(*made, request);
        outcome.zip = zip_file;
        outcome.zip_sha256 = zip.sha256;
        outcome.problems_json = problems_json(made.problems(), console);
        console.out(dossier::outcome_json(outcome));
    } else {
        console.tell(made.problems());
        console.out(console.catalogue().word("dossier.made", {{"referencia", made->reference}, {"pdf", made->pdf.string()}, {"paginas", std::to_string(made->pages)}, {"documentos", std::to_string(made->documents)},
                                                              {"carpeta", made->folder.string()}}) + "\n");
        if (made->supplement > 0) console.out(console.catalogue().word("dossier.supplement", {{"n", std::to_string(made->supplement)}}) + "\n");
        if (made->sealed > 0) console.out(console.catalogue().word("dossier.sealed", {{"n", std::to_string(made->sealed)}}) + "\n");
        if (given.zips) console.out(console.catalogue().word("dossier.zipped", {{"zip", zip_file}}) + "\n");
        if (!made->unread.empty()) console.out(console.catalogue().word("dossier.unread", {{"n", std::to_string(made->unread.size())}}) + "\n");
    }
    if (!made->unread.empty()) console.exit_code = some_failed;
}

} // namespace

void add_dossier(CLI::App& program, Console& console) {
    auto options = std::make_shared<DossierCommand>();
    CLI::App& command = *program.add_subcommand("dossier", "What a lawyer receives: statement, chronology, analysis and every exhibit in one signed PDF");
    command.add_option("case", options->file, "Case file")->required();
    IssueOptions& issue = options->issue;
    issue.dates.add_as_of(command);
    issue.dates.add_issued_at(command);
    command.add_option("-o,--output", issue.output, "Folder for the dossier")->required()->envname("LEGAJO_OUTPUT");
    command.add_option("--register", issue.register_file, "Register with the letters issued and the dossiers delivered so far; after a delivery a supplement is made. Written to by --hand-over alone")->envname("LEGAJO_REGISTER");
    command.add_option("--sign", issue.key, "Key that signs: p12:FILE, pem:CERT,KEY or pkcs11:MODULE?token=…")->envname("LEGAJO_SIGN");
    command.add_option("--level", issue.level, "Signature level: B-B, B-T, B-LT or B-LTA; never silently lower")->envname("LEGAJO_LEVEL");
    command.add_option("--tsa", issue.time_stamp_authorities, "Time-stamp authority (http address); several are tried in order")->envname("LEGAJO_TSA");
    command.add_option("--chain", issue.known_certificates, "Certificates of issuers (PEM) that a chain may lack, for B-LT and B-LTA")->check(existing_file());
    command.add_flag("--unsigned", issue.is_unsigned, "Draft: no signature, a mark on each page of ours");
    command.add_flag("--json", issue.is_json, "One JSON line on standard output");
    options->dossier.add(command);
    command.add_flag("--whole", options->is_whole, "After a delivery: the delivered dossier once more, refused when a number or folio would move")->needs("--register");
    command.add_option("--cleared", options->cleared, "Exhibits dated during the negotiation that you have looked at and allow (ids)")->delimiter(',');
    CLI::Option& filing = *command.add_option("--filing", options->filing, "Instead: one file per document for the court's platform, numbered and named by its rules, with index and size plan")->check(CLI::IsMember({"state", "cat"}));
    command.add_flag("--zip", options->zips, "Also everything as one ZIP beside it, the same bytes every time");
    command.add_option("--hand-over", options->hand_over, "One ZIP for a lawyer (letter encargo and dossier) or a collection agency (letter with the minimal data, nothing else)")
        ->check(CLI::IsMember({"lawyer", "agency"}))->excludes(&filing);
    command.add_option("--sending-mb", options->sending_mb, "Limit of one sending in MB, when the platform's differs from the pack's")->needs(&filing)->check(CLI::Range(0.1, 100'000.0));
    command.add_flag("--dry-run", options->is_dry_run, "With --filing: the size plan only; nothing is written")->needs(&filing);
    command.callback([options, &console] { make(*options, console); });
}

} // namespace legajo::cli
