#pragma once
// One key session: opens the key, checks that it may sign, makes CAdES signatures (PAdES B-B, and B-T with a time-stamp client).
// One per worker, not thread-safe; several may be open on the same token or file at once.
//
// Sources: ETSI EN 319 142-1 (PAdES), EN 319 122-1 (CAdES), RFC 5652 (CMS), RFC 5754 (digests), RFC 5035 (signing-certificate-v2).

#include "base/date.hpp"
#include "base/problem.hpp"
#include "sign/certificate.hpp"
#include "sign/key_spec.hpp"
#include "sign/secret.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::sign {

class TimestampClient;

class Signer {
public:
    // Reads the certificate with its chain, opens the key, signs once as a trial and verifies that with the certificate's public key.
    // Problems: sign.key_file_unreadable, sign.key_file_malformed, sign.password_missing, sign.password_wrong, sign.pin_wrong,
    // sign.pin_already_refused, sign.token_not_found, sign.object_not_found, sign.module_unusable, sign.certificate_missing,
    // sign.key_mismatch, sign.key_unsupported, sign.key_too_weak; remark sign.chain_incomplete.
    // A wrong PIN is sent to a token once in the life of the process, whatever the number of signers.
    static base::Result<std::unique_ptr<Signer>> open(const KeySpec& spec, SecretSource& secrets);
    ~Signer();
    Signer(const Signer&) = delete;
    Signer& operator=(const Signer&) = delete;

    [[nodiscard]] const CertificateInfo& certificate() const;
    [[nodiscard]] const std::vector<CertificateInfo>& issuers() const;   // towards the root, as far as known
    [[nodiscard]] const std::vector<std::string>& chain_der() const;     // signer first

    // May this certificate sign at that moment? sign.certificate_expired, sign.certificate_not_yet_valid, sign.key_usage_forbids,
    // warnings sign.certificate_expires_soon (30 days), sign.certificate_is_authority. Ask before each run.
    [[nodiscard]] base::Problems fitness_at(base::Instant issued_at) const;

    // SHA-256 for RSA and P-256, SHA-384 for P-384: the digest of the byte range must be this one.
    [[nodiscard]] DigestAlgorithm digest_algorithm() const;

    // Bytes of DER that any signature of this key needs at most; the hole holds two hex digits for each. With a time-stamp client the
    // authorities are asked once (a dry run) how large their tokens are; throws base::Error sign.timestamp_unavailable.
    [[nodiscard]] std::size_t signature_size_bound(TimestampClient* timestamps = nullptr);

    // DER ContentInfo over a digest of digest_algorithm(). With a client, a time-stamp of the signature goes in as unsigned attribute.
    // Throws base::Error sign.token_lost (session could not be reopened), sign.signing_failed, sign.timestamp_unavailable.
    [[nodiscard]] std::string make_signature(std::span<const std::uint8_t> digest_of_byte_range, TimestampClient* timestamps = nullptr);

private:
    struct State;
    explicit Signer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Digest of two stretches of bytes, as a byte range needs it.
[[nodiscard]] std::vector<std::uint8_t> digest_of(DigestAlgorithm algorithm, std::string_view first, std::string_view second = {});

} // namespace legajo::sign
