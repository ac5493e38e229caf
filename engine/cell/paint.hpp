#pragma once
// Job "paint": the pages of a safe PDF as pictures with their words, for a file that could not be called PDF/A as it is. Poppler paints
// (pdftoppm, pdftotext: LEGAJO_POPPLER names their folder, else /usr/bin) in the cage for outside programs. What comes out is foreign like any
// other file and goes through the job "evidence" next.

#include "cell/job.hpp"

namespace legajo::cell {

void prepare_paint(std::string_view payload); // throws base::Error evidence.needs_poppler
// Payload: the exhibit's name. Descriptors: the safe PDF, the PDF to be. Problems: evidence.paint_failed (fichero, detalle), also when the
// machine has no typeface to stand in for one that the file lacks: a page without its letters is no page.
[[nodiscard]] run::CellAnswer paint_pages(std::string_view payload, std::span<const int> descriptors);

} // namespace legajo::cell
