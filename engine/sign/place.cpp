#include "sign/place.hpp"

#include "base/error.hpp"
#include "sign/timestamp.hpp"

#include <algorithm>

namespace legajo::sign {

namespace {

[[noreturn]] void unsound(const char* why) { throw base::Error("sign.hole_unsound", "sign", why); }

void check_hole(std::span<const char> pdf, const model::SignatureHole& hole) {
    if (hole.contents_begin >= hole.contents_end || hole.contents_end > pdf.size()) unsound("contents lie outside the file");
    if (hole.byte_range_begin >= hole.byte_range_end || hole.byte_range_end > pdf.size()) unsound("byte range lies outside the file");
    if (hole.byte_range_begin < hole.contents_end && hole.contents_begin < hole.byte_range_end) unsound("byte range overlaps contents");
    if (pdf[hole.contents_begin] != '<' || pdf[hole.contents_end - 1] != '>') unsound("contents are not between < and >");
    if (pdf[hole.byte_range_begin] != '[' || pdf[hole.byte_range_end - 1] != ']') unsound("byte range is not between [ and ]");
    const auto first = pdf.begin() + static_cast<std::ptrdiff_t>(hole.contents_begin) + 1;
    const auto last = pdf.begin() + static_cast<std::ptrdiff_t>(hole.contents_end) - 1;
    if (std::any_of(first, last, [](char c) { return c != '0'; })) unsound("contents are not empty");
    if ((hole.contents_end - hole.contents_begin) % 2 != 0) unsound("an odd number of hex digits");
}

void write_byte_range(std::span<char> pdf, const model::SignatureHole& hole) {
    std::string text = "[0 " + std::to_string(hole.contents_begin) + ' ' + std::to_string(hole.contents_end) + ' ' +
                       std::to_string(pdf.size() - hole.contents_end);
    const std::size_t width = hole.byte_range_end - hole.byte_range_begin;
    if (text.size() + 1 > width) unsound("byte range is too narrow");
    text.resize(width - 1, ' ');
    text += ']';
    std::ranges::copy(text, pdf.begin() + static_cast<std::ptrdiff_t>(hole.byte_range_begin));
}

std::vector<std::uint8_t> digest_around(std::span<const char> pdf, const model::SignatureHole& hole, DigestAlgorithm algorithm) {
    const std::string_view all(pdf.data(), pdf.size());
    return digest_of(algorithm, all.substr(0, hole.contents_begin), all.substr(hole.contents_end));
}

void write_contents(std::span<char> pdf, const model::SignatureHole& hole, const std::string& der) {
    constexpr char digits[] = "0123456789abcdef";
    const std::size_t room = (hole.contents_end - hole.contents_begin - 2) / 2;
    if (der.size() > room)
        throw base::Error("sign.hole_too_small", "sign", std::to_string(der.size()) + " bytes into " + std::to_string(room));
    char* at = pdf.data() + hole.contents_begin + 1;
    for (const char c : der) {
        const auto byte = static_cast<std::uint8_t>(c);
        *at++ = digits[byte >> 4];
        *at++ = digits[byte & 15];
    }
}

} // namespace

void sign_in_place(std::span<char> pdf, const model::SignatureHole& hole, Signer& signer, TimestampClient* timestamps) {
    check_hole(pdf, hole);
    write_byte_range(pdf, hole);
    write_contents(pdf, hole, signer.make_signature(digest_around(pdf, hole, signer.digest_algorithm()), timestamps));
}

void timestamp_in_place(std::span<char> pdf, const model::SignatureHole& hole, TimestampClient& timestamps) {
    check_hole(pdf, hole);
    write_byte_range(pdf, hole);
    write_contents(pdf, hole, timestamps.token_for(DigestAlgorithm::sha256, digest_around(pdf, hole, DigestAlgorithm::sha256)));
}

} // namespace legajo::sign
