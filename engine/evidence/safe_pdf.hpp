#pragma once

#include "evidence/notes.hpp"

#include "model/exhibit.hpp"

#include <string_view>

namespace legajo::evidence {

// Foreign PDF → a plain one with the same pages: rebuilt page by page, forms and notes drawn into the page, no scripts, actions, embedded files,
// encryption or references outside. Fills pages, signatures, attachments and fingerprints of `exhibit`. Throws Unreadable with the reason noted:
// evidence.password_needed, evidence.damaged, evidence.no_pages, evidence.too_many_pages, evidence.too_many_objects.
void make_safe_pdf(std::string_view bytes, const model::ExhibitRequest& request, int pages_out, int attachments_out, model::Exhibit& exhibit, Notes& notes);

} // namespace legajo::evidence
