#pragma once
// Electronic invoices -> the start of a case file beside copies of them as its evidence. The files are read in the cell.

#include "run/cell_pipe.hpp"

#include "base/date.hpp"
#include "base/problem.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace legajo::run {

struct ImportMade {
    std::string reference;
    std::filesystem::path file;
    int invoices = 0, credit_notes = 0;
    base::Problems to_complete; // what `legajo check` says of the written case: only a person can mend it
};

// Problems of dossier/case_start.hpp, import.not_facturae (fichero), import.exists (fichero: nothing is ever overwritten), the cell's; file.* for what
// cannot be read. With a value, remarks. The case is written last: one that is there has its evidence. Throws base::Error file.unwritable.
[[nodiscard]] base::Result<ImportMade> import_invoices(CellPipe& cell, const std::vector<std::string>& files, const std::filesystem::path& output, base::Date data_as_of);

} // namespace legajo::run
