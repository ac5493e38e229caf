#include "sign/pkcs11_session.hpp"

#include "base/hash.hpp"

#include <dlfcn.h>

#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include <openssl/rand.h>

namespace legajo::sign {

namespace {

base::Problem problem(const char* code, const std::string& name, const std::string& detail = {}) {
    base::Problem out{base::Severity::error, code, "sign", {}, {}};
    out.with("clave", name).with("detalle", detail);
    return out;
}

std::string code_text(CK_RV code) {
    char text[32];
    std::snprintf(text, sizeof text, "PKCS#11 0x%lx", static_cast<unsigned long>(code));
    return text;
}

// PKCS#11 pads with spaces instead of ending with a zero.
std::string unpadded(const unsigned char* bytes, std::size_t size) {
    std::string out(reinterpret_cast<const char*>(bytes), size);
    out.erase(out.find_last_not_of(std::string(" \0", 2)) + 1);
    return out;
}

// PINs that a token refused, for the life of the process: a second try, by whichever worker, could lock the card. Only a keyed digest is kept.
class RefusedPins {
public:
    std::mutex& mutex() { return mutex_; } // held while logging in, so that two workers do not try the same wrong PIN at once
    bool contains(const std::string& token, const Secret& pin) { return refused_.contains(mark(token, pin)); }
    void add(const std::string& token, const Secret& pin) { refused_.insert(mark(token, pin)); }

private:
    std::string mark(const std::string& token, const Secret& pin) {
        if (salt_.empty()) {
            salt_.resize(32);
            RAND_bytes(reinterpret_cast<unsigned char*>(salt_.data()), static_cast<int>(salt_.size()));
        }
        std::string input = salt_ + token + '\0';
        input += pin.view();
        const std::string digest = base::sha256_hex(input);
        wipe(input);
        return digest;
    }
    std::mutex mutex_;
    std::string salt_;
    std::set<std::string> refused_;
};

RefusedPins& refused_pins() {
    static RefusedPins pins;
    return pins;
}

CK_RV login(CK_FUNCTION_LIST* module, CK_SESSION_HANDLE session, CK_USER_TYPE user, const std::optional<Secret>& pin) {
    if (!pin) return module->C_Login(session, user, nullptr, 0); // keypad of the reader
    auto* bytes = reinterpret_cast<unsigned char*>(const_cast<char*>(pin->view().data()));
    return module->C_Login(session, user, bytes, pin->view().size());
}

struct Loaded {
    CK_FUNCTION_LIST* functions = nullptr;
    std::string why;
};

Loaded load(const std::string& path) {
    Loaded out;
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char* reason = dlerror();
        out.why = reason ? reason : "dlopen";
        return out;
    }
    const auto get_list = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
    CK_FUNCTION_LIST* functions = nullptr;
    if (!get_list || get_list(&functions) != CKR_OK || !functions) {
        out.why = "no PKCS#11 module";
        return out;
    }
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.flags = CKF_OS_LOCKING_OK;
    const CK_RV code = functions->C_Initialize(&arguments);
    if (code != CKR_OK && code != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
        out.why = code_text(code);
        return out;
    }
    out.functions = functions;
    return out;
}

} // namespace

CK_FUNCTION_LIST* pkcs11_module(const std::string& path, std::string& why) {
    static std::mutex mutex;
    static std::map<std::string, Loaded> modules;
    const std::lock_guard lock(mutex);
    auto [at, is_new] = modules.try_emplace(path);
    if (is_new) at->second = load(path);
    why = at->second.why;
    CK_FUNCTION_LIST* functions = at->second.functions;
    if (!functions) modules.erase(at); // it may be installed meanwhile
    return functions;
}

