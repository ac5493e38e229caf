#pragma once
// The cell's jobs as typed calls. Descriptors and their order are written here and nowhere else in the parent.

#include "run/cell_pipe.hpp"
#include "run/verify_wire.hpp"

#include "model/dossier.hpp"
#include "mail/message.hpp"
#include "model/dossier_proof.hpp"
#include "model/exhibit.hpp"

namespace legajo::run {

struct ReadFile { // what became of one exhibit
    model::Exhibit exhibit;
    base::Descriptor pages;       // the safe PDF, when exhibit.form is pages
    base::Descriptor attachments; // see model::FoundAttachment
};

// Unnamed files that are used again: to make one costs more than to read a small exhibit.
class ScratchFiles {
public:
    explicit ScratchFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}
    // Empty. Throws Error file.unwritable.
    [[nodiscard]] base::Descriptor take();
    // Nobody else may hold it any more.
    void give_back(base::Descriptor file) {
        if (file.is_open()) free_.push_back(std::move(file));
    }

private:
    std::filesystem::path folder_;
    std::vector<base::Descriptor> free_;
};

// Reads one exhibit (an open file, see open_inside) in the cell. Outputs are unnamed files in `scratch`. Size and hash are taken here, not believed.
// Texts of the answer are clean: valid UTF-8, no control characters but line break and tab.
base::Result<ReadFile> read_exhibit(CellPipe& pipe, const model::ExhibitRequest& request, int file, ScratchFiles& scratch, const CellLimits& limits = {});
base::Result<ReadFile> read_exhibit(CellPipe& pipe, const model::ExhibitRequest& request, int file, const std::filesystem::path& scratch, const CellLimits& limits = {});

// Binds the dossier in the cell. Descriptors: our own pages, the stamps (may be empty), the spool of safe PDFs, the spool of originals (may be
// empty), an empty file for the result. Problems bind.*, and the cell's. The limits grow with what goes in.
struct BindFiles { int own = -1, stamps = -1, exhibits = -1, originals = -1, output = -1; };
base::Result<model::BoundDossier> bind_dossier(CellPipe& pipe, const model::BindPlan& plan, const BindFiles& files);

// A safe PDF as PDF/A-2u or 2b into `output`, an empty file; with reasons and nothing written where that cannot be said (evidence/archival.hpp).
base::Result<model::ArchiveReport> make_archival(CellPipe& pipe, const model::ArchiveRequest& request, int safe_pdf, int output, const CellLimits& limits = {});

// Searches a finished PDF for what must not be in it (evidence/leak_check.hpp).
base::Result<model::LeakReport> find_leaks(CellPipe& pipe, int file, const model::LeakRequest& request, const CellLimits& limits = {});

// verify/verify.hpp and verify/increment.hpp in the cell; `file` is the whole PDF. Their problems, and the cell's.
base::Result<verify::VerifyReport> verify_pdf(CellPipe& pipe, int file, const verify::VerifyOptions& options, const CellLimits& limits = {});
base::Result<verify::Increment> prepare_signature(CellPipe& pipe, int file, const verify::SignatureWish& wish, const CellLimits& limits = {});
base::Result<verify::Increment> prepare_document_timestamp(CellPipe& pipe, int file, std::uint64_t token_bytes, const CellLimits& limits = {});
base::Result<verify::Increment> add_validation_data(CellPipe& pipe, int file, const model::ValidationData& data, const CellLimits& limits = {});

// What a dossier tells of itself (verify/dossier_facts.hpp): the PDF and the manifest beside it, either may be an empty file.
base::Result<model::DossierFacts> read_dossier_facts(CellPipe& pipe, int pdf, int manifest);

// The bytes of an .eml (mail/write_message.hpp). Problems mail.*, and the cell's.
base::Result<std::string> write_mail(CellPipe& pipe, const mail::Message& message);

// Bytes as an open file, for jobs that take one. Throws Error file.unwritable.
[[nodiscard]] base::Descriptor memory_file(std::string_view bytes);

// An office document as PDF, through LibreOffice in its cage; the result is foreign and goes through read_exhibit next. Problems
// evidence.needs_office (not installed), evidence.office_failed.
base::Result<base::Descriptor> convert_office(CellPipe& pipe, const std::string& name, int file, const std::filesystem::path& scratch);

// The same for a PDF that evidence/ could not read, through mutool. Problems evidence.needs_mutool (not installed), evidence.repair_failed.
base::Result<base::Descriptor> repair_pdf(CellPipe& pipe, const std::string& name, int file, const std::filesystem::path& scratch);

// The pages of a safe PDF as pictures that carry its words, through poppler in its cage (cell/paint.hpp); the result is foreign and goes through
// read_exhibit next. Problems evidence.needs_poppler (not installed), evidence.paint_failed.
base::Result<base::Descriptor> paint_pages(CellPipe& pipe, const std::string& name, int safe_pdf, int pages, const std::filesystem::path& scratch);

// A part of a spool as an unnamed file of its own. Throws Error file.*.
[[nodiscard]] base::Descriptor file_of_range(int spool, const model::FileRange& range, const std::filesystem::path& scratch);
// Copies one attachment out of `from.attachments` into a file of its own, ready for read_exhibit.
[[nodiscard]] base::Descriptor attachment_file(const ReadFile& from, const model::FoundAttachment& attachment, ScratchFiles& scratch);

// SHA-256 (hex) and size of a whole open file. Throws Error file.unreadable.
struct FileFacts { std::string sha256; std::uint64_t size = 0; };
[[nodiscard]] FileFacts facts_of(int file);

} // namespace legajo::run
