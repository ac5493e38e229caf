#pragma once
// The smallest PDFs, written by hand: plain, or with a signature field and an empty hole.

#include "model/signing.hpp"

#include <map>
#include <string>

namespace tiny_pdf {

// Objects by number, "1 0 obj" and "endobj" are added; `trailer` goes into the trailer beside /Size.
std::string file(const std::map<int, std::string>& objects, const std::string& trailer = "/Root 1 0 R");
// An update section appended to `base`: changed and new objects, /Prev.
std::string update(const std::string& base, const std::map<int, std::string>& objects, int size, const std::string& trailer = "/Root 1 0 R");
// The same with a cross-reference stream and object streams, as modern producers write.
std::string file_with_xref_stream();

std::string plain();        // one page, no form
struct WithHole {
    std::string bytes;
    legajo::model::SignatureHole hole;
};
struct HoleWish {
    std::size_t signature_bytes = 8192;
    std::string subfilter = "ETSI.CAdES.detached";
    std::string more = {}; // further entries of the signature dictionary
};
WithHole with_hole(const HoleWish& wish = {});

} // namespace tiny_pdf
