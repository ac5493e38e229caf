#include "verify/certificates.hpp"

#include "base/hash.hpp"

#include <openssl/pem.h>

#include <ctime>

namespace legajo::verify {

namespace {

constexpr std::size_t most_items = 500; // of each kind; a hostile file may hold many

std::string name_text(const X509_NAME* name) {
    const BioPtr out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0, (XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)) | ASN1_STRFLGS_UTF8_CONVERT);
    char* data = nullptr;
    const long length = BIO_get_mem_data(out.get(), &data);
    return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
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

std::string key_text(EVP_PKEY* key) {
    if (!key) return "?";
    const std::string bits = std::to_string(EVP_PKEY_get_bits(key));
    if (EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "RSA-PSS")) return "RSA " + bits;
    if (EVP_PKEY_is_a(key, "EC")) return "EC P-" + bits;
    const char* type = EVP_PKEY_get0_type_name(key);
    return type ? type : "?";
}

std::string der_of(X509* certificate) {
    unsigned char* data = nullptr;
    const int length = i2d_X509(certificate, &data);
    if (length <= 0) return {};
    std::string out(reinterpret_cast<char*>(data), static_cast<std::size_t>(length));
    OPENSSL_free(data);
    return out;
}

// OpenSSL takes a certificate whose key it cannot read, and falls over that key.
bool is_signed_by(X509* certificate, X509* issuer) {
    EVP_PKEY* key = X509_get0_pubkey(issuer);
    return key && X509_verify(certificate, key) == 1;
}

bool same_key(X509* a, X509* b) {
    EVP_PKEY *first = X509_get0_pubkey(a), *second = X509_get0_pubkey(b);
    return first && second && EVP_PKEY_eq(first, second) == 1;
}

X509ViewPtr view_of(const std::vector<X509Ptr>& first, const std::vector<X509Ptr>& second) {
    X509ViewPtr stack(sk_X509_new_null());
    for (const auto* list : {&first, &second})
        for (const auto& one : *list) sk_X509_push(stack.get(), one.get());
    return stack;
}

// A store that believes those certificates, at that moment.
StorePtr store_of(const std::vector<X509Ptr>& anchors, std::int64_t at) {
    StorePtr store(X509_STORE_new());
    for (const auto& anchor : anchors) X509_STORE_add_cert(store.get(), anchor.get());
    X509_VERIFY_PARAM* param = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN); // an anchor may be an intermediate
    X509_VERIFY_PARAM_set_time(param, static_cast<time_t>(at));
    ERR_clear_error();
    return store;
}

// A statement counts when it was in force at `at`, or made after it; and it must exist at `before`.
bool tells_about(const ASN1_TIME* from, const ASN1_TIME* to, std::int64_t at, std::int64_t before) {
    if (!from) return false;
    const std::int64_t made = instant_of(from).unix_seconds;
    if (made > before) return false;
    return made >= at || (to && instant_of(to).unix_seconds >= at);
}

// A list that speaks of some certificates or reasons only says nothing about others (RFC 5280, 5.2.5); delta lists are not read.
bool covers(X509_CRL* crl, X509* certificate) {
    if (X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) >= 0) return false;
    const Handle<ISSUING_DIST_POINT, ISSUING_DIST_POINT_free> scope(
        static_cast<ISSUING_DIST_POINT*>(X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, nullptr, nullptr)));
    if (!scope) return X509_CRL_get_ext_by_NID(crl, NID_issuing_distribution_point, -1) < 0;
    const bool is_authority = X509_check_ca(certificate) == 1;
    return !scope->onlysomereasons && scope->indirectCRL <= 0 && scope->onlyattr <= 0 && !(scope->onlyuser > 0 && is_authority) &&
           !(scope->onlyCA > 0 && !is_authority);
}

