#include "evidence/pdf_rescue.hpp"

#include "evidence/qpdf_tools.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

namespace legajo::evidence {
namespace {

constexpr int highest_number = 8'000'000;
using Offsets = std::map<int, std::size_t>; // object number → where "N G obj" starts

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }

// Going back from `end`: blanks, then digits. Where the digits start, or npos.
std::size_t number_before(std::string_view bytes, std::size_t end) {
    std::size_t at = end;
    while (at > 0 && is_blank(bytes[at - 1])) --at;
    if (at == end) return std::string_view::npos;
    const std::size_t last = at;
    while (at > 0 && is_digit(bytes[at - 1]) && last - at < 10) --at;
    return at == last ? std::string_view::npos : at;
}

int number_at(std::string_view bytes, std::size_t at) {
    int number = -1;
    std::from_chars(bytes.data() + at, bytes.data() + bytes.size(), number);
    return number;
}

// The last definition of a number counts, as in a file with revisions.
Offsets find_objects(std::string_view bytes) {
    Offsets found;
    for (std::size_t at = bytes.find("obj"); at != std::string_view::npos; at = bytes.find("obj", at + 3)) {
        if (at > 0 && !is_blank(bytes[at - 1])) continue; // endobj
        const std::size_t generation = number_before(bytes, at);
        const std::size_t begin = generation == std::string_view::npos ? generation : number_before(bytes, generation);
        if (begin == std::string_view::npos) continue;
        const int number = number_at(bytes, begin);
        if (number > 0 && number <= highest_number) found[number] = begin;
    }
    return found;
}

std::string_view body_of(std::string_view bytes, std::size_t begin) {
    const std::size_t end = bytes.find("endobj", begin), most = std::min<std::size_t>(bytes.size() - begin, 20'000);
    return bytes.substr(begin, std::min(end == std::string_view::npos ? most : end - begin, most));
}

int find_catalog(std::string_view bytes, const Offsets& objects) {
    for (auto object = objects.rbegin(); object != objects.rend(); ++object) {
        const std::string_view body = body_of(bytes, object->second);
        if (body.find("/Catalog") != std::string_view::npos && body.find("/Pages") != std::string_view::npos) return object->first;
    }
    return 0;
}

std::string with_tables(std::string_view bytes, const Offsets& objects) {
    std::string file(bytes);
    file += "\nxref\n0 1\n0000000000 65535 f \n";
    const std::size_t start = bytes.size() + 1;
    for (const auto& [number, offset] : objects) {
        const std::string digits = std::to_string(offset);
        file += std::to_string(number) + " 1\n" + std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits + " 00000 n \n";
    }
    int root = find_catalog(bytes, objects);
    if (root == 0) root = objects.rbegin()->first + 1; // names nothing: the pages will be looked for one by one
    file += "trailer\n<< /Root " + std::to_string(root) + " 0 R /Size " + std::to_string(objects.rbegin()->first + 2) + " >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
    return file;
}

// Objects of one object stream as text "N 0 obj ... endobj"; those in `known` have a newer definition outside.
void unpack(QPDFObjectHandle stream, const Offsets& known, std::map<int, std::string>& into) {
    QPDFObjectHandle dictionary = stream.getDict();
    if (!dictionary.getKey("/N").isInteger() || !dictionary.getKey("/First").isInteger()) return;
    const Decoded decoded = decode_stream(stream, std::uint64_t{64} << 20);
    const std::string_view bytes = decoded.bytes;
    const long long count = std::clamp<long long>(dictionary.getKey("/N").getIntValue(), 0, 100'000), first = dictionary.getKey("/First").getIntValue();
    if (first < 0 || static_cast<std::size_t>(first) > bytes.size()) return;
    std::vector<std::pair<int, std::size_t>> entries;
    std::size_t at = 0;
    const auto next = [&] {
        while (at < static_cast<std::size_t>(first) && !is_digit(bytes[at])) ++at;
        if (at >= static_cast<std::size_t>(first)) return -1;
        const int number = number_at(bytes, at);
        while (at < bytes.size() && is_digit(bytes[at])) ++at;
        return number;
    };
    for (long long i = 0; i < count; ++i) {
        const int number = next(), offset = next();
        if (number <= 0 || number > highest_number || offset < 0) break;
        entries.emplace_back(number, static_cast<std::size_t>(first) + static_cast<std::size_t>(offset));
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::size_t begin = entries[i].second, end = i + 1 < entries.size() ? entries[i + 1].second : bytes.size();
        if (begin >= end || end > bytes.size() || known.contains(entries[i].first)) continue;
        into[entries[i].first] = std::to_string(entries[i].first) + " 0 obj\n" + std::string(bytes.substr(begin, end - begin)) + "\nendobj\n";
    }
}

std::map<int, std::string> packed_objects(std::string_view bytes, const Offsets& known) {
    std::map<int, std::string> found;
    if (bytes.find("/ObjStm") == std::string_view::npos) return found;
    const std::string file = with_tables(bytes, known);
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("", file.data(), file.size());
        for (QPDFObjectHandle& object : pdf.getAllObjects())
            if (object.isStream() && object.getDict().getKey("/Type").isName() && object.getDict().getKey("/Type").getName() == "/ObjStm") unpack(object, known, found);
    } catch (const std::exception&) { // then without them
    }
    return found;
}

} // namespace

std::string rescued_pdf(std::string_view bytes) {
    if (bytes.find("/Encrypt") != std::string_view::npos) return {};
    Offsets objects = find_objects(bytes);
    if (objects.empty()) return {};
    const std::map<int, std::string> packed = packed_objects(bytes, objects);
    std::string file(bytes);
    file += '\n';
    for (const auto& [number, text] : packed) {
        objects[number] = file.size();
        file += text;
    }
    return with_tables(file, objects);
}

} // namespace legajo::evidence
