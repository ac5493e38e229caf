#pragma once
// The byte range of a signature against the bytes themselves. A signature is worth what its range says; here nothing is believed.

#include "base/problem.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace legajo::verify {

struct ByteRange {
    std::size_t hole_begin = 0; // '<'
    std::size_t hole_end = 0;   // one past '>'
    std::size_t end = 0;        // of the second stretch
};

// Sound when it is [0 a b c] with the hole [a, b) being exactly "<hex>" whose value is `contents`, standing after /Contents inside the
// object that occupies [object_begin, object_end). Otherwise verify.byte_range_malformed, byte_range_gap, contents_foreign.
base::Result<ByteRange> sound_byte_range(std::string_view file, const std::vector<long long>& numbers, std::string_view contents, std::size_t object_begin,
                                         std::size_t object_end);

// Ends of the revisions of a file: one past each "startxref N %%EOF" with its line end, in order.
[[nodiscard]] std::vector<std::size_t> revision_ends(std::string_view file);

} // namespace legajo::verify
