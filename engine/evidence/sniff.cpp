#include "evidence/sniff.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace legajo::evidence {
namespace {

using model::ExhibitKind;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    ExhibitKind kind;
    std::string_view name;
};

using namespace std::string_view_literals;

constexpr std::array signatures{
    Signature{0, "\xFF\xD8\xFF"sv, ExhibitKind::jpeg, "JPEG"},
    Signature{0, "\x89PNG\r\n\x1A\n"sv, ExhibitKind::png, "PNG"},
    Signature{0, "II*\0"sv, ExhibitKind::tiff, "TIFF"},
    Signature{0, "MM\0*"sv, ExhibitKind::tiff, "TIFF"},
    Signature{0, "II+\0"sv, ExhibitKind::tiff, "TIFF"},
    Signature{0, "MM\0+"sv, ExhibitKind::tiff, "TIFF"},
    Signature{8, "WEBPVP8"sv, ExhibitKind::webp, "WebP"},
    Signature{0, "GIF8"sv, ExhibitKind::gif, "GIF"},
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, ExhibitKind::office, "Office (OLE)"},
    Signature{0, "{\\rtf"sv, ExhibitKind::office, "RTF"},
    Signature{4, "ftyphei"sv, ExhibitKind::heif, "HEIC"}, // heic, heix, heim, heis
    Signature{4, "ftyphev"sv, ExhibitKind::heif, "HEIC"},
    Signature{4, "ftypmif1"sv, ExhibitKind::heif, "HEIF"},
    Signature{4, "ftypmsf1"sv, ExhibitKind::heif, "HEIF"},
    Signature{4, "ftypavif"sv, ExhibitKind::heif, "AVIF"},
    Signature{4, "ftypavis"sv, ExhibitKind::heif, "AVIF"},
    Signature{4, "ftyp"sv, ExhibitKind::unknown, "vídeo o audio"},
    Signature{0, "\x78\x9F\x3E\x22"sv, ExhibitKind::unknown, "winmail.dat de Outlook"},
    Signature{0, "OggS"sv, ExhibitKind::unknown, "audio"},
    Signature{0, "ID3"sv, ExhibitKind::unknown, "audio MP3"},
    Signature{0, "\x00\x00\x01\x00"sv, ExhibitKind::unknown, "icono"},
    Signature{0, "Rar!"sv, ExhibitKind::unknown, "archivo RAR"},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, ExhibitKind::unknown, "archivo 7z"},
    Signature{0, "\x1F\x8B"sv, ExhibitKind::unknown, "archivo gzip"},
    Signature{0, "MZ"sv, ExhibitKind::unknown, "programa"},
    Signature{0, "\x7F" "ELF"sv, ExhibitKind::unknown, "programa"},
};

bool stands_at(std::string_view bytes, std::size_t offset, std::string_view what) {
    return bytes.size() >= offset + what.size() && bytes.substr(offset, what.size()) == what;
}

// "BM", the size of the file, four bytes of zero, where the pixels begin: two letters alone begin many texts.
bool looks_like_bitmap(std::string_view bytes) {
    if (!bytes.starts_with("BM") || bytes.size() < 26) return false;
    const auto number = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) | static_cast<unsigned>(static_cast<unsigned char>(bytes[at + 1])) << 8; };
    const unsigned header = number(14), beyond = number(16);
    return beyond == 0 && (header == 12 || (header >= 16 && header <= 256));
}

// "P1".."P6", then two measures: netpbm's own definition.
bool looks_like_netpbm(std::string_view bytes) {
    if (bytes.size() < 8 || bytes[0] != 'P' || bytes[1] < '1' || bytes[1] > '6') return false;
    std::string_view rest = bytes.substr(2, 1000);
    for (int measure = 0; measure < 2; ++measure) {
        const std::size_t before = rest.size();
        while (!rest.empty() && (rest[0] == '#' || rest[0] == ' ' || (rest[0] >= '\t' && rest[0] <= '\r')))
            rest.remove_prefix(rest[0] == '#' ? std::min(rest.find('\n'), rest.size()) : 1);
        if (rest.size() == before || rest.empty() || rest[0] < '0' || rest[0] > '9') return false;
        while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') rest.remove_prefix(1);
    }
    return true;
}

Sniffed sniff_zip(std::string_view bytes) { // names of the first entries tell office files apart
    const std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size(), 8192));
    for (const std::string_view mark : {"[Content_Types].xml"sv, "word/"sv, "xl/"sv, "ppt/"sv, "application/vnd.oasis.opendocument"sv})
        if (head.find(mark) != std::string_view::npos) return {ExhibitKind::office, "Office"};
    return {ExhibitKind::unknown, "archivo ZIP"};
}

