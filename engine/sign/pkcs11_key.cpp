#include "sign/pkcs11_key.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "sign/pkcs11_session.hpp"
#include "sign/x509_facts.hpp"

#include <cstdio>

namespace legajo::sign {

namespace {

base::Problem problem(const char* code, const KeySpec& spec, const std::string& detail = {}) {
    base::Problem out{base::Severity::error, code, "sign", {}, {}};
    out.with("clave", spec.name()).with("detalle", detail);
    return out;
}

// Answers after which a new session may help: the card was pulled, the module restarted, another program closed all sessions.
bool is_loss(CK_RV code) {
    switch (code) {
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_USER_NOT_LOGGED_IN:
    case CKR_DEVICE_REMOVED:
    case CKR_DEVICE_ERROR:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_KEY_HANDLE_INVALID:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_CRYPTOKI_NOT_INITIALIZED: return true;
    default: return false;
    }
}

std::string code_text(CK_RV code) {
    char text[32];
    std::snprintf(text, sizeof text, "PKCS#11 0x%lx", static_cast<unsigned long>(code));
    return text;
}

// DigestInfo of SHA-256 (RFC 8017, 9.2): CKM_RSA_PKCS pads and nothing more.
constexpr unsigned char sha256_digest_info[] = {0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};

// r || s of equal length to ECDSA-Sig-Value.
std::string ecdsa_der(const std::string& raw) {
    const auto half = static_cast<int>(raw.size() / 2);
    const Handle<ECDSA_SIG, ECDSA_SIG_free> signature(ECDSA_SIG_new());
    BIGNUM* r = BN_bin2bn(octets(raw), half, nullptr);
    BIGNUM* s = BN_bin2bn(octets(raw) + half, half, nullptr);
    if (!signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) throw base::Error("sign.signing_failed", "sign", "ECDSA");
    return der_of(signature.get(), i2d_ECDSA_SIG);
}

// Where the key is found again after a loss: by what it is, not by a handle.
struct KeyAddress {
    std::string id, label;
};

CK_OBJECT_HANDLE find_key(const TokenSession& session, const KeyAddress& address) {
    for (const CK_OBJECT_HANDLE object : session.objects(CKO_PRIVATE_KEY))
        if (session.attribute(object, CKA_ID) == address.id && session.attribute(object, CKA_LABEL) == address.label) return object;
    return 0;
}

class TokenKey final : public PrivateKey {
public:
    TokenKey(CK_FUNCTION_LIST* module, KeySpec spec, Token token, std::optional<Secret> pin, std::unique_ptr<TokenSession> session, KeyAddress address,
             KeyType type, std::size_t bits)
        : module_(module), spec_(std::move(spec)), token_(std::move(token)), pin_(std::move(pin)), session_(std::move(session)),
          address_(std::move(address)), type_(type), bits_(bits) {
        adopt_key();
    }

    std::string sign_digest(std::span<const std::uint8_t> digest) override {
        std::string input;
        if (type_ == KeyType::rsa) input.assign(reinterpret_cast<const char*>(sha256_digest_info), sizeof sha256_digest_info);
        input.append(reinterpret_cast<const char*>(digest.data()), digest.size());
        std::string output;
        CK_RV code = key_ ? sign(input, output) : CKR_KEY_HANDLE_INVALID;
        if (is_loss(code)) {
            reopen();
            code = sign(input, output);
        }
        if (code != CKR_OK) throw base::Error(is_loss(code) ? "sign.token_lost" : "sign.signing_failed", "sign", code_text(code));
        return type_ == KeyType::rsa ? output : ecdsa_der(output);
    }

    std::size_t max_signature_size() const override { return type_ == KeyType::rsa ? bits_ / 8 : max_ecdsa_signature_size(bits_ / 8); }

private:
    void adopt_key() {
        key_ = find_key(*session_, address_);
        asks_each_time_ = key_ != 0 && session_->flag(key_, CKA_ALWAYS_AUTHENTICATE);
    }

    void reopen() {
        session_.reset();
        key_ = 0;
        auto token = find_token(module_, spec_);
        if (!token) throw base::Error("sign.token_lost", "sign", token.problems().front().code);
        token_ = *token;
        auto session = open_session(module_, spec_, token_, pin_);
        if (!session) throw base::Error("sign.token_lost", "sign", session.problems().front().code);
        session_ = std::move(*session);
        adopt_key();
        if (key_ == 0) throw base::Error("sign.token_lost", "sign", "sign.object_not_found");
    }

