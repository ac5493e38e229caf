#include "run/dossier_check.hpp"

#include "base/error.hpp"
#include "base/mapped_file.hpp"
#include "run/cell_jobs.hpp"

#include <fcntl.h>

#include <algorithm>
#include <map>
#include <set>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* manifest_name = "manifiesto.json";
constexpr std::uint64_t largest_file = std::uint64_t{8} << 30;

base::Problem problem(const char* code, base::Severity severity = base::Severity::error) { return {.severity = severity, .code = code, .stage = "verify", .place = {}, .arguments = {}}; }

class Check {
public:
    Check(CellPipe& cell, const fs::path& pdf, const fs::path& folder) : cell_(cell), pdf_(pdf), folder_(folder) {}

    std::optional<model::DossierReport> run() {
        base::Descriptor pdf(::open(pdf_.c_str(), O_RDONLY | O_CLOEXEC)), beside;
        if (!folder_.empty())
            if (auto opened = open_inside(folder_, manifest_name); opened.ok()) beside = std::move(*opened);
        const bool may_hold_one = pdf.is_open() && base::MappedFile(pdf.get()).view().find(manifest_name) != std::string_view::npos;
        if (!beside.is_open() && !may_hold_one) return std::nullopt;
        if (!read_facts(pdf, beside)) return std::nullopt;
        const bool is_filing = facts_.version == model::filing_version;
        if (!pdf.is_open() && !is_filing) tell("verify.dossier_no_pdf").with("fichero", pdf_.filename().string());
        if (is_filing) report_.problems.push_back(problem("verify.filing_manifest_unsigned", base::Severity::remark));
        report_.reference = facts_.reference;
        report_.version = facts_.version;
        report_.documents = static_cast<std::int32_t>(facts_.documents.size());
        report_.has_folder = !folder_.empty();
        manifests(pdf.is_open(), beside.is_open());
        documents();
        if (pdf.is_open()) attachments();
        if (report_.has_folder) files();
        else if (std::ranges::any_of(facts_.files, &model::ListedFile::is_in_folder)) report_.problems.push_back(problem("verify.dossier_no_folder", base::Severity::warning));
        return std::move(report_);
    }

private:
    base::Problem& tell(const char* code) { return report_.problems.emplace_back(problem(code)); }

    bool read_facts(const base::Descriptor& pdf, const base::Descriptor& beside) {
        const base::Descriptor nothing = memory_file("");
        auto facts = read_dossier_facts(cell_, pdf.is_open() ? pdf.get() : nothing.get(), beside.is_open() ? beside.get() : nothing.get());
        if (facts.ok()) {
            facts_ = std::move(*facts);
            append(facts_.problems);
            return facts_.is_dossier;
        }
        append(facts.problems());
        return beside.is_open(); // the PDF overcame its reader: the dossier is told as broken, not as none
    }
    void append(const base::Problems& problems) { report_.problems.insert(report_.problems.end(), problems.begin(), problems.end()); }

    void manifests(bool has_pdf, bool has_beside) {
        if (has_pdf && !facts_.has_attached_manifest) tell("verify.dossier_manifest_missing").with("lugar", pdf_.filename().string());
        if (report_.has_folder && !has_beside) tell("verify.dossier_manifest_missing").with("lugar", folder_.filename().string() + "/");
        if (facts_.manifests_differ) tell("verify.dossier_manifest_differs");
        if (facts_.pages > 0 && facts_.pages != facts_.told_pages) tell("verify.dossier_pages_differ").with("hallado", std::to_string(facts_.pages)).with("esperado", std::to_string(facts_.told_pages));
    }

    // Every document that was read has its original somewhere.
    void documents() {
        std::set<std::string> known;
        for (const model::ListedFile& file : facts_.files) known.insert(file.sha256);
        for (const model::ListedDocument& document : facts_.documents)
            if (!document.sha256.empty() && !known.contains(document.sha256))
                tell("verify.dossier_document_unproved").with("documento", (document.is_sealed ? "R" : "") + std::to_string(document.number)).with("fichero", document.file);
    }

    void attachments() {
        std::multimap<std::string, const model::FoundFile*> found;
        for (const model::FoundFile& file : facts_.attachments) found.emplace(file.name, &file);
        for (const model::ListedFile& listed : facts_.files) {
            if (!listed.is_attached) continue;
            ++report_.attachments_checked;
            const auto at = found.find(attachment_name(listed));
            if (at == found.end()) {
                tell("verify.dossier_attachment_missing").with("fichero", listed.name);
                continue;
            }
            if (at->second->sha256 != listed.sha256) tell("verify.dossier_attachment_changed").with("fichero", listed.name);
            found.erase(at);
        }
        if (const auto manifest = found.find(manifest_name); manifest != found.end()) found.erase(manifest);
        for (const auto& [name, file] : found) tell("verify.dossier_attachment_extra").with("fichero", name);
    }
    static std::string attachment_name(const model::ListedFile& listed) { return fs::path(listed.name).filename().string(); }

    void files() {
        std::set<std::string> expected{manifest_name};
        for (const model::ListedFile& listed : facts_.files) {
            if (!listed.is_in_folder) continue;
            ++report_.files_checked;
            expected.insert(listed.name);
            const auto opened = open_inside(folder_, listed.name, largest_file);
            if (!opened.ok()) {
                const bool is_missing = opened.problems().front().code == "evidence.missing";
                tell(is_missing ? "verify.dossier_file_missing" : "verify.dossier_file_changed").with("fichero", listed.name);
                continue;
            }
            const FileFacts facts = facts_of(opened->get());
            if (facts.sha256 != listed.sha256 || facts.size != listed.bytes) tell("verify.dossier_file_changed").with("fichero", listed.name);
        }
        std::vector<std::string> extra;
        for (const auto& entry : fs::recursive_directory_iterator(folder_, fs::directory_options::skip_permission_denied)) {
            if (entry.is_directory() && !entry.is_symlink()) continue;
            const std::string name = entry.path().lexically_relative(folder_).generic_string();
            if (!expected.contains(name)) extra.push_back(name);
        }
        std::ranges::sort(extra);
        for (const std::string& name : extra) tell("verify.dossier_file_extra").with("fichero", name);
    }

    CellPipe& cell_;
    fs::path pdf_, folder_;
    model::DossierFacts facts_;
    model::DossierReport report_;
};

} // namespace

fs::path folder_beside(const fs::path& pdf) {
    fs::path folder = pdf;
    folder.replace_extension();
    std::error_code ignored;
    return folder != pdf && fs::is_directory(folder, ignored) ? folder : fs::path();
}

bool is_filing_folder(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "documentos", ignored) && fs::is_regular_file(folder / "manifiesto.json", ignored) && !fs::exists(fs::path(folder) += ".pdf", ignored);
}

std::optional<model::DossierReport> check_dossier(CellPipe& cell, const fs::path& pdf, const fs::path& folder) { return Check(cell, pdf, folder).run(); }

} // namespace legajo::run
