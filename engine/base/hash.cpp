#include "base/hash.hpp"

#include "base/error.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace legajo::base {

Sha256 sha256(std::span<const std::uint8_t> bytes) {
    Sha256 digest{};
    SHA256(bytes.data(), bytes.size(), digest.data());
    return digest;
}

Sha256 sha256(std::string_view bytes) { return sha256(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size())); }

std::string hex(std::span<const std::uint8_t> bytes) {
    static constexpr char figures[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        text += figures[byte >> 4];
        text += figures[byte & 15];
    }
    return text;
}

std::string sha256_hex(std::string_view bytes) { return hex(sha256(bytes)); }

std::string base64(std::span<const std::uint8_t> bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
    check(context_ != nullptr && EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), EVP_sha256(), nullptr) == 1, "SHA-256 is missing");
}

Sha256Stream::Sha256Stream(const Sha256Stream& other) : context_(EVP_MD_CTX_new()) {
    check(context_ != nullptr && EVP_MD_CTX_copy_ex(static_cast<EVP_MD_CTX*>(context_), static_cast<const EVP_MD_CTX*>(other.context_)) == 1, "SHA-256 failed");
}

Sha256Stream::~Sha256Stream() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void Sha256Stream::add(std::span<const std::uint8_t> bytes) {
    check(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size()) == 1, "SHA-256 failed");
}

void Sha256Stream::add(std::string_view bytes) { add(std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size())); }

Sha256 Sha256Stream::finish() {
    Sha256 digest{};
    check(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest.data(), nullptr) == 1, "SHA-256 failed");
    return digest;
}

} // namespace legajo::base
