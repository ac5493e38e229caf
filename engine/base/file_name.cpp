#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace legajo::base {

std::string file_name_safe(std::string_view text, std::size_t limit) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
    const auto plain = decompose->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))), status);
    std::string name;
    for (std::int32_t i = 0; i < plain.length(); ++i) {
        const char16_t unit = plain.charAt(i);
        if (unit >= 0x300 && unit < 0x370) continue; // a combining accent, split off by the decomposition
        const bool is_kept = (unit >= u'a' && unit <= u'z') || (unit >= u'0' && unit <= u'9') || (unit >= u'A' && unit <= u'Z');
        const char c = is_kept ? static_cast<char>(unit >= u'A' && unit <= u'Z' ? unit - u'A' + u'a' : unit) : '-';
        if (c == '-' && (name.empty() || name.back() == '-')) continue;
        name += c;
    }
    if (name.size() > limit) name.resize(limit);
    while (!name.empty() && name.back() == '-') name.pop_back();
    return name.empty() ? "sin-nombre" : name;
}

} // namespace legajo::base