Revocation by_crl(X509* certificate, X509* issuer, const Evidence& evidence, std::int64_t at, std::int64_t before) {
    for (const auto& crl : evidence.crls) {
        if (X509_NAME_cmp(X509_CRL_get_issuer(crl.get()), X509_get_subject_name(issuer)) != 0) continue;
        if (!X509_get0_pubkey(issuer) || X509_CRL_verify(crl.get(), X509_get0_pubkey(issuer)) != 1) continue;
        X509_REVOKED* entry = nullptr;
        // removeFromCRL (2) means good again.
        if (X509_CRL_get0_by_cert(crl.get(), &entry, certificate) == 1) {
            if (instant_of(X509_REVOKED_get0_revocationDate(entry)).unix_seconds <= at) return Revocation::revoked;
        }
        if (!covers(crl.get(), certificate)) continue;
        if (tells_about(X509_CRL_get0_lastUpdate(crl.get()), X509_CRL_get0_nextUpdate(crl.get()), at, before)) return Revocation::good;
    }
    return Revocation::unknown;
}

bool is_from_authority(OCSP_BASICRESP* response, X509* issuer, std::int64_t at) {
    std::vector<X509Ptr> trusted;
    trusted.push_back(shared(issuer));
    const StorePtr store = store_of(trusted, at);
    const X509ViewPtr helper(sk_X509_new_null());
    sk_X509_push(helper.get(), issuer);
    return OCSP_basic_verify(response, helper.get(), store.get(), 0) == 1;
}

Revocation by_ocsp(X509* certificate, X509* issuer, const Evidence& evidence, std::int64_t at, std::int64_t before) {
    for (const auto& response : evidence.ocsp_responses) {
        for (int i = 0; i < OCSP_resp_count(response.get()); ++i) {
            OCSP_SINGLERESP* single = OCSP_resp_get0(response.get(), i);
            const OCSP_CERTID* id = OCSP_SINGLERESP_get0_id(single);
            ASN1_OBJECT* hash = nullptr;
            OCSP_id_get0_info(nullptr, &hash, nullptr, nullptr, const_cast<OCSP_CERTID*>(id));
            const EVP_MD* md = EVP_get_digestbyobj(hash);
            const Handle<OCSP_CERTID, OCSP_CERTID_free> ours(md ? OCSP_cert_to_id(md, certificate, issuer) : nullptr);
            if (!ours || OCSP_id_cmp(ours.get(), const_cast<OCSP_CERTID*>(id)) != 0) continue;
            int reason = 0;
            ASN1_GENERALIZEDTIME *revoked_at = nullptr, *from = nullptr, *to = nullptr;
            const int status = OCSP_single_get0_status(single, &reason, &revoked_at, &from, &to);
            if (!from || !is_from_authority(response.get(), issuer, instant_of(from).unix_seconds)) continue;
            if (status == V_OCSP_CERTSTATUS_REVOKED && revoked_at && instant_of(revoked_at).unix_seconds <= at) return Revocation::revoked;
            if (status != V_OCSP_CERTSTATUS_UNKNOWN && tells_about(from, to, at, before)) return Revocation::good;
        }
    }
    return Revocation::unknown;
}

} // namespace

base::Instant instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return {static_cast<std::int64_t>(timegm(&parts)), 0};
}

CertificateFacts facts_of(X509* certificate) {
    CertificateFacts facts;
    facts.subject = name_text(X509_get_subject_name(certificate));
    facts.common_name = common_name(X509_get_subject_name(certificate));
    facts.issuer = name_text(X509_get_issuer_name(certificate));
    facts.serial_hex = serial_text(X509_get0_serialNumber(certificate));
    facts.not_before = instant_of(X509_get0_notBefore(certificate));
    facts.not_after = instant_of(X509_get0_notAfter(certificate));
    facts.key = key_text(X509_get0_pubkey(certificate));
    facts.sha256_hex = base::sha256_hex(der_of(certificate));
    ERR_clear_error();
    return facts;
}

bool is_self_issued(X509* certificate) { return X509_check_issued(certificate, certificate) == X509_V_OK; }

std::vector<X509Ptr> certificates_from_pem(std::string_view pem) {
    std::vector<X509Ptr> out;
    const BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) out.emplace_back(certificate);
    ERR_clear_error();
    return out;
}

void Evidence::add_certificate(std::string_view der) {
    const unsigned char* cursor = octets(der);
    X509Ptr certificate(d2i_X509(nullptr, &cursor, static_cast<long>(der.size())));
    if (certificate && certificates.size() < most_items) certificates.push_back(std::move(certificate));
    ERR_clear_error();
}

