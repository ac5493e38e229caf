#pragma once
// Keys as the commands open them: one session per worker, secrets from outside.

#include "base/surroundings.hpp"
#include "cli/console.hpp"
#include "run/letter_request.hpp"
#include "run/worker.hpp"
#include "sign/secret.hpp"

#include <memory>
#include <mutex>

namespace legajo::cli {

class Keys {
public:
    // All references must outlive the keys.
    Keys(const run::LetterRequest& request, sign::SecretSource& secrets, const base::Surroundings& surroundings)
        : request_(request), secrets_(secrets), surroundings_(surroundings) {}

    // A key that does not open, or may not sign on that day: told before any work is done. Empty when unsigned.
    [[nodiscard]] base::Problems problems();
    // Each call of `signer` opens a session; the first takes over the one that `problems` opened, since deriving a key from its password is slow.
    // Calls may come from any thread. The keys must outlive what is returned.
    [[nodiscard]] run::OpenKeys sessions();

private:
    [[nodiscard]] base::Result<std::unique_ptr<sign::Signer>> open();
    [[nodiscard]] std::unique_ptr<sign::Signer> next();

    const run::LetterRequest& request_;
    sign::SecretSource& secrets_;
    const base::Surroundings& surroundings_;
    std::mutex mutex_;
    std::unique_ptr<sign::Signer> tried_;
};

// Tells what is wrong with the keys, once and before any work; false when the command must end.
[[nodiscard]] bool may_sign(Keys& keys, Console& console);

} // namespace legajo::cli
