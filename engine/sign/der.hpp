#pragma once
// A little DER writing: enough for a CMS. Everything is definite-length and sorted by the caller where DER asks for it.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::sign::der {

enum Tag : std::uint8_t {
    integer = 0x02,
    octet_string = 0x04,
    object_identifier = 0x06,
    sequence = 0x30,
    set = 0x31,
    context_0 = 0xA0, // constructed
    context_1 = 0xA1,
};

[[nodiscard]] std::size_t header_size(std::size_t length);
void append_header(std::string& out, std::uint8_t tag, std::size_t length);
// Tag, length and the parts one after the other.
[[nodiscard]] std::string value(std::uint8_t tag, std::initializer_list<std::string_view> parts);
// SET OF: elements sorted by their encoding (X.690, 11.6).
[[nodiscard]] std::string sorted_set(std::uint8_t tag, std::vector<std::string> elements);
// Whole length of the element that begins at `bytes`, header included; 0 when it is not definite-length DER or runs past the end.
[[nodiscard]] std::size_t element_size(std::string_view bytes);

} // namespace legajo::sign::der
