#pragma once
// The evidence of a case, file by file through the cell: what each became, and what stands in for those that could not be read. Never fails for an
// exhibit: its problems ride with it. Attachments of mails and PDFs are exhibits of their own, behind the one that brought them ("p5/2").

#include "dossier/partition.hpp"
#include "run/cell_jobs.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace legajo::run {

struct Exhibited {
    model::IndexEntry entry;      // number and folio still empty
    model::Exhibit exhibit;
    std::optional<model::FileRange> original; // in the spool of originals; absent when the file could not even be opened
    model::FileRange pages;       // in the spool of safe PDFs, when exhibit.form is pages
    base::Problems problems;
    bool is_sealed = false;
};

struct ExhibitWish {
    std::filesystem::path case_folder, scratch;
    int pages_spool = -1, originals_spool = -1; // open files that grow: no exhibit keeps a descriptor open
    bool recognise_text = false;
    bool take_fingerprints = false;
    verify::VerifyOptions signatures; // whom to trust, and the moment to judge for
};

// In the order in which a lawyer cites them, sealed ones last; numbered from 1 in each part.
[[nodiscard]] std::vector<Exhibited> read_exhibits(CellPipe& cell, const model::Case& file, const dossier::Partition& partition, const ExhibitWish& wish);

} // namespace legajo::run
