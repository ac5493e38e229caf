#include "run/evidence_signatures.hpp"

#include <algorithm>

namespace legajo::run {
namespace {

std::string first_error(const base::Problems& problems) {
    const auto error = std::ranges::find(problems, base::Severity::error, &base::Problem::severity);
    return error != problems.end() ? error->code : problems.empty() ? std::string() : problems.front().code;
}

model::ExhibitSignature judged(const model::SignatureReport& report) {
    model::ExhibitSignature out;
    const bool is_timestamp = report.kind == model::SignatureKind::document_timestamp;
    const bool is_xml = report.sub_filter == "XAdES" || report.sub_filter == "XMLDSig";
    out.format = is_timestamp ? "sello de tiempo" : is_xml ? report.sub_filter : report.level == model::PadesLevel::none ? "PDF" : "PAdES";
    if (is_timestamp && report.timestamp) out.signer = report.timestamp->authority.common_name;
    else if (report.signer) out.signer = report.signer->common_name.empty() ? report.signer->subject : report.signer->common_name;
    else out.signer = report.claimed_name;
    out.is_time_proved = report.timestamp && report.timestamp->intact;
    if (out.is_time_proved) out.time_iso = report.timestamp->time.iso8601();
    else if (report.claimed_time) out.time_iso = report.claimed_time->iso8601();
    out.covers_whole_file = report.covers_whole_file;
    out.state = report.verdict == model::Verdict::valid ? model::SignatureState::valid : report.verdict == model::Verdict::intact ? model::SignatureState::untrusted : model::SignatureState::broken;
    if (out.state == model::SignatureState::broken) out.reason = first_error(report.problems);
    if (out.reason == "verify.xml_unsupported") out.state = model::SignatureState::not_checked; // by means that nobody here computes: nothing can be said
    return out;
}

} // namespace

JudgedSignatures judge_signatures(CellPipe& cell, int original, const std::string& file, std::vector<model::ExhibitSignature> found, const verify::VerifyOptions& options) {
    JudgedSignatures out;
    const auto is_judged = [](const model::ExhibitSignature& signature) { return signature.format == "PDF" || signature.format == "XAdES"; };
    if (std::ranges::any_of(found, is_judged)) {
        const auto report = verify_pdf(cell, original, options);
        if (report.ok() && !report->signatures.empty()) {
            for (const model::SignatureReport& signature : report->signatures) {
                out.signatures.push_back(judged(signature));
                const std::size_t i = out.signatures.size() - 1;
                if (out.signatures[i].time_iso.empty() && i < found.size()) out.signatures[i].time_iso = found[i].time_iso; // as it stands there, without an offset
            }
        } else { // only after repair could it be read: each reader would see another file
            for (model::ExhibitSignature signature : found) {
                if (!is_judged(signature)) continue;
                signature.state = model::SignatureState::broken;
                signature.reason = first_error(report.problems());
                out.signatures.push_back(std::move(signature));
            }
        }
    }
    for (const model::ExhibitSignature& signature : found)
        if (!is_judged(signature)) out.signatures.push_back(signature);
    for (const model::ExhibitSignature& signature : out.signatures) {
        if (signature.state != model::SignatureState::broken) continue;
        base::Problem broken{.severity = base::Severity::warning, .code = "evidence.signature_broken", .stage = "run", .place = {}, .arguments = {}};
        out.remarks.push_back(broken.with("fichero", file).with("firmante", signature.signer.empty() ? "?" : signature.signer).with("motivo", signature.reason));
    }
    return out;
}

} // namespace legajo::run
