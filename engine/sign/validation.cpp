#include "sign/validation.hpp"

#include "sign/http.hpp"
#include "sign/openssl_handles.hpp"
#include "sign/x509_facts.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace legajo::sign {

namespace {

constexpr std::size_t largest_answer = std::size_t{64} << 20; // some public CRLs have tens of megabytes

base::Problem problem(const char* code, X509* certificate, const std::string& detail = {}) {
    const CertificateInfo info = facts_of(certificate);
    base::Problem out{base::Severity::error, code, "sign", {}, {}};
    out.with("titular", info.common_name.empty() ? info.subject : info.common_name).with("detalle", detail);
    return out;
}

bool is_in_force(const ASN1_TIME* from, const ASN1_TIME* to, std::int64_t at) {
    constexpr std::int64_t clock_difference = 300; // an answer made this moment by a clock a little ahead of ours
    return from && instant_of(from).unix_seconds <= at + clock_difference && (!to || instant_of(to).unix_seconds >= at);
}

std::string text_of(const ASN1_IA5STRING* string) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)), static_cast<std::size_t>(ASN1_STRING_length(string))};
}

bool is_http(const std::string& url) { return url.starts_with("http://") || url.starts_with("https://"); }

std::vector<std::string> access_urls(X509* certificate, int method) {
    std::vector<std::string> out;
    auto* access = static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
    for (int i = 0; access && i < sk_ACCESS_DESCRIPTION_num(access); ++i) {
        const ACCESS_DESCRIPTION* one = sk_ACCESS_DESCRIPTION_value(access, i);
        if (OBJ_obj2nid(one->method) != method || one->location->type != GEN_URI) continue;
        if (std::string url = text_of(one->location->d.uniformResourceIdentifier); is_http(url)) out.push_back(std::move(url));
    }
    AUTHORITY_INFO_ACCESS_free(access);
    return out;
}

std::vector<std::string> crl_urls(X509* certificate) {
    std::vector<std::string> out;
    auto* points = static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr));
    for (int i = 0; points && i < sk_DIST_POINT_num(points); ++i) {
        const DIST_POINT* point = sk_DIST_POINT_value(points, i);
        if (!point->distpoint || point->distpoint->type != 0) continue;
        const GENERAL_NAMES* names = point->distpoint->name.fullname;
        for (int j = 0; j < sk_GENERAL_NAME_num(names); ++j) {
            const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, j);
            if (name->type != GEN_URI) continue;
            if (std::string url = text_of(name->d.uniformResourceIdentifier); is_http(url)) out.push_back(std::move(url));
        }
    }
    CRL_DIST_POINTS_free(points);
    return out;
}

bool was_signed_by(X509* certificate, X509* issuer) {
    EVP_PKEY* key = X509_get0_pubkey(issuer);
    return key && X509_check_issued(issuer, certificate) == X509_V_OK && X509_verify(certificate, key) == 1;
}

enum class Answer { good, revoked, unusable };

// A signed statement about one certificate, as fetched.
struct Statement {
    Answer answer = Answer::unusable;
    std::string der;
    std::vector<std::string> certificates; // of an OCSP responder
    std::int64_t until = 0;                // in force till then
    std::string why;
};

Statement read_ocsp(const std::string& body, OCSP_CERTID* id, X509* issuer, std::int64_t at) {
    Statement out;
    const unsigned char* cursor = octets(body);
    const OcspResponsePtr response(d2i_OCSP_RESPONSE(nullptr, &cursor, static_cast<long>(body.size())));
    const OcspBasicPtr basic(response ? OCSP_response_get1_basic(response.get()) : nullptr);
    if (!basic) {
        out.why = "no OCSP answer";
        return out;
    }
    X509StorePtr store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), issuer);
    X509_VERIFY_PARAM_set_flags(X509_STORE_get0_param(store.get()), X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), static_cast<time_t>(at));
    const X509ViewPtr helper(sk_X509_new_null());
    sk_X509_push(helper.get(), issuer);
    int status = 0, reason = 0;
    ASN1_GENERALIZEDTIME *revoked_at = nullptr, *from = nullptr, *to = nullptr;
    if (OCSP_basic_verify(basic.get(), helper.get(), store.get(), 0) != 1) out.why = "OCSP answer not signed by the authority";
    else if (OCSP_resp_find_status(basic.get(), id, &status, &reason, &revoked_at, &from, &to) != 1) out.why = "OCSP answer about another certificate";
    else if (!is_in_force(from, to, at)) out.why = "OCSP answer not in force";
    else if (status == V_OCSP_CERTSTATUS_UNKNOWN) out.why = "OCSP: unknown certificate";
    else out.answer = status == V_OCSP_CERTSTATUS_REVOKED ? Answer::revoked : Answer::good;
    if (out.answer == Answer::unusable) return out;
    out.der = body;
    out.until = to ? instant_of(to).unix_seconds : at;
    const STACK_OF(X509)* embedded = OCSP_resp_get0_certs(basic.get());
    for (int i = 0; embedded && i < sk_X509_num(embedded); ++i) out.certificates.push_back(der_of(sk_X509_value(embedded, i), i2d_X509));
    return out;
}

