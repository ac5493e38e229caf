#include "draw/haru_file.hpp"

#include "base/error.hpp"
#include "draw/pdf_syntax.hpp"

#include <hpdf.h>
#include <hpdf_conf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <hpdf_utils.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <unordered_map>
#include <vector>

// The layouts of HPDF_Dict_Rec, HPDF_PageAttr_Rec, HPDF_Doc_Rec and HPDF_Stream_Rec used below are those of this version.
static_assert(HPDF_VERSION_ID == 20300, "libharu's struct layouts were checked for 2.3.0 only");

namespace legajo::draw {

namespace {

struct Record { // hangs on HPDF_Dict_Rec::attr
    std::string body;
    std::string owned;
    std::string_view data;
    bool is_stream = false;
    std::size_t body_offset = 0;
};

constexpr std::string_view header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

// None: libharu's pool gives addresses that are multiples of four only, too odd for its own pointers.
constexpr HPDF_UINT pool_bytes = 0;

HPDF_STATUS write_text(HPDF_Stream stream, std::string_view text) {
    return text.empty() ? HPDF_OK : HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(text.data()), static_cast<HPDF_UINT>(text.size()));
}

// For dictionaries that libharu owns (pages' parts, catalogue): their insides are ours.
HPDF_STATUS write_body(HPDF_Dict dictionary, HPDF_Stream stream) { return write_text(stream, static_cast<Record*>(dictionary->attr)->body); }

// libharu hands its allocator no context; a document is made and written by one thread.
thread_local std::size_t allocations_left = 0;

void* allocate(HPDF_UINT size) {
    if (allocations_left == 0) return nullptr;
    --allocations_left;
    return std::malloc(size);
}

void release(void* memory) { std::free(memory); }

using PageExtras = std::unordered_map<HPDF_Dict, std::string>;

struct Target { // what the writer's stream writes to
    std::string bytes;
    const PageExtras* page_extras = nullptr;
};

HPDF_STATUS append_to_target(HPDF_Stream stream, const HPDF_BYTE* bytes, HPDF_UINT size) {
    static_cast<Target*>(stream->attr)->bytes.append(reinterpret_cast<const char*>(bytes), size);
    return HPDF_OK;
}

// A page's attr belongs to libharu, so its extras are found by the page.
HPDF_STATUS write_page_extras(HPDF_Dict page, HPDF_Stream stream) { return write_text(stream, static_cast<Target*>(stream->attr)->page_extras->at(page)); }

struct DocumentFree {
    void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};

} // namespace

struct HaruFile::Inside {
    std::unique_ptr<HPDF_Doc_Rec, DocumentFree> document;
    std::deque<Record> records; // addresses stay
    std::vector<Record*> by_number;
    std::vector<HPDF_Page> pages;
    PageExtras page_extras;
    ObjectNumber first_own = 0, last = 0; // `last` is written last
    std::size_t beginning = 0;            // length of what stands before our bytes
    std::vector<std::size_t> offsets;     // of the objects from first_own on that stand there

    void check() const {
        const HPDF_STATUS error = HPDF_GetError(document.get());
        if (error != HPDF_OK) {
            char text[64];
            std::snprintf(text, sizeof text, "libharu error 0x%04X, detail %u", static_cast<unsigned>(error), static_cast<unsigned>(HPDF_GetErrorDetail(document.get())));
            throw base::Error("draw.library", "draw", text);
        }
    }

    Record* attach(HPDF_Dict dictionary) {
        records.emplace_back();
        Record* record = &records.back();
        dictionary->attr = record;
        dictionary->write_fn = write_body;
        return record;
    }

    HPDF_Dict new_dictionary() {
        HPDF_Dict dictionary = HPDF_Dict_New(document->mmgr);
        if (dictionary == nullptr) check();
        base::check(dictionary != nullptr, "libharu gives a dictionary or an error");
        return dictionary;
    }

    ObjectNumber add(Record*& record) {
        HPDF_Dict dictionary = new_dictionary();
        if (HPDF_Xref_Add(document->xref, dictionary) != HPDF_OK) check(); // on failure the dictionary is freed by libharu
        const ObjectNumber number = dictionary->header.obj_id & 0xFFFFFF;
        record = attach(dictionary);
        if (by_number.size() <= number) by_number.resize(number + 1, nullptr);
        by_number[number] = record;
        return number;
    }

