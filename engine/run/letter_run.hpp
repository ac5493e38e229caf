#pragma once
// One letter's way: from the bytes of a case file to signed PDFs, ready to be written and recorded.

#include "record/register.hpp"
#include "report/result.hpp"
#include "run/signed_letter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::run {

struct CaseInput {
    std::string name;                   // as found, "-" for standard input
    std::filesystem::path folder;       // where its evidence lies; empty for standard input
    std::string bytes;
};

struct Companion { // a file that goes with a letter
    std::string file_name;              // relative to the output folder
    LetterBytes bytes;
};

struct MadeLetter {
    std::string file_name;              // relative to the output folder
    LetterBytes pdf;                    // given away once it is staged, as its companions' bytes
    std::vector<Companion> companions;  // the .eml or the short message
    record::LetterEntry entry;
    int pages = 0;
    std::vector<base::StagedFile> files; // the letter, then its companions; none on a dry run
};

struct CaseRun {
    report::CaseResult result;
    std::vector<MadeLetter> letters;    // the debtor's first, then copies that must go out with it
    std::vector<record::LetterEntry> proposals; // put forward for approval: recorded, no file
    record::CaseOutcome outcome;
    bool is_described = false;          // a decision stands in the result
    bool wants_dossier = false;         // the policy calls for one at this step
};

// The letter and its companions, out of sight until the group is committed. Throws Error file.unwritable.
void stage_files(const base::FileSink& sink, const std::filesystem::path& output, MadeLetter& letter);

// In their order. Never throws for anything about one case: problems, failures of the world and our own bugs end in its result.
[[nodiscard]] std::vector<CaseRun> run_cases(Worker& worker, std::vector<CaseInput> inputs, const LetterRequest& request);

} // namespace legajo::run
