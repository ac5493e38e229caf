#include "sign/support/pki.hpp"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>

namespace test_pki {

namespace {

void need(bool condition, const char* what) {
    if (!condition) throw std::runtime_error(std::string("test PKI: ") + what);
}

long next_serial() {
    static long serial = 0x1000;
    return ++serial;
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    need(extension != nullptr, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

const EVP_MD* md_for(EVP_PKEY* key) { return EVP_PKEY_is_a(key, "ED25519") ? nullptr : EVP_sha256(); }

void set_name(X509* certificate, const std::string& common_name) {
    X509_NAME* name = X509_get_subject_name(certificate);
    const auto add = [&](const char* field, const std::string& value) {
        X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1, 0);
    };
    add("C", "ES");
    add("O", "Pruebas de legajo");
    add("CN", common_name);
}

Certificate certify(EVP_PKEY* key, const Wish& wish, X509* issuer, EVP_PKEY* issuer_key) {
    Certificate out(X509_new());
    X509* certificate = out.get();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), wish.serial ? wish.serial : next_serial());
    ASN1_TIME_set(X509_getm_notBefore(certificate), wish.from);
    ASN1_TIME_set(X509_getm_notAfter(certificate), wish.to);
    set_name(certificate, wish.name);
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer ? issuer : certificate));
    X509_set_pubkey(certificate, key);
    X509* signing = issuer ? issuer : certificate;
    add_extension(certificate, signing, NID_basic_constraints, wish.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    add_extension(certificate, signing, NID_subject_key_identifier, "hash");
    if (!wish.key_usage.empty()) add_extension(certificate, signing, NID_key_usage, wish.key_usage);
    if (!wish.extended_key_usage.empty()) add_extension(certificate, signing, NID_ext_key_usage, wish.extended_key_usage);
    std::string access;
    if (!wish.ocsp_url.empty()) access += "OCSP;URI:" + wish.ocsp_url;
    if (!wish.issuer_url.empty()) access += (access.empty() ? "" : ",") + std::string("caIssuers;URI:") + wish.issuer_url;
    if (!access.empty()) add_extension(certificate, signing, NID_info_access, access);
    if (!wish.crl_url.empty()) add_extension(certificate, signing, NID_crl_distribution_points, "URI:" + wish.crl_url);
    if (wish.ocsp_nocheck) add_extension(certificate, signing, NID_id_pkix_OCSP_noCheck, "NULL");
    need(X509_sign(certificate, issuer_key, md_for(issuer_key)) > 0, "X509_sign");
    return out;
}

Key fresh(Kind kind) {
    switch (kind) {
    case Kind::rsa1024: return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{1024}));
    case Kind::rsa2048: return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
    case Kind::rsa3072: return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{3072}));
    case Kind::rsa4096: return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{4096}));
    case Kind::p256: return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    case Kind::p384: return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384"));
    case Kind::p521: return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-521"));
    case Kind::ed25519: return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    }
    return nullptr;
}

std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio, &data);
    std::string out(data, static_cast<std::size_t>(length));
    BIO_free(bio);
    return out;
}

template <typename T, typename Encode>
std::string der_of(const T* object, Encode encode) {
    unsigned char* data = nullptr;
    const int length = encode(object, &data);
    need(length > 0, "encoding");
    std::string out(reinterpret_cast<char*>(data), static_cast<std::size_t>(length));
    OPENSSL_free(data);
    return out;
}

} // namespace

Key make_key(Kind kind) {
    const bool is_rsa = kind == Kind::rsa1024 || kind == Kind::rsa2048 || kind == Kind::rsa3072 || kind == Kind::rsa4096;
    if (!is_rsa) return fresh(kind);
    static std::map<Kind, Key> shared;
    Key& key = shared[kind];
    if (!key) key = fresh(kind);
    EVP_PKEY_up_ref(key.get());
    return Key(key.get());
}

std::string Identity::pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate.get());
    return text_of(bio);
}

std::string Identity::key_pem(const std::string& password) const {
    BIO* bio = BIO_new(BIO_s_mem());
    const bool plain = password.empty();
    PEM_write_bio_PKCS8PrivateKey(bio, key.get(), plain ? nullptr : EVP_aes_256_cbc(), plain ? nullptr : password.c_str(), static_cast<int>(password.size()),
                                  nullptr, nullptr);
    return text_of(bio);
}

std::string Identity::der() const { return der_of(certificate.get(), i2d_X509); }

Identity make_root(const std::string& name, Kind kind) {
    Identity root;
    root.key = make_key(kind);
    Wish wish;
    wish.name = name;
    wish.authority = true;
    wish.key_usage = "critical,keyCertSign,cRLSign";
    wish.from = mid_2026 - 3650 * day;
    wish.to = mid_2026 + 3650 * day;
    root.certificate = certify(root.key.get(), wish, nullptr, root.key.get());
    return root;
}

