#pragma once
// PDFs as PoDoFo documents over mapped bytes, and the copying of their objects. Internal to bind/.

#include "base/mapped_file.hpp"

#include <podofo/podofo.h>

#include <istream>
#include <memory>
#include <streambuf>
#include <string_view>
#include <vector>

namespace legajo::bind {

// Reads bytes in place; PoDoFo's own buffer device copies them twice.
class ByteStream : private std::streambuf, public std::istream {
public:
    explicit ByteStream(std::string_view bytes);

private:
    std::streampos seekoff(std::streamoff offset, std::ios_base::seekdir from, std::ios_base::openmode which) override;
    std::streampos seekpos(std::streampos position, std::ios_base::openmode which) override;
};

// Throws PoDoFo::PdfError.
class SourceDocument {
public:
    explicit SourceDocument(std::string_view bytes);
    [[nodiscard]] PoDoFo::PdfMemDocument& document() { return *document_; }

private:
    std::unique_ptr<ByteStream> bytes_; // outlives the document, which reads streams late
    std::unique_ptr<PoDoFo::PdfMemDocument> document_;
};

// Pages in order, attributes they inherit written into each. Iterative; a loop ends the walk.
[[nodiscard]] std::vector<PoDoFo::PdfObject*> pages_of(PoDoFo::PdfMemDocument& document);

// The object itself, through a reference if it is one. Null when it is absent.
[[nodiscard]] PoDoFo::PdfObject* resolved(PoDoFo::PdfMemDocument& document, PoDoFo::PdfObject* object);
[[nodiscard]] PoDoFo::PdfObject* key_of(PoDoFo::PdfMemDocument& document, PoDoFo::PdfObject* dictionary, const char* key);

// Copies every object but catalog and page tree into `target` under new numbers; stream data are shared, not copied. Returns the shift of numbers.
struct Copied {
    std::vector<PoDoFo::PdfObject*> pages; // in order
    std::vector<PoDoFo::PdfReference> layers, hidden_layers;
};
[[nodiscard]] Copied copy_into(PoDoFo::PdfMemDocument& target, SourceDocument& source);

} // namespace legajo::bind
