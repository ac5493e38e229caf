#pragma once
// Links that binding adds, written into the structure tree: who hears the dossier hears where they lead.
// ISO 32000-1, 14.7.4.3 and 14.8.4.4.2; ISO 14289-1, 7.18.1, 7.18.3 and 7.18.5. Internal to bind/.

#include <podofo/podofo.h>

#include <string>
#include <vector>

namespace legajo::bind {

// A document without a structure tree gets descriptions and no elements.
class LinkTags {
public:
    explicit LinkTags(PoDoFo::PdfMemDocument& document);

    void add(PoDoFo::PdfObject& annotation, PoDoFo::PdfObject& page, const std::string& description);
    // Writes the elements, each after the others of its page; once, after the last `add`.
    void finish();

private:
    struct Tagged { PoDoFo::PdfReference page, element; };

    PoDoFo::PdfMemDocument& document_;
    PoDoFo::PdfObject* root_ = nullptr;    // StructTreeRoot
    PoDoFo::PdfObject* whole_ = nullptr;   // its Document
    PoDoFo::PdfObject* numbers_ = nullptr; // of its ParentTree
    PoDoFo::pdf_int64 next_ = 0;
    std::vector<Tagged> tagged_;
};

} // namespace legajo::bind