    // Dictionaries and streams of ours are text already; what libharu keeps, it writes itself.
    void write_object(ObjectNumber object, std::string& out, HPDF_Stream writer) {
        append_integer(out, object);
        out += " 0 obj\n<<\n";
        Record* record = object < by_number.size() ? by_number[object] : nullptr;
        if (record == nullptr) {
            out.resize(out.size() - 3); // libharu opens its dictionaries
            const auto* entry = static_cast<HPDF_XrefEntry>(HPDF_List_ItemAt(document->xref->entries, object));
            const HPDF_STATUS status = HPDF_Obj_WriteValue(entry->obj, writer, nullptr);
            if (status != HPDF_OK) throw base::Error("draw.library", "draw", "libharu error " + std::to_string(status) + " while writing");
        } else {
            record->body_offset = beginning + out.size();
            out += record->body;
            if (record->is_stream) {
                out += "/Length ";
                append_integer(out, static_cast<std::int64_t>(record->data.size()));
            }
            out += "\n>>";
            if (record->is_stream) {
                out += "\nstream\n";
                out += record->data;
                out += "\nendstream";
            }
        }
        out += "\nendobj\n";
    }

    // ISO 32000-1 7.5.4: entries of twenty bytes.
    void write_end(std::string& out, const std::vector<std::size_t>& all, HPDF_Stream writer) {
        const std::size_t start = beginning + out.size();
        out += "xref\n0 " + std::to_string(all.size()) + "\n0000000000 65535 f\r\n";
        for (std::size_t i = 1; i < all.size(); ++i) {
            std::string entry = "0000000000 00000 n\r\n";
            std::size_t digit = 10;
            for (std::size_t rest = all[i]; rest != 0 && digit > 0; rest /= 10) entry[--digit] = static_cast<char>('0' + rest % 10);
            out += entry;
        }
        out += "trailer\n";
        base::check(HPDF_Dict_AddNumber(document->trailer, "Size", static_cast<HPDF_INT32>(all.size())) == HPDF_OK, "the trailer takes its size");
        const HPDF_STATUS status = HPDF_Dict_Write(document->trailer, writer, nullptr);
        if (status != HPDF_OK) throw base::Error("draw.library", "draw", "libharu error " + std::to_string(status) + " while writing");
        out += "\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
    }
};

HaruFile::HaruFile(std::size_t most_allocations) : inside_(std::make_unique<Inside>()) {
    allocations_left = most_allocations;
    inside_->document.reset(HPDF_NewEx(nullptr, allocate, release, pool_bytes, nullptr));
    if (!inside_->document) throw base::Error("draw.library", "draw", "libharu gives no document (out of memory)");
    inside_->first_own = inside_->document->xref->entries->count;
}

HaruFile::~HaruFile() = default;

ObjectNumber HaruFile::add_dictionary() {
    Record* record = nullptr;
    return inside_->add(record);
}

void HaruFile::set_dictionary(ObjectNumber object, std::string inside) {
    base::check(object < inside_->by_number.size() && inside_->by_number[object] != nullptr, "a dictionary of ours");
    inside_->by_number[object]->body = std::move(inside);
}

ObjectNumber HaruFile::add_stream(std::string inside, std::string_view data) {
    Record* record = nullptr;
    const ObjectNumber number = inside_->add(record);
    record->body = std::move(inside);
    record->data = data;
    record->is_stream = true;
    return number;
}

ObjectNumber HaruFile::add_owned_stream(std::string inside, std::string data) {
    const ObjectNumber number = add_stream(std::move(inside), {});
    Record& record = *inside_->by_number[number];
    record.owned = std::move(data);
    record.data = record.owned;
    return number;
}

HaruFile::PageHandle HaruFile::add_page() {
    HPDF_Page page = HPDF_AddPage(inside_->document.get());
    inside_->check();
    base::check(page != nullptr, "libharu gives a page or an error");
    HPDF_Dict_RemoveElement(page, "MediaBox"); // 595 x 841, and floating point: the extras hold ours
    inside_->pages.push_back(page);
    return {page->header.obj_id & 0xFFFFFF, inside_->pages.size() - 1};
}