Identity issue(const Identity& issuer, Kind kind, const Wish& wish) {
    Identity out;
    out.key = make_key(kind);
    out.certificate = certify(out.key.get(), wish, issuer.certificate.get(), issuer.key.get());
    return out;
}

std::string pkcs12(const Identity& identity, const std::vector<const Identity*>& chain, const std::string& password, Cipher cipher) {
    OSSL_LIB_CTX* context = OSSL_LIB_CTX_new();
    OSSL_PROVIDER* usual = OSSL_PROVIDER_load(context, "default");
    OSSL_PROVIDER* legacy = OSSL_PROVIDER_load(context, "legacy");
    STACK_OF(X509)* others = sk_X509_new_null();
    for (const Identity* one : chain) sk_X509_push(others, one->certificate.get());
    int key_nid = 0, certificate_nid = 0, mac_rounds = 2048;
    if (cipher == Cipher::legacy_rc2_40) {
        key_nid = NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
        certificate_nid = NID_pbe_WithSHA1And40BitRC2_CBC;
        mac_rounds = 1;
    } else if (cipher == Cipher::triple_des) {
        key_nid = certificate_nid = NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
    }
    PKCS12* box = PKCS12_create_ex(password.c_str(), "identidad", identity.key.get(), identity.certificate.get(), others, key_nid, certificate_nid, 2048,
                                   mac_rounds, 0, context, nullptr);
    need(box != nullptr, "PKCS12_create_ex");
    std::string out = der_of(box, i2d_PKCS12);
    PKCS12_free(box);
    sk_X509_free(others);
    OSSL_PROVIDER_unload(legacy);
    OSSL_PROVIDER_unload(usual);
    OSSL_LIB_CTX_free(context);
    return out;
}

std::string crl(const Identity& issuer, const std::vector<const Identity*>& revoked, std::int64_t from, std::int64_t to, std::int64_t revoked_at) {
    X509_CRL* list = X509_CRL_new();
    X509_CRL_set_version(list, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer.certificate.get()));
    ASN1_TIME* time = ASN1_TIME_new();
    ASN1_TIME_set(time, from);
    X509_CRL_set1_lastUpdate(list, time);
    ASN1_TIME_set(time, to);
    X509_CRL_set1_nextUpdate(list, time);
    for (const Identity* one : revoked) {
        X509_REVOKED* entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(one->certificate.get()));
        ASN1_TIME_set(time, revoked_at);
        X509_REVOKED_set_revocationDate(entry, time);
        X509_CRL_add0_revoked(list, entry);
    }
    ASN1_TIME_free(time);
    X509_CRL_sort(list);
    need(X509_CRL_sign(list, issuer.key.get(), EVP_sha256()) > 0, "X509_CRL_sign");
    std::string out = der_of(list, i2d_X509_CRL);
    X509_CRL_free(list);
    return out;
}

std::string ocsp_response(const Identity& responder, const Identity& issuer, const Identity& subject, Status status, std::int64_t from, std::int64_t to,
                          std::int64_t revoked_at) {
    OCSP_BASICRESP* basic = OCSP_BASICRESP_new();
    OCSP_CERTID* id = OCSP_cert_to_id(EVP_sha1(), subject.certificate.get(), issuer.certificate.get());
    ASN1_TIME* begin = ASN1_TIME_adj(nullptr, from, 0, 0);
    ASN1_TIME* end = ASN1_TIME_adj(nullptr, to, 0, 0);
    ASN1_TIME* when = ASN1_TIME_adj(nullptr, revoked_at, 0, 0);
    const auto generalized = [](ASN1_TIME*& time) {
        ASN1_GENERALIZEDTIME* converted = ASN1_TIME_to_generalizedtime(time, nullptr);
        ASN1_TIME_free(time);
        time = converted;
    };
    generalized(begin);
    generalized(end);
    generalized(when);
    const bool is_revoked = status == Status::revoked;
    const int code = is_revoked ? V_OCSP_CERTSTATUS_REVOKED : status == Status::good ? V_OCSP_CERTSTATUS_GOOD : V_OCSP_CERTSTATUS_UNKNOWN;
    OCSP_basic_add1_status(basic, id, code, 0, is_revoked ? when : nullptr, begin, end);
    need(OCSP_basic_sign(basic, responder.certificate.get(), responder.key.get(), EVP_sha256(), nullptr, 0) == 1, "OCSP_basic_sign");
    OCSP_RESPONSE* response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
    std::string out = der_of(response, i2d_OCSP_RESPONSE);
    OCSP_RESPONSE_free(response);
    OCSP_BASICRESP_free(basic);
    OCSP_CERTID_free(id);
    ASN1_TIME_free(begin);
    ASN1_TIME_free(end);
    ASN1_TIME_free(when);
    return out;
}

Folder::Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "legajo-test-XXXXXX").string();
    need(mkdtemp(pattern.data()) != nullptr, "mkdtemp");
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::write(const std::string& name, const std::string& bytes) const {
    const auto file = path_ / name;
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

} // namespace test_pki
