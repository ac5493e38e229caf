#include "bind/signature_place.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace legajo::bind {

using namespace PoDoFo;

unsigned prepare_signature_dictionary(PdfMemDocument& document) {
    for (PdfObject* object : document.GetObjects()) {
        if (!object->IsDictionary() || !object->GetDictionary().HasKey(PdfName("ByteRange"))) continue;
        const PdfObject* contents = object->GetDictionary().GetKey(PdfName("Contents"));
        if (!contents || !(contents->IsHexString() || contents->IsString())) continue;
        PdfArray range; // wide enough for files of any size; sign/ writes the real one
        range.push_back(PdfVariant(pdf_int64{0}));
        for (int i = 0; i < 3; ++i) range.push_back(PdfVariant(pdf_int64{999'999'999'999}));
        object->GetDictionary().AddKey(PdfName("ByteRange"), range);
        return object->Reference().ObjectNumber();
    }
    return 0;
}

std::optional<model::SignatureHole> find_hole(std::string_view written, unsigned object_number) {
    // Attachments may hold anything that looks like it, so the table is asked where the object stands.
    const std::size_t mark = written.rfind("startxref");
    if (mark == std::string_view::npos) return std::nullopt;
    const std::size_t table = static_cast<std::size_t>(std::strtoull(std::string(written.substr(mark + 9, 24)).c_str(), nullptr, 10));
    std::size_t at = written.find('\n', table);
    std::size_t offset = 0;
    while (at != std::string_view::npos && offset == 0) { // sections "first count", then 20 bytes an entry
        ++at;
        char* end = nullptr;
        const std::string line(written.substr(at, 30));
        const unsigned long first = std::strtoul(line.c_str(), &end, 10);
        if (end == line.c_str()) return std::nullopt;
        const unsigned long count = std::strtoul(end, nullptr, 10);
        const std::size_t entries = written.find('\n', at) + 1;
        if (object_number >= first && object_number < first + count)
            offset = static_cast<std::size_t>(std::strtoull(std::string(written.substr(entries + 20 * (object_number - first), 10)).c_str(), nullptr, 10));
        at = entries + 20 * count - 1;
    }
    const std::size_t end = written.find("endobj", offset);
    if (offset == 0 || end == std::string_view::npos) return std::nullopt;
    const std::string_view object = written.substr(offset, end - offset);
    const std::size_t contents = object.find("/Contents"), range = object.find("/ByteRange");
    if (contents == std::string_view::npos || range == std::string_view::npos) return std::nullopt;
    const std::size_t open = object.find('<', contents), close = object.find('>', open), bracket = object.find('[', range), bracket_end = object.find(']', bracket);
    if (open == std::string_view::npos || close == std::string_view::npos || bracket == std::string_view::npos || bracket_end == std::string_view::npos) return std::nullopt;
    const std::string_view zeros = object.substr(open + 1, close - open - 1);
    if (!std::ranges::all_of(zeros, [](char c) { return c == '0'; })) return std::nullopt; // signed already: not ours to fill
    return model::SignatureHole{offset + open, offset + close + 1, offset + bracket, offset + bracket_end + 1};
}

} // namespace legajo::bind
