#pragma once

#include "bind/source_document.hpp"

namespace legajo::bind {

// The pages of the stamps' PDF as overlays ("Documento n.º 3 · pág. 12 de 87 · folio 45"). Internal to bind/.
class Stamps {
public:
    Stamps(PoDoFo::PdfMemDocument& target, std::string_view stamps_pdf);
    [[nodiscard]] std::size_t count() const { return overlays_.size(); }

    // Draws stamp `index` at the bottom right of the page as it is seen, and makes its place lead to `back_to` (null: nowhere).
    void put_on(PoDoFo::PdfObject& page, std::size_t index, const PoDoFo::PdfObject* back_to);

private:
    struct Overlay { PoDoFo::PdfReference form; double width, height; };

    PoDoFo::PdfMemDocument& target_;
    std::vector<Overlay> overlays_;
};

} // namespace legajo::bind
