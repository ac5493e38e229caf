#pragma once
// The evidence of a dossier: read once through the cell, parted into what may be shown and what stays sealed, numbered for the index.

#include "dossier/partition.hpp"
#include "dossier/supplement.hpp"
#include "run/dossier_job.hpp"
#include "run/exhibit_reader.hpp"

#include <string>
#include <vector>

namespace legajo::run {

struct DossierEvidence {
    dossier::Partition partition;
    std::vector<Exhibited> exhibits;             // in the order of the dossier, sealed ones last
    std::vector<Exhibited> hidden;               // withheld from a court-safe dossier, known to the leak check only
    std::vector<Exhibited> standing;             // in a dossier delivered before, under the same number: not bound again
    std::vector<model::IndexEntry> index, sealed; // of `exhibits`, by number; those of `standing` follow
    std::optional<dossier::Supplement> supplement;
    std::vector<model::Withheld> withheld;       // empty in a court-safe dossier
    base::Descriptor pages_spool, originals_spool;

    [[nodiscard]] model::IndexEntry& line_of(const Exhibited& item) {
        const int first = !supplement ? 1 : item.is_sealed ? supplement->first_sealed : supplement->first_number;
        return (item.is_sealed ? sealed : index)[static_cast<std::size_t>(item.entry.number - first)];
    }
};

// `case_folder` empty: the case came on standard input and has no files. Problems of exhibits ride with them. `delivered` not null: a supplement is
// made, with what is not there yet. Throws Error file.*, cell.*.
[[nodiscard]] DossierEvidence gather_evidence(CellPipe& cell, const model::Case& file, const std::filesystem::path& case_folder, const DossierRequest& request, const dossier::Delivered* delivered = nullptr);

[[nodiscard]] std::string mime_of(const Exhibited& item);
// "03_albaran-0980.png": numbers sort as in the index.
[[nodiscard]] std::string original_name(const Exhibited& item);
// Sealed originals are never attached.
[[nodiscard]] bool is_original_attached(const Exhibited& item, const DossierRequest& request);
// "originales/03_albaran-0980.png", "NO_APORTAR/R01_oferta.pdf" in the folder; the bare name of an attachment.
[[nodiscard]] std::string original_place(const Exhibited& item, const DossierRequest& request);

} // namespace legajo::run
