#include "read/decode.hpp"

#include "base/text.hpp"
#include "read/source_text.hpp"

#include <string_view>

namespace legajo::read {
namespace {

using namespace std::string_view_literals;

struct KnownEncoding {
    std::string_view declared; // lower case
    std::string_view name;     // for the converter
    bool is_utf16;
};

// What billing systems write. Other encodings are refused rather than guessed; some (UTF-7) hide markup from readers.
constexpr KnownEncoding known_encodings[] = {
    {"utf-8", "UTF-8", false},           {"utf8", "UTF-8", false},
    {"us-ascii", "US-ASCII", false},     {"ascii", "US-ASCII", false},
    {"iso-8859-1", "ISO-8859-1", false}, {"iso8859-1", "ISO-8859-1", false},
    {"latin1", "ISO-8859-1", false},     {"iso-8859-15", "ISO-8859-15", false},
    {"windows-1252", "windows-1252", false}, {"cp1252", "windows-1252", false},
    {"utf-16", "UTF-16", true},          {"utf-16le", "UTF-16LE", true},
    {"utf-16be", "UTF-16BE", true},
};
constexpr std::string_view names_of_known = "UTF-8, ISO-8859-1, ISO-8859-15, Windows-1252, UTF-16";

const KnownEncoding* find_encoding(std::string_view declared) {
    const std::string lower = base::ascii_lower(declared);
    for (const auto& encoding : known_encodings)
        if (encoding.declared == lower) return &encoding;
    return nullptr;
}

base::Problem problem(std::string_view code, const std::string& file, Position position = {1, 1}) {
    return {base::Severity::error, std::string(code), "read", {file, position.line, position.column, ""}, {}};
}

// The value of encoding="…" in the XML declaration; empty when there is none. Looks at ASCII only.
std::string declared_encoding(std::string_view text) {
    if (!text.starts_with("<?xml")) return {};
    const std::string_view declaration = text.substr(0, text.find("?>"));
    std::size_t at = declaration.find("encoding");
    if (at == std::string_view::npos) return {};
    at = declaration.find_first_of("'\"", at);
    if (at == std::string_view::npos) return {};
    const std::size_t end = declaration.find(declaration[at], at + 1);
    if (end == std::string_view::npos) return {};
    return std::string(declaration.substr(at + 1, end - at - 1).substr(0, 60));
}

std::size_t length_by_lead(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xE0) return 2;
    return lead < 0xF0 ? 3 : 4;
}

std::size_t first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = length_by_lead(static_cast<unsigned char>(text[at]));
        if (at + length > text.size() || !base::is_valid_utf8(text.substr(at, length))) return at;
        at += length;
    }
    return text.size();
}

std::string two_digits_hex(unsigned char byte) {
    constexpr auto digits = "0123456789ABCDEF"sv;
    return {digits[byte >> 4], digits[byte & 15]};
}

base::Result<std::string> check_utf8(std::string bytes, const std::string& file) {
    if (base::is_valid_utf8(bytes)) return bytes;
    const std::size_t at = first_invalid_utf8(bytes);
    const unsigned char byte = at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
    const Position position = SourceText(bytes).position(at);
    return problem("case.encoding_invalid", file, position).with("codificacion", "UTF-8").with("octeto", two_digits_hex(byte));
}

base::Result<std::string> convert(std::string_view bytes, std::string_view encoding, const std::string& file) {
    if (auto text = base::to_utf8(bytes, std::string(encoding))) return std::move(*text);
    return problem("case.encoding_invalid", file).with("codificacion", std::string(encoding)).with("octeto", "");
}

base::Result<std::string> decode_utf16(std::string_view bytes, bool is_little, bool has_mark, const std::string& file) {
    if (has_mark) bytes.remove_prefix(2);
    auto text = convert(bytes, is_little ? "UTF-16LE" : "UTF-16BE", file);
    if (!text) return text;
    const std::string declared = declared_encoding(text.value());
    const KnownEncoding* known = declared.empty() ? nullptr : find_encoding(declared);
    if (!declared.empty() && (known == nullptr || !known->is_utf16))
        return problem("case.encoding_conflict", file).with("declarada", declared).with("real", "UTF-16");
    return text;
}

} // namespace

base::Result<std::string> decode(std::string bytes, const std::string& file) {
    const std::string_view view = bytes;
    if (view.starts_with("\xFF\xFE"sv)) return decode_utf16(view, true, true, file);
    if (view.starts_with("\xFE\xFF"sv)) return decode_utf16(view, false, true, file);
    if (view.starts_with("<\0"sv)) return decode_utf16(view, true, false, file);
    if (view.starts_with("\0<"sv)) return decode_utf16(view, false, false, file);

    const bool has_mark = view.starts_with("\xEF\xBB\xBF"sv);
    if (has_mark) bytes.erase(0, 3);
    const std::string declared = declared_encoding(bytes);
    const KnownEncoding* known = declared.empty() ? &known_encodings[0] : find_encoding(declared);
    if (known == nullptr) return problem("case.encoding_unknown", file).with("declarada", declared).with("opciones", std::string(names_of_known));
    if (known->is_utf16 || (has_mark && known->name != "UTF-8"))
        return problem("case.encoding_conflict", file).with("declarada", declared).with("real", "UTF-8");
    if (known->name == "UTF-8") return check_utf8(std::move(bytes), file);
    return convert(bytes, known->name, file);
}

} // namespace legajo::read
