#pragma once
// One exhibit that was made safe and still cannot be bound must not cost the others their dossier.

#include "run/dossier_evidence.hpp"

namespace legajo::run {

// Tries every exhibit by itself in the cell, after `own_page`, a PDF of one page. Those that fail become sheets (evidence.unbindable, detalle). How many.
int withdraw_unbindable(CellPipe& cell, DossierEvidence& evidence, int own_page);

} // namespace legajo::run
