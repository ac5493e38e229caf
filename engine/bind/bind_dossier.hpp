#pragma once
// Our own pages, the safe exhibits and the stamps → one PDF. Runs inside legajo-cell only.
//
// Our own PDF keeps its structure tree, fonts and signature field; exhibits are copied object by object; the stamps' pages become overlays, upright
// with respect to each page's rotation and visible box, on a white ground. Memory: the size of the result, and once more the largest exhibit.
//
// Problems, stage "bind": bind.plan_mismatch (detalle: a page that does not exist or is used twice), bind.link_lost (folio), bind.source_unreadable.

#include "base/problem.hpp"
#include "model/dossier.hpp"

namespace legajo::bind {

struct BindFiles { // open descriptors
    int own = -1;       // our own pages
    int stamps = -1;    // may be an empty file
    int exhibits = -1;  // spool of safe PDFs
    int originals = -1; // spool of attachments, may be empty
    int output = -1;
};

base::Result<model::BoundDossier> bind_dossier(const model::BindPlan& plan, const BindFiles& files);

} // namespace legajo::bind
