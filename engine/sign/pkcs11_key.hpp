#pragma once
// A key in a token, spoken to directly (PKCS#11 2.40). No engine or provider between.

#include "base/problem.hpp"
#include "sign/key_spec.hpp"
#include "sign/openssl_handles.hpp"
#include "sign/private_key.hpp"
#include "sign/secret.hpp"

#include <memory>

namespace legajo::sign {

struct TokenIdentity {
    std::unique_ptr<PrivateKey> key;
    X509Ptr certificate;
    std::vector<X509Ptr> others;
};

// Problems as in Signer::open.
base::Result<TokenIdentity> open_token(const KeySpec& spec, SecretSource& secrets);

} // namespace legajo::sign
