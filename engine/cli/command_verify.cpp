// legajo verify: who signed each PDF, whether its bytes are whole, whether the chain leads to the given anchors; of a dossier also whether folder
// and attachments are what its manifest says. The PDF is read in the cell.

#include "base/error.hpp"
#include "base/files.hpp"
#include "cli/anchors.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/pdf_files.hpp"
#include "report/verification.hpp"
#include "run/cell_jobs.hpp"
#include "run/dossier_check.hpp"
#include "run/refusal.hpp"

namespace legajo::cli {
namespace {

namespace fs = std::filesystem;

struct VerifyOptions {
    std::vector<std::string> paths, trust;
    std::string at;
    bool is_json = false;
};

base::Result<model::VerifyReport> report_of(run::CellPipe& cell, const fs::path& file, const verify::VerifyOptions& options) {
    try {
        return run::verify_pdf(cell, run::memory_file(base::read_file(file)).get(), options);
    } catch (const base::Error& failure) {
        return run::problem_of(failure);
    }
}

std::optional<model::DossierReport> dossier_of(run::CellPipe& cell, const fs::path& file) {
    try {
        if (fs::is_directory(file)) return run::check_dossier(cell, {}, file); // a filing
        return run::check_dossier(cell, file, run::folder_beside(file));
    } catch (const base::Error& failure) {
        model::DossierReport report;
        report.problems.push_back(run::problem_of(failure));
        return report;
    }
}

// 0 every signature valid (or intact, when no anchors were given to lead to) and every dossier as its manifest says · 1 some files not · 3 none.
void verify(const VerifyOptions& given, Console& console) {
    verify::VerifyOptions options;
    options.at = console.surroundings.now();
    if (!given.at.empty()) {
        const auto at = base::Instant::parse(given.at);
        if (!at) {
            base::Problem problem{.code = "cli.date_malformed", .stage = "cli"};
            return console.fail({problem.with("option", "--at").with("value", given.at)});
        }
        options.at = *at;
    }
    auto anchors = read_anchors(given.trust);
    if (!anchors.ok()) return console.fail(anchors.problems());
    options.anchors_pem = std::move(*anchors);
    run::CellPipe cell;
    const auto files = pdf_files_to_check(given.paths);
    if (files.empty()) {
        base::Problem problem{.code = "cli.no_pdf_files", .stage = "cli"};
        return console.fail({problem.with("folder", given.paths.front())});
    }
    std::size_t bad = 0;
    for (const fs::path& file : files) {
        const bool is_filing = fs::is_directory(file);
        auto report = is_filing ? model::VerifyReport{} : report_of(cell, file, options);
        const auto dossier = dossier_of(cell, file);
        if (!report.ok() && !dossier) {
            ++bad;
            for (base::Problem& problem : report.problems())
                if (problem.place.file.empty()) problem.place.file = file.string();
            console.tell(report.problems());
            continue;
        }
        model::VerifyReport told;
        if (report.ok()) told = std::move(*report);
        else told.problems = report.problems();
        const bool is_signed = is_filing || (!told.signatures.empty() && (given.trust.empty() ? told.none_invalid() : told.all_valid()));
        bad += is_signed && !(dossier && base::has_errors(dossier->problems)) ? 0 : 1;
        console.out(given.is_json ? report::verification_json(file.string(), told, console.catalogue(), dossier ? &*dossier : nullptr)
                                  : report::verification_text(file.string(), told, console.catalogue(), false, dossier ? &*dossier : nullptr));
    }
    console.exit_code = bad == 0 ? all_done : bad == files.size() ? all_failed : some_failed;
}

} // namespace

void add_verify(CLI::App& program, Console& console) {
    auto options = std::make_shared<VerifyOptions>();
    CLI::App& command = *program.add_subcommand("verify", "Who signed a PDF, whether its bytes are whole, whether the chain is trusted; a dossier against its manifest");
    command.add_option("path", options->paths, "PDF files, or folders of them")->required()->check(CLI::ExistingPath);
    command.add_option("--trust", options->trust, "Certificates to trust (PEM); may be repeated")->check(existing_file());
    command.add_option("--at", options->at, "Moment to judge for, with offset; default: now");
    command.add_flag("--json", options->is_json, "One JSON line per file");
    command.callback([options, &console] { verify(*options, console); });
}

} // namespace legajo::cli
