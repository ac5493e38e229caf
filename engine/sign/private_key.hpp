#pragma once
// A key that signs digests: in memory (OpenSSL) or in a token (PKCS#11).

#include "sign/certificate.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace legajo::sign {

class PrivateKey {
public:
    virtual ~PrivateKey() = default;
    // Signature of a digest: PKCS#1 v1.5 for RSA, DER ECDSA-Sig-Value for EC. Throws base::Error sign.signing_failed, sign.token_lost.
    [[nodiscard]] virtual std::string sign_digest(std::span<const std::uint8_t> digest) = 0;
    [[nodiscard]] virtual std::size_t max_signature_size() const = 0;
};

// DER ECDSA-Sig-Value of a curve with field elements of that many bytes, at most.
[[nodiscard]] constexpr std::size_t max_ecdsa_signature_size(std::size_t field_bytes) {
    const std::size_t content = 2 * (2 + field_bytes + 1);
    return content + (content < 0x80 ? 2 : 3);
}

} // namespace legajo::sign
