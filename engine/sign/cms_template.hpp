#pragma once
// The CAdES structure with everything but digest and signature prepared. See README.md for the bytes.

#include "sign/certificate.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::sign {

// What the structure needs to know of the signer, all DER.
struct CmsParties {
    std::string issuer_name, serial_integer;  // of the signer's certificate
    std::vector<std::string> certificates;    // signer first
    KeyType key_type = KeyType::rsa;
    DigestAlgorithm digest = DigestAlgorithm::sha256;
};

class CmsTemplate {
public:
    explicit CmsTemplate(const CmsParties& parties);

    // The signed attributes as the SET that is hashed (tag 0x31), with the digest of the byte range in place.
    [[nodiscard]] std::string signed_attributes(std::span<const std::uint8_t> digest_of_byte_range) const;
    // `attributes` as returned by signed_attributes; `token` is a TimeStampToken or empty.
    [[nodiscard]] std::string assemble(std::string_view attributes, std::string_view signature, std::string_view token) const;
    [[nodiscard]] std::size_t size(std::size_t signature_size, std::size_t token_size) const;

private:
    struct Lengths;
    [[nodiscard]] Lengths lengths(std::size_t signature_size, std::size_t token_size) const;

    std::string attributes_;          // SET with a zero digest
    std::size_t digest_at_ = 0;       // offset of the digest in it
    std::size_t digest_size_ = 0;
    std::string before_signer_infos_; // version .. certificates
    std::string signer_start_;        // version, issuer and serial, digest algorithm
    std::string signature_algorithm_;
};

} // namespace legajo::sign
