#pragma once
// Catalan writes "de" as "d’" before a vowel sound: "de Puig", but "d’Anna", "d’Hotels", "d’1,00 €", "d’11 factures". The template cannot know what
// value follows, so the blank before a value is settled here; what stands inside a value is never touched.
// Source: Institut d'Estudis Catalans, Ortografia catalana, "L'apostrofació": not before a consonantal i or u (de Iolanda, de Huelva).

#include <string>
#include <string_view>

namespace legajo::fill {

// Whether "de" loses its vowel before this value. UTF-8, NFC. Figures as this house writes them: 11.000,00.
[[nodiscard]] bool elides_before(std::string_view value);

// `rendered`: text with its values between kValueBegin and kValueEnd (mustache_render.hpp).
[[nodiscard]] std::string with_elisions(const std::string& rendered);

} // namespace legajo::fill
