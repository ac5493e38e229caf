#pragma once
// SHA-256 (and MD5-free identifiers) through one file, so that openssl/ stays under sign/ and verify/ otherwise.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace legajo::base {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::span<const std::uint8_t> bytes);
[[nodiscard]] Sha256 sha256(std::string_view bytes);
[[nodiscard]] std::string hex(std::span<const std::uint8_t> bytes); // lower case
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] std::string base64(std::span<const std::uint8_t> bytes);

// For data that comes in pieces. A copy goes its own way from there. Not thread-safe.
class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(const Sha256Stream& other);
    Sha256Stream& operator=(const Sha256Stream&) = delete;
    void add(std::span<const std::uint8_t> bytes);
    void add(std::string_view bytes);
    [[nodiscard]] Sha256 finish(); // once

private:
    void* context_;
};

} // namespace legajo::base
