#pragma once
// What passes between the writer of a PDF (draw/, verify/ for increments) and the holder of the key (sign/): where the hole is, which
// validation data goes in. Plain data; crosses the pipe to the cell.

#include <cstddef>
#include <string>
#include <vector>

namespace legajo::model {

// Offsets into the whole file. `contents` covers '<' to '>' inclusive, with only '0' between; `byte_range` covers '[' to ']' inclusive,
// at least 36 bytes wide (filled with spaces), and stands outside `contents`. sign/ writes both and nothing else.
struct SignatureHole {
    std::size_t contents_begin = 0;   // offset of '<'
    std::size_t contents_end = 0;     // one past '>'
    std::size_t byte_range_begin = 0; // offset of '['
    std::size_t byte_range_end = 0;   // one past ']'
    bool operator==(const SignatureHole&) const = default;
};

// Certificates, CRLs and OCSP responses (DER each) that prove a signature for later; verify/ stores them in the DSS.
struct ValidationData {
    std::vector<std::string> certificates, crls, ocsp_responses;
    [[nodiscard]] bool empty() const { return certificates.empty() && crls.empty() && ocsp_responses.empty(); }
};

} // namespace legajo::model
