#include "draw/signature_field.hpp"

#include "base/error.hpp"
#include "draw/pdf_syntax.hpp"

#include <algorithm>

namespace legajo::draw {

namespace {

constexpr std::string_view range_key = "/ByteRange[0 ", range_room = "0000000000 0000000000 0000000000]";
constexpr std::string_view contents_key = "/Contents<";

// A bar at the field's left edge: seen and printed, with the page's own words beside it.
std::string appearance(model::Colour colour, model::Millipoints height) {
    return "q " + colour_operands(colour) + "rg 0 0 2 " + thousandths(height) + " re f Q";
}

} // namespace

SignatureField add_signature_field(HaruFile& file) {
    SignatureField field;
    field.widget = file.add_dictionary();
    field.dictionary = file.add_dictionary();
    return field;
}

void fill_signature_field(HaruFile& file, const SignatureField& field, const model::SignatureArea& area, const model::Page& page, ObjectNumber page_object, std::size_t struct_parent,
                          const DrawOptions& options) {
    const ObjectNumber look = file.add_owned_stream("/Type/XObject/Subtype/Form/BBox[0 0 " + thousandths(area.width) + ' ' + thousandths(area.height) + "]/Resources<<>>", appearance(area.colour, area.height));
    const std::string rect = "[" + thousandths(area.x) + ' ' + thousandths(page.height - area.y - area.height) + ' ' + thousandths(area.x + area.width) + ' ' + thousandths(page.height - area.y) + "]";
    file.set_dictionary(field.widget, "/Type/Annot/Subtype/Widget/FT/Sig/T(Firma1)/TU" + text_string(area.tooltip.empty() ? "Firma" : area.tooltip) + "/F 132/Rect" + rect + "/P " + reference(page_object) +
                                          "/StructParent " + std::to_string(struct_parent) + "/AP<</N " + reference(look) + ">>/V " + reference(field.dictionary));
    std::string body = "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M" + literal(pdf_date(options.issued_at));
    if (!options.signer_name.empty()) body += "/Name" + text_string(options.signer_name);
    if (!options.signature_reason.empty()) body += "/Reason" + text_string(options.signature_reason);
    if (!options.signature_place.empty()) body += "/Location" + text_string(options.signature_place);
    if (options.certification > 0)
        body += "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P " + std::to_string(std::clamp(options.certification, 1, 3)) + "/V/1.2>>>>]";
    body += range_key;
    body += range_room;
    body += contents_key;
    body.append(2 * options.signature_bytes, '0');
    body += '>';
    file.set_dictionary(field.dictionary, std::move(body));
}

void patch_byte_range(DrawnPdf& pdf, std::size_t body_offset, std::size_t signature_bytes) {
    const std::size_t before = pdf.beginning->bytes.size();
    const std::size_t range = pdf.rest.find(range_key, body_offset - before);
    const std::size_t contents = pdf.rest.find(contents_key, range);
    base::check(range != std::string::npos && contents != std::string::npos, "the signature dictionary was written");
    const std::size_t hole = contents + contents_key.size() - 1;
    pdf.contents_offset = before + hole;
    pdf.contents_length = 2 * signature_bytes + 2;
    base::check(pdf.rest[hole] == '<' && pdf.rest[hole + pdf.contents_length - 1] == '>', "the hole is whole");
    const std::size_t after = pdf.contents_offset + pdf.contents_length;
    pdf.byte_range = {0, pdf.contents_offset, after, pdf.size() - after};
    std::string text = std::to_string(pdf.byte_range[1]) + ' ' + std::to_string(pdf.byte_range[2]) + ' ' + std::to_string(pdf.byte_range[3]) + ']';
    text.resize(range_room.size(), ' ');
    pdf.rest.replace(range + range_key.size(), text.size(), text);
}

void insert_signature(DrawnPdf& pdf, std::string_view cms_der) {
    constexpr std::string_view digits = "0123456789abcdef";
    base::check(pdf.contents_length >= 2, "the document has a signature field");
    const std::size_t room = (pdf.contents_length - 2) / 2;
    if (cms_der.size() > room)
        throw base::Error("draw.signature_too_large", "draw", std::to_string(cms_der.size()) + " bytes, room for " + std::to_string(room));
    std::size_t at = pdf.contents_offset - pdf.beginning->bytes.size() + 1;
    const std::size_t end = at + pdf.contents_length - 2;
    for (const char c : cms_der) {
        const auto byte = static_cast<unsigned char>(c);
        pdf.rest[at++] = digits[byte >> 4];
        pdf.rest[at++] = digits[byte & 0xF];
    }
    std::fill(pdf.rest.begin() + static_cast<std::ptrdiff_t>(at), pdf.rest.begin() + static_cast<std::ptrdiff_t>(end), '0');
}

} // namespace legajo::draw
