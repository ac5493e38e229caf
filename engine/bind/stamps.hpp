#pragma once

#include "bind/link_tags.hpp"
#include "bind/source_document.hpp"

namespace legajo::bind {

// Where the place of a stamp leads; nowhere without a page.
struct BackLink {
    const PoDoFo::PdfObject* page = nullptr;
    std::string description;
};

// The pages of the stamps' PDF as overlays ("Documento n.º 3 · pág. 12 de 87 · folio 45"). Internal to bind/.
class Stamps {
public:
    Stamps(PoDoFo::PdfMemDocument& target, std::string_view stamps_pdf);
    [[nodiscard]] std::size_t count() const { return overlays_.size(); }

    // Draws stamp `index` at the bottom right of the page as it is seen, and makes its place lead back.
    void put_on(PoDoFo::PdfObject& page, std::size_t index, const BackLink& back, LinkTags& tags);

private:
    struct Overlay { PoDoFo::PdfReference form; double width, height; };

    PoDoFo::PdfMemDocument& target_;
    std::vector<Overlay> overlays_;
};

} // namespace legajo::bind
