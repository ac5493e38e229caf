#include "draw/document_objects.hpp"

#include "base/error.hpp"
#include "draw/deflate.hpp"
#include "draw/pdf_syntax.hpp"

#include <algorithm>

namespace legajo::draw {

ObjectNumber add_font(HaruFile& file, const text::EmbeddableFace& face) {
    const ObjectNumber font = file.add_dictionary(), descendant = file.add_dictionary(), descriptor = file.add_dictionary();
    const ObjectNumber program = file.add_stream("/Filter/FlateDecode/Length1 " + std::to_string(face.font_file_length), face.font_file);
    const ObjectNumber texts = file.add_stream("/Filter/FlateDecode", face.to_unicode);
    const ObjectNumber glyphs = file.add_stream("/Filter/FlateDecode", face.code_to_glyph);
    const std::string base_font = name(face.base_font);
    file.set_dictionary(font, "/Type/Font/Subtype/Type0/BaseFont" + base_font + "/Encoding/Identity-H/DescendantFonts[" + reference(descendant) + "]/ToUnicode " + reference(texts));
    file.set_dictionary(descendant, "/Type/Font/Subtype/CIDFontType2/BaseFont" + base_font + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor " + reference(descriptor) +
                                        "/CIDToGIDMap " + reference(glyphs) + "/DW 0/W[" + face.widths + "]");
    std::string box;
    for (const int edge : face.bounding_box) box += std::to_string(edge) + ' ';
    box.back() = ']';
    file.set_dictionary(descriptor, "/Type/FontDescriptor/FontName" + base_font + "/Flags " + std::to_string(face.flags) + "/FontBBox[" + box + "/ItalicAngle " + std::to_string(face.italic_angle) +
                                        "/Ascent " + std::to_string(face.ascent) + "/Descent " + std::to_string(face.descent) + "/CapHeight " + std::to_string(face.cap_height) + "/StemV " +
                                        std::to_string(face.stem_v) + "/FontFile2 " + reference(program));
    return font;
}

ObjectNumber add_outline(HaruFile& file, const model::Pages& pages, const std::vector<ObjectNumber>& page_objects) {
    if (pages.outline.empty()) return 0;
    struct Item { ObjectNumber object = 0; int level = 0, parent = -1, first = -1, last = -1, previous = -1, next = -1; std::size_t below = 0; };
    std::vector<Item> items;
    std::vector<int> open; // the path to the current entry
    int last_top = -1, first_top = -1;
    for (const model::OutlineEntry& entry : pages.outline) {
        while (!open.empty() && items[static_cast<std::size_t>(open.back())].level >= entry.level) open.pop_back();
        Item item;
        item.object = file.add_dictionary();
        item.level = entry.level;
        item.parent = open.empty() ? -1 : open.back();
        const auto index = static_cast<int>(items.size());
        int& last = item.parent < 0 ? last_top : items[static_cast<std::size_t>(item.parent)].last;
        item.previous = last;
        if (last >= 0) items[static_cast<std::size_t>(last)].next = index;
        else (item.parent < 0 ? first_top : items[static_cast<std::size_t>(item.parent)].first) = index;
        last = index;
        for (const int ancestor : open) ++items[static_cast<std::size_t>(ancestor)].below;
        items.push_back(item);
        open.push_back(index);
    }
    const ObjectNumber root = file.add_dictionary();
    const auto object = [&](int index) { return reference(items[static_cast<std::size_t>(index)].object); };
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Item& item = items[i];
        const model::OutlineEntry& entry = pages.outline[i];
        const auto page = static_cast<std::size_t>(entry.page);
        base::check(page < pages.pages.size(), "an outline entry's page exists");
        std::string body = "/Title" + text_string(entry.title) + "/Parent " + (item.parent < 0 ? reference(root) : object(item.parent)) + "/Dest[" + reference(page_objects[page]) + "/XYZ 0 " +
                           thousandths(pages.pages[page].height - entry.y) + " null]";
        if (item.previous >= 0) body += "/Prev " + object(item.previous);
        if (item.next >= 0) body += "/Next " + object(item.next);
        if (item.first >= 0) body += "/First " + object(item.first) + "/Last " + object(item.last) + "/Count " + std::to_string(item.below);
        file.set_dictionary(item.object, std::move(body));
    }
    file.set_dictionary(root, "/Type/Outlines/First " + object(first_top) + "/Last " + object(last_top) + "/Count " + std::to_string(items.size()));
    return root;
}

Attachments add_attachments(HaruFile& file, const model::Pages& pages, const DrawOptions& options) {
    Attachments out;
    std::vector<std::pair<std::string, ObjectNumber>> specs;
    for (const model::AttachedFile& attached : pages.attachments) {
        std::string changed = pdf_date(options.issued_at);
        if (const auto given = base::Instant::parse(attached.modified_iso)) changed = pdf_date(*given);
        const ObjectNumber data = file.add_owned_stream("/Type/EmbeddedFile/Subtype" + name(attached.mime.empty() ? "application/octet-stream" : attached.mime) + "/Filter/FlateDecode/Params<</ModDate" +
                                                            literal(changed) + "/Size " + std::to_string(attached.bytes.size()) + ">>",
                                                        deflated(attached.bytes, options.compression_level));
        const ObjectNumber spec = file.add_dictionary();
        const std::string file_name = text_string(attached.name);
        file.set_dictionary(spec, "/Type/Filespec/F" + file_name + "/UF" + file_name + (attached.description.empty() ? "" : "/Desc" + text_string(attached.description)) + "/AFRelationship" +
                                      name(attached.relationship.empty() ? "Unspecified" : attached.relationship) + "/EF<</F " + reference(data) + "/UF " + reference(data) + ">>");
        specs.emplace_back(file_name, spec);
        out.associated += reference(spec) + ' ';
    }
    std::sort(specs.begin(), specs.end());
    for (const auto& [key, spec] : specs) out.names += key + reference(spec) + ' ';
    return out;
}

} // namespace legajo::draw
