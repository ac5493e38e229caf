#pragma once
// Gathers what proves a signature for later (level B-LT): missing issuers, OCSP responses or CRLs for every certificate of the given chains,
// fetched over HTTP from where the certificates themselves say, checked before they are kept. Nothing unproved passes silently.

#include "base/date.hpp"
#include "base/problem.hpp"
#include "model/signing.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace legajo::sign {

struct GatherOptions {
    std::chrono::milliseconds timeout{10000};      // for each request
    std::vector<std::string> known_certificates_pem; // roots and intermediates that may be missing in a chain
};

// One per worker, not thread-safe. Answers are kept while they are in force, so a batch asks once.
class ValidationGatherer {
public:
    explicit ValidationGatherer(GatherOptions options);
    ~ValidationGatherer();
    ValidationGatherer(const ValidationGatherer&) = delete;
    ValidationGatherer& operator=(const ValidationGatherer&) = delete;

    // Each chain is DER with the end certificate first (Signer::chain_der, TimestampClient::Facts::certificates_der); issuers in any order.
    // `at` is now, as the caller sees it: what is gathered must be in force then.
    // Problems (all of them): sign.certificate_revoked, sign.revocation_unavailable, sign.chain_incomplete_for_level.
    [[nodiscard]] base::Result<model::ValidationData> gather(const std::vector<std::vector<std::string>>& chains, base::Instant at);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace legajo::sign
