#pragma once
// Reads one CMS signature or time-stamp token and checks it by itself: digest, signature, binding of the certificate. Trust is judged elsewhere.

#include "base/problem.hpp"
#include "verify/openssl_handles.hpp"
#include "verify/report.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::verify {

// Digest of the signed bytes by an OpenSSL digest; empty when it failed.
using DigestOfContent = std::function<std::string(const EVP_MD*)>;

struct CmsFacts {
    base::Problems problems;        // errors: the signature does not hold
    X509Ptr signer;
    std::vector<X509Ptr> certificates;
    std::vector<CrlPtr> crls;
    std::string signature_value;
    bool has_signing_certificate_v2 = false; // or v1
    bool has_signing_time = false;
    std::vector<std::string> timestamp_tokens; // DER, from the unsigned attributes
    std::optional<base::Instant> time;         // of a time-stamp token
};

// `contents` is what the hole holds: DER, then zeros.
[[nodiscard]] CmsFacts check_signature(std::string_view contents, const DigestOfContent& digest);
// A TimeStampToken (RFC 3161) over what `digest` gives. `contents` may be zero-filled behind, as in a document time-stamp.
[[nodiscard]] CmsFacts check_token(std::string_view contents, const DigestOfContent& digest);

[[nodiscard]] std::string digest_of_parts(const EVP_MD* md, std::string_view first, std::string_view second = {});

} // namespace legajo::verify
