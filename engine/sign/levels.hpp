#pragma once
// From a signed PDF to the level asked for, all or nothing. What must read the PDF is done by others (the cell) behind IncrementMaker.

#include "base/date.hpp"
#include "base/problem.hpp"
#include "model/signing.hpp"
#include "sign/signer.hpp"
#include "sign/timestamp.hpp"
#include "sign/validation.hpp"

#include <string>
#include <string_view>

namespace legajo::sign {

enum class SignatureLevel { b_b, b_t, b_lt, b_lta };

struct PreparedIncrement {
    std::string appended;      // goes behind the last byte
    model::SignatureHole hole; // in the whole file; unused for validation data
};

// verify/increment.hpp through the pipe to the cell.
class IncrementMaker {
public:
    virtual ~IncrementMaker() = default;
    virtual base::Result<PreparedIncrement> validation_data(std::string_view pdf, const model::ValidationData& data) = 0;
    virtual base::Result<PreparedIncrement> document_timestamp(std::string_view pdf, std::size_t token_bytes) = 0;
};

// What a level needs; one set per worker.
struct LevelTools {
    Signer& signer;
    TimestampClient& timestamps; // the one that stamped the signature just made: its authority is proved as well
    ValidationGatherer& gatherer;
    IncrementMaker& increments;
};

// `pdf` carries a signature made by `tools.signer` with `tools.timestamps` (B-T) as its last revision. Appends what B-LT or B-LTA asks for; for
// B-B and B-T nothing. `now` is when the revocation data must be in force. Problems of ValidationGatherer::gather and of the increments; throws what
// TimestampClient::token_for throws. Never a lower level: on any problem there is no file.
base::Result<std::string> raise_level(std::string pdf, SignatureLevel wanted, const LevelTools& tools, base::Instant now);

} // namespace legajo::sign
