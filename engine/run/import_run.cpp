#include "run/import_run.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "dossier/case_start.hpp"
#include "read/read_case.hpp"
#include "run/cell_jobs.hpp"
#include "run/refusal.hpp"

#include <map>

namespace legajo::run {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = std::size_t{64} << 20;

base::Problem problem(const char* code, const std::string& file) {
    base::Problem found{.severity = base::Severity::error, .code = code, .stage = "import", .place = {}, .arguments = {}};
    found.place.file = file;
    return found.with("fichero", file);
}

struct Source {
    std::string name, bytes; // name below the case's folder
};

// "pruebas/factura-113.xml"; two files of one name get a number.
std::string evidence_name(const fs::path& file, const std::map<std::string, std::string>& taken, const std::string& bytes) {
    const std::string stem = base::file_name_safe(file.stem().string(), 60), extension = base::ascii_lower(file.extension().string()) == ".xsig" ? ".xsig" : ".xml";
    std::string name = "pruebas/" + stem + extension;
    for (int i = 2; taken.contains(name) && taken.at(name) != bytes; ++i) name = "pruebas/" + stem + "-" + std::to_string(i) + extension;
    return name;
}

class Import {
public:
    Import(CellPipe& cell, const fs::path& output) : cell_(cell), output_(fs::absolute(output)) {}

    base::Result<ImportMade> make(const std::vector<std::string>& files, base::Date data_as_of) {
        for (const std::string& file : files) take(file);
        if (base::has_errors(problems_)) return problems_;
        auto start = dossier::start_case(invoices_, data_as_of);
        if (!start.ok()) return std::move(start.problems());
        problems_.insert(problems_.end(), start.problems().begin(), start.problems().end());
        refuse_existing();
        if (base::has_errors(problems_)) return problems_;
        write(start->xml);
        read::ReadOptions options;
        options.file = output_.string();
        options.case_folder = output_.parent_path();
        options.as_of = data_as_of;
        return {ImportMade{start->reference, output_, start->invoices, start->credit_notes, read::read_case(start->xml, options).problems()}, std::move(problems_)};
    }

private:
    void take(const std::string& file) {
        std::string bytes;
        try {
            bytes = base::read_file(file, most_bytes);
        } catch (const base::Error& failure) { // the others are looked at too
            problems_.push_back(problem_of(failure));
            problems_.back().place.file = file;
            return;
        }
        model::ExhibitRequest request;
        request.name = fs::path(file).filename().string();
        const base::Descriptor open = memory_file(bytes);
        auto read = read_exhibit(cell_, request, open.get(), fs::temp_directory_path());
        if (!read.ok()) {
            for (base::Problem& found : read.problems()) {
                found.place.file = file;
                problems_.push_back(std::move(found));
            }
            return;
        }
        if (read->exhibit.kind != model::ExhibitKind::facturae) {
            problems_.push_back(problem("import.not_facturae", file));
            return;
        }
        const std::string name = evidence_name(file, sources_, bytes);
        for (model::FoundInvoice& invoice : read->exhibit.invoices) invoices_.push_back({std::move(invoice), name, read->exhibit.sha256});
        sources_.emplace(name, std::move(bytes));
    }

    // Somebody's work is never overwritten; an invoice that is there already, byte for byte, is.
    void refuse_existing() {
        std::error_code none;
        if (fs::exists(fs::symlink_status(output_, none))) problems_.push_back(problem("import.exists", output_.string()));
        for (const auto& [name, bytes] : sources_) {
            const fs::path place = base::path_inside(output_.parent_path(), name);
            if (place.empty()) problems_.push_back(problem("import.exists", (output_.parent_path() / name).string())); // "pruebas" leads elsewhere
            else if (fs::exists(fs::symlink_status(place, none)) && (!fs::is_regular_file(place, none) || base::read_file(place, most_bytes) != bytes)) problems_.push_back(problem("import.exists", place.string()));
        }
    }

    void write(const std::string& xml) {
        std::error_code failed;
        fs::create_directories(output_.parent_path() / "pruebas", failed);
        if (failed) throw base::Error("file.unwritable", "run", output_.parent_path().string());
        for (const auto& [name, bytes] : sources_)
            if (!fs::exists(output_.parent_path() / name)) base::write_file_durably(output_.parent_path() / name, bytes);
        base::write_file_durably(output_, xml);
    }

    CellPipe& cell_;
    fs::path output_;
    std::vector<dossier::ImportedInvoice> invoices_;
    std::map<std::string, std::string> sources_; // by name
    base::Problems problems_;
};

} // namespace

base::Result<ImportMade> import_invoices(CellPipe& cell, const std::vector<std::string>& files, const fs::path& output, base::Date data_as_of) { return Import(cell, output).make(files, data_as_of); }

} // namespace legajo::run
