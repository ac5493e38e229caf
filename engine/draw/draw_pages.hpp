#pragma once
// Pages to PDF bytes: PDF 1.7, PDF/A-2a (3a with attachments) and PDF/UA-1 (ISO 32000-1, 19005-2/-3, 14289-1), with a hole for a signature.
// Same input, same bytes. Thread-safe: any number of threads may share one catalogue.

#include "base/date.hpp"
#include "draw/beginning.hpp"
#include "model/pages.hpp"
#include "text/font_catalogue.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace legajo::draw {

struct DrawOptions {
    base::Instant issued_at;         // creation date and the signature's /M
    std::size_t signature_bytes = 0; // room for the DER of the CMS; 0 = unsigned: no field at all
    int compression_level = 1;       // libdeflate 1..12
    std::string id_seed;             // anything that names this document (hash of the case ...); goes into /ID
    std::string producer = "legajo";
    std::string signer_name, signature_reason, signature_place; // /Name, /Reason, /Location; empty = absent
    int certification = 0;           // DocMDP level 1..3; 0 = none, so that a lawyer may sign after
};

struct DrawnPdf {
    std::shared_ptr<const Beginning> beginning;            // shared by all files with these faces
    std::string rest;                                     // what follows it
    std::size_t contents_offset = 0, contents_length = 0; // of /Contents, from '<' to '>' included; 0 when unsigned
    std::array<std::size_t, 4> byte_range{};              // as written: [0 a b c], covers all but the hole

    [[nodiscard]] std::size_t size() const { return beginning->bytes.size() + rest.size(); }
    [[nodiscard]] std::string whole() const { return beginning->bytes + rest; }
};

// Throws Error draw.library (libharu's first error), draw.image_unusable, draw.signature_too_large (more room than PDF/A allows); Bug when the pages break their own contract.
[[nodiscard]] DrawnPdf draw_pages(const model::Pages& pages, const text::FontCatalogue& fonts, const DrawOptions& options);
// The same, with beginnings kept from one document to the next; `kept` must serve this catalogue only.
[[nodiscard]] DrawnPdf draw_pages(const model::Pages& pages, const text::FontCatalogue& fonts, const DrawOptions& options, Beginnings& kept);

// Puts the DER of a CMS into the hole as hex. Throws Error draw.signature_too_large when it does not fit.
void insert_signature(DrawnPdf& pdf, std::string_view cms_der);

} // namespace legajo::draw
