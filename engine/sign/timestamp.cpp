#include "sign/timestamp.hpp"

#include "base/error.hpp"
#include "sign/http.hpp"
#include "sign/openssl_handles.hpp"
#include "sign/signer.hpp"
#include "sign/x509_facts.hpp"

#include <algorithm>
#include <optional>

namespace legajo::sign {

namespace {

constexpr std::size_t largest_answer = std::size_t{1} << 20;
constexpr std::size_t room_for_growth = 512; // serial number, accuracy, ordering of another answer

struct Imprint {
    DigestAlgorithm algorithm;
    std::span<const std::uint8_t> digest;
};

TsReqPtr make_request(const Imprint& imprint, const std::vector<std::uint8_t>& nonce_bytes) {
    TsReqPtr request(TS_REQ_new());
    const Handle<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> message(TS_MSG_IMPRINT_new());
    const Handle<X509_ALGOR, X509_ALGOR_free> algorithm(X509_ALGOR_new());
    const Handle<BIGNUM, BN_free> number(BN_bin2bn(nonce_bytes.data(), static_cast<int>(nonce_bytes.size()), nullptr));
    const Handle<ASN1_INTEGER, ASN1_INTEGER_free> nonce(BN_to_ASN1_INTEGER(number.get(), nullptr));
    const int nid = imprint.algorithm == DigestAlgorithm::sha256 ? NID_sha256 : NID_sha384;
    // RFC 3161 does not say; authorities of the old school want the NULL.
    X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(nid), V_ASN1_NULL, nullptr);
    TS_MSG_IMPRINT_set_algo(message.get(), algorithm.get());
    TS_MSG_IMPRINT_set_msg(message.get(), const_cast<unsigned char*>(imprint.digest.data()), static_cast<int>(imprint.digest.size()));
    TS_REQ_set_version(request.get(), 1);
    TS_REQ_set_msg_imprint(request.get(), message.get());
    TS_REQ_set_nonce(request.get(), nonce.get());
    TS_REQ_set_cert_req(request.get(), 1);
    return request;
}

std::string last_error() {
    const unsigned long code = ERR_peek_last_error();
    const char* reason = code ? ERR_reason_error_string(code) : nullptr;
    ERR_clear_error();
    return reason ? reason : "unknown reason";
}

std::vector<X509Ptr> certificates_in(PKCS7* token) {
    std::vector<X509Ptr> out;
    if (!PKCS7_type_is_signed(token)) return out;
    STACK_OF(X509)* certificates = token->d.sign->cert;
    for (int i = 0; certificates && i < sk_X509_num(certificates); ++i) {
        X509* one = sk_X509_value(certificates, i);
        X509_up_ref(one);
        out.emplace_back(one);
    }
    return out;
}

// The store a token is verified against: the given anchors, or the token's own certificates when none were given.
X509StorePtr store_for(const std::vector<X509Ptr>& trusted, std::int64_t at) {
    X509StorePtr store(X509_STORE_new());
    for (const auto& certificate : trusted) X509_STORE_add_cert(store.get(), certificate.get());
    X509_VERIFY_PARAM* param = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(param, static_cast<time_t>(at));
    ERR_clear_error();
    return store;
}

} // namespace

struct TimestampClient::State {
    TimestampOptions options;
    HttpClient http;
    std::vector<X509Ptr> anchors;
    Facts last;
    std::optional<std::size_t> size_bound;

    explicit State(TimestampOptions given) : options(std::move(given)), http(options.timeout, largest_answer) {
        for (const auto& pem : options.anchors_pem)
            for (auto& certificate : certificates_from_pem(pem)) anchors.push_back(std::move(certificate));
    }

    std::vector<std::uint8_t> nonce() const {
        std::vector<std::uint8_t> bytes(8);
        base::check(static_cast<bool>(options.random_bytes), "a time-stamp client needs random bytes");
        options.random_bytes(bytes);
        bytes[0] = static_cast<std::uint8_t>((bytes[0] & 0x7F) | 0x40); // positive, and always eight bytes
        return bytes;
    }

