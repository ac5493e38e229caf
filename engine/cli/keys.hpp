#pragma once
// Keys as the commands open them: one session per worker, secrets from outside.

#include "base/surroundings.hpp"
#include "run/letter_request.hpp"
#include "run/worker.hpp"
#include "sign/secret.hpp"

namespace legajo::cli {

// A key that does not open, or may not sign on that day: told before any work is done. Empty when unsigned.
[[nodiscard]] base::Problems key_problems(const run::LetterRequest& request, sign::SecretSource& secrets);
// References must outlive what is returned.
[[nodiscard]] run::OpenKeys keys_of(const run::LetterRequest& request, sign::SecretSource& secrets, const base::Surroundings& surroundings);

} // namespace legajo::cli
