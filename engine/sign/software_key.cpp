#include "sign/software_key.hpp"

#include "base/error.hpp"

#include <openssl/rsa.h>

namespace legajo::sign {

namespace {

// One context for all signatures: setting it up costs a quarter of a P-256 signature.
class SoftwareKey final : public PrivateKey {
public:
    SoftwareKey(PkeyPtr key, DigestAlgorithm digest)
        : key_(std::move(key)), context_(EVP_PKEY_CTX_new(key_.get(), nullptr)),
          max_size_(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()))) {
        const EVP_MD* md = digest == DigestAlgorithm::sha256 ? EVP_sha256() : EVP_sha384();
        bool ready = context_ && EVP_PKEY_sign_init(context_.get()) > 0;
        if (ready && EVP_PKEY_is_a(key_.get(), "RSA")) ready = EVP_PKEY_CTX_set_rsa_padding(context_.get(), RSA_PKCS1_PADDING) > 0;
        ready = ready && EVP_PKEY_CTX_set_signature_md(context_.get(), md) > 0;
        if (!ready) throw base::Error("sign.signing_failed", "sign", "the key refuses its digest");
    }

    std::string sign_digest(std::span<const std::uint8_t> digest) override {
        std::string out(max_size_, '\0');
        std::size_t length = out.size();
        if (EVP_PKEY_sign(context_.get(), reinterpret_cast<unsigned char*>(out.data()), &length, digest.data(), digest.size()) <= 0) {
            ERR_clear_error();
            throw base::Error("sign.signing_failed", "sign", "EVP_PKEY_sign");
        }
        out.resize(length);
        return out;
    }

    std::size_t max_signature_size() const override { return max_size_; }

private:
    PkeyPtr key_;
    PkeyCtxPtr context_;
    std::size_t max_size_;
};

} // namespace

std::unique_ptr<PrivateKey> software_key(PkeyPtr key, DigestAlgorithm digest) {
    return std::make_unique<SoftwareKey>(std::move(key), digest);
}

} // namespace legajo::sign
