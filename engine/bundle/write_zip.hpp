#pragma once
// Entries -> one ZIP file that is the same bytes every time and everywhere: entries in the order given, all dated noon of one day, mode 0600,
// names in UTF-8, no comment, no extra fields but ZIP64 where sizes need it. Large files pass through in pieces.

#include "bundle/entry.hpp"
#include "bundle/output.hpp"

#include "base/date.hpp"

namespace legajo::bundle {

struct ZipFacts {
    std::uint64_t size = 0;  // of the ZIP
    std::string sha256;      // of the ZIP, hex; empty when written to an Output of the caller
    std::size_t entries = 0;
};

// Writes `target` whole or not at all, durably, mode 0600. Day 1980-01-01 or later (the format knows no earlier one).
// Problems: those of problems_of; bundle.empty; file.missing, file.unreadable, file.not_regular (detalle) for an entry's file. Throws base::Error
// file.unwritable when the disk fails, bundle.failed when the library does.
[[nodiscard]] base::Result<ZipFacts> write_zip(const std::filesystem::path& target, std::span<const Entry> entries, base::Date day);
[[nodiscard]] base::Result<ZipFacts> write_zip(Output& output, std::span<const Entry> entries, base::Date day);

} // namespace legajo::bundle
