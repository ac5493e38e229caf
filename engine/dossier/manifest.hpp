#pragma once
// What travels with a dossier for machines: manifiesto.json and an index after the national interoperability scheme (ENI, NTI de Expediente
// Electrónico). Pure: same data, same bytes.

#include "base/date.hpp"
#include "dossier/supplement.hpp"

#include <string>
#include <vector>

namespace legajo::dossier {

// Everything that travels with the PDF, but the manifest itself. name: relative to the folder; an attachment bears its last part.
struct ManifestFile {
    std::string name, sha256;
    std::uint64_t bytes = 0;
    bool is_in_folder = true, is_attached = false;
};

struct Manifest {
    std::string case_reference, case_sha256, pack_version, program_version;
    base::Date control_date;
    base::Instant created;
    bool is_court_safe = false;
    std::int32_t pages = 0;
    std::vector<model::IndexEntry> documents;
    std::vector<model::Withheld> withheld; // left out of a court-safe manifest, which does not even count them
    std::vector<ManifestFile> files;
    std::optional<Supplement> supplement; // to a delivered dossier; of what a court may no longer see, numbers only
};

[[nodiscard]] std::string manifest_json(const Manifest& manifest);
[[nodiscard]] std::string eni_index_xml(const Manifest& manifest);

} // namespace legajo::dossier
