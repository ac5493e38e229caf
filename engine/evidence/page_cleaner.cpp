#include "evidence/page_cleaner.hpp"

#include "evidence/qpdf_tools.hpp"

#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <cmath>

namespace legajo::evidence {
namespace {

constexpr int deepest = 60; // of direct objects; PoDoFo falls over long before the stack of a sane reader does
constexpr double page_least = 3, page_most = 14'400;

struct Rectangle { double left = 0, bottom = 0, right = 0, top = 0; };

std::optional<Rectangle> rectangle_of(QPDFObjectHandle object) {
    if (!object.isArray() || object.getArrayNItems() != 4) return std::nullopt;
    double number[4];
    for (int i = 0; i < 4; ++i) {
        QPDFObjectHandle item = object.getArrayItem(i);
        if (!item.isNumber()) return std::nullopt;
        number[i] = item.getNumericValue();
        if (!std::isfinite(number[i]) || std::fabs(number[i]) > 1e6) return std::nullopt;
    }
    Rectangle box{std::min(number[0], number[2]), std::min(number[1], number[3]), std::max(number[0], number[2]), std::max(number[1], number[3])};
    const double width = box.right - box.left, height = box.top - box.bottom;
    if (width < page_least || height < page_least || width > page_most || height > page_most) return std::nullopt;
    return box;
}

QPDFObjectHandle array_of(const Rectangle& box) {
    return QPDFObjectHandle::newArray(QPDFObjectHandle::Rectangle(box.left, box.bottom, box.right, box.top));
}

int rotation_of(QPDFObjectHandle object) {
    if (!object.isNumber()) return 0;
    const double value = object.getNumericValue();
    if (!(std::fabs(value) < 1e6)) return 0;
    const int quarter = static_cast<int>(std::lround(value / 90)) % 4;
    return (quarter < 0 ? quarter + 4 : quarter) * 90;
}

QPDFObjectHandle inherited(const FoundPage& found, const char* key) {
    const auto at = found.inherited.find(key);
    return at == found.inherited.end() ? QPDFObjectHandle::newNull() : at->second;
}

bool is_in(QPDFObjectHandle name, std::initializer_list<const char*> names) {
    return name.isName() && std::ranges::any_of(names, [&](const char* candidate) { return name.getName() == candidate; });
}

} // namespace

PageCleaner::PageCleaner(QPDF& pdf, Notes& notes, std::uint64_t stream_limit)
    : pdf_(pdf), notes_(notes), stream_limit_(stream_limit), forms_(pdf, notes, stream_limit), annotations_(pdf, notes), draw_form_(QPDFObjectHandle::newStream(&pdf, "/LegajoPage Do\n")) {}

CleanedPage PageCleaner::clean(FoundPage found, int number) {
    QPDFObjectHandle page = boxes_and_rotation(found, number);
    if (QPDFObjectHandle group = found.page.getKey("/Group"); group.isDictionary()) page.replaceKey("/Group", group);
    const PageForm content = forms_.make(found.page.getKey("/Contents"), inherited(found, "/Resources"), page.getKey("/MediaBox").getArrayAsRectangle(), number);
    page.replaceKey("/Resources", QPDFObjectHandle::newDictionary());
    page.replaceKey("/Contents", QPDFObjectHandle::newArray());
    annotations_.draw(found.page.getKey("/Annots"), inherited(found, "/Resources"), rotation_of(inherited(found, "/Rotate")), page);
    if (content.form) draw_first(*content.form, page);
    clean_reachable(page);
    return {pdf_.makeIndirectObject(page), content.shows_text};
}

// The page's own content, below what its annotations draw.
void PageCleaner::draw_first(QPDFObjectHandle form, QPDFObjectHandle page) {
    QPDFObjectHandle resources = page.getKey("/Resources");
    if (!resources.getKey("/XObject").isDictionary()) resources.replaceKey("/XObject", QPDFObjectHandle::newDictionary());
    resources.getKey("/XObject").replaceKey("/LegajoPage", form);
    page.getKey("/Contents").insertItem(0, draw_form_);
}

QPDFObjectHandle PageCleaner::boxes_and_rotation(FoundPage& found, int number) {
    QPDFObjectHandle page = QPDFObjectHandle::newDictionary();
    page.replaceKey("/Type", QPDFObjectHandle::newName("/Page"));
    std::optional<Rectangle> media = rectangle_of(inherited(found, "/MediaBox"));
    const std::optional<Rectangle> crop = rectangle_of(inherited(found, "/CropBox"));
    if (!media) {
        notes_.warn("evidence.page_size_missing").with("pagina", std::to_string(number));
        media = crop ? *crop : Rectangle{0, 0, 612, 792}; // what viewers take
    }
    page.replaceKey("/MediaBox", array_of(*media));
    if (crop) { // only its part inside the medium counts (14.11.2)
        const Rectangle visible{std::max(crop->left, media->left), std::max(crop->bottom, media->bottom), std::min(crop->right, media->right), std::min(crop->top, media->top)};
        if (visible.right - visible.left >= page_least && visible.top - visible.bottom >= page_least) page.replaceKey("/CropBox", array_of(visible));
    }
    if (const int rotation = rotation_of(inherited(found, "/Rotate")); rotation != 0) page.replaceKey("/Rotate", QPDFObjectHandle::newInteger(rotation));
    if (QPDFObjectHandle unit = found.page.getKey("/UserUnit"); unit.isNumber() && unit.getNumericValue() >= 0.1 && unit.getNumericValue() <= 100)
        page.replaceKey("/UserUnit", unit);
    return page;
}

void PageCleaner::clean_reachable(QPDFObjectHandle from) {
    std::vector<QPDFObjectHandle> open{from};
    while (!open.empty()) {
        QPDFObjectHandle object = open.back();
        open.pop_back();
        if (!clean_direct(object, open, 0)) notes_.warn("evidence.nested_too_deeply");
    }
}

// Numbers of thousands of digits and names of thousands of letters are legal; they break readers, the one that binds among them.
constexpr std::size_t longest_token = 127; // bytes of a name (ISO 32000-1, annex C)

bool is_overlong(QPDFObjectHandle object) {
    return (object.isReal() && object.getRealValue().size() > longest_token) || (object.isName() && object.getName().size() > 8 * longest_token);
}

QPDFObjectHandle shortened(QPDFObjectHandle object) {
    if (!object.isReal()) return QPDFObjectHandle::newNull();
    const double value = object.getNumericValue();
    return std::isfinite(value) && std::fabs(value) < 1e9 ? QPDFObjectHandle::newReal(value, 5) : QPDFObjectHandle::newInteger(0);
}

// Follows direct parts; indirect ones wait in `open`. false when something was cut for its depth.
bool PageCleaner::clean_direct(QPDFObjectHandle object, std::vector<QPDFObjectHandle>& open, int depth) {
    bool is_whole = true;
    const auto follow = [&](QPDFObjectHandle child) {
        if (child.isIndirect()) {
            if (cleaned_.insert(child.getObjGen()).second) open.push_back(child);
            return true;
        }
        if (!child.isDictionary() && !child.isArray()) return true;
        if (depth >= deepest) return false;
        is_whole = clean_direct(child, open, depth + 1) && is_whole;
        return true;
    };
    QPDFObjectHandle dictionary = object;
    if (object.isStream()) {
        clean_stream(object);
        dictionary = object.getDict();
    }
    if (dictionary.isDictionary()) {
        if (dictionary.isDictionaryOfType("/Page") && depth == 0 && object.isIndirect()) return true; // another page; not through here
        for (const std::string& key : dictionary.getKeys()) {
            QPDFObjectHandle value = dictionary.getKey(key);
            if (is_overlong(value)) dictionary.replaceKey(key, shortened(value));
            if (!follow(value) || key.size() > 8 * longest_token) {
                dictionary.removeKey(key);
                is_whole = false;
            }
        }
    } else if (object.isArray()) {
        for (int i = 0; i < object.getArrayNItems(); ++i)
            if (QPDFObjectHandle item = object.getArrayItem(i); is_overlong(item)) {
                object.setArrayItem(i, shortened(item));
            } else if (!follow(item)) {
                object.setArrayItem(i, QPDFObjectHandle::newNull());
                is_whole = false;
            }
    }
    return is_whole;
}

// A stream's own dictionary (not its resources, whose names are free): nothing that points outside or carries hidden data.
void PageCleaner::clean_stream(QPDFObjectHandle stream) {
    QPDFObjectHandle dictionary = stream.getDict();
    if (stream.isDataModified()) // a field's value that libqpdf would write only when it recompresses
        stream.replaceStreamData(decode_stream(stream, stream_limit_).bytes, QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
    if (dictionary.hasKey("/F")) {
        notes_.warn("evidence.external_content");
        stream.replaceStreamData("", QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
    }
    for (const char* key : {"/F", "/FFilter", "/FDecodeParms", "/AF", "/Metadata", "/PieceInfo", "/OPI", "/Ref", "/Alternates", "/StructParent", "/StructParents", "/Measure", "/PtData"})
        if (dictionary.hasKey(key)) dictionary.removeKey(key);
    if (is_in(dictionary.getKey("/Subtype"), {"/PS"}) || is_in(dictionary.getKey("/Subtype2"), {"/PS"})) {
        notes_.warn("evidence.actions_removed");
        stream.replaceStreamData("", QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
        dictionary.replaceKey("/Subtype", QPDFObjectHandle::newName("/Form"));
        dictionary.removeKey("/Subtype2");
        dictionary.replaceKey("/BBox", QPDFObjectHandle::parse("[0 0 1 1]"));
    }
}

} // namespace legajo::evidence
