#pragma once
// A PDF opened by libqpdf, without repairs: a signed file that needs repair is read differently by each reader. Internal to verify/.

#include "base/problem.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::verify {

// Keeps a view on the bytes, which must outlive it. Not movable: qpdf's handles point into it.
class Document {
public:
    // Null and a problem (verify.pdf_unreadable, verify.pdf_encrypted) when it cannot be read as it stands.
    static std::unique_ptr<Document> open(std::string_view bytes, const std::string& password, base::Problems& problems);

    [[nodiscard]] QPDF& pdf() { return *pdf_; }
    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] QPDFObjectHandle root() { return pdf_->getRoot(); }
    // Where an object of the file stands, to where the next one begins; {0, 0} when it lives in an object stream.
    [[nodiscard]] std::pair<std::size_t, std::size_t> extent(QPDFObjGen id);
    [[nodiscard]] bool has_warnings();

private:
    Document() = default;
    std::shared_ptr<QPDF> pdf_;
    std::string_view bytes_;
    std::vector<std::size_t> object_offsets_; // sorted
    std::map<QPDFObjGen, std::size_t> offset_of_;
};

// Dictionary access that never warns: null for anything unexpected.
[[nodiscard]] QPDFObjectHandle entry(QPDFObjectHandle dictionary, const char* key);

struct SignatureField {
    std::string name;             // full, UTF-8
    QPDFObjectHandle field;
    QPDFObjectHandle value;       // signature dictionary, or null
    bool doubled = false;         // another field has the same name or the same value
};

// All signature fields of the form, at most 1,000, in the order of the tree.
[[nodiscard]] std::vector<SignatureField> signature_fields(Document& document);

} // namespace legajo::verify
