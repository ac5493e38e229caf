#pragma once
// Office documents → PDF by LibreOffice, when it is installed: LEGAJO_SOFFICE, else /usr/bin/soffice. The PDF is foreign like any other and goes
// through the job "evidence" next. Runs in the cage for outside programs: reads the system, writes one private folder, no network.

#include "cell/job.hpp"

namespace legajo::cell {

// Hands the private folder over to the caged user; before the cage closes. Throws base::Error evidence.needs_office.
void prepare_office(std::string_view payload);
// Payload: the exhibit's name. Descriptors: the document, the PDF to be. Problems: evidence.office_failed (fichero, detalle).
[[nodiscard]] run::CellAnswer convert_office(std::string_view payload, std::span<const int> descriptors);

} // namespace legajo::cell
