#pragma once
// A time-stamp authority on this machine: `openssl ts` behind a loopback server.

#include "sign/support/loopback.hpp"
#include "sign/support/pki.hpp"

#include <memory>
#include <string>
#include <vector>

class TimestampAuthority {
public:
    // The key's certificate must allow timeStamping. Its time is the clock of this machine: openssl knows no other.
    TimestampAuthority(const test_pki::Identity& identity, const std::vector<const test_pki::Identity*>& chain);
    [[nodiscard]] std::string url() const { return server_->url("/tsa"); }
    [[nodiscard]] int requests() const { return server_->requests(); }
    std::string answer_to(const std::string& query); // DER of the response; empty when openssl refuses

private:
    test_pki::Folder folder_;
    std::unique_ptr<Loopback> server_;
};

// A leaf that may stamp, valid for long around any clock.
test_pki::Identity make_timestamp_identity(const test_pki::Identity& root, const test_pki::Wish& wish = {});
