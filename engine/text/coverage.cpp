#include "text/coverage.hpp"

#include <array>

namespace legajo::text {

namespace {

// Spanish, Catalan, Galician, Basque, Portuguese, French, German and English; what letters and invoices print.
constexpr std::array<CodePointRange, 24> core{{
    {0x0020, 0x007E}, {0x00A0, 0x00FF}, {0x013F, 0x0140}, {0x0152, 0x0153}, {0x0160, 0x0161}, {0x0178, 0x0178}, {0x017D, 0x017E},
    {0x0192, 0x0192}, {0x02C6, 0x02C6}, {0x02DC, 0x02DC}, {0x2002, 0x2003}, {0x2007, 0x200A}, {0x2010, 0x2015}, {0x2018, 0x201F},
    {0x2020, 0x2022}, {0x2026, 0x2026}, {0x202F, 0x202F}, {0x2030, 0x2033}, {0x2039, 0x203A}, {0x20AC, 0x20AC}, {0x2116, 0x2116},
    {0x2122, 0x2122}, {0x2212, 0x2212}, {0x2260, 0x2265},
}};

// The rest of Latin, Greek, Cyrillic, signs and arrows: names of foreign debtors, an odd symbol.
constexpr std::array<CodePointRange, 13> wide{{
    {0x0020, 0x007E}, {0x00A0, 0x024F}, {0x02B0, 0x02FF}, {0x0300, 0x036F}, {0x0370, 0x03FF}, {0x0400, 0x052F}, {0x1E00, 0x1FFF},
    {0x2000, 0x2BFF}, {0xA640, 0xA69F}, {0xA720, 0xA7FF}, {0xAB30, 0xAB6F}, {0xFB00, 0xFB06}, {0x1F300, 0x1F6FF},
}};

constexpr std::array<std::string_view, 8> plain_features{"kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum", "lnum"};
constexpr std::array<std::string_view, 9> small_caps_features{"kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum", "lnum", "smcp"};

} // namespace

std::span<const CodePointRange> code_points_of(Coverage coverage) {
    if (coverage == Coverage::wide) return wide;
    return core;
}

std::span<const std::string_view> features_of(Coverage coverage) {
    if (coverage == Coverage::small_caps) return small_caps_features;
    return plain_features;
}

std::string_view coverage_version() { return "coverage 1"; }

} // namespace legajo::text
