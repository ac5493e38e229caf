#pragma once
// What is written about a filing export: the index of documents that goes first, and its facts for machines. Pure: same data, same bytes.

#include "dossier/compose.hpp"
#include "dossier/filing.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

struct FilingFacts {
    std::string case_reference, case_sha256, program_version, pack_version;
    FilingNaming naming = FilingNaming::state;
    base::Date control_date;
    base::Instant created;
    std::string signature_level;            // empty: unsigned
    bool is_planned_only = false;
    SizePlan plan;
    std::vector<FilingDocument> documents;  // the index first
};

// The first file: number, file name, description; and date, issuer, original, pages, sending, SHA-256 (RD 1065/2015 art. 9.3, LEC art. 273.4).
[[nodiscard]] model::Document filing_index(const Material& material, const FilingFacts& facts);
// The same columns; RFC 4180, UTF-8 with BOM, separated by semicolons as Spanish spreadsheets expect.
[[nodiscard]] std::string filing_index_csv(const Material& material, const FilingFacts& facts);

// manifiesto.json: everything above, with names below `documentos/`. `extra` are files beside them (name, sha256, bytes).
struct FilingExtra { std::string name, sha256; std::uint64_t bytes = 0; };
[[nodiscard]] std::string filing_manifest_json(const FilingFacts& facts, const std::vector<FilingExtra>& extra);
// Names of all files a manifest of ours lists, "documentos/01_x.pdf"; empty when it is none.
[[nodiscard]] std::vector<std::string> files_of_manifest(const std::string& json);

} // namespace legajo::dossier
