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

// The same for a filing's folder (run/filing_run), which has no PDF of its own: its manifest is not signed, each of its documents is.
[[nodiscard]] bool is_filing_folder(const std::filesystem::path& folder);

// nullopt: a PDF that is no dossier. `folder` may be empty, `pdf` may be missing on disk or, of a filing, empty.
// Problems (stage "verify", argument fichero where one file is meant): verify.dossier_no_pdf, verify.dossier_no_folder (a remark),
// verify.filing_manifest_unsigned (a remark), verify.dossier_manifest_missing, verify.dossier_manifest_differs, verify.dossier_manifest_malformed (lugar), verify.dossier_pages_differ,
// verify.dossier_file_missing, verify.dossier_file_changed, verify.dossier_file_extra, verify.dossier_attachment_missing,
// verify.dossier_attachment_changed, verify.dossier_attachment_extra, verify.dossier_document_unproved (documento).
[[nodiscard]] std::optional<model::DossierReport> check_dossier(CellPipe& cell, const std::filesystem::path& pdf, const std::filesystem::path& folder);

} // namespace legajo::run