base::Result<Token> find_token(CK_FUNCTION_LIST* module, const KeySpec& spec) {
    CK_ULONG count = 0;
    std::vector<CK_SLOT_ID> slots;
    if (module->C_GetSlotList(CK_TRUE, nullptr, &count) == CKR_OK) {
        slots.resize(count);
        if (module->C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK) count = 0;
        slots.resize(count);
    }
    std::vector<Token> found;
    for (const CK_SLOT_ID slot : slots) {
        Token token;
        token.slot = slot;
        if (module->C_GetTokenInfo(slot, &token.info) != CKR_OK || (token.info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
        token.label = unpadded(token.info.label, sizeof token.info.label);
        token.serial = unpadded(token.info.serialNumber, sizeof token.info.serialNumber);
        if (!spec.token.empty() && token.label != spec.token) continue;
        if (!spec.token_serial.empty() && token.serial != spec.token_serial) continue;
        found.push_back(token);
    }
    if (found.empty()) return problem("sign.token_not_found", spec.name());
    if (found.size() > 1) return problem("sign.token_ambiguous", spec.name(), std::to_string(found.size()));
    return found.front();
}

std::string token_key(const KeySpec& spec, const Token& token) { return spec.module + '|' + token.serial + '|' + token.label; }

TokenSession::~TokenSession() { module_->C_CloseSession(handle_); }

std::vector<CK_OBJECT_HANDLE> TokenSession::objects(CK_OBJECT_CLASS kind) const {
    CK_ATTRIBUTE pattern{CKA_CLASS, &kind, sizeof kind};
    std::vector<CK_OBJECT_HANDLE> out(256);
    CK_ULONG count = 0;
    if (module_->C_FindObjectsInit(handle_, &pattern, 1) != CKR_OK) return {};
    if (module_->C_FindObjects(handle_, out.data(), out.size(), &count) != CKR_OK) count = 0;
    module_->C_FindObjectsFinal(handle_);
    out.resize(count);
    return out;
}

std::string TokenSession::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
    constexpr CK_ULONG largest = 1 << 20;
    CK_ATTRIBUTE attribute{type, nullptr, 0};
    if (module_->C_GetAttributeValue(handle_, object, &attribute, 1) != CKR_OK || attribute.ulValueLen == 0 || attribute.ulValueLen > largest) return {};
    std::string out(attribute.ulValueLen, '\0');
    attribute.pValue = out.data();
    if (module_->C_GetAttributeValue(handle_, object, &attribute, 1) != CKR_OK) return {};
    out.resize(attribute.ulValueLen);
    return out;
}

bool TokenSession::flag(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
    const std::string value = attribute(object, type);
    return value.size() == 1 && value[0] != 0;
}

base::Result<std::unique_ptr<TokenSession>> open_session(CK_FUNCTION_LIST* module, const KeySpec& spec, const Token& token, const std::optional<Secret>& pin) {
    CK_SESSION_HANDLE handle = 0;
    if (const CK_RV code = module->C_OpenSession(token.slot, CKF_SERIAL_SESSION, nullptr, nullptr, &handle); code != CKR_OK)
        return problem("sign.module_unusable", spec.name(), code_text(code));
    auto session = std::make_unique<TokenSession>(module, handle);
    if ((token.info.flags & CKF_LOGIN_REQUIRED) == 0) return session;
    CK_SESSION_INFO state{};
    if (module->C_GetSessionInfo(handle, &state) == CKR_OK && state.state == CKS_RO_USER_FUNCTIONS) return session; // by another worker
    const bool has_keypad = (token.info.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
    if (!pin && !has_keypad) return problem("sign.password_missing", spec.name());
    if ((token.info.flags & CKF_USER_PIN_LOCKED) != 0) return problem("sign.pin_locked", spec.name());
    if ((token.info.flags & CKF_USER_PIN_FINAL_TRY) != 0) return problem("sign.pin_last_try", spec.name());

    const std::string key = token_key(spec, token);
    const std::lock_guard lock(refused_pins().mutex());
    if (pin && refused_pins().contains(key, *pin)) return problem("sign.pin_already_refused", spec.name());
    const CK_RV code = login(module, handle, CKU_USER, pin);
    if (code == CKR_OK || code == CKR_USER_ALREADY_LOGGED_IN) return session;
    const bool refused = code == CKR_PIN_INCORRECT || code == CKR_PIN_LEN_RANGE || code == CKR_PIN_INVALID;
    if (refused && pin) refused_pins().add(key, *pin);
    if (refused) return problem("sign.pin_wrong", spec.name());
    if (code == CKR_PIN_LOCKED) return problem("sign.pin_locked", spec.name());
    return problem("sign.module_unusable", spec.name(), code_text(code));
}

CK_RV login_for_one_signature(CK_FUNCTION_LIST* module, CK_SESSION_HANDLE session, const std::string& key, const std::optional<Secret>& pin) {
    const std::lock_guard lock(refused_pins().mutex());
    if (pin && refused_pins().contains(key, *pin)) return CKR_PIN_INCORRECT;
    const CK_RV code = login(module, session, CKU_CONTEXT_SPECIFIC, pin);
    if (code == CKR_PIN_INCORRECT && pin) refused_pins().add(key, *pin);
    return code;
}

} // namespace legajo::sign
