#pragma once
// Filing export: one file per document, numbered and named as the platforms ask (RD 1065/2015 Annex IV), and a size plan before anything is built.
// Pure.

#include "base/date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace legajo::dossier {

enum class FilingNaming { state, catalonia };

// state: number, class, description: "01_factura_2026-113.pdf", at most 60 characters of a-z 0-9 - _. catalonia: "Doc01 - factura 2026 113.pdf".
// Two digits, three beyond 99. Number 0 is the index ("00_indice.pdf", "Doc00 - indice.pdf"). Only ASCII: no platform publishes the set it takes.
// `kind` in words ("albarán"); not said twice when the description begins with it.
[[nodiscard]] std::string filing_name(FilingNaming naming, int number, int highest, const std::string& kind, const std::string& description);

struct FilingDocument { // what is filed under one number
    std::int32_t number = 0;      // 0: the index
    std::string name;             // of the file
    std::string kind, description, issuer, original_holder, proves;
    std::optional<base::Date> date;
    std::int32_t pages = 0;
    std::uint64_t bytes = 0;      // before building: what is expected; a pending one counts with its original
    std::string sha256;           // of the file; empty before it is built
    std::string exhibit_id, original_file, original_sha256; // empty for our own pages
    std::string archive;          // "PDF/A-2a" our own pages, "PDF/A-2u" or "PDF/A-2b" exhibits; empty: PDF only
    bool is_painted = false;      // its pages are pictures of the source's, with its words: it could not be PDF/A as it was
    std::vector<std::string> archive_doubts; // why not PDF/A as it was: codes of model::ArchiveReport, then why it could not be painted (problem codes)
    bool is_pending = false;      // could not be read: a person puts the document there under this name
    std::int32_t sending = 0;     // from 1; 0: too large for any, on a medium
};

struct SizePlan {
    std::uint64_t total_bytes = 0, limit_bytes = 0;
    bool is_near_limit = false;            // from 80 % on
    std::vector<std::vector<int>> sendings; // numbers in order; one when everything fits. The index (0) goes with the first.
    std::vector<int> beyond_limit;         // too large for any sending: on a medium, the same or next working day (RD 1065/2015 art. 18)
};

// Documents in order; tells each its sending.
SizePlan plan_sizes(std::vector<FilingDocument>& documents, std::uint64_t limit_bytes);

} // namespace legajo::dossier