    // Why the answer cannot be used; empty when it can.
    std::string objection(TS_REQ* request, TS_RESP* response) const {
        const TsVerifyCtxPtr context(TS_REQ_to_TS_VERIFY_CTX(request, nullptr)); // version, imprint, nonce; policy if asked
        PKCS7* token = TS_RESP_get_token(response);
        TS_TST_INFO* info = TS_RESP_get_tst_info(response);
        if (!token || !info) {
            TS_RESP_verify_response(context.get(), response);
            return last_error();
        }
        const auto embedded = certificates_in(token);
        const auto at = instant_of(TS_TST_INFO_get_time(info)).unix_seconds;
        TS_VERIFY_CTX_add_flags(context.get(), TS_VFY_SIGNATURE);
        TS_VERIFY_CTX_set_store(context.get(), store_for(anchors.empty() ? embedded : anchors, at).release());
        if (TS_RESP_verify_response(context.get(), response) != 1) return last_error();
        return {};
    }

    // The token, or the reason why this authority gave none.
    std::string ask(const std::string& url, const Imprint& imprint, std::string& reason) {
        const TsReqPtr request = make_request(imprint, nonce());
        const HttpAnswer answer = http.post(url, "application/timestamp-query", der_of(request.get(), i2d_TS_REQ));
        reason = answer.failure;
        if (answer.status != 200) return {};
        const unsigned char* cursor = octets(answer.body);
        const TsRespPtr response(d2i_TS_RESP(nullptr, &cursor, static_cast<long>(answer.body.size())));
        if (!response || cursor != octets(answer.body) + answer.body.size()) {
            ERR_clear_error();
            reason = "the answer is no time-stamp response";
            return {};
        }
        reason = objection(request.get(), response.get());
        if (!reason.empty()) return {};
        PKCS7* token = TS_RESP_get_token(response.get());
        last.time = instant_of(TS_TST_INFO_get_time(TS_RESP_get_tst_info(response.get())));
        last.authority_url = address_for_messages(url);
        last.certificates_der.clear();
        for (const auto& certificate : certificates_in(token)) last.certificates_der.push_back(der_of(certificate.get(), i2d_X509));
        return der_of(token, i2d_PKCS7);
    }

    [[noreturn]] static void unavailable(const std::string& reasons) {
        throw base::Error("sign.timestamp_unavailable", "sign", reasons.empty() ? "no authority was given" : reasons);
    }
};

TimestampClient::TimestampClient(TimestampOptions options) : state_(std::make_unique<State>(std::move(options))) {}
TimestampClient::~TimestampClient() = default;

std::string TimestampClient::token_for(DigestAlgorithm algorithm, std::span<const std::uint8_t> digest) {
    base::check(digest.size() == digest_size(algorithm), "imprint of its algorithm");
    std::string reasons;
    for (const auto& url : state_->options.authorities) {
        std::string reason;
        if (auto token = state_->ask(url, {algorithm, digest}, reason); !token.empty()) return token;
        reasons += (reasons.empty() ? "" : "; ") + address_for_messages(url) + ": " + reason;
    }
    State::unavailable(reasons);
}

std::size_t TimestampClient::token_size_bound() {
    if (state_->size_bound) return *state_->size_bound;
    // Every authority is asked, since any of them may have to step in later with a longer chain.
    const auto digest = digest_of(DigestAlgorithm::sha256, "legajo trial time-stamp");
    std::size_t largest = 0;
    std::string reasons;
    for (const auto& url : state_->options.authorities) {
        std::string reason;
        largest = std::max(largest, state_->ask(url, {DigestAlgorithm::sha256, digest}, reason).size());
        if (!reason.empty()) reasons += (reasons.empty() ? "" : "; ") + address_for_messages(url) + ": " + reason;
    }
    if (largest == 0) State::unavailable(reasons);
    state_->size_bound = largest + room_for_growth;
    return *state_->size_bound;
}

const TimestampClient::Facts& TimestampClient::last() const { return state_->last; }

} // namespace legajo::sign