    CK_RV sign(const std::string& input, std::string& output) {
        if (!session_) return CKR_SESSION_CLOSED;
        CK_MECHANISM mechanism{type_ == KeyType::rsa ? CKM_RSA_PKCS : CKM_ECDSA, nullptr, 0};
        CK_RV code = module_->C_SignInit(session_->handle(), &mechanism, key_);
        if (code == CKR_OK && asks_each_time_) code = login_for_one_signature(module_, session_->handle(), token_key(spec_, token_), pin_);
        if (code != CKR_OK) return code;
        output.resize(1024);
        CK_ULONG length = output.size();
        auto* from = reinterpret_cast<unsigned char*>(const_cast<char*>(input.data()));
        code = module_->C_Sign(session_->handle(), from, input.size(), reinterpret_cast<unsigned char*>(output.data()), &length);
        output.resize(code == CKR_OK ? length : 0);
        return code;
    }

    CK_FUNCTION_LIST* module_;
    KeySpec spec_;
    Token token_;
    std::optional<Secret> pin_;
    std::unique_ptr<TokenSession> session_;
    KeyAddress address_;
    KeyType type_;
    std::size_t bits_;
    CK_OBJECT_HANDLE key_ = 0;
    bool asks_each_time_ = false;
};

std::string hex_of(const std::string& bytes) { return base::hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}); }

// The private key that the specification names, or the only one that signs.
base::Result<KeyAddress> choose_key(const TokenSession& session, const KeySpec& spec) {
    std::vector<KeyAddress> found;
    for (const CK_OBJECT_HANDLE object : session.objects(CKO_PRIVATE_KEY)) {
        KeyAddress address{session.attribute(object, CKA_ID), session.attribute(object, CKA_LABEL)};
        if (!spec.object.empty() && address.label != spec.object) continue;
        if (!spec.object_id_hex.empty() && hex_of(address.id) != spec.object_id_hex) continue;
        if (session.flag(object, CKA_SIGN)) found.push_back(std::move(address));
    }
    if (found.empty()) return problem("sign.object_not_found", spec);
    if (found.size() > 1) return problem("sign.object_ambiguous", spec, std::to_string(found.size()));
    return found.front();
}

void collect_certificates(const TokenSession& session, const KeyAddress& address, TokenIdentity& identity) {
    X509Ptr by_label;
    for (const CK_OBJECT_HANDLE object : session.objects(CKO_CERTIFICATE)) {
        X509Ptr certificate = certificate_from_der(session.attribute(object, CKA_VALUE));
        if (!certificate) continue;
        X509_up_ref(certificate.get());
        if (!address.id.empty() && session.attribute(object, CKA_ID) == address.id && !identity.certificate) identity.certificate.reset(certificate.get());
        else if (session.attribute(object, CKA_LABEL) == address.label && !by_label) by_label.reset(certificate.get());
        else X509_free(certificate.get());
        identity.others.push_back(std::move(certificate));
    }
    if (!identity.certificate) identity.certificate = std::move(by_label);
}

} // namespace

base::Result<TokenIdentity> open_token(const KeySpec& spec, SecretSource& secrets) {
    std::string why;
    CK_FUNCTION_LIST* module = pkcs11_module(spec.module, why);
    if (!module) return problem("sign.module_unusable", spec, why);
    auto token = find_token(module, spec);
    if (!token) return token.problems();
    auto pin = secrets.secret_for(token->label);
    auto session = open_session(module, spec, *token, pin);
    if (!session) return session.problems();
    auto address = choose_key(**session, spec);
    if (!address) return address.problems();
    TokenIdentity identity;
    collect_certificates(**session, *address, identity);
    if (!spec.chain_file.empty()) {
        try {
            for (auto& one : certificates_from_pem(base::read_file(spec.chain_file, std::size_t{4} << 20))) identity.others.push_back(std::move(one));
        } catch (const base::Error& error) {
            return base::Problem{base::Severity::error, "sign.key_file_unreadable", "sign", {}, {}}
                .with("clave", spec.chain_file.filename().string())
                .with("detalle", error.code());
        }
    }
    if (!identity.certificate) return problem("sign.certificate_missing", spec);
    const CertificateInfo info = facts_of(identity.certificate.get());
    identity.key = std::make_unique<TokenKey>(module, spec, *token, std::move(pin), std::move(*session), *address, info.key_type,
                                              static_cast<std::size_t>(info.key_bits));
    return identity;
}

} // namespace legajo::sign
