#include "evidence/jpeg_segments.hpp"

#include <cstring>

namespace legajo::evidence {
namespace {

enum Marker : unsigned char { rst0 = 0xD0, rst7 = 0xD7, soi = 0xD8, eoi = 0xD9, sos = 0xDA, dqt = 0xDB, dri = 0xDD, dht = 0xC4, jpg = 0xC8, dac = 0xCC, app0 = 0xE0, app14 = 0xEE, app15 = 0xEF, com = 0xFE };

bool is_frame(unsigned char marker) { return marker >= 0xC0 && marker <= 0xCF && marker != dht && marker != jpg && marker != dac; }
bool is_table(unsigned char marker) { return marker == dqt || marker == dht || marker == dri || marker == dac; }

unsigned char byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// Where entropy-coded data ends: at the next marker that is none of its own (restarts, stuffed zeros).
std::size_t end_of_scan(std::string_view bytes, std::size_t at) {
    while (at + 1 < bytes.size()) {
        const auto* mark = static_cast<const char*>(std::memchr(bytes.data() + at, 0xFF, bytes.size() - at - 1));
        if (!mark) break;
        at = static_cast<std::size_t>(mark - bytes.data());
        const unsigned char next = byte_at(bytes, at + 1);
        if (next != 0 && !(next >= rst0 && next <= rst7)) return at;
        at += 2;
    }
    return std::string_view::npos;
}

void keep_application_data(std::string& bare, unsigned char marker, std::string_view body) {
    using namespace std::string_view_literals;
    constexpr std::size_t jfif_header = 12; // up to the measures of the thumbnail
    if (marker == app0 && body.size() >= jfif_header + 2 && body.starts_with("JFIF\0"sv)) {
        bare += "\xFF\xE0\x00\x10"sv;
        bare += body.substr(0, jfif_header);
        bare += "\0\0"sv;
    }
    if (marker == app14 && body.size() >= jfif_header && body.starts_with("Adobe"sv)) {
        bare += "\xFF\xEE\x00\x0E"sv;
        bare += body.substr(0, jfif_header);
    }
}

} // namespace

std::optional<std::string> bare_jpeg(std::string_view bytes) {
    if (bytes.size() < 4 || byte_at(bytes, 0) != 0xFF || byte_at(bytes, 1) != soi) return std::nullopt;
    std::string bare;
    bare.reserve(bytes.size());
    bare += bytes.substr(0, 2);
    std::size_t at = 2;
    bool has_frame = false, has_scan = false;
    while (at + 1 < bytes.size() && byte_at(bytes, at) == 0xFF) {
        const unsigned char marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) { // fill
            ++at;
            continue;
        }
        if (marker == eoi) {
            if (!has_scan) return std::nullopt;
            bare += bytes.substr(at, 2);
            return bare;
        }
        if (at + 4 > bytes.size()) return std::nullopt;
        const std::size_t length = std::size_t{byte_at(bytes, at + 2)} << 8 | byte_at(bytes, at + 3), end = at + 2 + length;
        if (length < 2 || end > bytes.size()) return std::nullopt;
        if (is_frame(marker)) {
            if (has_frame) return std::nullopt;
            has_frame = true;
            bare += bytes.substr(at, end - at);
        } else if (is_table(marker)) {
            bare += bytes.substr(at, end - at);
        } else if (marker == sos) {
            const std::size_t scan_end = end_of_scan(bytes, end);
            if (!has_frame || scan_end == std::string_view::npos) return std::nullopt;
            has_scan = true;
            bare += bytes.substr(at, scan_end - at);
            at = scan_end;
            continue;
        } else if (marker >= app0 && marker <= app15) {
            keep_application_data(bare, marker, bytes.substr(at + 4, length - 2));
        } else if (marker != com) {
            return std::nullopt;
        }
        at = end;
    }
    return std::nullopt;
}

} // namespace legajo::evidence