// A list that speaks of some certificates or reasons only says nothing about others (RFC 5280, 5.2.5); delta lists are not read.
bool covers(X509_CRL* crl, X509* certificate) {
    if (X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) >= 0) return false;
    const Handle<ISSUING_DIST_POINT, ISSUING_DIST_POINT_free> scope(
        static_cast<ISSUING_DIST_POINT*>(X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, nullptr, nullptr)));
    if (!scope) return X509_CRL_get_ext_by_NID(crl, NID_issuing_distribution_point, -1) < 0;
    const bool is_authority = X509_check_ca(certificate) == 1;
    return !scope->onlysomereasons && scope->indirectCRL <= 0 && scope->onlyattr <= 0 && !(scope->onlyuser > 0 && is_authority) &&
           !(scope->onlyCA > 0 && !is_authority);
}

Statement read_crl(const std::string& body, X509* certificate, X509* issuer, std::int64_t at) {
    Statement out;
    const unsigned char* cursor = octets(body);
    const X509CrlPtr crl(d2i_X509_CRL(nullptr, &cursor, static_cast<long>(body.size())));
    X509_REVOKED* entry = nullptr;
    if (!crl) out.why = "no CRL";
    else if (X509_NAME_cmp(X509_CRL_get_issuer(crl.get()), X509_get_subject_name(issuer)) != 0 ||
             X509_CRL_verify(crl.get(), X509_get0_pubkey(issuer)) != 1)
        out.why = "CRL not signed by the authority";
    else if (!covers(crl.get(), certificate)) out.why = "CRL about other certificates";
    else if (!is_in_force(X509_CRL_get0_lastUpdate(crl.get()), X509_CRL_get0_nextUpdate(crl.get()), at)) out.why = "CRL not in force";
    else out.answer = X509_CRL_get0_by_cert(crl.get(), &entry, certificate) == 1 ? Answer::revoked : Answer::good;
    if (out.answer == Answer::unusable) return out;
    out.der = body;
    const ASN1_TIME* next = X509_CRL_get0_nextUpdate(crl.get());
    out.until = next ? instant_of(next).unix_seconds : at;
    return out;
}

void add_once(std::vector<std::string>& list, const std::string& item) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

} // namespace

struct ValidationGatherer::State {
    HttpClient http;
    std::vector<X509Ptr> known;
    struct Kept {
        Statement statement;
        bool is_ocsp = false;
    };
    std::map<std::string, Kept> kept;          // by certificate
    std::map<std::string, std::string> issuers; // fetched from caIssuers, by address

    explicit State(const GatherOptions& options) : http(options.timeout, largest_answer) {
        for (const auto& pem : options.known_certificates_pem)
            for (auto& certificate : certificates_from_pem(pem)) known.push_back(std::move(certificate));
    }

    X509Ptr fetched_issuer(X509* certificate) {
        for (const auto& url : access_urls(certificate, NID_ad_ca_issuers)) {
            auto [at, is_new] = issuers.try_emplace(url);
            if (is_new) at->second = http.get(url).body;
            X509Ptr found = certificate_from_der(at->second);
            if (!found)
                if (auto pem = certificates_from_pem(at->second); !pem.empty()) found = std::move(pem.front());
            if (found && was_signed_by(certificate, found.get())) return found;
        }
        return nullptr;
    }

