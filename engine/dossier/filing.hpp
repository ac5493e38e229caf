#pragma once
// Filing export: one file per document, numbered and named as the platforms ask (RD 1065/2015 Annex IV), and a size plan before anything is built.
// Pure.

#include <cstdint>
#include <string>
#include <vector>

namespace legajo::dossier {

enum class FilingNaming { state, catalonia };

// state: "01_factura-2026-113.pdf", at most 60 characters of a-z 0-9 - _. catalonia: "Doc01 - factura 2026 113.pdf". Two digits, three beyond 99.
// number 0 is the index ("00_indice.pdf", "Doc00 - indice.pdf"). Only ASCII: no platform publishes the set it takes.
[[nodiscard]] std::string filing_name(FilingNaming naming, int number, int highest, const std::string& description, const std::string& extension = "pdf");

struct FilingFile { int number = 0; std::string name; std::uint64_t bytes = 0; };

struct SizePlan {
    std::uint64_t total_bytes = 0, limit_bytes = 0;
    bool is_near_limit = false;            // from 80 % on
    std::vector<std::vector<int>> sendings; // numbers in order; one when everything fits. The index (0) goes with the first.
    std::vector<int> beyond_limit;         // too large for any sending: on a medium, the same or next working day (RD 1065/2015 art. 18)
};

// Files in order. limit_bytes: lexnet_max_mb of the pack (30 MB by a ministry note; others unverified).
[[nodiscard]] SizePlan plan_sizes(const std::vector<FilingFile>& files, std::uint64_t limit_bytes);

} // namespace legajo::dossier
