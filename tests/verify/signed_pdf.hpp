#pragma once
// Signed PDFs for the tests of verify/: one PKI and one signer for all.

#include "sign/place.hpp"
#include "sign/signer.hpp"
#include "sign/support/pki.hpp"
#include "sign/support/tiny_pdf.hpp"
#include "verify/verify.hpp"

namespace signed_pdf {

const test_pki::Identity& root();
legajo::sign::Signer& signer(); // P-256, "Ana Núñez Ibáñez", under root()
std::unique_ptr<legajo::sign::Signer> signer_of(const test_pki::Identity& identity, const std::vector<const test_pki::Identity*>& chain);
std::string tiny(const tiny_pdf::HoleWish& wish = {}); // tiny_pdf::with_hole, signed
legajo::verify::VerifyOptions options();               // trusts root(), at mid 2026
legajo::verify::VerifyReport report_of(const std::string& pdf);
// Codes of all problems of the one signature, in order, joined by a space; a file that cannot be read gives its problem's code.
std::string codes_of(const std::string& pdf);
std::string verdict_of(const std::string& pdf); // of the first signature: "valid", "intact", "invalid", or "unreadable", "unsigned"

} // namespace signed_pdf