void HaruFile::set_page_content(std::size_t page, std::string_view deflated) {
    auto* attributes = static_cast<HPDF_PageAttr>(inside_->pages.at(page)->attr);
    Record* record = inside_->attach(attributes->contents); // a stream of libharu's: only the filter's name is ours
    record->body = "/Filter/FlateDecode";
    attributes->contents->filter = HPDF_STREAM_FILTER_NONE;
    if (write_text(attributes->stream, deflated) != HPDF_OK) inside_->check();
}

void HaruFile::set_page_extras(std::size_t page, std::string extras, std::string resources) {
    HPDF_Page target = inside_->pages.at(page);
    auto* own = static_cast<HPDF_Dict>(HPDF_Dict_GetItem(target, "Resources", HPDF_OCLASS_DICT));
    inside_->check();
    base::check(own != nullptr, "libharu gives each page its resources");
    inside_->attach(own)->body = std::move(resources);
    target->write_fn = write_page_extras;
    inside_->page_extras[target] = std::move(extras);
}

void HaruFile::set_catalog(std::string inside) { inside_->attach(inside_->document->catalog)->body = std::move(inside); }

void HaruFile::set_information(std::string inside) {
    base::check(inside_->document->info != nullptr, "libharu makes an information dictionary");
    HPDF_Dict_RemoveElement(inside_->document->info, "Producer");
    inside_->attach(inside_->document->info)->body = std::move(inside);
}

void HaruFile::set_trailer(std::string inside) {
    HPDF_Doc document = inside_->document.get();
    const auto number = [](HPDF_Dict dictionary) { return std::to_string(dictionary->header.obj_id & 0xFFFFFF) + " 0 R"; };
    inside_->attach(document->trailer)->body = "/Root " + number(document->catalog) + "/Info " + number(document->info) + std::move(inside);
}

std::size_t HaruFile::body_offset(ObjectNumber object) const { return inside_->by_number.at(object)->body_offset; }

std::string HaruFile::write_beginning(std::vector<std::size_t>& offsets) {
    inside_->check();
    std::string bytes(header);
    for (ObjectNumber i = inside_->first_own; i < inside_->by_number.size(); ++i) {
        offsets.push_back(bytes.size());
        inside_->write_object(i, bytes, nullptr); // all of them ours
    }
    return bytes;
}

void HaruFile::begin_with(std::size_t length, const std::vector<std::size_t>& offsets) {
    base::check(inside_->by_number.empty() && inside_->beginning == 0, "nothing was added before");
    inside_->beginning = length;
    inside_->offsets = offsets;
    for (std::size_t i = 0; i < offsets.size(); ++i) { // they take their numbers
        HPDF_Null place = HPDF_Null_New(inside_->document->mmgr);
        if (place == nullptr || HPDF_Xref_Add(inside_->document->xref, place) != HPDF_OK) inside_->check();
    }
}

void HaruFile::write_last(ObjectNumber object) { inside_->last = object; }

std::string HaruFile::write(std::size_t size_hint) {
    inside_->check();
    Target out{{}, &inside_->page_extras};
    out.bytes.reserve(size_hint);
    const std::unique_ptr<HPDF_Stream_Rec, decltype(&HPDF_Stream_Free)> writer(HPDF_CallbackWriter_New(inside_->document->mmgr, append_to_target, &out), HPDF_Stream_Free);
    if (!writer) inside_->check();
    if (inside_->beginning == 0) out.bytes = header;
    const ObjectNumber count = inside_->document->xref->entries->count;
    std::vector<std::size_t> offsets(count, 0);
    std::ranges::copy(inside_->offsets, offsets.begin() + inside_->first_own);
    const auto put = [&](ObjectNumber object) {
        offsets[object] = inside_->beginning + out.bytes.size();
        inside_->write_object(object, out.bytes, writer.get());
    };
    for (ObjectNumber i = 1; i < count; ++i)
        if (i != inside_->last && offsets[i] == 0) put(i);
    if (inside_->last != 0) put(inside_->last);
    inside_->check();
    inside_->write_end(out.bytes, offsets, writer.get());
    inside_->check();
    return std::move(out.bytes);
}

} // namespace legajo::draw
