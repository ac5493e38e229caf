#pragma once
// Jobs that an outside program does when it is installed: office documents → PDF by LibreOffice (LEGAJO_SOFFICE, else /usr/bin/soffice), PDFs that
// nobody here can read → new ones by mutool (LEGAJO_MUTOOL, else /usr/bin/mutool). What they make is foreign like any other file and goes through the
// job "evidence" next. They run in the cage for outside programs: they read the system, write one private folder, have no network.

#include "cell/job.hpp"

namespace legajo::cell {

// Hand the private folder over to the caged user; before the cage closes. Throw base::Error evidence.needs_office, evidence.needs_mutool.
void prepare_office(std::string_view payload);
void prepare_repair(std::string_view payload);
// Payload: the exhibit's name. Descriptors: the document, the PDF to be. Problems: evidence.office_failed, evidence.repair_failed (fichero, detalle).
[[nodiscard]] run::CellAnswer convert_office(std::string_view payload, std::span<const int> descriptors);
[[nodiscard]] run::CellAnswer repair_pdf(std::string_view payload, std::span<const int> descriptors);

} // namespace legajo::cell
