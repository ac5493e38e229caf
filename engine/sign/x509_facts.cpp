#include "sign/x509_facts.hpp"

#include "base/hash.hpp"

#include <openssl/pem.h>

#include <ctime>

namespace legajo::sign {

namespace {

std::string name_text(const X509_NAME* name) {
    const BioPtr out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0, (XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)) | ASN1_STRFLGS_UTF8_CONVERT);
    char* data = nullptr;
    const long length = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(length > 0 ? length : 0)};
}

std::string common_name(const X509_NAME* name) {
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0) return {};
    unsigned char* utf8 = nullptr;
    const int length = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (length < 0) return {};
    std::string out(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(length));
    OPENSSL_free(utf8);
    return out;
}

std::string serial_text(const ASN1_INTEGER* serial) {
    const Handle<BIGNUM, BN_free> number(ASN1_INTEGER_to_BN(serial, nullptr));
    char* hex = number ? BN_bn2hex(number.get()) : nullptr;
    std::string out = hex ? hex : "";
    OPENSSL_free(hex);
    return out;
}

} // namespace

KeyType key_type_of(EVP_PKEY* key) {
    if (!key) return KeyType::other;
    if (EVP_PKEY_is_a(key, "RSA")) return KeyType::rsa;
    if (!EVP_PKEY_is_a(key, "EC")) return KeyType::other;
    char group[64] = {};
    std::size_t length = 0;
    if (EVP_PKEY_get_group_name(key, group, sizeof group, &length) != 1) return KeyType::other;
    const int nid = OBJ_txt2nid(group);
    if (nid == NID_X9_62_prime256v1) return KeyType::ec_p256;
    if (nid == NID_secp384r1) return KeyType::ec_p384;
    return KeyType::other;
}

base::Instant instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return {static_cast<std::int64_t>(timegm(&parts)), 0};
}

CertificateInfo facts_of(X509* certificate) {
    CertificateInfo info;
    info.subject = name_text(X509_get_subject_name(certificate));
    info.common_name = common_name(X509_get_subject_name(certificate));
    info.issuer = name_text(X509_get_issuer_name(certificate));
    info.serial_hex = serial_text(X509_get0_serialNumber(certificate));
    info.not_before = instant_of(X509_get0_notBefore(certificate));
    info.not_after = instant_of(X509_get0_notAfter(certificate));
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    info.key_type = key_type_of(key);
    info.key_bits = key ? EVP_PKEY_get_bits(key) : 0;
    info.self_signed = is_self_issued(certificate);
    info.is_authority = X509_check_ca(certificate) == 1;
    const std::uint32_t usage = X509_get_key_usage(certificate); // all ones when the extension is absent
    info.may_sign_documents = (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
    info.sha256_hex = base::sha256_hex(der_of(certificate, i2d_X509));
    ERR_clear_error();
    return info;
}

bool is_self_issued(X509* certificate) { return X509_check_issued(certificate, certificate) == X509_V_OK; }

X509Ptr certificate_from_der(std::string_view der) {
    const unsigned char* cursor = octets(der);
    X509Ptr certificate(d2i_X509(nullptr, &cursor, static_cast<long>(der.size())));
    ERR_clear_error();
    return certificate;
}

std::vector<X509Ptr> certificates_from_pem(std::string_view pem) {
    std::vector<X509Ptr> out;
    const BioPtr bio = memory_bio(pem);
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) out.emplace_back(certificate);
    ERR_clear_error();
    return out;
}

std::vector<X509Ptr> issuers_of(X509* leaf, const std::vector<X509Ptr>& candidates) {
    constexpr std::size_t longest_chain = 10;
    std::vector<X509Ptr> chain;
    X509* current = leaf;
    while (chain.size() < longest_chain && !is_self_issued(current)) {
        X509* found = nullptr;
        for (const auto& candidate : candidates) {
            if (X509_check_issued(candidate.get(), current) != X509_V_OK) continue;
            if (!X509_get0_pubkey(candidate.get()) || X509_verify(current, X509_get0_pubkey(candidate.get())) != 1) continue;
            found = candidate.get();
            break;
        }
        if (!found) break;
        X509_up_ref(found);
        chain.emplace_back(found);
        current = found;
    }
    ERR_clear_error();
    return chain;
}

} // namespace legajo::sign
