// Turns finished letters in memory into durable files and register rows, never one without the other.
// A crash between the steps is settled at the next start (OutputFolder). Entry: GroupWriter::write.

#include "run/group_writer.hpp"

#include "base/error.hpp"
#include "run/refusal.hpp"

namespace legajo::run {

// Intents of every letter and proposal whose case the register accepts whole; a case with one refused entry is refused in all.
std::vector<std::int64_t> GroupWriter::intend(std::span<CaseRun> group, std::vector<Position>& positions) {
    std::vector<record::LetterEntry> entries;
    std::vector<Position> candidates;
    for (CaseRun& run : group) {
        Position position{&run, entries.size(), run.letters.size() + run.proposals.size()};
        for (const MadeLetter& letter : run.letters) entries.push_back(letter.entry);
        for (const record::LetterEntry& proposal : run.proposals) entries.push_back(proposal);
        if (position.entries > 0) candidates.push_back(position);
    }
    if (entries.empty()) return {};
    const auto answers = register_.write_intents(run_, entries);
    std::vector<std::int64_t> intents, dropped;
    for (const Position& candidate : candidates) {
        base::Problems problems;
        std::vector<std::int64_t> own;
        for (std::size_t i = 0; i < candidate.entries; ++i) {
            const auto& answer = answers[candidate.first_entry + i];
            if (answer.ok())
                own.push_back(*answer);
            else
                problems.insert(problems.end(), answer.problems().begin(), answer.problems().end());
        }
        if (problems.empty()) {
            put_files(*candidate.run);
            positions.push_back({candidate.run, intents.size(), own.size()});
            intents.insert(intents.end(), own.begin(), own.end());
        } else {
            dropped.insert(dropped.end(), own.begin(), own.end());
            refuse(*candidate.run, std::move(problems));
        }
    }
    if (!dropped.empty()) register_.abandon(dropped);
    return intents;
}

// Companions after their letter: what is put last appears first, so that after a crash a whole PDF says that its companions are there too.
void GroupWriter::put_files(CaseRun& run) {
    for (MadeLetter& letter : run.letters) {
        for (base::StagedFile& file : letter.files) files_.put(std::move(file));
        letter.files.clear();
    }
}

void GroupWriter::write(std::span<CaseRun> group) {
    std::vector<Position> positions;
    std::vector<std::int64_t> intents;
    try {
        intents = intend(group, positions);
        files_.commit();
    } catch (const std::exception& failure) {
        // Some renames may have happened: the intents stay, and the next start settles them. The next group must not bring the others to light.
        files_.drop_after(0);
        for (CaseRun& run : group)
            if (!run.letters.empty() || !run.proposals.empty()) refuse(run, {problem_of(failure)});
        return;
    }
    std::vector<record::CaseOutcome> outcomes;
    for (CaseRun& run : group) {
        finish_outcome(run);
        if (!run.outcome.reference.empty() && (!run.result.is_from_earlier_run || run.outcome.dossier)) outcomes.push_back(run.outcome);
    }
    try {
        const auto numbers = register_.confirm(run_, intents, outcomes);
        for (const Position& position : positions)
            if (position.entries > 0) position.run->result.register_number = numbers[position.first_entry];
    } catch (const std::exception& failure) {
        for (CaseRun& run : group) refuse(run, {problem_of(failure)});
    }
}

} // namespace legajo::run
