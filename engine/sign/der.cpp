#include "sign/der.hpp"

#include <algorithm>

namespace legajo::sign::der {

std::size_t header_size(std::size_t length) {
    std::size_t size = 2;
    if (length >= 0x80)
        for (; length > 0; length >>= 8) ++size;
    return size;
}

void append_header(std::string& out, std::uint8_t tag, std::size_t length) {
    out += static_cast<char>(tag);
    if (length < 0x80) {
        out += static_cast<char>(length);
        return;
    }
    int octets = 0;
    for (std::size_t rest = length; rest > 0; rest >>= 8) ++octets;
    out += static_cast<char>(0x80 | octets);
    for (int i = octets - 1; i >= 0; --i) out += static_cast<char>((length >> (8 * i)) & 0xFF);
}

std::string value(std::uint8_t tag, std::initializer_list<std::string_view> parts) {
    std::size_t length = 0;
    for (const auto part : parts) length += part.size();
    std::string out;
    out.reserve(header_size(length) + length);
    append_header(out, tag, length);
    for (const auto part : parts) out += part;
    return out;
}

std::string sorted_set(std::uint8_t tag, std::vector<std::string> elements) {
    std::sort(elements.begin(), elements.end()); // char_traits<char> compares as unsigned
    std::string content;
    for (const auto& element : elements) content += element;
    return value(tag, {content});
}

std::size_t element_size(std::string_view bytes) {
    if (bytes.size() < 2 || (bytes[0] & 0x1F) == 0x1F) return 0;
    const auto first = static_cast<std::uint8_t>(bytes[1]);
    std::size_t length = first, header = 2;
    if (first >= 0x80) {
        const std::size_t octets = first & 0x7F;
        if (octets == 0 || octets > 4 || bytes.size() < 2 + octets) return 0;
        length = 0;
        for (std::size_t i = 0; i < octets; ++i) length = length << 8 | static_cast<std::uint8_t>(bytes[2 + i]);
        header += octets;
    }
    return length <= bytes.size() - header ? header + length : 0;
}

} // namespace legajo::sign::der
