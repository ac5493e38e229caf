#pragma once
// Modules, tokens and sessions of PKCS#11 2.40. Internal to sign/.

#include "base/problem.hpp"
#include "sign/key_spec.hpp"
#include "sign/secret.hpp"

#include <p11-kit/pkcs11.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace legajo::sign {

// A loaded and initialised module; one per path and process, never unloaded (finalising would close other workers' sessions).
// Null and `why` when it cannot be used.
CK_FUNCTION_LIST* pkcs11_module(const std::string& path, std::string& why);

struct Token {
    CK_SLOT_ID slot = 0;
    CK_TOKEN_INFO info{};
    std::string label, serial;
};

// The one token present that matches; problems sign.token_not_found, sign.token_ambiguous.
base::Result<Token> find_token(CK_FUNCTION_LIST* module, const KeySpec& spec);

// A session with the user logged in. Closes itself; never logs out, since that would log out every session of the process.
class TokenSession {
public:
    TokenSession(CK_FUNCTION_LIST* module, CK_SESSION_HANDLE handle) : module_(module), handle_(handle) {}
    ~TokenSession();
    TokenSession(const TokenSession&) = delete;
    TokenSession& operator=(const TokenSession&) = delete;

    [[nodiscard]] CK_SESSION_HANDLE handle() const { return handle_; }
    [[nodiscard]] std::vector<CK_OBJECT_HANDLE> objects(CK_OBJECT_CLASS kind) const; // at most 256
    [[nodiscard]] std::string attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const; // empty when absent
    [[nodiscard]] bool flag(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;

private:
    CK_FUNCTION_LIST* module_;
    CK_SESSION_HANDLE handle_;
};

// Problems sign.password_missing, sign.pin_wrong, sign.pin_already_refused, sign.pin_locked, sign.pin_last_try, sign.module_unusable.
base::Result<std::unique_ptr<TokenSession>> open_session(CK_FUNCTION_LIST* module, const KeySpec& spec, const Token& token, const std::optional<Secret>& pin);

// Logs in for one signature where the key asks for it each time (CKA_ALWAYS_AUTHENTICATE).
[[nodiscard]] CK_RV login_for_one_signature(CK_FUNCTION_LIST* module, CK_SESSION_HANDLE session, const std::string& token_key, const std::optional<Secret>& pin);
[[nodiscard]] std::string token_key(const KeySpec& spec, const Token& token); // names the token in the memory of refused PINs

} // namespace legajo::sign
