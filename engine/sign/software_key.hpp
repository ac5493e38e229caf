#pragma once

#include "sign/openssl_handles.hpp"
#include "sign/private_key.hpp"

namespace legajo::sign {

[[nodiscard]] std::unique_ptr<PrivateKey> software_key(PkeyPtr key, DigestAlgorithm digest);

} // namespace legajo::sign
