#pragma once
// From a book that stands still to the finished PDF: manifest and ENI index, stamps, one file bound in the cell, the signature.

#include "run/dossier_book.hpp"
#include "run/finished_file.hpp"

#include <string>

namespace legajo::run {

struct BoundBook {
    FinishedFile pdf;                       // signed unless the request says otherwise
    std::string manifest_json, index_xml;   // as attached
};

// The book's pages are used up. Throws Refused, Error as letters do.
[[nodiscard]] BoundBook bind_and_sign(const DossierJob& job, DossierEvidence& evidence, DossierBook& book);

// A PDF of a single page of ours, to bind something after.
[[nodiscard]] base::Descriptor one_page(const DossierJob& job, const DossierBook& book);

} // namespace legajo::run
