#include "sign/signer.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "sign/cms_template.hpp"
#include "sign/fitness.hpp"
#include "sign/identity.hpp"
#include "sign/pkcs11_key.hpp"
#include "sign/software_key.hpp"
#include "sign/timestamp.hpp"
#include "sign/x509_facts.hpp"

#include <openssl/rsa.h>

namespace legajo::sign {

namespace {

DigestAlgorithm digest_for(KeyType type) { return type == KeyType::ec_p384 ? DigestAlgorithm::sha384 : DigestAlgorithm::sha256; }

const EVP_MD* md_of(DigestAlgorithm algorithm) {
    // Fetched once: the implicit fetch of EVP_sha256() takes a lock for each digest.
    static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    static const EVP_MD* const sha384 = EVP_MD_fetch(nullptr, "SHA384", nullptr);
    return algorithm == DigestAlgorithm::sha256 ? sha256 : sha384;
}

// The certificate's public key accepts what the private key made.
bool verifies(X509* certificate, DigestAlgorithm algorithm, std::span<const std::uint8_t> digest, std::string_view signature) {
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    const PkeyCtxPtr context(EVP_PKEY_CTX_new(key, nullptr));
    bool ready = context && EVP_PKEY_verify_init(context.get()) > 0;
    if (ready && EVP_PKEY_is_a(key, "RSA")) ready = EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) > 0;
    ready = ready && EVP_PKEY_CTX_set_signature_md(context.get(), md_of(algorithm)) > 0;
    const bool good = ready && EVP_PKEY_verify(context.get(), octets(signature), signature.size(), digest.data(), digest.size()) == 1;
    ERR_clear_error();
    return good;
}

std::string serial_der(X509* certificate) { return der_of(X509_get0_serialNumber(certificate), i2d_ASN1_INTEGER); }

} // namespace

std::vector<std::uint8_t> digest_of(DigestAlgorithm algorithm, std::string_view first, std::string_view second) {
    std::vector<std::uint8_t> out(digest_size(algorithm));
    const MdCtxPtr context(EVP_MD_CTX_new());
    const bool done = context && EVP_DigestInit_ex2(context.get(), md_of(algorithm), nullptr) == 1 &&
                      EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
                      EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1 && EVP_DigestFinal_ex(context.get(), out.data(), nullptr) == 1;
    base::check(done, "digest");
    return out;
}

struct Signer::State {
    std::unique_ptr<PrivateKey> key;
    X509Ptr certificate;
    CertificateInfo info;
    std::vector<CertificateInfo> issuers;
    std::vector<std::string> chain_der;
    DigestAlgorithm digest = DigestAlgorithm::sha256;
    std::unique_ptr<CmsTemplate> cms;
    base::Problems remarks;

    // Fills everything from certificate and candidates; the key must be there.
    void settle(const std::vector<X509Ptr>& candidates) {
        const std::vector<X509Ptr> chain = issuers_of(certificate.get(), candidates);
        chain_der.push_back(der_of(certificate.get(), i2d_X509));
        for (const auto& issuer : chain) {
            issuers.push_back(facts_of(issuer.get()));
            chain_der.push_back(der_of(issuer.get(), i2d_X509));
        }
        const bool complete = issuers.empty() ? info.self_signed : issuers.back().self_signed;
        if (!complete)
            remarks.push_back(base::Problem{base::Severity::remark, "sign.chain_incomplete", "sign", {}, {}}.with(
                "emisor", issuers.empty() ? info.issuer : issuers.back().issuer));
        CmsParties parties;
        parties.issuer_name = der_of(X509_get_issuer_name(certificate.get()), i2d_X509_NAME);
        parties.serial_integer = serial_der(certificate.get());
        parties.certificates = chain_der;
        parties.key_type = info.key_type;
        parties.digest = digest;
        cms = std::make_unique<CmsTemplate>(parties);
    }
};

Signer::Signer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Signer::~Signer() = default;

namespace {

struct Opened {
    std::unique_ptr<PrivateKey> key;
    X509Ptr certificate;
    std::vector<X509Ptr> others;
    CertificateInfo info;
};

base::Result<Opened> open_file(const KeySpec& spec, SecretSource& secrets) {
    auto identity = load_identity(spec, secrets);
    if (!identity) return identity.problems();
    Opened out;
    out.info = facts_of(identity->certificate.get());
    if (auto problems = key_fitness(out.info); base::has_errors(problems)) return problems;
    out.key = software_key(std::move(identity->key), digest_for(out.info.key_type));
    out.certificate = std::move(identity->certificate);
    out.others = std::move(identity->others);
    return out;
}

base::Result<Opened> open_pkcs11(const KeySpec& spec, SecretSource& secrets) {
    auto identity = open_token(spec, secrets);
    if (!identity) return identity.problems();
    Opened out;
    out.info = facts_of(identity->certificate.get());
    if (auto problems = key_fitness(out.info); base::has_errors(problems)) return problems;
    out.key = std::move(identity->key);
    out.certificate = std::move(identity->certificate);
    out.others = std::move(identity->others);
    return out;
}

} // namespace

base::Result<std::unique_ptr<Signer>> Signer::open(const KeySpec& spec, SecretSource& secrets) {
    auto opened = spec.store == KeyStore::pkcs11 ? open_pkcs11(spec, secrets) : open_file(spec, secrets);
    if (!opened) return opened.problems();
    auto state = std::make_unique<State>();
    state->key = std::move(opened->key);
    state->certificate = std::move(opened->certificate);
    state->info = std::move(opened->info);
    state->digest = digest_for(state->info.key_type);
    const auto trial = digest_of(state->digest, "legajo trial signature");
    if (!verifies(state->certificate.get(), state->digest, trial, state->key->sign_digest(trial)))
        return base::Problem{base::Severity::error, "sign.key_mismatch", "sign", {}, {}}.with("clave", spec.name());
    state->settle(opened->others);
    base::Problems remarks = state->remarks;
    return {std::unique_ptr<Signer>(new Signer(std::move(state))), std::move(remarks)};
}

const CertificateInfo& Signer::certificate() const { return state_->info; }
const std::vector<CertificateInfo>& Signer::issuers() const { return state_->issuers; }
const std::vector<std::string>& Signer::chain_der() const { return state_->chain_der; }
DigestAlgorithm Signer::digest_algorithm() const { return state_->digest; }

base::Problems Signer::fitness_at(base::Instant issued_at) const { return certificate_fitness(state_->info, issued_at); }

std::size_t Signer::signature_size_bound(TimestampClient* timestamps) {
    return state_->cms->size(state_->key->max_signature_size(), timestamps ? timestamps->token_size_bound() : 0);
}

std::string Signer::make_signature(std::span<const std::uint8_t> digest_of_byte_range, TimestampClient* timestamps) {
    const std::string attributes = state_->cms->signed_attributes(digest_of_byte_range);
    const std::string signature = state_->key->sign_digest(digest_of(state_->digest, attributes));
    std::string token;
    // RFC 5652 and EN 319 122-1, 5.3: the imprint is over the value of the signature octet string.
    if (timestamps) token = timestamps->token_for(DigestAlgorithm::sha256, digest_of(DigestAlgorithm::sha256, signature));
    return state_->cms->assemble(attributes, signature, token);
}

} // namespace legajo::sign
