#include "bind/front.hpp"

#include "base/xml_text.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace legajo::bind {
namespace {

using namespace PoDoFo;

PdfVariant integer(std::int64_t value) { return PdfVariant(static_cast<pdf_int64>(value)); }

PdfArray destination(const PdfObject& page) {
    PdfArray array;
    array.push_back(page.Reference());
    array.push_back(PdfName("XYZ"));
    for (int i = 0; i < 3; ++i) array.push_back(PdfVariant()); // null: as the reader stands
    return array;
}

// "2026-03-21T10:15:00+01:00" → "D:20260321101500+01'00'"
std::string pdf_date(const std::string& iso) {
    std::string digits;
    for (std::size_t i = 0; i < iso.size() && i < 19; ++i)
        if (iso[i] >= '0' && iso[i] <= '9') digits += iso[i];
    if (digits.size() != 14) return {};
    if (iso.size() == 25) return "D:" + digits + iso.substr(19, 3) + "'" + iso.substr(23, 2) + "'";
    return "D:" + digits + "Z";
}

// For readers that know only /F: letters of ASCII, digits, dot, hyphen, underscore.
std::string plain_name(const std::string& name) {
    std::string out;
    for (const char c : name)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_') out += c;
        else if (!out.ends_with('-')) out += '-';
    return out;
}

void set_stream(PdfObject& object, std::string_view bytes) {
    PdfMemoryInputStream input(bytes.data(), static_cast<pdf_long>(bytes.size()));
    object.GetStream()->SetRawData(&input);
}

} // namespace

PdfString unicode(const std::string& utf8) {
    if (std::ranges::all_of(utf8, [](char c) { return c >= ' ' && c < 127; })) return PdfString(utf8);
    return PdfString(reinterpret_cast<const pdf_utf8*>(utf8.c_str()));
}

// Two levels of nodes: a viewer finds page 9,000 without reading 9,000 entries.
void write_page_tree(PdfMemDocument& document, const PageList& pages) {
    constexpr std::size_t per_node = 128;
    PdfObject* root = document.GetObjects().CreateObject("Pages");
    PdfArray nodes;
    for (std::size_t begin = 0; begin < pages.size(); begin += per_node) {
        const std::size_t end = std::min(begin + per_node, pages.size());
        PdfObject* node = document.GetObjects().CreateObject("Pages");
        PdfArray kids;
        for (std::size_t i = begin; i < end; ++i) {
            kids.push_back(pages[i]->Reference());
            pages[i]->GetDictionary().AddKey(PdfName("Parent"), node->Reference());
        }
        node->GetDictionary().AddKey(PdfName("Kids"), kids);
        node->GetDictionary().AddKey(PdfName("Count"), integer(static_cast<std::int64_t>(end - begin)));
        node->GetDictionary().AddKey(PdfName("Parent"), root->Reference());
        nodes.push_back(node->Reference());
    }
    root->GetDictionary().AddKey(PdfName("Kids"), nodes);
    root->GetDictionary().AddKey(PdfName("Count"), integer(static_cast<std::int64_t>(pages.size())));
    document.GetCatalog()->GetDictionary().AddKey(PdfName("Pages"), root->Reference());
}

void write_outline(PdfMemDocument& document, const PageList& pages, const std::vector<model::BindOutline>& entries) {
    if (entries.empty()) return;
    struct Item { PdfObject* object; PdfObject* last_child = nullptr; std::int64_t children = 0; };
    std::vector<Item> above{{document.GetObjects().CreateObject("Outlines")}};
    for (const model::BindOutline& entry : entries) {
        while (above.size() > static_cast<std::size_t>(std::max(entry.level, 0)) + 1) above.pop_back();
        Item& parent = above.back();
        PdfObject* item = document.GetObjects().CreateObject();
        item->GetDictionary().AddKey(PdfName("Title"), unicode(entry.title));
        item->GetDictionary().AddKey(PdfName("Dest"), destination(*pages.at(static_cast<std::size_t>(entry.page))));
        item->GetDictionary().AddKey(PdfName("Parent"), parent.object->Reference());
        if (parent.last_child) {
            parent.last_child->GetDictionary().AddKey(PdfName("Next"), item->Reference());
            item->GetDictionary().AddKey(PdfName("Prev"), parent.last_child->Reference());
        } else {
            parent.object->GetDictionary().AddKey(PdfName("First"), item->Reference());
        }
        parent.last_child = item;
        parent.object->GetDictionary().AddKey(PdfName("Last"), item->Reference());
        ++parent.children;
        const bool is_top = above.size() == 1; // the first level stands open, the others folded (12.3.3: a negative count)
        parent.object->GetDictionary().AddKey(PdfName("Count"), integer(is_top ? parent.children : -parent.children));
        above.push_back({item});
    }
    document.GetCatalog()->GetDictionary().AddKey(PdfName("Outlines"), above.front().object->Reference());
}

