#pragma once
// A key with its certificate and chain, out of a PKCS#12 or PEM file.

#include "base/problem.hpp"
#include "sign/key_spec.hpp"
#include "sign/openssl_handles.hpp"
#include "sign/secret.hpp"

namespace legajo::sign {

struct FileIdentity {
    PkeyPtr key;
    X509Ptr certificate;
    std::vector<X509Ptr> others; // unordered; issuers among them
};

// Problems as in Signer::open.
base::Result<FileIdentity> load_identity(const KeySpec& spec, SecretSource& secrets);

} // namespace legajo::sign
