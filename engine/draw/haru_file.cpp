#include "draw/haru_file.hpp"

#include "base/error.hpp"

#include <hpdf.h>
#include <hpdf_conf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <hpdf_utils.h>

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
    HPDF_Stream target = nullptr;
};

constexpr HPDF_UINT pool_bytes = 32 * 1024;

HPDF_STATUS write_text(HPDF_Stream stream, std::string_view text) {
    return text.empty() ? HPDF_OK : HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(text.data()), static_cast<HPDF_UINT>(text.size()));
}

HPDF_STATUS write_body(HPDF_Dict dictionary, HPDF_Stream stream) {
    auto* record = static_cast<Record*>(dictionary->attr);
    record->body_offset = stream->size;
    record->target = stream;
    if (record->is_stream) record->body += "/Length " + std::to_string(record->data.size());
    return write_text(stream, record->body);
}

// libharu's own streams carry their length in an object apart; ours follow the dictionary directly.
HPDF_STATUS write_stream_data(HPDF_Dict dictionary) {
    auto* record = static_cast<Record*>(dictionary->attr);
    if (!record->is_stream) return HPDF_OK;
    const HPDF_STATUS status = write_text(record->target, "\nstream\n");
    if (status != HPDF_OK) return status;
    const HPDF_STATUS data_status = write_text(record->target, record->data);
    return data_status != HPDF_OK ? data_status : write_text(record->target, "\nendstream");
}

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
        dictionary->after_write_fn = write_stream_data;
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
};

HaruFile::HaruFile(std::size_t most_allocations) : inside_(std::make_unique<Inside>()) {
    allocations_left = most_allocations;
    inside_->document.reset(HPDF_NewEx(nullptr, allocate, release, pool_bytes, nullptr));
    if (!inside_->document) throw base::Error("draw.library", "draw", "libharu gives no document (out of memory)");
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

std::string HaruFile::write(std::size_t size_hint) {
    inside_->check();
    Target out{{}, &inside_->page_extras};
    out.bytes.reserve(size_hint);
    HPDF_Stream writer = HPDF_CallbackWriter_New(inside_->document->mmgr, append_to_target, &out);
    if (writer == nullptr) inside_->check();
    HPDF_STATUS status = write_text(writer, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    if (status == HPDF_OK) status = HPDF_Xref_WriteToStream(inside_->document->xref, writer, nullptr);
    HPDF_Stream_Free(writer);
    inside_->check();
    if (status != HPDF_OK) throw base::Error("draw.library", "draw", "libharu error " + std::to_string(status) + " while writing");
    return std::move(out.bytes);
}

} // namespace legajo::draw
