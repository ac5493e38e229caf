#pragma once
// Passwords and PINs: where they come from, and that they do not stay. Never on a command line, in a message or in a log.

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace legajo::sign {

// Bytes that are wiped when they go. Not copied, only moved or cloned on purpose.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string_view bytes);
    ~Secret();
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    [[nodiscard]] Secret clone() const { return Secret(view()); }
    [[nodiscard]] std::string_view view() const { return {bytes_.data(), bytes_.size()}; }
    [[nodiscard]] const char* c_str() const { return bytes_.c_str(); }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }

private:
    void wipe();
    std::string bytes_;
};

// Wipes a string that held a secret (buffers of prompts, decoded keys).
void wipe(std::string& bytes);

class SecretSource {
public:
    virtual ~SecretSource() = default;
    // The secret that opens `what` (a file name or token label, for the prompt). nullopt: there is none. Thread-safe.
    virtual std::optional<Secret> secret_for(const std::string& what) = 0;
};

// LEGAJO_KEY_PASSWORD_FILE (its first line), else LEGAJO_KEY_PASSWORD, else the prompt, asked once and remembered.
// Throws base::Error sign.password_file_unreadable.
class OutsideSecrets final : public SecretSource {
public:
    using Environment = std::function<std::optional<std::string>(const std::string& name)>;
    using Prompt = std::function<std::optional<std::string>(const std::string& what)>;
    explicit OutsideSecrets(Environment environment, Prompt prompt = {});
    std::optional<Secret> secret_for(const std::string& what) override;

private:
    std::optional<Secret> look();
    Environment environment_;
    Prompt prompt_;
    std::mutex mutex_;
    bool looked_ = false;
    std::optional<Secret> found_;
};

// One secret that the caller already holds (tests, services with a vault).
class GivenSecret final : public SecretSource {
public:
    explicit GivenSecret(std::string_view secret) : secret_(secret) {}
    std::optional<Secret> secret_for(const std::string&) override { return secret_.clone(); }

private:
    Secret secret_;
};

class NoSecret final : public SecretSource {
public:
    std::optional<Secret> secret_for(const std::string&) override { return std::nullopt; }
};

} // namespace legajo::sign
