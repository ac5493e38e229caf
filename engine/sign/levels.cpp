#include "sign/levels.hpp"

#include "sign/place.hpp"

namespace legajo::sign {

namespace {

// Certificates, CRLs and OCSP responses for the signer and for the authority that stamped last. Problems, or none.
base::Problems append_validation_data(std::string& pdf, const LevelTools& tools, base::Instant now) {
    auto data = tools.gatherer.gather({tools.signer.chain_der(), tools.timestamps.last().certificates_der}, now);
    if (!data) return data.problems();
    auto increment = tools.increments.validation_data(pdf, *data);
    if (!increment) return increment.problems();
    pdf += increment->appended;
    return {};
}

base::Problems append_document_timestamp(std::string& pdf, const LevelTools& tools) {
    auto increment = tools.increments.document_timestamp(pdf, tools.timestamps.token_size_bound());
    if (!increment) return increment.problems();
    pdf += increment->appended;
    timestamp_in_place(pdf, increment->hole, tools.timestamps);
    return {};
}

} // namespace

base::Result<std::string> raise_level(std::string pdf, SignatureLevel wanted, const LevelTools& tools, base::Instant now) {
    if (wanted == SignatureLevel::b_b || wanted == SignatureLevel::b_t) return pdf;
    if (auto problems = append_validation_data(pdf, tools, now); !problems.empty()) return problems;
    if (wanted == SignatureLevel::b_lta)
        if (auto problems = append_document_timestamp(pdf, tools); !problems.empty()) return problems;
    return pdf;
}

} // namespace legajo::sign
