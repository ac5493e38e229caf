#pragma once
// What a person wants to know of a certificate.

#include "base/date.hpp"

#include <string>

namespace legajo::sign {

enum class KeyType { rsa, ec_p256, ec_p384, other };
enum class DigestAlgorithm { sha256, sha384 };

[[nodiscard]] constexpr std::size_t digest_size(DigestAlgorithm algorithm) { return algorithm == DigestAlgorithm::sha256 ? 32 : 48; }

struct CertificateInfo {
    std::string subject;     // RFC 2253 order, UTF-8
    std::string common_name; // of the subject; may be empty
    std::string issuer;
    std::string serial_hex;  // upper case, no leading zeros
    base::Instant not_before, not_after; // UTC
    KeyType key_type = KeyType::other;
    int key_bits = 0;
    bool self_signed = false;
    bool is_authority = false;
    bool may_sign_documents = false; // key usage absent, or digitalSignature or nonRepudiation
    std::string sha256_hex;  // of the DER
};

} // namespace legajo::sign
