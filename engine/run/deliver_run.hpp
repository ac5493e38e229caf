#pragma once
// What the register keeps of a dossier that is handed over: read from its own manifest, in the cell.

#include "base/problem.hpp"
#include "model/delivery.hpp"
#include "run/cell_pipe.hpp"

#include <filesystem>

namespace legajo::run {

// Problems record.no_dossier (fichero: no manifest attached), record.dossier_unsound (fichero: its pages are not those its manifest tells), and those of
// reading. Throws Error file.missing. Whether its signature holds is the business of verify_pdf.
[[nodiscard]] base::Result<model::DeliveredDossier> delivered_dossier(CellPipe& cell, const std::filesystem::path& pdf, const std::string& receiver, base::Date on);

} // namespace legajo::run
