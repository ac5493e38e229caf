#pragma once
// Certificates, chains and revocation, judged for a given moment.

#include "verify/openssl_handles.hpp"
#include "verify/report.hpp"

#include <cstdint>
#include <vector>

namespace legajo::verify {

[[nodiscard]] CertificateFacts facts_of(X509* certificate);
[[nodiscard]] base::Instant instant_of(const ASN1_TIME* time);
[[nodiscard]] std::vector<X509Ptr> certificates_from_pem(std::string_view pem);
[[nodiscard]] bool is_self_issued(X509* certificate);

// Everything the file offers to judge by.
struct Evidence {
    std::vector<X509Ptr> certificates;
    std::vector<CrlPtr> crls;
    std::vector<OcspBasicPtr> ocsp_responses;
    void add_certificate(std::string_view der);
    void add_crl(std::string_view der);
    void add_ocsp_response(std::string_view der);
};

// Issuers of `leaf` among certificates and anchors, each link a verified signature; at most 10.
[[nodiscard]] std::vector<X509Ptr> issuers_of(X509* leaf, const std::vector<X509Ptr>& own, const Evidence& evidence, const std::vector<X509Ptr>& anchors);

// Certificates in a CMS are not covered by its signature. One that is damaged: its issuer is known here and did not sign it so, it is
// self-issued and did not sign itself, or it has the key of another one that stands but other words. Empty, or its subject.
[[nodiscard]] std::string damaged_certificate(const std::vector<X509Ptr>& own, const Evidence& evidence, const std::vector<X509Ptr>& anchors);

struct TrustResult {
    Trust trust = Trust::no_anchors;
    std::string reason;
};
// Does a path lead from `leaf` to an anchor at that moment?
[[nodiscard]] TrustResult judge_trust(X509* leaf, const std::vector<X509Ptr>& own, const Evidence& evidence, const std::vector<X509Ptr>& anchors,
                                      std::int64_t at);

// For leaf and issuers (without the last self-issued one): told good by a CRL or OCSP response that was valid at that moment or made after it?
// `before` is when the data may have been made at the latest (VerifyOptions::at).
[[nodiscard]] Revocation judge_revocation(X509* leaf, const std::vector<X509Ptr>& issuers, const Evidence& evidence, std::int64_t at, std::int64_t before);

} // namespace legajo::verify
