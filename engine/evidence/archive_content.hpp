#pragma once
// Which rules of PDF/A-2b one content stream breaks, and what it shows with which font. Internal to evidence/.

#include <qpdf/QPDFObjectHandle.hh>

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace legajo::evidence {

inline constexpr std::size_t longest_string = 32'767, longest_name = 127; // bytes, 6.1.13

struct ShownText {
    std::map<QPDFObjGen, std::set<std::uint32_t>> codes; // by font; of a composite one, two bytes each
    bool has_unknown_font = false;                       // shown with a font that nobody here can point at
};

// `holder`: a page, form, pattern with its own /Resources. Reasons as ArchiveRules::broken_by has them.
[[nodiscard]] std::set<std::string> rules_broken_in_content(QPDFObjectHandle holder, ShownText& shown);

[[nodiscard]] bool is_rendering_intent(QPDFObjectHandle object); // one of the four names of 8.6.5.8
[[nodiscard]] bool is_name_sound(const std::string& name); // 6.1.13 at most 127 bytes behind the solidus, 6.1.8 in UTF-8
[[nodiscard]] bool is_number_in_range(QPDFObjectHandle number); // 6.1.13: what 32 bits hold; zero, or not closer to it than 1.175e-38

} // namespace legajo::evidence
