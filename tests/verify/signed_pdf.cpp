#include "verify/signed_pdf.hpp"

#include <stdexcept>

namespace signed_pdf {

using namespace legajo;

const test_pki::Identity& root() {
    static const test_pki::Identity identity = test_pki::make_root();
    return identity;
}

std::unique_ptr<sign::Signer> signer_of(const test_pki::Identity& identity, const std::vector<const test_pki::Identity*>& chain) {
    const test_pki::Folder folder;
    std::string pem = identity.key_pem() + identity.pem();
    for (const auto* one : chain) pem += one->pem();
    sign::KeySpec spec;
    spec.store = sign::KeyStore::pem;
    spec.file = spec.key_file = folder.write("id.pem", pem);
    sign::NoSecret none;
    auto opened = sign::Signer::open(spec, none);
    if (!opened) throw std::runtime_error(opened.problems().front().code);
    return std::move(*opened);
}

sign::Signer& signer() {
    static const test_pki::Identity leaf = test_pki::issue(root(), test_pki::Kind::p256);
    static const auto opened = signer_of(leaf, {&root()});
    return *opened;
}

std::string tiny(const tiny_pdf::HoleWish& wish) {
    auto pdf = tiny_pdf::with_hole(wish);
    sign::sign_in_place(pdf.bytes, pdf.hole, signer());
    return pdf.bytes;
}

verify::VerifyOptions options() {
    verify::VerifyOptions out;
    out.anchors_pem = {root().pem()};
    out.at = {test_pki::mid_2026, 0};
    return out;
}

verify::VerifyReport report_of(const std::string& pdf) {
    auto report = verify::verify_pdf(pdf, options());
    if (!report) throw std::runtime_error(report.problems().front().code);
    return *report;
}

std::string codes_of(const std::string& pdf) {
    const auto report = verify::verify_pdf(pdf, options());
    if (!report) return report.problems().front().code;
    if (report->signatures.empty()) return "no signature";
    std::string out;
    for (const auto& problem : report->signatures.front().problems) out += (out.empty() ? "" : " ") + problem.code;
    return out;
}

std::string verdict_of(const std::string& pdf) {
    const auto report = verify::verify_pdf(pdf, options());
    if (!report) return "unreadable";
    if (report->signatures.empty()) return "unsigned";
    switch (report->signatures.front().verdict) {
    case verify::Verdict::valid: return "valid";
    case verify::Verdict::intact: return "intact";
    case verify::Verdict::invalid: break;
    }
    return "invalid";
}

} // namespace signed_pdf
