#pragma once
// A letter that was sent, made again from its case file with the recorded dates and compared with the file that was kept.

#include "report/proof.hpp"
#include "run/letter_request.hpp"
#include "run/worker.hpp"

#include <optional>
#include <string>
#include <vector>

namespace legajo::run {

struct ReissueRequest {
    std::string reference;
    std::optional<std::int64_t> number;    // only this letter; else all that were issued
    std::filesystem::path output;          // folder of letters and register
    std::filesystem::path register_file;   // empty: output / "registro.sqlite"
    std::filesystem::path case_file;       // as it was when the letter was sent
    bool has_key = false;                  // worker.signer() may be asked
};

struct Reissued {
    report::LetterProof proof;
    std::string pdf;    // the letter with the recorded hash: made again, else the kept file; empty when neither has it
};

// One per issued letter of the reference, oldest first. Problem reissue.no_letter when there is none. Reads only. Throws base::Error file.*, record.*, sign.*.
[[nodiscard]] base::Result<std::vector<Reissued>> reissue(Worker& worker, const ReissueRequest& request);

} // namespace legajo::run
