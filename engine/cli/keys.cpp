#include "cli/keys.hpp"

#include "base/error.hpp"
#include "run/sign_run.hpp"

#include <utility>

namespace legajo::cli {

base::Result<std::unique_ptr<sign::Signer>> Keys::open() {
    auto spec = sign::KeySpec::parse(request_.key);
    if (!spec.ok()) return spec.problems();
    return sign::Signer::open(*spec, secrets_);
}

base::Problems Keys::problems() {
    if (request_.is_unsigned) return {};
    auto signer = open();
    if (!signer.ok()) return signer.problems();
    base::Problems unfit = (*signer)->fitness_at(request_.issued_at);
    const std::scoped_lock lock(mutex_);
    tried_ = std::move(*signer);
    return unfit;
}

std::unique_ptr<sign::Signer> Keys::next() {
    {
        const std::scoped_lock lock(mutex_);
        if (tried_) return std::exchange(tried_, nullptr);
    }
    auto signer = open();
    if (!signer.ok()) throw base::Error(signer.problems().front().code, "sign", request_.key);
    return std::move(*signer);
}

run::OpenKeys Keys::sessions() {
    run::OpenKeys keys;
    keys.signer = [this] { return next(); };
    keys.timestamps = [this]() -> std::unique_ptr<sign::TimestampClient> {
        if (request_.is_unsigned || !run::has_timestamp(request_.level)) return nullptr;
        return std::make_unique<sign::TimestampClient>(
            sign::TimestampOptions{.authorities = request_.time_stamp_authorities, .random_bytes = surroundings_.random_bytes});
    };
    keys.validation = [this]() -> std::unique_ptr<sign::ValidationGatherer> {
        if (request_.is_unsigned || !run::has_validation_data(request_.level)) return nullptr;
        return std::make_unique<sign::ValidationGatherer>(sign::GatherOptions{.known_certificates_pem = request_.known_certificates_pem});
    };
    return keys;
}

bool may_sign(Keys& keys, Console& console) {
    const base::Problems problems = keys.problems();
    if (base::has_errors(problems)) {
        console.fail(problems);
        return false;
    }
    console.tell(problems);
    return true;
}

} // namespace legajo::cli
