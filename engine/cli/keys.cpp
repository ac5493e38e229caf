#include "cli/keys.hpp"

#include "base/error.hpp"
#include "run/sign_run.hpp"

namespace legajo::cli {
namespace {

std::unique_ptr<sign::Signer> open_signer(const run::LetterRequest& request, sign::SecretSource& secrets) {
    auto spec = sign::KeySpec::parse(request.key);
    if (!spec.ok()) throw base::Error(spec.problems().front().code, "sign", request.key);
    auto signer = sign::Signer::open(*spec, secrets);
    if (!signer.ok()) throw base::Error(signer.problems().front().code, "sign", spec->name());
    return std::move(*signer);
}

} // namespace

base::Problems key_problems(const run::LetterRequest& request, sign::SecretSource& secrets) {
    if (request.is_unsigned) return {};
    auto spec = sign::KeySpec::parse(request.key);
    if (!spec.ok()) return spec.problems();
    auto signer = sign::Signer::open(*spec, secrets);
    if (!signer.ok()) return signer.problems();
    return (*signer)->fitness_at(request.issued_at);
}

run::OpenKeys keys_of(const run::LetterRequest& request, sign::SecretSource& secrets, const base::Surroundings& surroundings) {
    run::OpenKeys keys;
    keys.signer = [&] { return open_signer(request, secrets); };
    keys.timestamps = [&]() -> std::unique_ptr<sign::TimestampClient> {
        if (request.is_unsigned || !run::has_timestamp(request.level)) return nullptr;
        return std::make_unique<sign::TimestampClient>(
            sign::TimestampOptions{.authorities = request.time_stamp_authorities, .random_bytes = surroundings.random_bytes});
    };
    keys.validation = [&]() -> std::unique_ptr<sign::ValidationGatherer> {
        if (request.is_unsigned || !run::has_validation_data(request.level)) return nullptr;
        return std::make_unique<sign::ValidationGatherer>(sign::GatherOptions{.known_certificates_pem = request.known_certificates_pem});
    };
    return keys;
}

} // namespace legajo::cli
