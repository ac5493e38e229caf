#pragma once
// Reads certificates: facts for people, keys and their kind, chains by issuer.

#include "sign/certificate.hpp"
#include "sign/openssl_handles.hpp"

#include <optional>

namespace legajo::sign {

[[nodiscard]] CertificateInfo facts_of(X509* certificate);
[[nodiscard]] KeyType key_type_of(EVP_PKEY* key);
[[nodiscard]] base::Instant instant_of(const ASN1_TIME* time); // 1970 when it cannot be read
[[nodiscard]] X509Ptr certificate_from_der(std::string_view der);
[[nodiscard]] std::vector<X509Ptr> certificates_from_pem(std::string_view pem); // in the order of the file; others blocks are skipped
// Issuers of `leaf` among `candidates`, towards the root; each link is a verified signature. At most 10.
[[nodiscard]] std::vector<X509Ptr> issuers_of(X509* leaf, const std::vector<X509Ptr>& candidates);
[[nodiscard]] bool is_self_issued(X509* certificate);

} // namespace legajo::sign
