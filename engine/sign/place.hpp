#pragma once
// The last stroke on a finished PDF: writes the byte range, signs, writes the CMS into the hole. Parses no PDF; it checks that the hole
// is a hole and changes no byte outside byte range and contents.

#include "model/signing.hpp"
#include "sign/signer.hpp"

#include <span>

namespace legajo::sign {

// Hex digits that `contents` must hold between < and >, for a draw/ or verify/ that prepares the hole.
[[nodiscard]] constexpr std::size_t hole_hex_digits(std::size_t signature_size_bound) { return 2 * signature_size_bound; }

// Throws base::Error sign.hole_unsound (offsets outside the file, no < > or non-zero filler, byte range inside contents or too narrow),
// sign.hole_too_small; and what Signer::make_signature throws. On an error `pdf` is not a signed file and must be dropped.
void sign_in_place(std::span<char> pdf, const model::SignatureHole& hole, Signer& signer, TimestampClient* timestamps = nullptr);

// The same with a document time-stamp (level B-LTA) instead of a signature.
void timestamp_in_place(std::span<char> pdf, const model::SignatureHole& hole, TimestampClient& timestamps);

} // namespace legajo::sign
