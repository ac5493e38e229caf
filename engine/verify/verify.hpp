#pragma once
// Says of any PDF who signed, whether the bytes are whole, what came after, and whether the chain leads to given anchors.
// Parses foreign bytes with libqpdf: runs in legajo-cell only. Opens no file, no socket, knows no clock.

#include "verify/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace legajo::verify {

struct VerifyOptions {
    std::vector<std::string> anchors_pem; // roots (or intermediates) to trust; each may hold several certificates
    base::Instant at;                     // the moment to judge for, where no time-stamp proves an earlier one
    std::string password;                 // of an encrypted PDF that needs one to open
};

// Loads what OpenSSL would fetch from disk at its first use (its configuration, providers, digests). Call before the cage closes.
void warm_up();

// Problems (no report): verify.pdf_unreadable, verify.pdf_encrypted. A file without signatures is a report with verify.no_signatures.
// Never throws on hostile bytes; memory and time are bounded by the cell's limits.
base::Result<VerifyReport> verify_pdf(std::string_view bytes, const VerifyOptions& options);

} // namespace legajo::verify
