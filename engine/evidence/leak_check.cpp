#include "evidence/leak_check.hpp"

#include "evidence/page_text.hpp"
#include "evidence/page_tree.hpp"
#include "evidence/qpdf_tools.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace legajo::evidence {
namespace {

constexpr std::size_t shortest_needle = 8; // letters and digits; shorter ones are everybody's
constexpr std::uint64_t stream_limit = std::uint64_t{512} << 20;

// Letters and digits only, without case or accents: no line break, hyphen or spacing can hide a phrase.
std::string squashed(std::string_view text) {
    const std::string marked = base::file_name_safe("a" + std::string(text), 4 * text.size() + 16); // the mark: of nothing it would make a name
    return base::replaced(marked, "-", "").substr(1);
}

struct Phrase {
    std::string original, squashed_form;
    std::vector<std::string> raw_forms; // as bytes: UTF-8, Latin-1, UTF-16
};

std::vector<std::string> forms_of(const std::string& text) {
    std::vector<std::string> forms{text};
    std::string latin, wide_big, wide_little;
    bool is_latin = true;
    for (const char32_t point : base::code_points(text)) {
        if (point > 0xFFFF) return forms;
        is_latin = is_latin && point < 0x100;
        latin += static_cast<char>(point);
        const char high = static_cast<char>(point >> 8), low = static_cast<char>(point);
        (wide_big += high) += low;
        (wide_little += low) += high;
    }
    if (is_latin && latin != text) forms.push_back(latin);
    forms.push_back(wide_big);
    forms.push_back(wide_little);
    return forms;
}

// Packed as pictures are: what is inside are pixels, not words. Its bytes are searched as they stand.
bool is_packed_picture(QPDFObjectHandle dictionary) {
    QPDFObjectHandle kind = dictionary.getKey("/Subtype"), filter = dictionary.getKey("/Filter");
    if (!kind.isName() || kind.getName() != "/Image") return false;
    if (filter.isArray() && filter.getArrayNItems() > 0) filter = filter.getArrayItem(filter.getArrayNItems() - 1);
    if (!filter.isName()) return false;
    const std::string name = filter.getName();
    return name == "/DCTDecode" || name == "/CCITTFaxDecode" || name == "/JPXDecode" || name == "/JBIG2Decode";
}

class LeakFinder {
public:
    explicit LeakFinder(const model::LeakRequest& request)
        : hashes_(request.hashes.begin(), request.hashes.end()), fingerprints_(request.fingerprints.begin(), request.fingerprints.end()) {
        for (const std::string& phrase : request.phrases)
            if (std::string form = squashed(phrase); form.size() >= shortest_needle) phrases_.push_back({phrase, std::move(form), forms_of(phrase)});
    }

    model::LeakReport search(QPDF& pdf) {
        for (const FoundPage& found : find_pages(pdf, 100'000).pages) {
            ++report_.pages;
            look_in_text(page_text(found.page, stream_limit), "página " + std::to_string(report_.pages));
        }
        for (QPDFObjectHandle& object : pdf.getAllObjects()) {
            ++report_.objects;
            const std::string place = "objeto " + std::to_string(object.getObjectID());
            if (object.isStream()) look_in_stream(object, place);
            look_in_strings(object.isStream() ? object.getDict() : object, place, 0);
        }
        look_in_strings(pdf.getTrailer(), "final del fichero", 0);
        return std::move(report_);
    }

private:
    void found(const std::string& needle, const std::string& place) {
        if (report_.leaks.size() < 1000) report_.leaks.push_back({needle, place});
    }
    void look_in_text(std::string_view text, const std::string& place) {
        if (text.size() < shortest_needle) return;
        const std::string flat = squashed(text);
        for (const Phrase& phrase : phrases_)
            if (flat.find(phrase.squashed_form) != std::string::npos) found(phrase.original, place);
        for (const std::string& hash : hashes_)
            if (flat.find(hash) != std::string::npos) found(hash, place);
    }
    void look_in_stream(QPDFObjectHandle stream, const std::string& place) {
        std::string raw;
        try {
            raw = raw_stream(stream);
        } catch (const std::exception&) {
            ++report_.unreadable_streams;
            return;
        }
        if (!fingerprints_.empty() && fingerprints_.contains(base::sha256_hex(raw))) found("contenido de un documento reservado", place);
        const Decoded decoded = decode_stream(stream, stream_limit);
        if (!decoded.is_whole && decoded.bytes.empty() && !is_packed_picture(stream.getDict())) ++report_.unreadable_streams;
        const std::string_view bytes = decoded.bytes.empty() ? std::string_view(raw) : std::string_view(decoded.bytes);
        if (const std::string hash = base::sha256_hex(bytes); hashes_.contains(hash)) found(hash, place);
        for (const Phrase& phrase : phrases_)
            for (const std::string& form : phrase.raw_forms)
                if (bytes.find(form) != std::string_view::npos) {
                    found(phrase.original, place);
                    break;
                }
        for (const std::string& hash : hashes_)
            if (bytes.find(hash) != std::string_view::npos) found(hash, place);
    }
    void look_in_strings(QPDFObjectHandle object, const std::string& place, int depth) {
        if (depth > 100) return;
        if (object.isString()) return look_in_text(object.getUTF8Value(), place);
        if (object.isName()) return look_in_text(object.getName(), place);
        if (object.isDictionary())
            for (const std::string& key : object.getKeys()) {
                if (QPDFObjectHandle value = object.getKey(key); !value.isIndirect()) look_in_strings(value, place, depth + 1);
            }
        if (object.isArray())
            for (QPDFObjectHandle& item : object.getArrayAsVector())
                if (!item.isIndirect()) look_in_strings(item, place, depth + 1);
    }

    std::set<std::string> hashes_, fingerprints_;
    std::vector<Phrase> phrases_;
    model::LeakReport report_;
};

} // namespace

base::Result<model::LeakReport> find_leaks(std::string_view bytes, const model::LeakRequest& request) {
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("", bytes.data(), bytes.size());
        return LeakFinder(request).search(pdf);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& failure) {
        base::Problem problem{.severity = base::Severity::error, .code = "evidence.damaged", .stage = "evidence", .place = {}, .arguments = {}};
        return problem.with("fichero", "dosier").with("detalle", clean_text(failure.what(), 200));
    }
}

} // namespace legajo::evidence
