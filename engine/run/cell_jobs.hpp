#pragma once
// The cell's jobs as typed calls. Descriptors and their order are written here and nowhere else in the parent.

#include "run/cell_pipe.hpp"

#include "model/exhibit.hpp"

namespace legajo::run {

struct ReadFile { // what became of one exhibit
    model::Exhibit exhibit;
    base::Descriptor pages;       // the safe PDF, when exhibit.form is pages
    base::Descriptor attachments; // see model::FoundAttachment
};

// Reads one exhibit (an open file, see open_inside) in the cell. Outputs are unnamed files in `scratch`. Size and hash are taken here, not believed.
// The texts of the answer are checked: one that is no clean text is cell.malformed_answer.
base::Result<ReadFile> read_exhibit(CellPipe& pipe, const model::ExhibitRequest& request, int file, const std::filesystem::path& scratch, const CellLimits& limits = {});

// Copies one attachment out of `from.attachments` into an unnamed file of its own, ready for read_exhibit.
[[nodiscard]] base::Descriptor attachment_file(const ReadFile& from, const model::FoundAttachment& attachment, const std::filesystem::path& scratch);

// SHA-256 (hex) and size of a whole open file. Throws Error file.unreadable.
struct FileFacts { std::string sha256; std::uint64_t size = 0; };
[[nodiscard]] FileFacts facts_of(int file);

} // namespace legajo::run
