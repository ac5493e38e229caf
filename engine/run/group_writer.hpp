#pragma once
// Letters of a group become files and register rows together: intents, temporary files, one sync, renames, confirmation.

#include "base/files.hpp"
#include "run/letter_run.hpp"

#include <span>

namespace legajo::run {

class GroupWriter {
public:
    // All references must outlive the writer. Single-threaded.
    GroupWriter(record::Register& store, base::FileSink& files, std::filesystem::path output, std::int64_t run_number)
        : register_(store), files_(files), output_(std::move(output)), run_(run_number) {}

    // Afterwards each result is final: a case whose letter could not be written has failed and left nothing.
    void write(std::span<CaseRun> group);

private:
    struct Position {
        CaseRun* run = nullptr;
        std::size_t first_entry = 0, entries = 0;
    };
    [[nodiscard]] std::vector<std::int64_t> intend(std::span<CaseRun> group, std::vector<Position>& positions);
    [[nodiscard]] bool put_files(CaseRun& run);

    record::Register& register_;
    base::FileSink& files_;
    std::filesystem::path output_;
    std::int64_t run_;
};

} // namespace legajo::run
