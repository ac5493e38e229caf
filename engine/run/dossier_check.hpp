#pragma once
// Re-checks a finished dossier offline: its manifest inside and beside the PDF, every attachment and every file of the folder against it. The
// signature of the PDF, which covers the attached manifest, is the business of verify_pdf.

#include "model/dossier_proof.hpp"
#include "run/cell_pipe.hpp"

#include <filesystem>
#include <optional>

namespace legajo::run {

// The folder beside a dossier's PDF (same name without extension), "" when there is none.
[[nodiscard]] std::filesystem::path folder_beside(const std::filesystem::path& pdf);

// nullopt: a PDF that is no dossier. `folder` may be empty, `pdf` may be missing on disk.
// Problems (stage "verify", argument fichero where one file is meant): verify.dossier_no_pdf, verify.dossier_no_folder (a remark),
// verify.dossier_manifest_missing, verify.dossier_manifest_differs, verify.dossier_manifest_malformed (lugar), verify.dossier_pages_differ,
// verify.dossier_file_missing, verify.dossier_file_changed, verify.dossier_file_extra, verify.dossier_attachment_missing,
// verify.dossier_attachment_changed, verify.dossier_attachment_extra, verify.dossier_document_unproved (documento).
[[nodiscard]] std::optional<model::DossierReport> check_dossier(CellPipe& cell, const std::filesystem::path& pdf, const std::filesystem::path& folder);

} // namespace legajo::run
