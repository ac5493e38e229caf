#pragma once
// Which key signs, as the user writes it (--sign KEYSPEC). Holds no secret.

#include "base/problem.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace legajo::sign {

enum class KeyStore { pkcs12, pem, pkcs11 };

// p12:FILE
// pem:CERT.pem,KEY.pem          the certificate's file may go on with its issuers; one file may hold both: pem:ALL.pem
// pkcs11:MODULE?token=LABEL&serial=TOKEN-SERIAL&object=LABEL&id=HEX&chain=ISSUERS.pem
//                               MODULE is a path or a library name; %XX stands for a byte; every part after ? may be left out
struct KeySpec {
    KeyStore store = KeyStore::pkcs12;
    std::filesystem::path file;     // pkcs12: the file; pem: certificates
    std::filesystem::path key_file; // pem: the private key
    std::string module;             // pkcs11
    std::string token, token_serial, object, object_id_hex;
    std::filesystem::path chain_file; // pkcs11: issuers that the token does not hold

    // Problems sign.key_spec_malformed, sign.secret_on_command_line (a pin or password inside).
    static base::Result<KeySpec> parse(std::string_view text);
    [[nodiscard]] std::string name() const; // for messages and prompts: file or token
};

} // namespace legajo::sign
