#pragma once
// A dossier that somebody has received: from then on its numbers and folios stand. As its manifest tells it; kept by the register. Plain data.

#include "base/date.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace legajo::model {

struct DeliveredDocument {
    std::int32_t number = 0;
    bool is_sealed = false;          // numbered apart: R1, R2 ...
    std::string exhibit_id, file, sha256; // sha256 empty: it could not be read
    std::int32_t first_folio = 0, pages = 0; // folio of its divider
};

struct DeliveredDossier {
    std::string reference, version;  // version: completa, para-el-juzgado; each has numbers of its own
    std::string receiver;
    base::Date on;
    std::string pdf_sha256, manifest_sha256;
    std::string supplements;         // pdf_sha256 of the one before; empty: the first
    std::int32_t first_folio = 1, pages = 0;
    std::vector<DeliveredDocument> documents; // of this PDF alone
};

} // namespace legajo::model