void Evidence::add_crl(std::string_view der) {
    const unsigned char* cursor = octets(der);
    CrlPtr crl(d2i_X509_CRL(nullptr, &cursor, static_cast<long>(der.size())));
    if (crl && crls.size() < most_items) crls.push_back(std::move(crl));
    ERR_clear_error();
}

void Evidence::add_ocsp_response(std::string_view der) {
    const unsigned char* cursor = octets(der);
    const OcspResponsePtr response(d2i_OCSP_RESPONSE(nullptr, &cursor, static_cast<long>(der.size())));
    OcspBasicPtr basic(response ? OCSP_response_get1_basic(response.get()) : nullptr);
    if (basic && ocsp_responses.size() < most_items) ocsp_responses.push_back(std::move(basic));
    ERR_clear_error();
}

std::vector<X509Ptr> issuers_of(X509* leaf, const std::vector<X509Ptr>& own, const Evidence& evidence, const std::vector<X509Ptr>& anchors) {
    constexpr std::size_t longest_chain = 10;
    std::vector<X509Ptr> chain;
    X509* current = leaf;
    while (chain.size() < longest_chain && !is_self_issued(current)) {
        X509* found = nullptr;
        for (const auto* list : {&own, &evidence.certificates, &anchors}) {
            for (const auto& candidate : *list) {
                if (X509_check_issued(candidate.get(), current) != X509_V_OK || !is_signed_by(current, candidate.get())) continue;
                found = candidate.get();
                break;
            }
            if (found) break;
        }
        if (!found) break;
        chain.push_back(shared(found));
        current = found;
    }
    ERR_clear_error();
    return chain;
}

std::string damaged_certificate(const std::vector<X509Ptr>& own, const Evidence& evidence, const std::vector<X509Ptr>& anchors) {
    for (const auto& one : own) {
        bool verified = false, contradicted = false;
        for (const auto* list : {&own, &evidence.certificates, &anchors}) {
            for (const auto& other : *list) {
                const bool is_named = X509_NAME_cmp(X509_get_subject_name(other.get()), X509_get_issuer_name(one.get())) == 0;
                if (is_named && is_signed_by(one.get(), other.get())) verified = true;
                else if (is_named) contradicted = true;
                if (same_key(other.get(), one.get()) && X509_cmp(other.get(), one.get()) != 0) contradicted = true; // renewed certificates verify by themselves
            }
        }
        ERR_clear_error();
        if (!verified && contradicted) return name_text(X509_get_subject_name(one.get()));
    }
    return {};
}

TrustResult judge_trust(X509* leaf, const std::vector<X509Ptr>& own, const Evidence& evidence, const std::vector<X509Ptr>& anchors, std::int64_t at) {
    if (anchors.empty()) return {Trust::no_anchors, {}};
    const StorePtr store = store_of(anchors, at);
    const X509ViewPtr untrusted = view_of(own, evidence.certificates);
    const StoreCtxPtr context(X509_STORE_CTX_new());
    if (!context || X509_STORE_CTX_init(context.get(), store.get(), leaf, untrusted.get()) != 1) return {Trust::untrusted, "out of memory"};
    const bool trusted = X509_verify_cert(context.get()) == 1;
    const int code = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    if (trusted) return {Trust::trusted, {}};
    return {Trust::untrusted, X509_verify_cert_error_string(code)};
}

Revocation judge_revocation(X509* leaf, const std::vector<X509Ptr>& issuers, const Evidence& evidence, std::int64_t at, std::int64_t before) {
    Revocation whole = Revocation::good;
    X509* current = leaf;
    for (std::size_t i = 0; i <= issuers.size(); ++i) {
        if (is_self_issued(current)) break;
        if (i == issuers.size()) { // the chain ends before a root: nobody can tell
            whole = Revocation::unknown;
            break;
        }
        X509* issuer = issuers[i].get();
        const Revocation ocsp = by_ocsp(current, issuer, evidence, at, before);
        const Revocation crl = by_crl(current, issuer, evidence, at, before);
        if (ocsp == Revocation::revoked || crl == Revocation::revoked) {
            ERR_clear_error();
            return Revocation::revoked;
        }
        if (ocsp == Revocation::unknown && crl == Revocation::unknown) whole = Revocation::unknown;
        current = issuer;
    }
    ERR_clear_error();
    return whole;
}

} // namespace legajo::verify
