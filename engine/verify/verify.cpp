#include "verify/verify.hpp"

#include "verify/byte_range.hpp"
#include "verify/certificates.hpp"
#include "verify/changes.hpp"
#include "verify/document.hpp"
#include "verify/examination.hpp"

#include <libxml/parser.h>

#include <algorithm>

namespace legajo::verify {

namespace {

constexpr std::size_t most_signatures = 200;

base::Problem problem(const char* code, std::string detail = {}, base::Severity severity = base::Severity::error) {
    base::Problem out{severity, code, "verify", {}, {}};
    out.with("detalle", std::move(detail));
    return out;
}

class Verification {
public:
    Verification(Document& document, const VerifyOptions& options) : document_(document), options_(options) {
        for (const auto& pem : options.anchors_pem)
            for (auto& certificate : certificates_from_pem(pem)) anchors_.push_back(std::move(certificate));
    }

    VerifyReport run() {
        VerifyReport report;
        report.size = document_.bytes().size();
        ends_ = revision_ends(document_.bytes());
        report.revisions = static_cast<int>(ends_.size());
        collect_fields(report);
        collect_evidence();
        refuse_damaged_certificates();
        judge_time_by_time();
        judge_changes();
        for (auto& one : cases_) {
            settle_level(one);
            settle_verdict(one);
            report.signatures.push_back(std::move(one.report));
        }
        if (report.signatures.empty()) report.problems.push_back(problem("verify.no_signatures", {}, base::Severity::warning));
        if (document_.has_warnings()) report.problems.push_back(problem("verify.pdf_irregular", {}, base::Severity::warning));
        return report;
    }

private:
    void collect_fields(VerifyReport& report) {
        for (auto& field : signature_fields(document_)) {
            if (!field.value.isDictionary() && !field.value.isIndirect()) {
                report.empty_fields.push_back(field.name);
                continue;
            }
            if (cases_.size() < most_signatures) cases_.push_back(examine(document_, ends_, field));
        }
        // Those that cover less came first; a broken range counts as covering nothing.
        std::stable_sort(cases_.begin(), cases_.end(), [](const Case& a, const Case& b) { return a.report.covered_until < b.report.covered_until; });
    }

    void collect_evidence() {
        QPDFObjectHandle store = entry(document_.root(), "/DSS");
        const auto each_stream = [&](const char* key, auto take) {
            QPDFObjectHandle list = entry(store, key);
            for (int i = 0; list.isArray() && i < list.getArrayNItems() && i < 1000; ++i) {
                QPDFObjectHandle stream = list.getArrayItem(i);
                if (!stream.isStream()) continue;
                const auto data = stream.getStreamData(qpdf_dl_generalized);
                take(std::string_view(reinterpret_cast<const char*>(data->getBuffer()), data->getSize()));
                latest_evidence_at_ = std::max(latest_evidence_at_, document_.extent(stream.getObjGen()).first);
            }
        };
        each_stream("/Certs", [&](std::string_view der) { evidence_.add_certificate(der); });
        each_stream("/CRLs", [&](std::string_view der) { evidence_.add_crl(der); });
        each_stream("/OCSPs", [&](std::string_view der) { evidence_.add_ocsp_response(der); });
        for (auto& one : cases_)
            for (const auto* facts : {&one.cms, one.token ? &*one.token : nullptr}) {
                if (!facts) continue;
                for (const auto& certificate : facts->certificates) evidence_.certificates.push_back(shared(certificate.get()));
                for (const auto& crl : facts->crls) {
                    X509_CRL_up_ref(crl.get());
                    evidence_.crls.emplace_back(crl.get());
                }
            }
    }

    void refuse_damaged_certificates() {
        for (auto& one : cases_) {
            std::string damaged = damaged_certificate(one.cms.certificates, evidence_, anchors_);
            if (damaged.empty() && one.token) damaged = damaged_certificate(one.token->certificates, evidence_, anchors_);
            if (damaged.empty()) continue;
            one.report.problems.push_back(problem("verify.certificate_damaged", damaged));
            one.report.intact = false;
        }
    }

