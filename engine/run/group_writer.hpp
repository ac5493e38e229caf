#pragma once
// Letters of a group, staged where they were made, become files and register rows together: intents, one sync, renames, confirmation.

#include "base/files.hpp"
#include "run/letter_run.hpp"

#include <span>

namespace legajo::run {

class GroupWriter {
public:
    // All references must outlive the writer. Single-threaded.
    GroupWriter(record::Register& store, base::FileSink& files, std::int64_t run_number) : register_(store), files_(files), run_(run_number) {}

    // Afterwards each result is final: a case whose letter could not be written has failed and left nothing.
    void write(std::span<CaseRun> group);

private:
    struct Position {
        CaseRun* run = nullptr;
        std::size_t first_entry = 0, entries = 0;
    };
    [[nodiscard]] std::vector<std::int64_t> intend(std::span<CaseRun> group, std::vector<Position>& positions);
    void put_files(CaseRun& run);

    record::Register& register_;
    base::FileSink& files_;
    std::int64_t run_;
};

} // namespace legajo::run