void write_labels(PdfMemDocument& document, const std::vector<model::BindLabel>& labels) {
    PdfArray numbers;
    for (const model::BindLabel& label : labels) {
        PdfDictionary dictionary;
        dictionary.AddKey(PdfName("S"), PdfName(label.is_roman ? "r" : "D"));
        if (!label.prefix.empty()) dictionary.AddKey(PdfName("P"), unicode(label.prefix));
        if (label.first_number != 1) dictionary.AddKey(PdfName("St"), integer(label.first_number));
        numbers.push_back(integer(label.from_page));
        numbers.push_back(dictionary);
    }
    if (labels.empty()) return;
    PdfDictionary tree;
    tree.AddKey(PdfName("Nums"), numbers);
    document.GetCatalog()->GetDictionary().AddKey(PdfName("PageLabels"), tree);
}

void write_opening(PdfMemDocument& document, const PageList& pages, const std::string& language) {
    PdfDictionary& catalog = document.GetCatalog()->GetDictionary();
    PdfArray open;
    open.push_back(pages.front()->Reference());
    open.push_back(PdfName("FitH"));
    open.push_back(PdfVariant());
    catalog.AddKey(PdfName("OpenAction"), open);
    catalog.AddKey(PdfName("PageMode"), PdfName("UseOutlines"));
    catalog.AddKey(PdfName("PageLayout"), PdfName("OneColumn"));
    PdfDictionary preferences;
    preferences.AddKey(PdfName("DisplayDocTitle"), PdfVariant(true));
    catalog.AddKey(PdfName("ViewerPreferences"), preferences);
    if (!language.empty()) catalog.AddKey(PdfName("Lang"), PdfString(language));
}

void write_layers(PdfMemDocument& document, const std::vector<PdfReference>& layers, const std::vector<PdfReference>& hidden) {
    if (layers.empty()) return;
    PdfArray all, off;
    for (const PdfReference& layer : layers) all.push_back(layer);
    for (const PdfReference& layer : hidden) off.push_back(layer);
    PdfDictionary shown;
    shown.AddKey(PdfName("OFF"), off);
    PdfDictionary properties;
    properties.AddKey(PdfName("OCGs"), all);
    properties.AddKey(PdfName("D"), shown);
    document.GetCatalog()->GetDictionary().AddKey(PdfName("OCProperties"), properties);
}

