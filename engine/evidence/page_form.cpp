#include "evidence/page_form.hpp"

#include "evidence/content_scan.hpp"
#include "evidence/qpdf_tools.hpp"

#include "base/hash.hpp"

#include <algorithm>

namespace legajo::evidence {
namespace {

std::vector<QPDFObjectHandle> streams_of(QPDFObjectHandle contents) {
    std::vector<QPDFObjectHandle> streams;
    if (contents.isStream()) streams.push_back(contents);
    if (contents.isArray())
        for (QPDFObjectHandle& part : contents.getArrayAsVector())
            if (part.isStream()) streams.push_back(part);
    return streams;
}

std::string repeated(const char* what, int times) {
    std::string text = "\n";
    for (int i = 0; i < std::min(times, 100'000); ++i) text += what;
    return text;
}

bool is_complete(const ContentScan& scan) {
    return scan.missing_q == 0 && scan.missing_Q == 0 && scan.missing_EMC == 0 && !scan.is_text_open && scan.closers.empty();
}

std::string completed(const ContentScan& scan, std::string_view bytes) {
    std::string text;
    if (scan.missing_q > 0) text = repeated("q ", scan.missing_q) + "\n";
    text += bytes;
    text += scan.closers;
    if (scan.is_text_open) text += "\nET";
    if (scan.missing_EMC > 0) text += repeated("EMC ", scan.missing_EMC);
    if (scan.missing_Q > 0) text += repeated("Q ", scan.missing_Q);
    return text;
}

std::string ingredients(const std::vector<QPDFObjectHandle>& streams, QPDFObjectHandle resources, const QPDFObjectHandle::Rectangle& media) {
    std::string all;
    for (QPDFObjectHandle stream : streams) all += stream.unparse() + ' ';
    all += QPDFObjectHandle::newArray(media).unparse();
    return base::sha256_hex(all + resources.unparse());
}

} // namespace

PageForm PageForms::make(QPDFObjectHandle contents, QPDFObjectHandle resources, QPDFObjectHandle::Rectangle media, int number) {
    const std::vector<QPDFObjectHandle> streams = streams_of(contents);
    if (streams.empty()) return {};
    const std::string made_of = ingredients(streams, resources, media);
    if (const auto known = known_.find(made_of); known != known_.end()) return known->second;
    std::string bytes;
    bool is_whole = true, is_outside = false;
    for (QPDFObjectHandle stream : streams) {
        Decoded decoded = decode_stream(stream, stream_limit_ - std::min<std::uint64_t>(bytes.size(), stream_limit_));
        if (decoded.was_too_long) refuse(number);
        if (!decoded.is_whole) is_whole = false; // what could be read of it, as viewers do
        if (stream.getDict().hasKey("/F")) {     // its data stand in another file
            notes_.warn("evidence.external_content");
            is_outside = true;
            decoded.bytes.clear();
        }
        bytes += decoded.bytes;
        bytes += '\n';
    }
    const ContentScan scan = scan_content(bytes);
    const bool is_damaged = !is_whole || !scan.closers.empty();
    if (is_damaged) notes_.warn("evidence.page_damaged").with("pagina", std::to_string(number));
    const bool is_as_it_was = streams.size() == 1 && is_whole && !is_outside && is_complete(scan);
    QPDFObjectHandle form = is_as_it_was ? copied(streams.front(), number) : packed(streams, completed(scan, bytes), number);
    constexpr double outside = 10; // points
    QPDFObjectHandle dictionary = form.getDict();
    dictionary.replaceKey("/Type", QPDFObjectHandle::newName("/XObject"));
    dictionary.replaceKey("/Subtype", QPDFObjectHandle::newName("/Form"));
    dictionary.replaceKey("/BBox", QPDFObjectHandle::newArray(QPDFObjectHandle::Rectangle(media.llx - outside, media.lly - outside, media.urx + outside, media.ury + outside)));
    dictionary.replaceKey("/Resources", own_resources(resources));
    const PageForm made{form, scan.shows_text};
    if (!is_damaged && !is_outside) known_.emplace(made_of, made); // else each page is told
    return made;
}

// The same stored bytes as the original's.
QPDFObjectHandle PageForms::copied(QPDFObjectHandle stream, int number) {
    QPDFObjectHandle form = stream.copyStream();
    QPDFObjectHandle dictionary = form.getDict(), length = stream.getDict().getKey("/Length");
    count_repeated({stream}, length.isInteger() ? static_cast<std::uint64_t>(std::max(0LL, length.getIntValue())) : 0, number);
    for (const std::string& key : dictionary.getKeys())
        if (key != "/Filter" && key != "/DecodeParms" && key != "/Length") dictionary.removeKey(key);
    return form;
}

QPDFObjectHandle PageForms::packed(const std::vector<QPDFObjectHandle>& streams, std::string_view bytes, int number) {
    const std::string data = deflated(bytes);
    count_repeated(streams, data.size(), number);
    QPDFObjectHandle form = QPDFObjectHandle::newStream(&pdf_);
    form.replaceStreamData(data, QPDFObjectHandle::newName("/FlateDecode"), QPDFObjectHandle::newNull());
    return form;
}

QPDFObjectHandle PageForms::own_resources(QPDFObjectHandle resources) {
    if (!resources.isDictionary()) return QPDFObjectHandle::newDictionary();
    if (resources.isIndirect())
        if (const auto known = known_resources_.find(resources.getObjGen()); known != known_resources_.end()) return known->second;
    QPDFObjectHandle own = resources.shallowCopy();
    own.removeKey("/Type"); // some name a page here, and what is a page is not looked at as something drawn
    if (!resources.isIndirect()) return own;
    own = pdf_.makeIndirectObject(own);
    known_resources_.emplace(resources.getObjGen(), own);
    return own;
}

// A form is one page's, while thousands of pages may name one content stream: their copies together stay within the limit of one.
void PageForms::count_repeated(const std::vector<QPDFObjectHandle>& streams, std::uint64_t size, int number) {
    bool is_repeated = false;
    for (const QPDFObjectHandle& stream : streams) is_repeated = !used_.insert(stream.getObjGen()).second || is_repeated;
    if (is_repeated) repeated_ += size;
    if (repeated_ > stream_limit_) refuse(number);
}

void PageForms::refuse(int number) {
    notes_.refuse("evidence.stream_too_large").with("pagina", std::to_string(number));
    throw Unreadable{};
}

} // namespace legajo::evidence
