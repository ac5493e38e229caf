#pragma once
// What can be said of the signatures of a PDF (verify/, in the cell). Plain data; crosses the pipe; report/ makes text and JSON of it.

#include "base/date.hpp"
#include "base/problem.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace legajo::model {


// PAdES baseline level of the signature's structure (EN 319 142-1). `none`: a signature that is no PAdES baseline one (say, adbe.pkcs7.detached).
enum class PadesLevel { none, b_b, b_t, b_lt, b_lta };
enum class SignatureKind { approval, certification, document_timestamp };
enum class Trust { trusted, untrusted, no_anchors };   // against the anchors of VerifyOptions
enum class Revocation { good, revoked, unknown };      // by what the file itself holds (DSS, CMS); unknown: not told for every certificate

// What later revisions did, from harmless to not.
enum class ChangeKind { validation_data, document_timestamp, metadata, signature, form_filling, annotation, other };

struct Change {
    ChangeKind kind = ChangeKind::other;
    std::string where; // path from the trailer: "Root/Pages/Kids[0]/Contents"
    bool operator==(const Change&) const = default;
};

struct CertificateFacts {
    std::string subject, common_name, issuer, serial_hex, sha256_hex;
    base::Instant not_before, not_after;
    std::string key; // "RSA 2048", "EC P-256"
};

struct TimestampReport {
    bool intact = false;     // imprint, signature, binding and purpose of the authority
    base::Instant time;
    CertificateFacts authority;
    std::vector<CertificateFacts> chain; // issuers of the authority found in the file
    Trust trust = Trust::no_anchors;
    Revocation revocation = Revocation::unknown;
};

enum class Verdict {
    valid,   // intact, trusted, not revoked, only allowed changes after
    intact,  // the bytes are the signer's and nothing forbidden came after, but who the signer is was not proved to us
    invalid, // broken, revoked, or changed after signing in a way that is not allowed
};

struct SignatureReport {
    std::string field;       // full name
    SignatureKind kind = SignatureKind::approval;
    std::string sub_filter;
    Verdict verdict = Verdict::invalid;
    base::Problems problems; // verify.*, everything that was found wrong or remarkable

    bool intact = false;     // byte range sound, digest equal, signature right, certificate bound to it
    std::optional<CertificateFacts> signer;
    std::vector<CertificateFacts> chain;        // issuers found in the file, towards the root
    std::optional<base::Instant> claimed_time;  // /M, the signer's own word
    std::string claimed_name, reason, location;
    std::optional<TimestampReport> timestamp;   // of the signature (B-T), or the document time-stamp itself
    PadesLevel level = PadesLevel::none;

    std::size_t covered_until = 0;   // bytes from the start of the file, hole excepted
    bool covers_whole_file = false;
    int revision = 0;                // which revision it covers, from 1; 0 when it ends at none
    std::vector<Change> changes_after; // at most 100
    bool changes_allowed = true;     // by DocMDP, or as for /P 2 without it
    int certification_level = 0;     // DocMDP /P of this signature: 1, 2, 3; 0 none

    Trust trust = Trust::no_anchors;
    std::string trust_reason;        // OpenSSL's words when untrusted
    Revocation revocation = Revocation::unknown;
    base::Instant judged_at;         // moment for which chain and revocation were judged: a proof of existence, else VerifyOptions::at
};

struct VerifyReport {
    std::size_t size = 0;
    int revisions = 0;
    std::vector<SignatureReport> signatures; // in the order of what they cover
    std::vector<std::string> empty_fields;   // signature fields not yet signed
    base::Problems problems;                 // about the file: verify.pdf_irregular, verify.no_signatures
    [[nodiscard]] bool none_invalid() const {
        for (const auto& signature : signatures)
            if (signature.verdict == Verdict::invalid) return false;
        return true;
    }
    [[nodiscard]] bool all_valid() const {
        for (const auto& signature : signatures)
            if (signature.verdict != Verdict::valid) return false;
        return !signatures.empty();
    }
};

} // namespace legajo::model
