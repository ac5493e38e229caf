#pragma once
// One signature by itself: byte range, digest, CMS, its time-stamp. Trust, time and what came after are judged in verify.cpp. Internal to verify/.

#include "verify/cms_check.hpp"
#include "verify/document.hpp"
#include "verify/report.hpp"

#include <optional>
#include <vector>

namespace legajo::verify {

// What is known of one signature while it is being judged.
struct Case {
    SignatureReport report;
    CmsFacts cms;
    std::optional<CmsFacts> token; // of the signature's time-stamp
    [[nodiscard]] bool is_timestamp() const { return report.kind == SignatureKind::document_timestamp; }
};

// `revision_ends` as byte_range.hpp gives them.
[[nodiscard]] Case examine(Document& document, const std::vector<std::size_t>& revision_ends, SignatureField field);

} // namespace legajo::verify
