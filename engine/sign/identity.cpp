#include "sign/identity.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "sign/x509_facts.hpp"

#include <openssl/decoder.h>
#include <openssl/pem.h>

#include <cstring>

namespace legajo::sign {

namespace {

constexpr std::size_t longest_key_file = std::size_t{4} << 20;

base::Problem problem(const char* code, const std::string& name) {
    return base::Problem{base::Severity::error, code, "sign", {}, {}}.with("clave", name);
}

base::Result<std::string> bytes_of(const std::filesystem::path& file) {
    try {
        return base::read_file(file, longest_key_file);
    } catch (const base::Error& error) {
        return problem("sign.key_file_unreadable", file.filename().string()).with("detalle", error.code());
    }
}

// Old identities are encrypted with RC2-40 or single DES. Those algorithms live in a library context of their own, so that nothing else
// of the program can use them by accident.
OSSL_LIB_CTX* legacy_context() {
    static OSSL_LIB_CTX* const context = [] {
        OSSL_LIB_CTX* made = OSSL_LIB_CTX_new();
        if (made && OSSL_PROVIDER_load(made, "default") && OSSL_PROVIDER_load(made, "legacy")) return made;
        OSSL_LIB_CTX_free(made);
        return static_cast<OSSL_LIB_CTX*>(nullptr);
    }();
    return context;
}

// The key again, without ties to the legacy context.
PkeyPtr in_default_context(PkeyPtr key) {
    unsigned char* der = nullptr;
    const int length = i2d_PrivateKey(key.get(), &der);
    if (length <= 0) return nullptr;
    const unsigned char* cursor = der;
    PkeyPtr copy(d2i_AutoPrivateKey(nullptr, &cursor, length));
    OPENSSL_clear_free(der, static_cast<std::size_t>(length));
    return copy;
}

Pkcs12Ptr parse_pkcs12(std::string_view bytes, OSSL_LIB_CTX* context) {
    PKCS12* empty = context ? PKCS12_init_ex(NID_pkcs7_data, context, nullptr) : nullptr;
    const BioPtr bio = memory_bio(bytes);
    PKCS12* parsed = d2i_PKCS12_bio(bio.get(), empty ? &empty : nullptr);
    if (!parsed) PKCS12_free(empty);
    return Pkcs12Ptr(parsed);
}

bool open_pkcs12(std::string_view bytes, OSSL_LIB_CTX* context, const char* password, FileIdentity& out) {
    const Pkcs12Ptr box = parse_pkcs12(bytes, context);
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    STACK_OF(X509)* others = nullptr;
    const bool opened = box && PKCS12_parse(box.get(), password, &key, &certificate, &others) == 1;
    const X509StackPtr stack(others);
    out.key.reset(key);
    out.certificate.reset(certificate);
    out.others.clear();
    for (int i = 0; stack && i < sk_X509_num(stack.get()); ++i) {
        X509* one = sk_X509_value(stack.get(), i);
        X509_up_ref(one);
        out.others.emplace_back(one);
    }
    ERR_clear_error();
    return opened;
}

// 1 right, 0 wrong, -1 no MAC to judge by.
int password_is_right(PKCS12* box, const char* password) {
    if (PKCS12_mac_present(box) != 1) return -1;
    const bool right = PKCS12_verify_mac(box, password, -1) == 1 || (*password == '\0' && PKCS12_verify_mac(box, nullptr, 0) == 1);
    ERR_clear_error();
    return right ? 1 : 0;
}

base::Result<FileIdentity> load_pkcs12(const KeySpec& spec, SecretSource& secrets) {
    auto bytes = bytes_of(spec.file);
    if (!bytes) return bytes.problems();
    const Pkcs12Ptr box = parse_pkcs12(*bytes, nullptr);
    if (!box) {
        ERR_clear_error();
        return problem("sign.key_file_malformed", spec.name());
    }
    auto secret = secrets.secret_for(spec.name());
    const bool asked = secret.has_value();
    if (!secret) secret.emplace();
    // The MAC of an old file is SHA-1, which the default provider still knows; a MAC it does not know is judged by opening.
    if (password_is_right(box.get(), secret->c_str()) == 0)
        return problem(asked ? "sign.password_wrong" : "sign.password_missing", spec.name());
    FileIdentity identity;
    bool opened = open_pkcs12(*bytes, nullptr, secret->c_str(), identity);
    if (!opened && legacy_context()) {
        opened = open_pkcs12(*bytes, legacy_context(), secret->c_str(), identity);
        if (opened && identity.key) identity.key = in_default_context(std::move(identity.key));
        if (opened && identity.certificate) identity.certificate = certificate_from_der(der_of(identity.certificate.get(), i2d_X509));
        for (auto& other : identity.others) other = certificate_from_der(der_of(other.get(), i2d_X509));
    }
    if (!opened) return problem("sign.key_file_malformed", spec.name());
    if (!identity.key) return problem("sign.key_missing", spec.name());
    if (!identity.certificate) return problem("sign.certificate_missing", spec.name());
    return identity;
}

struct PemAnswer {
    SecretSource* secrets;
    std::string what;
    bool asked = false, had_none = false;
};

int give_password(char* buffer, int size, int, void* user) {
    auto* answer = static_cast<PemAnswer*>(user);
    answer->asked = true;
    const auto secret = answer->secrets->secret_for(answer->what);
    if (!secret) {
        answer->had_none = true;
        return -1;
    }
    if (secret->view().size() > static_cast<std::size_t>(size)) return -1;
    std::memcpy(buffer, secret->view().data(), secret->view().size());
    return static_cast<int>(secret->view().size());
}

base::Result<PkeyPtr> private_key_of_pem(const std::string& pem, const KeySpec& spec, SecretSource& secrets) {
    PemAnswer answer{&secrets, spec.key_file.filename().string()};
    const auto read = [&](OSSL_LIB_CTX* context) {
        const BioPtr bio = memory_bio(pem);
        PkeyPtr key(PEM_read_bio_PrivateKey_ex(bio.get(), nullptr, give_password, &answer, context, nullptr));
        ERR_clear_error();
        return key;
    };
    PkeyPtr key = read(nullptr);
    if (!key && answer.asked && !answer.had_none && legacy_context()) {
        key = read(legacy_context());
        if (key) key = in_default_context(std::move(key));
    }
    if (key) return key;
    if (answer.had_none) return problem("sign.password_missing", answer.what);
    if (answer.asked) return problem("sign.password_wrong", answer.what);
    const bool holds_a_key = pem.find("PRIVATE KEY-----") != std::string::npos;
    return problem(holds_a_key ? "sign.key_file_malformed" : "sign.key_missing", answer.what);
}

base::Result<FileIdentity> load_pem(const KeySpec& spec, SecretSource& secrets) {
    auto certificates_pem = bytes_of(spec.file);
    if (!certificates_pem) return certificates_pem.problems();
    auto key_pem = bytes_of(spec.key_file);
    if (!key_pem) return key_pem.problems();
    auto key = private_key_of_pem(*key_pem, spec, secrets);
    wipe(*key_pem);
    if (!key) return key.problems();
    FileIdentity identity;
    identity.key = std::move(key).value();
    identity.others = certificates_from_pem(*certificates_pem);
    if (spec.file == spec.key_file) wipe(*certificates_pem);
    if (identity.others.empty()) return problem("sign.certificate_missing", spec.name());
    // The signer's certificate is the one of the key, wherever it stands in the file.
    for (auto& candidate : identity.others) {
        if (X509_check_private_key(candidate.get(), identity.key.get()) != 1) continue;
        X509_up_ref(candidate.get());
        identity.certificate.reset(candidate.get());
        break;
    }
    ERR_clear_error();
    if (!identity.certificate) return problem("sign.key_mismatch", spec.name());
    return identity;
}

} // namespace

base::Result<FileIdentity> load_identity(const KeySpec& spec, SecretSource& secrets) {
    return spec.store == KeyStore::pem ? load_pem(spec, secrets) : load_pkcs12(spec, secrets);
}

} // namespace legajo::sign