    X509Ptr issuer_of(X509* certificate, const std::vector<X509Ptr>& given) {
        for (const std::vector<X509Ptr>* list : {&given, &std::as_const(known)})
            for (const auto& candidate : *list)
                if (was_signed_by(certificate, candidate.get())) {
                    X509_up_ref(candidate.get());
                    return X509Ptr(candidate.get());
                }
        return fetched_issuer(certificate);
    }

    Kept ask(X509* certificate, X509* issuer, std::int64_t at, std::string& reasons) {
        const auto note = [&](const std::string& url, const std::string& why) {
            reasons += (reasons.empty() ? "" : "; ") + address_for_messages(url) + ": " + why;
        };
        for (const auto& url : access_urls(certificate, NID_ad_OCSP)) {
            OCSP_CERTID* id = OCSP_cert_to_id(EVP_sha1(), certificate, issuer); // RFC 5019: the digest that every responder knows
            const OcspRequestPtr request(OCSP_REQUEST_new());
            OCSP_request_add0_id(request.get(), id); // owned by the request
            const HttpAnswer answer = http.post(url, "application/ocsp-request", der_of(request.get(), i2d_OCSP_REQUEST));
            Statement statement = answer.status == 200 ? read_ocsp(answer.body, id, issuer, at) : Statement{};
            if (statement.answer != Answer::unusable) return {std::move(statement), true};
            note(url, answer.status == 200 ? statement.why : answer.failure);
        }
        for (const auto& url : crl_urls(certificate)) {
            const HttpAnswer answer = http.get(url);
            Statement statement = answer.status == 200 ? read_crl(answer.body, certificate, issuer, at) : Statement{};
            if (statement.answer != Answer::unusable) return {std::move(statement), false};
            note(url, answer.status == 200 ? statement.why : answer.failure);
        }
        if (reasons.empty()) reasons = "the certificate names no place to ask";
        return {};
    }

    void gather_one(X509* certificate, X509* issuer, std::int64_t at, model::ValidationData& data, base::Problems& problems) {
        const std::string key = der_of(certificate, i2d_X509);
        auto found = kept.find(key);
        if (found == kept.end() || found->second.statement.until < at) {
            std::string reasons;
            Kept answer = ask(certificate, issuer, at, reasons);
            ERR_clear_error();
            if (answer.statement.answer == Answer::unusable) {
                problems.push_back(problem("sign.revocation_unavailable", certificate, reasons));
                return;
            }
            found = kept.insert_or_assign(key, std::move(answer)).first;
        }
        const Kept& answer = found->second;
        if (answer.statement.answer == Answer::revoked) {
            problems.push_back(problem("sign.certificate_revoked", certificate));
            return;
        }
        add_once(answer.is_ocsp ? data.ocsp_responses : data.crls, answer.statement.der);
        for (const auto& responder : answer.statement.certificates) add_once(data.certificates, responder);
    }

    void gather_chain(const std::vector<std::string>& chain, std::int64_t at, model::ValidationData& data, base::Problems& problems) {
        constexpr int longest_chain = 10;
        std::vector<X509Ptr> given;
        for (const auto& der : chain)
            if (auto certificate = certificate_from_der(der)) given.push_back(std::move(certificate));
        if (given.empty()) return;
        X509_up_ref(given.front().get());
        X509Ptr current(given.front().get());
        for (int depth = 0; depth < longest_chain; ++depth) {
            add_once(data.certificates, der_of(current.get(), i2d_X509));
            if (is_self_issued(current.get())) return;
            X509Ptr issuer = issuer_of(current.get(), given);
            ERR_clear_error();
            if (!issuer) {
                problems.push_back(problem("sign.chain_incomplete_for_level", current.get(), facts_of(current.get()).issuer));
                return;
            }
            gather_one(current.get(), issuer.get(), at, data, problems);
            current = std::move(issuer);
        }
    }
};

ValidationGatherer::ValidationGatherer(GatherOptions options) : state_(std::make_unique<State>(options)) {}
ValidationGatherer::~ValidationGatherer() = default;

base::Result<model::ValidationData> ValidationGatherer::gather(const std::vector<std::vector<std::string>>& chains, base::Instant at) {
    model::ValidationData data;
    base::Problems problems;
    for (const auto& chain : chains) state_->gather_chain(chain, at.unix_seconds, data, problems);
    if (!problems.empty()) return problems;
    return data;
}

} // namespace legajo::sign
