#include "sign/pkcs11_key.hpp"

namespace legajo::sign {

base::Result<TokenIdentity> open_token(const KeySpec& spec, SecretSource&) {
    return base::Problem{base::Severity::error, "sign.module_unusable", "sign", {}, {}}.with("modulo", spec.module).with("detalle", "not built yet");
}

} // namespace legajo::sign
