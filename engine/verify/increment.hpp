#pragma once
// Additions to finished PDFs: a further signature, validation data (B-LT), a document time-stamp (B-LTA). The file is read by libqpdf, so this
// runs in the cell; what comes back is only what is to be appended, so that no earlier byte can change by construction. The parent appends it and
// fills the hole with sign/place.hpp. Our own writer: earlier sections with cross-reference streams are continued by one, with tables by a table.
//
// Refused, since an increment would not be safe or not be lawful (stage "verify"): increment_encrypted, increment_irregular (needs repair, or
// bytes behind the end or before the header), increment_xfa, increment_certified (DocMDP forbids it), increment_certification_late (others signed
// before), increment_field_missing, increment_field_locked, increment_no_page; and verify.pdf_unreadable.

#include "base/date.hpp"
#include "base/problem.hpp"
#include "model/signing.hpp"

#include <string>
#include <string_view>

namespace legajo::verify {

struct SignatureWish {
    std::size_t signature_bytes = 0; // Signer::signature_size_bound
    base::Instant issued_at = {};    // /M
    std::string name = {}, reason = {}, location = {}; // UTF-8; empty: left out
    std::string field = {};          // an empty field of that full name; empty: the first empty one, else a new invisible one
    int certification_level = 0;     // DocMDP /P 1..3; 0 an approval signature
};

struct Increment {
    std::string appended;      // goes behind the last byte
    model::SignatureHole hole; // offsets in the whole file; all 0 for validation data
    std::string field;         // full name of the field signed
};

base::Result<Increment> prepare_signature(std::string_view pdf, const SignatureWish& wish);
base::Result<Increment> prepare_document_timestamp(std::string_view pdf, std::size_t token_bytes);
// Adds what the DSS does not hold yet, and a VRI entry for each signature that has none.
base::Result<Increment> add_validation_data(std::string_view pdf, const model::ValidationData& data);

} // namespace legajo::verify
