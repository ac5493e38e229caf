#include "sign/cms_template.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "sign/der.hpp"

#include <cstring>

namespace legajo::sign {

namespace {

using namespace std::string_view_literals;

// Object identifiers, encoded with their tag.
constexpr auto oid_data = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"sv;                        // 1.2.840.113549.1.7.1
constexpr auto oid_signed_data = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv;                 // 1.2.840.113549.1.7.2
constexpr auto oid_content_type = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x03"sv;                // 1.2.840.113549.1.9.3
constexpr auto oid_message_digest = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04"sv;              // 1.2.840.113549.1.9.4
constexpr auto oid_signing_certificate_v2 = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x2F"sv; // 1.2.840.113549.1.9.16.2.47
constexpr auto oid_signature_time_stamp = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x02\x0E"sv;   // 1.2.840.113549.1.9.16.2.14
constexpr auto oid_sha256 = "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv;                      // 2.16.840.1.101.3.4.2.1
constexpr auto oid_sha384 = "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv;                      // 2.16.840.1.101.3.4.2.2
constexpr auto oid_rsa_encryption = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"sv;              // 1.2.840.113549.1.1.1
constexpr auto oid_ecdsa_sha256 = "\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv;                    // 1.2.840.10045.4.3.2
constexpr auto oid_ecdsa_sha384 = "\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03"sv;                    // 1.2.840.10045.4.3.3
constexpr auto null_value = "\x05\x00"sv;
constexpr auto version_1 = "\x02\x01\x01"sv;

std::string attribute(std::string_view type, std::string_view value) {
    return der::value(der::sequence, {type, der::value(der::set, {value})});
}

// RFC 5035: hashAlgorithm is left out since SHA-256 is its DEFAULT; issuerSerial is a hint that EN 319 122-1 does not ask for.
std::string signing_certificate_v2(const std::string& certificate) {
    const base::Sha256 hash = base::sha256(certificate);
    const std::string_view bytes(reinterpret_cast<const char*>(hash.data()), hash.size());
    const std::string cert_id = der::value(der::sequence, {der::value(der::octet_string, {bytes})});
    return attribute(oid_signing_certificate_v2, der::value(der::sequence, {der::value(der::sequence, {cert_id})}));
}

std::string digest_algorithm(DigestAlgorithm digest) {
    // RFC 5754: parameters are left out.
    return der::value(der::sequence, {digest == DigestAlgorithm::sha256 ? oid_sha256 : oid_sha384});
}

std::string signature_algorithm(KeyType key, DigestAlgorithm digest) {
    if (key == KeyType::rsa) return der::value(der::sequence, {oid_rsa_encryption, null_value}); // RFC 3370, 3.2
    return der::value(der::sequence, {digest == DigestAlgorithm::sha256 ? oid_ecdsa_sha256 : oid_ecdsa_sha384});
}

std::size_t whole(std::size_t content) { return der::header_size(content) + content; }

} // namespace

CmsTemplate::CmsTemplate(const CmsParties& parties)
    : digest_size_(digest_size(parties.digest)), signature_algorithm_(signature_algorithm(parties.key_type, parties.digest)) {
    base::check(!parties.certificates.empty(), "a signature needs its certificate");
    // A marker finds the digest again after sorting: lengths decide the order, so the marker's bytes do not.
    const std::string marker(digest_size_, '\xA5');
    attributes_ = der::sorted_set(der::set, {attribute(oid_content_type, oid_data),
                                             attribute(oid_message_digest, der::value(der::octet_string, {marker})),
                                             signing_certificate_v2(parties.certificates.front())});
    digest_at_ = attributes_.find(marker);
    base::check(digest_at_ != std::string::npos, "the digest has its place");

    before_signer_infos_ = std::string(version_1);
    before_signer_infos_ += der::value(der::set, {digest_algorithm(parties.digest)});
    before_signer_infos_ += der::value(der::sequence, {oid_data});
    before_signer_infos_ += der::sorted_set(der::context_0, parties.certificates);

    signer_start_ = std::string(version_1);
    signer_start_ += der::value(der::sequence, {parties.issuer_name, parties.serial_integer});
    signer_start_ += digest_algorithm(parties.digest);
}

std::string CmsTemplate::signed_attributes(std::span<const std::uint8_t> digest_of_byte_range) const {
    base::check(digest_of_byte_range.size() == digest_size_, "digest of the signer's algorithm");
    std::string out = attributes_;
    std::memcpy(out.data() + digest_at_, digest_of_byte_range.data(), digest_size_);
    return out;
}

struct CmsTemplate::Lengths {
    std::size_t signature, token_set = 0, attribute = 0, unsigned_attributes = 0, signer_info, signer_infos, signed_data, wrapped, total;
};

CmsTemplate::Lengths CmsTemplate::lengths(std::size_t signature_size, std::size_t token_size) const {
    Lengths n{};
    n.signature = signature_size;
    n.signer_info = signer_start_.size() + attributes_.size() + signature_algorithm_.size() + whole(signature_size);
    if (token_size > 0) {
        n.token_set = token_size;
        n.attribute = oid_signature_time_stamp.size() + whole(n.token_set);
        n.unsigned_attributes = whole(n.attribute);
        n.signer_info += whole(n.unsigned_attributes);
    }
    n.signer_infos = whole(n.signer_info);
    n.signed_data = before_signer_infos_.size() + whole(n.signer_infos);
    n.wrapped = whole(n.signed_data);
    n.total = oid_signed_data.size() + whole(n.wrapped);
    return n;
}

std::size_t CmsTemplate::size(std::size_t signature_size, std::size_t token_size) const {
    return whole(lengths(signature_size, token_size).total);
}

std::string CmsTemplate::assemble(std::string_view attributes, std::string_view signature, std::string_view token) const {
    const Lengths n = lengths(signature.size(), token.size());
    std::string out;
    out.reserve(whole(n.total));
    der::append_header(out, der::sequence, n.total);
    out += oid_signed_data;
    der::append_header(out, der::context_0, n.wrapped);
    der::append_header(out, der::sequence, n.signed_data);
    out += before_signer_infos_;
    der::append_header(out, der::set, n.signer_infos);
    der::append_header(out, der::sequence, n.signer_info);
    out += signer_start_;
    out += static_cast<char>(der::context_0); // the SET goes in with its implicit tag
    out += attributes.substr(1);
    out += signature_algorithm_;
    der::append_header(out, der::octet_string, n.signature);
    out += signature;
    if (!token.empty()) {
        der::append_header(out, der::context_1, n.unsigned_attributes);
        der::append_header(out, der::sequence, n.attribute);
        out += oid_signature_time_stamp;
        der::append_header(out, der::set, n.token_set);
        out += token;
    }
    return out;
}

} // namespace legajo::sign