void write_attachments(PdfMemDocument& document, const std::vector<model::BindAttachment>& attachments, std::string_view originals) {
    std::map<std::string, PdfReference> by_name; // a name tree is sorted (7.9.6)
    PdfArray associated;
    for (const model::BindAttachment& attachment : attachments) {
        PdfObject* file = document.GetObjects().CreateObject("EmbeddedFile");
        set_stream(*file, originals.substr(attachment.range.offset, attachment.range.size));
        PdfDictionary parameters;
        parameters.AddKey(PdfName("Size"), integer(static_cast<std::int64_t>(attachment.range.size)));
        if (const std::string modified = pdf_date(attachment.modified_iso); !modified.empty()) parameters.AddKey(PdfName("ModDate"), PdfString(modified));
        file->GetDictionary().AddKey(PdfName("Params"), parameters);
        if (!attachment.mime.empty()) file->GetDictionary().AddKey(PdfName("Subtype"), PdfName(attachment.mime));
        PdfObject* specification = document.GetObjects().CreateObject("Filespec");
        PdfDictionary& dictionary = specification->GetDictionary();
        dictionary.AddKey(PdfName("F"), PdfString(plain_name(attachment.name)));
        dictionary.AddKey(PdfName("UF"), unicode(attachment.name));
        if (!attachment.description.empty()) dictionary.AddKey(PdfName("Desc"), unicode(attachment.description));
        dictionary.AddKey(PdfName("AFRelationship"), PdfName(attachment.relationship.empty() ? "Source" : attachment.relationship));
        PdfDictionary embedded;
        embedded.AddKey(PdfName("F"), file->Reference());
        embedded.AddKey(PdfName("UF"), file->Reference());
        dictionary.AddKey(PdfName("EF"), embedded);
        associated.push_back(specification->Reference());
        std::string name = plain_name(attachment.name);
        while (by_name.contains(name)) name += "+";
        by_name.emplace(name, specification->Reference());
    }
    if (by_name.empty()) return;
    PdfArray names;
    for (const auto& [name, reference] : by_name) {
        names.push_back(PdfString(name));
        names.push_back(reference);
    }
    PdfDictionary tree, all;
    tree.AddKey(PdfName("Names"), names);
    all.AddKey(PdfName("EmbeddedFiles"), tree);
    document.GetCatalog()->GetDictionary().AddKey(PdfName("Names"), all);
    document.GetCatalog()->GetDictionary().AddKey(PdfName("AF"), associated);
}

// No claim of PDF/A or PDF/UA for the whole: evidence is what it is. Our own pages keep their tags.
void write_metadata(PdfMemDocument& document, const model::BindPlan& plan) {
    const std::string packet =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + base::xml_text(plan.title) + "</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>" + base::xml_text(plan.author) +
        "</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" + base::xml_text(plan.subject) + "</rdf:li></rdf:Alt></dc:description><dc:language><rdf:Bag><rdf:li>" +
        base::xml_text(plan.language) + "</rdf:li></rdf:Bag></dc:language><xmp:CreateDate>" + base::xml_text(plan.created_iso) + "</xmp:CreateDate><pdf:Producer>legajo</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>\n"
        "<?xpacket end=\"w\"?>";
    PdfObject* metadata = document.GetObjects().CreateObject("Metadata");
    metadata->GetDictionary().AddKey(PdfName("Subtype"), PdfName("XML"));
    set_stream(*metadata, packet);
    document.GetCatalog()->GetDictionary().AddKey(PdfName("Metadata"), metadata->Reference());

    PdfDictionary& info = document.GetInfo()->GetObject()->GetDictionary();
    info.Clear();
    info.AddKey(PdfName("Title"), unicode(plan.title));
    if (!plan.author.empty()) info.AddKey(PdfName("Author"), unicode(plan.author));
    if (!plan.subject.empty()) info.AddKey(PdfName("Subject"), unicode(plan.subject));
    info.AddKey(PdfName("Producer"), PdfString("legajo"));
    if (const std::string created = pdf_date(plan.created_iso); !created.empty()) info.AddKey(PdfName("CreationDate"), PdfString(created));
}

std::vector<std::string> resolve_links(PdfMemDocument& document, PdfObject& page, const PageList& pages, std::size_t first_folio) {
    static const std::string scheme = "legajo:folio:";
    std::vector<std::string> lost;
    PdfObject* annotations = key_of(document, &page, "Annots");
    if (!annotations || !annotations->IsArray()) return lost;
    for (PdfObject& entry : annotations->GetArray()) {
        PdfObject* annotation = resolved(document, &entry);
        PdfObject* action = key_of(document, annotation, "A");
        PdfObject* address = key_of(document, action, "URI");
        if (!address || !address->IsString()) continue;
        const std::string text(address->GetString().GetString(), static_cast<std::size_t>(address->GetString().GetLength()));
        if (!text.starts_with(scheme)) continue;
        std::size_t folio = 0;
        std::from_chars(text.data() + scheme.size(), text.data() + text.size(), folio);
        if (folio < first_folio || folio - first_folio >= pages.size()) {
            lost.push_back(text.substr(scheme.size()));
            continue;
        }
        annotation->GetDictionary().RemoveKey(PdfName("A"));
        annotation->GetDictionary().AddKey(PdfName("Dest"), destination(*pages[folio - first_folio]));
    }
    return lost;
}

} // namespace legajo::bind
