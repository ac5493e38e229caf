#pragma once
// May this key and certificate sign? Asked before anything is signed.

#include "base/problem.hpp"
#include "sign/certificate.hpp"

namespace legajo::sign {

// sign.key_unsupported, sign.key_too_weak: whatever the date.
[[nodiscard]] base::Problems key_fitness(const CertificateInfo& certificate);
// sign.certificate_expired, _not_yet_valid, key_usage_forbids; warnings _expires_soon, _is_authority.
[[nodiscard]] base::Problems certificate_fitness(const CertificateInfo& certificate, base::Instant issued_at);

} // namespace legajo::sign
