#pragma once
// One evidence file → a safe PDF, or a Document, or the reason why neither; and what was found in it. Runs inside legajo-cell only.
//
// Kind is told by content; a name that says otherwise is a warning. Warnings ride along with the exhibit, errors mean a marked sheet.
// Problems, stage "evidence", argument `fichero` = request.name; all codes in templates/messages/es/evidence.txt.

#include "base/problem.hpp"
#include "model/exhibit.hpp"

namespace legajo::evidence {

// Descriptors: the file (readable, seekable), where the safe PDF goes, and where attachments go one after another (both empty at the start).
base::Result<model::Exhibit> read_exhibit(const model::ExhibitRequest& request, int input, int pages_out, int attachments_out);

// Before the cage closes: character sets, and for a request with OCR its language tables. Throws Error evidence.recogniser_missing.
void warm_up();
void prepare(const model::ExhibitRequest& request);

} // namespace legajo::evidence
