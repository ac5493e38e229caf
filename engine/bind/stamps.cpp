#include "bind/stamps.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

namespace legajo::bind {
namespace {

using namespace PoDoFo;

constexpr double margin = 8, a4_width = 595.276; // points; the stamp's size is meant for a sheet of that width

struct Box { double left, bottom, right, top; };

double number_of(const PdfObject& object) { return object.IsReal() ? object.GetReal() : object.IsNumber() ? static_cast<double>(object.GetNumber()) : 0; }

Box box_of(PdfMemDocument& document, PdfObject& page, const char* key, Box otherwise) {
    PdfObject* array = key_of(document, &page, key);
    if (!array || !array->IsArray() || array->GetArray().GetSize() != 4) return otherwise;
    double value[4];
    for (std::size_t i = 0; i < 4; ++i) {
        PdfObject* item = resolved(document, &array->GetArray()[i]);
        value[i] = item ? number_of(*item) : 0;
    }
    return {std::min(value[0], value[2]), std::min(value[1], value[3]), std::max(value[0], value[2]), std::max(value[1], value[3])};
}

int rotation_of(PdfMemDocument& document, PdfObject& page) {
    PdfObject* rotate = key_of(document, &page, "Rotate");
    const auto degrees = rotate && rotate->IsNumber() ? rotate->GetNumber() : 0;
    return static_cast<int>(((degrees % 360) + 360) % 360);
}

struct Matrix { double a, b, c, d, e, f; };

// From the stamp's own points to the page's: upright as the page is seen, its corner at (x, y) from the visible bottom left.
Matrix upright(const Box& box, int rotation, double scale, double x, double y) {
    switch (rotation) {
    case 90: return {0, scale, -scale, 0, box.right - y, box.bottom + x};
    case 180: return {-scale, 0, 0, -scale, box.right - x, box.top - y};
    case 270: return {0, -scale, scale, 0, box.left + y, box.top - x};
    default: return {scale, 0, 0, scale, box.left + x, box.bottom + y};
    }
}

PdfObject* stream_object(PdfMemDocument& document, const std::string& bytes) {
    PdfObject* object = document.GetObjects().CreateObject();
    PdfMemoryInputStream input(bytes.data(), static_cast<pdf_long>(bytes.size()));
    object->GetStream()->SetRawData(&input);
    return object;
}

// A dictionary of the page that is its own, so that a change does not reach other pages.
PdfDictionary& own_dictionary(PdfMemDocument& document, PdfDictionary& parent, const char* key) {
    PdfObject* found = parent.GetKey(PdfName(key));
    PdfObject* value = resolved(document, found);
    if (!value || !value->IsDictionary()) parent.AddKey(PdfName(key), PdfObject(PdfDictionary()));
    else if (value != found) parent.AddKey(PdfName(key), PdfObject(value->GetDictionary()));
    return parent.GetKey(PdfName(key))->GetDictionary();
}

void add_content(PdfMemDocument& document, PdfObject& page, PdfObject* content) {
    PdfArray contents;
    PdfObject* known = page.GetDictionary().GetKey(PdfName("Contents"));
    PdfObject* value = resolved(document, known);
    if (value && value->IsArray()) contents = value->GetArray();
    else if (known && known->IsReference()) contents.push_back(*known);
    contents.push_back(content->Reference());
    page.GetDictionary().AddKey(PdfName("Contents"), contents);
}

std::string text_of(const Matrix& m) {
    char text[200];
    std::snprintf(text, sizeof text, "%.4f %.4f %.4f %.4f %.3f %.3f cm", m.a, m.b, m.c, m.d, m.e, m.f);
    return text;
}

PdfArray rectangle(double left, double bottom, double right, double top) {
    PdfArray array;
    for (const double value : {std::min(left, right), std::min(bottom, top), std::max(left, right), std::max(bottom, top)}) array.push_back(PdfObject(value));
    return array;
}

} // namespace

Stamps::Stamps(PdfMemDocument& target, std::string_view stamps_pdf) : target_(target) {
    if (stamps_pdf.empty()) return;
    SourceDocument source(stamps_pdf);
    for (PdfObject* page : copy_into(target, source).pages) {
        PdfObject* contents = key_of(target, page, "Contents");
        if (contents && contents->IsArray() && contents->GetArray().GetSize() == 1) contents = resolved(target, &contents->GetArray()[0]);
        const Box box = box_of(target, *page, "MediaBox", {0, 0, 300, 20});
        PdfObject* form = target.GetObjects().CreateObject("XObject");
        if (contents && contents->HasStream()) {
            for (const char* key : {"Filter", "DecodeParms"})
                if (const PdfObject* value = contents->GetDictionary().GetKey(PdfName(key))) form->GetDictionary().AddKey(PdfName(key), *value);
            auto* from = dynamic_cast<PdfMemStream*>(contents->GetStream());
            auto* to = dynamic_cast<PdfMemStream*>(form->GetStream());
            if (from && to) *to = *from;
            form->GetDictionary().AddKey(PdfName("Length"), PdfVariant(static_cast<pdf_int64>(form->GetStream()->GetLength())));
        }
        form->GetDictionary().AddKey(PdfName("Subtype"), PdfName("Form"));
        form->GetDictionary().AddKey(PdfName("BBox"), rectangle(box.left, box.bottom, box.right, box.top));
        if (const PdfObject* resources = page->GetDictionary().GetKey(PdfName("Resources"))) form->GetDictionary().AddKey(PdfName("Resources"), *resources);
        overlays_.push_back({form->Reference(), box.right - box.left, box.top - box.bottom});
    }
}

void Stamps::put_on(PdfObject& page, std::size_t index, const BackLink& back, LinkTags& tags) {
    const Overlay& overlay = overlays_.at(index);
    const Box media = box_of(target_, page, "MediaBox", {0, 0, a4_width, 841.89});
    const Box crop = box_of(target_, page, "CropBox", media);
    const Box seen{std::max(media.left, crop.left), std::max(media.bottom, crop.bottom), std::min(media.right, crop.right), std::min(media.top, crop.top)};
    const int rotation = rotation_of(target_, page);
    const double width_seen = rotation % 180 == 0 ? seen.right - seen.left : seen.top - seen.bottom;
    const double scale = std::min(std::max(1.0, width_seen / a4_width), std::max(width_seen - 2 * margin, 1.0) / overlay.width);
    const double x = width_seen - overlay.width * scale - margin, y = margin;
    const Matrix matrix = upright(seen, rotation, scale, x, y);

    PdfDictionary& resources = own_dictionary(target_, page.GetDictionary(), "Resources");
    own_dictionary(target_, resources, "XObject").AddKey(PdfName("LegajoStamp"), overlay.form);
    char ground[100];
    std::snprintf(ground, sizeof ground, " q 1 g 0 0 %.3f %.3f re f Q", overlay.width, overlay.height);
    add_content(target_, page, stream_object(target_, "/Artifact BMC q " + text_of(matrix) + ground + " /LegajoStamp Do Q EMC\n"));
    if (!back.page) return;
    const double right = matrix.a * overlay.width + matrix.c * overlay.height + matrix.e, top = matrix.b * overlay.width + matrix.d * overlay.height + matrix.f;
    PdfObject* link = target_.GetObjects().CreateObject("Annot");
    PdfDictionary& dictionary = link->GetDictionary();
    dictionary.AddKey(PdfName("Subtype"), PdfName("Link"));
    dictionary.AddKey(PdfName("Rect"), rectangle(matrix.e, matrix.f, right, top));
    dictionary.AddKey(PdfName("F"), PdfVariant(pdf_int64{4}));
    PdfArray border;
    for (int i = 0; i < 3; ++i) border.push_back(PdfVariant(pdf_int64{0}));
    dictionary.AddKey(PdfName("Border"), border);
    PdfArray destination;
    destination.push_back(back.page->Reference());
    destination.push_back(PdfName("FitH"));
    destination.push_back(PdfVariant());
    dictionary.AddKey(PdfName("Dest"), destination);
    PdfArray annotations;
    if (PdfObject* known = key_of(target_, &page, "Annots"); known && known->IsArray()) annotations = known->GetArray();
    annotations.push_back(link->Reference());
    page.GetDictionary().AddKey(PdfName("Annots"), annotations);
    tags.add(*link, page, back.description);
}

} // namespace legajo::bind
