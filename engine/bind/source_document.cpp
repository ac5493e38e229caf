#include "bind/source_document.hpp"

#include <map>
#include <set>
#include <unordered_map>

namespace legajo::bind {
namespace {

using namespace PoDoFo;

const char* const inheritable[] = {"Resources", "MediaBox", "CropBox", "Rotate"};

// Old object number → new one; what was left behind has none.
using Numbers = std::unordered_map<pdf_objnum, pdf_objnum>;

void renumber(PdfObject& object, const Numbers& numbers) {
    if (object.IsReference()) {
        const auto known = numbers.find(object.GetReference().ObjectNumber());
        static_cast<PdfVariant&>(object) = known == numbers.end() ? PdfVariant() : PdfVariant(PdfReference(known->second, 0));
    } else if (object.IsDictionary()) {
        for (auto& [key, value] : object.GetDictionary().GetKeys()) renumber(*value, numbers);
    } else if (object.IsArray()) {
        for (PdfObject& item : object.GetArray()) renumber(item, numbers);
    }
}

void share_stream(PdfObject& from, PdfObject& to) {
    PdfStream* source = from.GetStream();
    PdfStream* target = to.GetStream();
    auto* fast_source = dynamic_cast<PdfMemStream*>(source);
    auto* fast_target = dynamic_cast<PdfMemStream*>(target);
    if (fast_source && fast_target) *fast_target = *fast_source; // the buffer is counted, not copied
    else *target = *source;
}

std::vector<PdfReference> renumbered_list(PdfMemDocument& document, PdfObject* list, const Numbers& numbers) {
    std::vector<PdfReference> references;
    list = resolved(document, list);
    if (!list || !list->IsArray()) return references;
    for (const PdfObject& item : list->GetArray())
        if (item.IsReference())
            if (const auto known = numbers.find(item.GetReference().ObjectNumber()); known != numbers.end()) references.emplace_back(known->second, 0);
    return references;
}

} // namespace

ByteStream::ByteStream(std::string_view bytes) : std::istream(static_cast<std::streambuf*>(this)) {
    char* begin = const_cast<char*>(bytes.data()); // read only: std::streambuf knows no const
    setg(begin, begin, begin + bytes.size());
}

std::streampos ByteStream::seekoff(std::streamoff offset, std::ios_base::seekdir from, std::ios_base::openmode) {
    const std::streamoff base = from == std::ios_base::beg ? 0 : from == std::ios_base::cur ? gptr() - eback() : egptr() - eback();
    const std::streamoff position = base + offset;
    if (position < 0 || position > egptr() - eback()) return std::streampos(std::streamoff(-1));
    setg(eback(), eback() + position, egptr());
    return position;
}

std::streampos ByteStream::seekpos(std::streampos position, std::ios_base::openmode which) { return seekoff(position, std::ios_base::beg, which); }

SourceDocument::SourceDocument(std::string_view bytes) : bytes_(std::make_unique<ByteStream>(bytes)), document_(std::make_unique<PdfMemDocument>()) {
    document_->LoadFromDevice(PdfRefCountedInputDevice(new PdfInputDevice(bytes_.get()))); // the counter owns the device
}

PdfObject* resolved(PdfMemDocument& document, PdfObject* object) {
    for (int hops = 0; object && object->IsReference(); ++hops) object = hops < 8 ? document.GetObjects().GetObject(object->GetReference()) : nullptr;
    return object;
}

PdfObject* key_of(PdfMemDocument& document, PdfObject* dictionary, const char* key) {
    if (!dictionary || !dictionary->IsDictionary()) return nullptr;
    return resolved(document, dictionary->GetDictionary().GetKey(PdfName(key)));
}

std::vector<PdfObject*> pages_of(PdfMemDocument& document) {
    struct Node { PdfObject* object; std::map<std::string, PdfObject> inherited; };
    std::vector<PdfObject*> pages;
    std::set<PdfObject*> seen;
    std::vector<Node> open{{key_of(document, document.GetCatalog(), "Pages"), {}}};
    while (!open.empty()) {
        Node node = std::move(open.back());
        open.pop_back();
        if (!node.object || !node.object->IsDictionary() || !seen.insert(node.object).second) continue;
        PdfDictionary& dictionary = node.object->GetDictionary();
        for (const char* key : inheritable) {
            if (const PdfObject* own = dictionary.GetKey(PdfName(key))) node.inherited[key] = *own;
        }
        PdfObject* kids = key_of(document, node.object, "Kids");
        if (!kids || !kids->IsArray()) {
            for (const auto& [key, value] : node.inherited)
                if (!dictionary.HasKey(PdfName(key))) dictionary.AddKey(PdfName(key), value);
            pages.push_back(node.object);
            continue;
        }
        PdfArray& list = kids->GetArray();
        for (std::size_t i = list.GetSize(); i > 0; --i) open.push_back({resolved(document, &list[i - 1]), node.inherited});
    }
    return pages;
}

Copied copy_into(PdfMemDocument& target, SourceDocument& source) {
    PdfMemDocument& from = source.document();
    const std::vector<PdfObject*> pages = pages_of(from);
    PdfObject* catalog = from.GetCatalog();
    PdfObject* layers = key_of(from, catalog, "OCProperties");
    // PoDoFo gives a file without Info one with the present time: the same dossier would differ from second to second.
    const PdfObject* info = from.GetTrailer() ? from.GetTrailer()->GetDictionary().GetKey(PdfName("Info")) : nullptr;
    const auto is_info = [&](const PdfObject& object) { return info && info->IsReference() && info->GetReference() == object.Reference(); };
    const auto is_left = [&](const PdfObject* object) {
        const bool is_tree = object->IsDictionary() && object->GetDictionary().HasKey(PdfName("Kids")) && object->GetDictionary().HasKey(PdfName("Count"));
        return object == catalog || is_tree || is_info(*object);
    };
    // Without gaps: for each one PoDoFo's table keeps a block of its own, forty kilobytes large and looked through for every object.
    Numbers numbers;
    auto next = static_cast<pdf_objnum>(target.GetObjects().GetObjectCount());
    for (const PdfObject* object : from.GetObjects())
        if (!is_left(object)) numbers.emplace(object->Reference().ObjectNumber(), next++);
    Copied copied;
    copied.layers = renumbered_list(from, layers ? layers->GetDictionary().GetKey(PdfName("OCGs")) : nullptr, numbers);
    copied.hidden_layers = renumbered_list(from, layers && key_of(from, layers, "D") ? key_of(from, layers, "D")->GetDictionary().GetKey(PdfName("OFF")) : nullptr, numbers);
    std::unordered_map<PdfObject*, PdfObject*> copies;
    for (PdfObject* object : from.GetObjects()) {
        if (is_left(object)) continue;
        auto* copy = new PdfObject(PdfReference(numbers.at(object->Reference().ObjectNumber()), 0), static_cast<const PdfVariant&>(*object));
        target.GetObjects().push_back(copy);
        if (object->IsDictionary() && object->HasStream()) {
            share_stream(*object, *copy);
            from.FreeObjectMemory(object);
        }
        renumber(*copy, numbers);
        copies[object] = copy;
    }
    for (PdfObject* page : pages)
        if (const auto copy = copies.find(page); copy != copies.end()) copied.pages.push_back(copy->second);
    return copied;
}

} // namespace legajo::bind
