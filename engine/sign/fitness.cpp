#include "sign/fitness.hpp"

namespace legajo::sign {

namespace {

constexpr int smallest_rsa_bits = 2048; // ETSI TS 119 312
constexpr int largest_rsa_bits = 4096;
constexpr std::int64_t soon_seconds = 30 * 86400;

base::Problem problem(const char* code, const CertificateInfo& certificate, base::Severity severity = base::Severity::error) {
    base::Problem out{severity, code, "sign", {}, {}};
    out.with("titular", certificate.common_name.empty() ? certificate.subject : certificate.common_name);
    return out;
}

} // namespace

base::Problems key_fitness(const CertificateInfo& certificate) {
    base::Problems out;
    const std::string bits = std::to_string(certificate.key_bits);
    if (certificate.key_type == KeyType::other || (certificate.key_type == KeyType::rsa && certificate.key_bits > largest_rsa_bits))
        out.push_back(problem("sign.key_unsupported", certificate).with("bits", bits));
    else if (certificate.key_type == KeyType::rsa && certificate.key_bits < smallest_rsa_bits)
        out.push_back(problem("sign.key_too_weak", certificate).with("bits", bits));
    return out;
}

base::Problems certificate_fitness(const CertificateInfo& certificate, base::Instant issued_at) {
    base::Problems out;
    const std::int64_t at = issued_at.unix_seconds;
    const auto day = [](base::Instant instant) { return instant.local_date().iso(); };
    if (at > certificate.not_after.unix_seconds)
        out.push_back(problem("sign.certificate_expired", certificate).with("hasta", day(certificate.not_after)).with("emision", day(issued_at)));
    else if (at < certificate.not_before.unix_seconds)
        out.push_back(
            problem("sign.certificate_not_yet_valid", certificate).with("desde", day(certificate.not_before)).with("emision", day(issued_at)));
    else if (certificate.not_after.unix_seconds - at < soon_seconds)
        out.push_back(problem("sign.certificate_expires_soon", certificate, base::Severity::warning).with("hasta", day(certificate.not_after)));
    if (!certificate.may_sign_documents) out.push_back(problem("sign.key_usage_forbids", certificate));
    if (certificate.is_authority) out.push_back(problem("sign.certificate_is_authority", certificate, base::Severity::warning));
    return out;
}

} // namespace legajo::sign
