#include "sign/secret.hpp"

#include "base/error.hpp"
#include "base/files.hpp"

#include <openssl/crypto.h>

namespace legajo::sign {

namespace {

constexpr std::size_t longest_secret_file = 64 * 1024;

std::string_view first_line(std::string_view text) {
    const std::size_t end = text.find('\n');
    if (end != std::string_view::npos) text = text.substr(0, end);
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    return text;
}

Secret from_file(const std::string& name) {
    std::string bytes;
    try {
        bytes = base::read_file(name, longest_secret_file);
    } catch (const base::Error& error) {
        throw base::Error("sign.password_file_unreadable", "sign", error.detail());
    }
    Secret secret(first_line(bytes));
    wipe(bytes);
    return secret;
}

} // namespace

void wipe(std::string& bytes) {
    OPENSSL_cleanse(bytes.data(), bytes.size());
    bytes.clear();
}

Secret::Secret(std::string_view bytes) : bytes_(bytes) {}

Secret::~Secret() { wipe(); }

// A short string lives inside the object: moving copies it, so the source is wiped as well.
Secret::Secret(Secret&& other) noexcept : bytes_(other.bytes_) { other.wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        bytes_ = other.bytes_;
        other.wipe();
    }
    return *this;
}

void Secret::wipe() { sign::wipe(bytes_); }

OutsideSecrets::OutsideSecrets(Environment environment, Prompt prompt)
    : environment_(std::move(environment)), prompt_(std::move(prompt)) {}

std::optional<Secret> OutsideSecrets::look() {
    if (const auto file = environment_("LEGAJO_KEY_PASSWORD_FILE"); file && !file->empty()) return from_file(*file);
    if (auto password = environment_("LEGAJO_KEY_PASSWORD")) {
        Secret secret(*password);
        sign::wipe(*password);
        return secret;
    }
    return std::nullopt;
}

std::optional<Secret> OutsideSecrets::secret_for(const std::string& what) {
    const std::lock_guard lock(mutex_);
    if (!looked_) {
        found_ = look();
        if (!found_ && prompt_) {
            if (auto answer = prompt_(what)) {
                found_ = Secret(*answer);
                sign::wipe(*answer);
            }
        }
        looked_ = true;
    }
    if (!found_) return std::nullopt;
    return found_->clone();
}

} // namespace legajo::sign
