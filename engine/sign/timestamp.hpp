#pragma once
// RFC 3161 time-stamps over HTTP from a list of authorities, tried in order. Never silently none: failure of all is an error.

#include "base/date.hpp"
#include "sign/certificate.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace legajo::sign {

struct TimestampOptions {
    std::vector<std::string> authorities;   // http:// or https:// addresses, best first
    std::chrono::milliseconds timeout{10000}; // for each authority
    std::vector<std::string> anchors_pem;   // roots a token must lead to; empty: the token's own signer is enough (still verified)
    std::function<void(std::span<std::uint8_t>)> random_bytes; // nonces
};

// One per worker, not thread-safe; keeps its connection.
class TimestampClient {
public:
    explicit TimestampClient(TimestampOptions options);
    ~TimestampClient();
    TimestampClient(const TimestampClient&) = delete;
    TimestampClient& operator=(const TimestampClient&) = delete;

    // DER TimeStampToken for that digest. Status, imprint, nonce, signature, signing certificate and purpose of the authority are
    // checked; an answer that fails counts as no answer. Throws base::Error sign.timestamp_unavailable, its detail naming each authority
    // and why it failed.
    [[nodiscard]] std::string token_for(DigestAlgorithm algorithm, std::span<const std::uint8_t> digest);

    // Largest token the authorities gave in a dry run (asked once, then remembered), with room for a growing serial number.
    [[nodiscard]] std::size_t token_size_bound();

    struct Facts {
        base::Instant time;
        std::string authority_url;
        std::vector<std::string> certificates_der; // of the token: the authority and its chain
    };
    [[nodiscard]] const Facts& last() const; // about the last token

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace legajo::sign
