#pragma once

#include "evidence/notes.hpp"

#include "model/exhibit.hpp"

#include <qpdf/QPDF.hh>

namespace legajo::evidence {

// What a PDF carries beside its pages, before all of it is dropped: signatures are listed, embedded files are copied out as exhibits of their own,
// the rest is noted.
void record_findings(QPDF& pdf, std::uint64_t file_size, const model::ExhibitRequest& request, int attachments_out, model::Exhibit& exhibit, Notes& notes);

} // namespace legajo::evidence