    // From the last signature to the first: a trusted document time-stamp proves that what it covers existed by then.
    void judge_time_by_time() {
        std::int64_t proven = options_.at.unix_seconds;
        for (auto one = cases_.rbegin(); one != cases_.rend(); ++one) {
            if (!one->cms.signer) continue;
            SignatureReport& report = one->report;
            std::int64_t at = proven;
            if (one->is_timestamp()) {
                judge_stamp_itself(*one, at);
                if (report.intact && report.trust == Trust::trusted && report.revocation != Revocation::revoked && one->cms.time)
                    proven = std::min(proven, one->cms.time->unix_seconds);
                continue;
            }
            if (report.timestamp && report.timestamp->intact) {
                judge_signature_stamp(*one, at);
                const TimestampReport& stamp = *report.timestamp;
                if (stamp.trust == Trust::trusted && stamp.revocation != Revocation::revoked) at = std::min(at, stamp.time.unix_seconds);
            }
            judge_signer(report, one->cms, at);
        }
    }

    void judge_signer(SignatureReport& report, const CmsFacts& cms, std::int64_t at) {
        const auto chain = issuers_of(cms.signer.get(), cms.certificates, evidence_, anchors_);
        for (const auto& issuer : chain) report.chain.push_back(facts_of(issuer.get()));
        const TrustResult trust = judge_trust(cms.signer.get(), cms.certificates, evidence_, anchors_, at);
        report.trust = trust.trust;
        report.trust_reason = trust.reason;
        // An authority answers for what a key may do: a server's or a CA's certificate vouches for no document.
        const bool may_sign = (X509_get_key_usage(cms.signer.get()) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
        if (report.trust == Trust::trusted && !may_sign) {
            report.trust = Trust::untrusted;
            report.trust_reason = "key usage does not allow signing";
        }
        report.revocation = judge_revocation(cms.signer.get(), chain, evidence_, at, options_.at.unix_seconds);
        report.judged_at = {at, options_.at.offset_minutes};
    }

    void judge_stamp_itself(Case& one, std::int64_t at) {
        judge_signer(one.report, one.cms, at);
        TimestampReport stamp;
        stamp.intact = one.report.intact;
        if (one.cms.time) stamp.time = *one.cms.time;
        stamp.authority = *one.report.signer;
        stamp.chain = one.report.chain;
        stamp.trust = one.report.trust;
        stamp.revocation = one.report.revocation;
        one.report.timestamp = std::move(stamp);
    }

    void judge_signature_stamp(Case& one, std::int64_t at) {
        TimestampReport& stamp = *one.report.timestamp;
        X509* authority = one.token->signer.get();
        const auto chain = issuers_of(authority, one.token->certificates, evidence_, anchors_);
        for (const auto& issuer : chain) stamp.chain.push_back(facts_of(issuer.get()));
        stamp.trust = judge_trust(authority, one.token->certificates, evidence_, anchors_, at).trust;
        stamp.revocation = judge_revocation(authority, chain, evidence_, at, options_.at.unix_seconds);
    }

    void judge_changes() {
        int certified = 0;
        for (const auto& one : cases_)
            if (one.report.certification_level != 0 && certified == 0) certified = one.report.certification_level;
        for (auto& one : cases_) {
            SignatureReport& report = one.report;
            if (report.covered_until == 0 || report.revision == 0) continue;
            if (!report.covers_whole_file) report.changes_after = changes_after(report.revision);
            // A new signature that shows itself may cover the page: it must be somebody's we trust, and a certification must leave room for it.
            const bool may_show = certified == 0 && later_signers_are_trusted(report);
            std::string forbidden;
            for (const auto& change : report.changes_after)
                if ((!is_allowed(change.kind, certified) || (shows_on_page(change) && !may_show)) && forbidden.empty()) forbidden = change.where;
            report.changes_allowed = forbidden.empty();
            if (!report.changes_allowed) report.problems.push_back(problem("verify.changed_after", forbidden));
        }
    }

    std::vector<Change> changes_after(int revision) {
        const std::string_view file = document_.bytes();
        const std::size_t end = ends_[static_cast<std::size_t>(revision) - 1];
        std::vector<Change> changes;
        try {
            if (end < file.size()) {
                base::Problems unread;
                const auto before = Document::open(file.substr(0, end), options_.password, unread);
                if (before) changes = changes_between(*before, document_);
                else changes.push_back({ChangeKind::other, "(the signed revision cannot be read by itself)"});
            }
        } catch (const std::exception&) {
            changes.push_back({ChangeKind::other, "(the revisions cannot be compared)"});
        }
        const std::string_view tail = file.substr(ends_.back());
        if (std::any_of(tail.begin(), tail.end(), [](char c) { return c != '\n' && c != '\r' && c != ' '; }))
            changes.push_back({ChangeKind::other, "(bytes behind the last revision)"});
        return changes;
    }

    bool later_signers_are_trusted(const SignatureReport& report) const {
        return std::all_of(cases_.begin(), cases_.end(), [&](const Case& other) {
            const SignatureReport& later = other.report;
            if (later.covered_until != 0 && later.covered_until <= report.covered_until) return true;
            return later.intact && later.trust != Trust::untrusted && later.revocation != Revocation::revoked;
        });
    }

    // For every certificate but the roots something in the file tells good or revoked, and the chain ends in a root.
    static bool has_long_term_data(const SignatureReport& report, bool self_issued) {
        return report.revocation != Revocation::unknown && (self_issued || !report.chain.empty());
    }

    void settle_level(Case& one) {
        SignatureReport& report = one.report;
        if (!report.intact || !one.cms.signer) return;
        const bool has_store = !entry(document_.root(), "/DSS").isNull();
        const bool self_issued = is_self_issued(one.cms.signer.get());
        if (one.is_timestamp()) {
            report.level = Level::b_t;
            if (has_store && has_long_term_data(report, self_issued)) report.level = Level::b_lt;
            return;
        }
        if (report.sub_filter != "ETSI.CAdES.detached") return;
        report.level = Level::b_b;
        if (!is_stamped(one)) return;
        report.level = Level::b_t;
        if (!has_store || !has_long_term_data(report, self_issued)) return;
        if (report.timestamp && report.timestamp->intact && report.timestamp->revocation == Revocation::unknown) return;
        report.level = Level::b_lt;
        if (has_archive_timestamp()) report.level = Level::b_lta;
    }

    // By its own token, or by a document time-stamp over it (EN 319 142-1, 6.3).
    bool is_stamped(const Case& one) const {
        if (one.report.timestamp && one.report.timestamp->intact) return true;
        return std::any_of(cases_.begin(), cases_.end(), [&](const Case& other) {
            return other.is_timestamp() && other.report.intact && other.report.covered_until > one.report.covered_until;
        });
    }

    // A document time-stamp over the revocation data.
    bool has_archive_timestamp() const {
        return std::any_of(cases_.begin(), cases_.end(), [&](const Case& other) {
            return other.is_timestamp() && other.report.intact && latest_evidence_at_ != 0 && other.report.covered_until > latest_evidence_at_;
        });
    }

    static void settle_verdict(Case& one) {
        SignatureReport& report = one.report;
        const base::Severity severity = base::Severity::warning;
        if (report.intact && report.revocation == Revocation::revoked) report.problems.push_back(problem("verify.revoked"));
        if (report.intact && report.trust == Trust::untrusted) report.problems.push_back(problem("verify.chain_untrusted", report.trust_reason, severity));
        if (report.timestamp && !one.is_timestamp() && report.timestamp->intact && report.timestamp->trust == Trust::untrusted)
            report.problems.push_back(problem("verify.timestamp_untrusted", report.timestamp->authority.subject, severity));
        if (!report.intact || !report.changes_allowed || report.revocation == Revocation::revoked) report.verdict = Verdict::invalid;
        else report.verdict = report.trust == Trust::trusted ? Verdict::valid : Verdict::intact;
    }

    Document& document_;
    const VerifyOptions& options_;
    std::vector<X509Ptr> anchors_;
    std::vector<std::size_t> ends_;
    std::vector<Case> cases_;
    Evidence evidence_;
    std::size_t latest_evidence_at_ = 0;
};

} // namespace

void warm_up() {
    OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG | OPENSSL_INIT_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_ADD_ALL_DIGESTS, nullptr);
    xmlInitParser();
    for (const EVP_MD* md : {EVP_sha1(), EVP_sha256(), EVP_sha384(), EVP_sha512()}) (void)digest_of_parts(md, "legajo");
    const StorePtr store(X509_STORE_new());
    ERR_clear_error();
}

base::Result<VerifyReport> verify_pdf(std::string_view bytes, const VerifyOptions& options) {
    try {
        base::Problems problems;
        const auto document = Document::open(bytes, options.password, problems);
        if (!document) return problems;
        return Verification(*document, options).run();
    } catch (const std::exception& error) {
        return problem("verify.pdf_unreadable", error.what());
    }
}

} // namespace legajo::verify
