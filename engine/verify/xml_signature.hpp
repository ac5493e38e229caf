#pragma once
// Signatures inside an XML document (XMLDSig, XAdES), as electronic invoices carry them: who signed, whether what was signed is what is there.
// Parses foreign bytes with libxml2: runs in legajo-cell only. Opens no file, follows no reference out of the document.

#include "verify/verify.hpp"

namespace legajo::verify {

// One report for each signature. `covers_whole_file`: the whole document but the signature itself was signed. Problems (no report):
// verify.xml_unreadable (also with a DTD). Of each signature: verify.xml_unsupported (an algorithm or a transformation nobody here computes; then
// nothing is said about it), verify.digest_mismatch, verify.signature_wrong, verify.certificate_missing, verify.binding_missing,
// verify.binding_wrong, verify.weak_algorithm.
// Revocation is not looked at: such files carry no data for it.
base::Result<VerifyReport> verify_xml(std::string_view bytes, const VerifyOptions& options);

} // namespace legajo::verify
