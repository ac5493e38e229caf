#include "verify/examination.hpp"

#include "verify/byte_range.hpp"
#include "verify/certificates.hpp"
#include "verify/pdf_date.hpp"

#include <algorithm>

namespace legajo::verify {

namespace {

base::Problem problem(const char* code, std::string detail = {}, base::Severity severity = base::Severity::error) {
    base::Problem out{severity, code, "verify", {}, {}};
    out.with("detalle", std::move(detail));
    return out;
}

std::string text_entry(QPDFObjectHandle dictionary, const char* key) {
    QPDFObjectHandle value = entry(dictionary, key);
    return value.isString() ? value.getUTF8Value() : std::string();
}

std::string name_entry(QPDFObjectHandle dictionary, const char* key) {
    QPDFObjectHandle value = entry(dictionary, key);
    return value.isName() ? value.getName().substr(1) : std::string();
}

std::vector<long long> integers(QPDFObjectHandle array) {
    std::vector<long long> out;
    for (int i = 0; array.isArray() && i < array.getArrayNItems() && out.size() < 16; ++i)
        out.push_back(array.getArrayItem(i).isInteger() && !array.getArrayItem(i).isIndirect() ? array.getArrayItem(i).getIntValue() : -1);
    return out;
}

int certification_level(QPDFObjectHandle signature) {
    QPDFObjectHandle references = entry(signature, "/Reference");
    for (int i = 0; references.isArray() && i < references.getArrayNItems() && i < 16; ++i) {
        QPDFObjectHandle reference = references.getArrayItem(i);
        if (name_entry(reference, "/TransformMethod") != "DocMDP") continue;
        QPDFObjectHandle level = entry(entry(reference, "/TransformParams"), "/P");
        if (!level.isInteger()) return 2; // the default, ISO 32000-1 table 254
        return static_cast<int>(std::clamp(level.getIntValue(), 1LL, 3LL));
    }
    return 0;
}

std::optional<ByteRange> range_of(Document& document, const std::vector<std::size_t>& revision_ends, SignatureField field, SignatureReport& report) {
    QPDFObjectHandle contents = entry(field.value, "/Contents"), numbers = entry(field.value, "/ByteRange");
    if (!contents.isString() || !numbers.isArray()) {
        report.problems.push_back(problem("verify.byte_range_malformed", "no ByteRange or Contents"));
        return std::nullopt;
    }
    QPDFObjectHandle holder = field.value.isIndirect() ? field.value : field.field;
    const auto [begin, end] = document.extent(holder.getObjGen());
    const auto range = sound_byte_range(document.bytes(), integers(numbers), contents.getStringValue(), begin, end);
    if (!range) {
        for (const auto& found : range.problems()) report.problems.push_back(found);
        return std::nullopt;
    }
    report.covered_until = range->end;
    report.covers_whole_file = range->end == document.bytes().size();
    // A producer may leave the last line end out of the range, or put white space behind the end into it.
    const auto ends_revision = [&](std::size_t end_of_revision) {
        const auto [from, to] = std::minmax(end_of_revision, range->end);
        return document.bytes().substr(from, to - from).find_first_not_of(" \r\n") == std::string_view::npos && (end_of_revision <= range->end || to - from <= 2);
    };
    const auto at = std::find_if(revision_ends.begin(), revision_ends.end(), ends_revision);
    if (at != revision_ends.end()) report.revision = static_cast<int>(at - revision_ends.begin()) + 1;
    else report.problems.push_back(problem("verify.coverage_unsound", std::to_string(range->end)));
    return *range;
}

void read_signature_timestamp(Case& one) {
    for (const auto& der : one.cms.timestamp_tokens) {
        CmsFacts token = check_token(der, [&](const EVP_MD* md) { return digest_of_parts(md, one.cms.signature_value); });
        if (one.token && base::has_errors(token.problems)) continue; // one sound token is enough
        one.token = std::move(token);
        if (!base::has_errors(one.token->problems)) break;
    }
    if (!one.token) return;
    TimestampReport stamp;
    stamp.intact = !base::has_errors(one.token->problems) && one.token->signer && one.token->time;
    if (one.token->signer) stamp.authority = facts_of(one.token->signer.get());
    if (one.token->time) stamp.time = *one.token->time;
    if (!stamp.intact) {
        const std::string why = one.token->problems.empty() ? std::string() : one.token->problems.front().code;
        one.report.problems.push_back(problem("verify.timestamp_wrong", why));
    }
    one.report.timestamp = std::move(stamp);
}

void check_cryptography(Document& document, Case& one, const ByteRange& range, const std::string& contents) {
    SignatureReport& report = one.report;
    const std::string_view file = document.bytes();
    const auto digest = [&](const EVP_MD* md) {
        return digest_of_parts(md, file.substr(0, range.hole_begin), file.substr(range.hole_end, range.end - range.hole_end));
    };
    const bool known = report.sub_filter == "ETSI.CAdES.detached" || report.sub_filter == "adbe.pkcs7.detached" || report.sub_filter == "ETSI.RFC3161";
    if (!known) {
        report.problems.push_back(problem("verify.sub_filter_unsupported", report.sub_filter));
        return;
    }
    one.cms = one.is_timestamp() ? check_token(contents, digest) : check_signature(contents, digest);
    report.problems.insert(report.problems.end(), one.cms.problems.begin(), one.cms.problems.end());
    if (one.cms.signer) report.signer = facts_of(one.cms.signer.get());
    if (report.sub_filter == "ETSI.CAdES.detached") {
        if (one.cms.signer && !one.cms.has_signing_certificate_v2) report.problems.push_back(problem("verify.binding_missing"));
        if (one.cms.has_signing_time) report.problems.push_back(problem("verify.signing_time_attribute", {}, base::Severity::warning));
    }
    read_signature_timestamp(one);
}

} // namespace

Case examine(Document& document, const std::vector<std::size_t>& revision_ends, SignatureField field) {
    Case out;
    SignatureReport& report = out.report;
    QPDFObjectHandle dictionary = field.value;
    report.field = field.name;
    report.sub_filter = name_entry(dictionary, "/SubFilter");
    report.certification_level = certification_level(dictionary);
    if (report.sub_filter == "ETSI.RFC3161" || name_entry(dictionary, "/Type") == "DocTimeStamp") report.kind = SignatureKind::document_timestamp;
    else if (report.certification_level != 0) report.kind = SignatureKind::certification;
    report.claimed_time = parse_pdf_date(text_entry(dictionary, "/M"));
    report.claimed_name = text_entry(dictionary, "/Name");
    report.reason = text_entry(dictionary, "/Reason");
    report.location = text_entry(dictionary, "/Location");
    if (field.doubled) report.problems.push_back(problem("verify.field_doubled", field.name));
    if (const auto range = range_of(document, revision_ends, field, report))
        check_cryptography(document, out, *range, entry(dictionary, "/Contents").getStringValue());
    report.intact = !base::has_errors(report.problems);
    return out;
}

} // namespace legajo::verify
