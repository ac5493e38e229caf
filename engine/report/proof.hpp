#pragma once
// What `legajo reissue --verify` found out about letters that were sent: as a page, and as data (templates/schema/reissue.schema.json).

#include "base/problem.hpp"
#include "model/history.hpp"
#include "report/catalogue.hpp"

#include <optional>
#include <string>

namespace legajo::report {

// The letter made again beside the file that was kept.
enum class Sameness {
    not_made,          // could not be made again; the problems say why
    identical,         // byte for byte
    outside_signature, // byte for byte but for the signature's hole (another key or none, ECDSA, time-stamp) and what was appended after it
    different,
};

struct LetterProof {
    model::LetterRecord letter;        // as the register has it
    std::optional<base::Instant> issued_at;
    std::string signature_level;       // empty: an unsigned draft
    bool file_exists = false;
    bool file_is_recorded = false;     // SHA-256 of the file is the register's
    bool case_is_recorded = false;     // SHA-256 of the case file given
    bool pack_is_recorded = false;     // id, version and content hash
    std::string pack_now;              // what the pack is today
    Sameness sameness = Sameness::not_made;
    std::size_t bytes = 0, appended = 0;             // of the file; of them behind the letter as first signed
    std::optional<std::size_t> first_difference;     // offset, when different
    base::Problems problems;

    [[nodiscard]] bool is_proven() const {
        return file_is_recorded && case_is_recorded && pack_is_recorded && (sameness == Sameness::identical || sameness == Sameness::outside_signature);
    }
};

[[nodiscard]] std::string proof_text(const LetterProof& proof, const Catalogue& catalogue, bool colour = false);
// One line, with line feed.
[[nodiscard]] std::string proof_json(const LetterProof& proof, const Catalogue& catalogue);

} // namespace legajo::report
