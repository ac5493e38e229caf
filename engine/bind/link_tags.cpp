#include "bind/link_tags.hpp"

#include "bind/front.hpp"
#include "bind/source_document.hpp"

#include <map>

namespace legajo::bind {

using namespace PoDoFo;

LinkTags::LinkTags(PdfMemDocument& document) : document_(document) {
    PdfObject* root = key_of(document, document.GetCatalog(), "StructTreeRoot");
    PdfObject* whole = key_of(document, root, "K");
    PdfObject* numbers = key_of(document, key_of(document, root, "ParentTree"), "Nums");
    const PdfObject* next = key_of(document, root, "ParentTreeNextKey");
    if (!whole || !whole->IsDictionary() || !numbers || !numbers->IsArray() || !next || !next->IsNumber()) return;
    root_ = root;
    whole_ = whole;
    numbers_ = numbers;
    next_ = next->GetNumber();
}

void LinkTags::add(PdfObject& annotation, PdfObject& page, const std::string& description) {
    if (!description.empty()) annotation.GetDictionary().AddKey(PdfName("Contents"), unicode(description));
    page.GetDictionary().AddKey(PdfName("Tabs"), PdfName("S"));
    if (!root_) return;
    PdfObject* element = document_.GetObjects().CreateObject("StructElem");
    PdfDictionary kid;
    kid.AddKey(PdfName("Type"), PdfName("OBJR"));
    kid.AddKey(PdfName("Obj"), annotation.Reference());
    kid.AddKey(PdfName("Pg"), page.Reference());
    PdfDictionary& dictionary = element->GetDictionary();
    dictionary.AddKey(PdfName("S"), PdfName("Link"));
    dictionary.AddKey(PdfName("P"), whole_->Reference());
    dictionary.AddKey(PdfName("Pg"), page.Reference());
    dictionary.AddKey(PdfName("K"), kid);
    annotation.GetDictionary().AddKey(PdfName("StructParent"), PdfVariant(next_));
    numbers_->GetArray().push_back(PdfVariant(next_++)); // keys of a number tree rise (7.9.7)
    numbers_->GetArray().push_back(element->Reference());
    tagged_.push_back({page.Reference(), element->Reference()});
}

void LinkTags::finish() {
    if (tagged_.empty()) return;
    root_->GetDictionary().AddKey(PdfName("ParentTreeNextKey"), PdfVariant(next_));
    PdfArray kids;
    if (PdfObject* known = key_of(document_, whole_, "K"); known && known->IsArray()) kids = known->GetArray();
    std::map<PdfReference, std::size_t> last_of_page;
    for (std::size_t i = 0; i < kids.size(); ++i) {
        PdfObject* element = resolved(document_, &kids[i]);
        const PdfObject* page = element && element->IsDictionary() ? element->GetDictionary().GetKey(PdfName("Pg")) : nullptr;
        if (page && page->IsReference()) last_of_page[page->GetReference()] = i;
    }
    std::multimap<std::size_t, PdfReference> after;
    for (const Tagged& link : tagged_) {
        const auto found = last_of_page.find(link.page);
        after.emplace(found == last_of_page.end() ? kids.size() : found->second, link.element);
    }
    PdfArray all;
    for (std::size_t i = 0; i <= kids.size(); ++i) {
        if (i < kids.size()) all.push_back(kids[i]);
        for (auto [at, end] = after.equal_range(i); at != end; ++at) all.push_back(at->second);
    }
    whole_->GetDictionary().AddKey(PdfName("K"), all);
}

} // namespace legajo::bind