bool is_header_name(char c) { return c > ' ' && c < 127 && c != ':'; }

// A mail starts with header lines, some of which every mail has.
bool looks_like_mail(std::string_view bytes) {
    std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size(), 32768));
    if (head.starts_with("From ")) head.remove_prefix(std::min(head.find('\n') + 1, head.size()));
    int headers = 0, telling = 0;
    for (std::string_view line : base::split(head, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;
        if (line[0] == ' ' || line[0] == '\t') {
            if (headers == 0) return false;
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !std::ranges::all_of(line.substr(0, colon), is_header_name)) return false;
        ++headers;
        const std::string name = base::ascii_lower(line.substr(0, colon));
        static const std::array<std::string_view, 9> known{"from", "to", "date", "subject", "message-id", "received", "mime-version", "return-path", "content-type"};
        telling += std::ranges::find(known, name) != known.end();
    }
    return telling >= 2;
}

bool is_wide_text(std::string_view bytes) { return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"); }

bool looks_like_text(std::string_view bytes) {
    if (is_wide_text(bytes)) return true;
    std::size_t odd = 0;
    for (const char c : bytes.substr(0, std::min<std::size_t>(bytes.size(), 65536))) {
        if (c == '\0') return false;
        odd += static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 27;
    }
    return odd * 50 <= bytes.size();
}

Sniffed sniff_text(std::string_view bytes) {
    std::string_view start = bytes.substr(0, std::min<std::size_t>(bytes.size(), 65536));
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    const std::string head = base::ascii_lower(base::trimmed(start));
    if (head.starts_with("<!doctype html") || head.starts_with("<html")) return {ExhibitKind::html, "HTML"};
    const bool is_facturae = head.find("facturae") != std::string::npos && head.find("fileheader") != std::string::npos;
    if (head.starts_with("<") && is_facturae) return {ExhibitKind::facturae, "Facturae"};
    if (head.starts_with("<?xml")) return {ExhibitKind::xml, "XML"};
    if (looks_like_mail(bytes)) return {ExhibitKind::email, "correo"};
    return {ExhibitKind::text, "texto"};
}

} // namespace

Sniffed sniff(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size(), 1024));
    for (const Signature& signature : signatures)
        if (signature.bytes.size() > 3 && stands_at(bytes, signature.offset, signature.bytes)) return {signature.kind, std::string(signature.name)};
    if (head.find("%PDF-") != std::string_view::npos) return {ExhibitKind::pdf, "PDF"};
    if (bytes.starts_with("PK\x03\x04")) return sniff_zip(bytes);
    if (looks_like_bitmap(bytes)) return {ExhibitKind::bmp, "BMP"};
    if (looks_like_netpbm(bytes)) return {ExhibitKind::pnm, "PNM"};
    if (looks_like_text(bytes)) return sniff_text(bytes);
    for (const Signature& signature : signatures) // marks of two or three letters only when it is no text
        if (stands_at(bytes, signature.offset, signature.bytes)) return {signature.kind, std::string(signature.name)};
    // A PDF whose head was lost still has its objects.
    if (bytes.find("\nendobj") != std::string_view::npos || bytes.find("\rendobj") != std::string_view::npos) return {ExhibitKind::pdf, "PDF"};
    return {ExhibitKind::unknown, "formato desconocido"};
}

bool extension_fits(std::string_view file_name, ExhibitKind kind) {
    const std::size_t dot = file_name.rfind('.');
    if (dot == std::string_view::npos || kind == ExhibitKind::unknown) return true;
    const std::string extension = base::ascii_lower(file_name.substr(dot + 1));
    using enum ExhibitKind;
    static const std::array<std::pair<std::string_view, ExhibitKind>, 23> expected{{
        {"pdf", pdf}, {"jpg", jpeg}, {"jpeg", jpeg}, {"png", png}, {"tif", tiff}, {"tiff", tiff}, {"webp", webp}, {"gif", gif}, {"eml", email},
        {"heic", heif}, {"heif", heif}, {"avif", heif}, {"bmp", bmp}, {"dib", bmp}, {"pbm", pnm}, {"pgm", pnm}, {"ppm", pnm}, {"pnm", pnm},
        {"doc", office}, {"docx", office}, {"xls", office}, {"xlsx", office}, {"odt", office}}};
    for (const auto& [name, meant] : expected)
        if (extension == name) return meant == kind;
    return true;
}

} // namespace legajo::evidence
